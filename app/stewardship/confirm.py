"""“Still true”: somebody looked at a record and found nothing to change. It moves the date, and nothing else."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from app.city import CHINA_TIME
from app.errors import ConflictError
from app.history.append import append, open_revised
from app.platforms.models import Confirmation
from app.stewardship import records
from app.stewardship.rights import Account
from app.store.version import bump

FIELD = "confirmed_on"
NOTE = """INSERT INTO revised (platform, field, revision, old, new)
  VALUES (%(id)s, 'confirmed_on', %(revision)s, to_jsonb(%(old)s::text), to_jsonb(%(new)s::text))"""
BEFORE = text("""SELECT r.new #>> '{}' AS day, c.institution, c.role
  FROM revisions r JOIN changes c ON c.number = r.change
  WHERE r.platform = :id AND r.field = 'confirmed_on' AND r.new = (SELECT old FROM revisions
    WHERE platform = :id AND field = 'confirmed_on' ORDER BY change DESC LIMIT 1)
  ORDER BY r.change DESC LIMIT 1""")
"""The confirmation before the last one, with who made it."""
RESTORE = text("""UPDATE confirmations SET confirmed_on = CAST(:day AS date), institution = :institution, role = :role
  WHERE platform = :id""")


def confirm(connection: Connection, account: Account, id: str) -> None:
    """Note that a record of the account's own is still true today. Raises ForbiddenError, ConflictError."""
    now = _own(connection, account, id)
    today = datetime.now(CHINA_TIME).date()
    before = connection.execute(select(Confirmation.confirmed_on).where(Confirmation.platform == id)).scalar()
    if before == today:
        return
    values = {"platform": id, "confirmed_on": today, "institution": account.institution, "role": account.role}
    written = insert(Confirmation).values(values)
    changed = {name: written.excluded[name] for name in values if name != "platform"}
    connection.execute(written.on_conflict_do_update(index_elements=["platform"], set_=changed))
    _note(connection, account, now, before.isoformat() if before else None, today.isoformat())


def take_back(connection: Connection, account: Account, id: str) -> None:
    """Take back that a record was confirmed today. Raises ForbiddenError, ConflictError."""
    now = _own(connection, account, id)
    today = datetime.now(CHINA_TIME).date()
    current = connection.execute(select(Confirmation.confirmed_on).where(Confirmation.platform == id)).scalar()
    if current != today:
        raise ConflictError("It was not confirmed today.")
    earlier = connection.execute(BEFORE, {"id": id}).mappings().first()
    if earlier is None:
        connection.execute(delete(Confirmation).where(Confirmation.platform == id))
    else:
        connection.execute(RESTORE, {"id": id, **earlier})
    _note(connection, account, now, today.isoformat(), earlier["day"] if earlier else None)


def _own(connection: Connection, account: Account, id: str) -> records.Published:
    records.lock(connection)
    now = records.published(connection, id)
    if now is None:
        raise ConflictError("This record is not listed any more.")
    account.require_own(id, now.district)
    return now


def _note(connection: Connection, account: Account, now: records.Published, old: str | None, new: str | None) -> None:
    bump(connection)
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor:
        open_revised(cursor)
        cursor.execute(NOTE, {"id": now.values["id"], "revision": now.revision, "old": old, "new": new})
        append(cursor, records.author(account, "confirm", ""))
