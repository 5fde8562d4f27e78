"""“Still true”: somebody looked at a record and found nothing to change. It moves the date, and nothing else."""

from datetime import date, datetime

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from app.city import CHINA_TIME
from app.errors import ConflictError
from app.platforms.models import Confirmation
from app.stewardship import records
from app.stewardship.beside import note, own_held
from app.stewardship.records import Published
from app.stewardship.rights import Account

FIELD = "confirmed_on"
BEFORE = text("""SELECT r.new #>> '{}' AS day, c.institution, c.role
  FROM revisions r JOIN changes c ON c.number = r.change
  WHERE r.platform = :id AND r.field = 'confirmed_on' AND r.new = (SELECT old FROM revisions
    WHERE platform = :id AND field = 'confirmed_on' ORDER BY change DESC LIMIT 1)
  ORDER BY r.change DESC LIMIT 1""")
"""The confirmation before the last one, with who made it."""
RESTORE = text("""UPDATE confirmations SET confirmed_on = CAST(:day AS date), institution = :institution, role = :role
  WHERE platform = :id""")


def confirm(connection: Connection, account: Account, id: str, on: date | None = None) -> bool:
    """Note that a record of the account's own is still true today, or was on a day; whether that moves the date.

    Raises ForbiddenError, ConflictError.
    """
    now = own_held(connection, account, id)
    day = on or datetime.now(CHINA_TIME).date()
    before = connection.execute(select(Confirmation.confirmed_on).where(Confirmation.platform == id)).scalar()
    if before is not None and before >= day:
        return False
    values = {"platform": id, "confirmed_on": day, "institution": account.institution, "role": account.role}
    written = insert(Confirmation).values(values)
    changed = {name: written.excluded[name] for name in values if name != "platform"}
    connection.execute(written.on_conflict_do_update(index_elements=["platform"], set_=changed))
    _note(connection, account, now, before.isoformat() if before else None, day.isoformat())
    return True


def take_back(connection: Connection, account: Account, id: str) -> None:
    """Take back that a record was confirmed today. Raises ForbiddenError, ConflictError."""
    now = own_held(connection, account, id)
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


def _note(connection: Connection, account: Account, now: Published, old: str | None, new: str | None) -> None:
    note(connection, records.author(account, "confirm", ""), now, FIELD, old, new)
