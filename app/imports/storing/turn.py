"""One import after another, while single records are published beside it (docs/decisions/0052-...)."""

from sqlalchemy import Connection, text

from app.history.append import last_change

KEY = "hashtextextended('servicemap.imports', 0)"
TAKE = text(f"SELECT pg_advisory_xact_lock({KEY})")
FREE = text(f"SELECT pg_try_advisory_xact_lock_shared({KEY})")


def take_turn(connection: Connection) -> int:
    """Wait until no other import runs, and be the only one until the transaction ends; the number of the last change.

    What somebody else changes after it, the import has not seen.
    """
    connection.execute(TAKE)
    return last_change(connection)


def none_runs(connection: Connection) -> bool:
    """Whether no import runs; none begins then before the transaction ends. It never waits."""
    return bool(connection.execute(FREE).scalar_one())
