"""The state of a job in the database, where every process of the server sees it.

The server in whose queue a job waits says so now and then, and the process that works on it holds it for as long: one
that is open without either was left by a server that ended, and is told so.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, literal, select, text, update
from sqlalchemy.dialects.postgresql import JSONB

from app.errors import ConflictError, NotFoundError
from app.stewardship.models import Job
from app.stewardship.rights import Account
from app.stewardship.task import Why, alone

OPEN = ("waiting", "running")
REVIEW = "review"
"""The form of a job that came from a page: see `review.py`. It is none of the API's."""
MOST_ROWS = 100_000
MOST_OPEN = 2
"""So many jobs of an account may be open."""
SILENT = timedelta(seconds=60)
"""A server that says nothing of a job in its queue for so long has ended."""
BROKE: Mapping[Why, str] = {
    "ended": "The process that worked on it was ended, so that nothing was stored. Send the rows again; where that "
    "fails, too, send fewer at once.",
    "too-long": "It took too long and was ended, so that nothing was stored. Send fewer rows at once.",
    "stopped": "The server was stopped, so that nothing was stored. Send the rows again.",
}
CANCELLED = {"detail": "It was cancelled: nothing was stored."}
COLUMNS = (Job.id, Job.form, Job.publishes, Job.replaces, Job.reason, Job.state, Job.rows, Job.verdict)
SHOWN = (*COLUMNS, Job.cancelled, Job.made_at, Job.changed_at)


def add(connection: Connection, account: Account, form: str, reason: str, *, publishes: bool, replaces: bool) -> int:
    """A new job, which waits. Raises ConflictError where the account has too many that are open."""
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"jobs {account.id}"})
    still_open = (Job.account == account.id, Job.form != REVIEW, Job.state.in_(OPEN))
    for number in connection.execute(select(Job.id).where(*still_open)).scalars().all():
        close_if_left(connection, number, {"detail": BROKE["ended"]})
    if connection.execute(select(func.count()).where(*still_open)).scalar_one() >= MOST_OPEN:
        raise ConflictError(f"{MOST_OPEN} jobs of this account are open: wait for them, or cancel one (DELETE).")
    values = {"account": account.id, "form": form, "reason": reason, "publishes": publishes, "replaces": replaces}
    return int(connection.execute(insert(Job).values(values).returning(Job.id)).scalar_one())


def document(connection: Connection, account: Account, number: int) -> dict[str, Any]:
    """What is known of one of the account's own jobs. Raises NotFoundError."""
    close_if_left(connection, number, {"detail": BROKE["ended"]})
    row = _own(connection, account, number)
    return {
        "id": row.id,
        "state": row.state,
        "publishes": row.publishes,
        "rowsRead": row.rows,
        "reason": row.reason,
        "created": row.made_at.isoformat(),
        "updated": row.changed_at.isoformat(),
        **({} if row.state in OPEN else {"verdict": row.verdict}),
    }


def cancel(connection: Connection, account: Account, number: int) -> None:
    """Ask that an open job ends; nothing of it is stored then. Raises NotFoundError, ConflictError."""
    _own(connection, account, number)
    if _ended(connection, "cancelled", CANCELLED, Job.id == number, Job.state == "waiting"):
        return
    still_open = (Job.id == number, Job.state.in_(OPEN))
    if connection.execute(update(Job).where(*still_open).values(cancelled=True)).rowcount != 1:
        raise ConflictError("This job has ended already.")


def key(number: int) -> str:
    """What no two processes work on at once."""
    return f"job {number}"


def read(connection: Connection, number: int) -> Row[Any]:
    """The job, and whose it is."""
    return connection.execute(select(*SHOWN, Job.account).where(Job.id == number)).one()


def note(connection: Connection, number: int, rows: int) -> bool:
    """Say how many rows are read; False where the job is to end."""
    still_open = (Job.id == number, Job.state.in_(OPEN), ~Job.cancelled)
    noted = update(Job).where(*still_open).values(state="running", rows=rows, changed_at=func.now())
    return connection.execute(noted).rowcount == 1


def end(connection: Connection, number: int, state: str, verdict: dict[str, Any]) -> bool:
    """The verdict on an open job; False where it is no more open, or is to be stored though somebody cancelled it."""
    still_open = [Job.id == number, Job.state.in_(OPEN), *([~Job.cancelled] if state == "stored" else [])]
    return _ended(connection, state, verdict, *still_open)


def tell(connection: Connection, number: int, verdict: dict[str, Any]) -> None:
    """Say what is known already of a job that goes on."""
    connection.execute(update(Job).where(Job.id == number, Job.state.in_(OPEN)).values(verdict=_with(verdict)))


def _ended(connection: Connection, state: str, verdict: dict[str, Any], *those: ColumnElement[bool]) -> bool:
    ended = update(Job).where(*those).values(state=state, verdict=_with(verdict), changed_at=func.now())
    return connection.execute(ended).rowcount == 1


def _with(verdict: dict[str, Any]) -> ColumnElement[Any]:
    """What is known of a job already, and this."""
    return Job.verdict.op("||")(literal(verdict, JSONB))


def waits(connection: Connection, number: int) -> None:
    """Say that a job waits for its turn."""
    waiting = (Job.id == number, Job.state == "waiting")
    connection.execute(update(Job).where(*waiting).values(changed_at=func.now()))


def _own(connection: Connection, account: Account, number: int) -> Row[Any]:
    own = (Job.id == number, Job.account == account.id, Job.form != REVIEW)
    row = connection.execute(select(*SHOWN).where(*own)).first()
    if row is None:
        raise NotFoundError(f"There is no job {number} of yours.")
    return row


def close_if_left(connection: Connection, number: int, said: dict[str, Any]) -> None:
    """End a job that is open though nobody works on it; `said` goes into its verdict."""
    begun = (Job.state == "running") | (Job.changed_at < datetime.now(UTC) - SILENT)
    left = connection.execute(select(Job.id).where(Job.id == number, Job.state.in_(OPEN), begun)).first()
    # Its state is asked for again with the lock: whoever worked on it may just have ended it.
    if left is not None and alone(connection, key(number)):
        end(connection, number, "failed", said)
