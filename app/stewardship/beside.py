"""What stands beside the facts of a record and is public at once: it changes with a note in the history."""

from psycopg.types.json import Jsonb
from sqlalchemy import Connection

from app.errors import ConflictError
from app.history.append import append, open_revised
from app.history.author import Author
from app.stewardship import records
from app.stewardship.records import Published
from app.stewardship.rights import Account
from app.store.version import bump
from app.store.writing import raw_connection

NOTE = """INSERT INTO revised (platform, field, revision, old, new)
  VALUES (%(id)s, %(field)s, %(revision)s, %(old)s, %(new)s)"""


def own_held(connection: Connection, account: Account, id: str) -> Published:
    """The record, as it stays until the transaction ends. Raises ConflictError, ForbiddenError."""
    records.lock(connection)
    return own_listed(connection, account, id)


def own_listed(connection: Connection, account: Account, id: str) -> Published:
    """A record of the account's own. Raises ConflictError where it is not listed, and ForbiddenError."""
    now = records.published(connection, id)
    if now is None:
        raise ConflictError("This record is not listed any more.")
    account.require_own(id, now.district)
    return now


def note(connection: Connection, by: Author, now: Published, field: str, old: str | None, new: str | None) -> None:
    """Append the change of this field to the history; the version of the data grows, and so the public reads it."""
    bump(connection)
    values = {"old": Jsonb(old) if old is not None else None, "new": Jsonb(new) if new is not None else None}
    with raw_connection(connection).cursor() as cursor:
        open_revised(cursor)
        cursor.execute(NOTE, {"id": now.values["id"], "field": field, "revision": now.revision, **values})
        append(cursor, by)
