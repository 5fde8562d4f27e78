"""What is removed because it was kept long enough, and the log that says so.

The history itself is never shortened: its chain would not fit any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from app.stewardship.models import (
    Correction,
    Draft,
    Job,
    Removal,
    Repeatable,
    SessionRow,
    SignIn,
    SignInAttempt,
    SignInFlow,
)

SHORT = timedelta(days=1)
"""So long are kept what nobody asks for any more: sessions, attempts, answers of requests that may come again."""


@dataclass(frozen=True)
class Removed:
    """A line of the log of removals."""

    made_at: datetime
    what: str
    rows: int
    before: datetime


def newest(connection: Connection, most: int = 50) -> list[Removed]:
    """The newest lines first."""
    columns = (Removal.made_at, Removal.what, Removal.rows, Removal.before)
    return [Removed(*row) for row in connection.execute(select(*columns).order_by(Removal.id.desc()).limit(most))]


def note_removal(connection: Connection, what: str, rows: int, before: datetime) -> None:
    """Write down that so many rows of a kind, from before a moment, were removed."""
    if rows:
        connection.execute(insert(Removal).values(what=what, rows=rows, before=before))


def remove_old(connection: Connection, kept_days: int) -> Mapping[str, int]:
    """Remove drafts, corrections and jobs that ended `kept_days` ago, and what is kept for a day; how many of each."""
    now = datetime.now(UTC)
    old, older = now - SHORT, now - timedelta(days=kept_days)
    statements = {
        "drafts": (delete(Draft).where(Draft.state.in_(("published", "withdrawn")), Draft.changed_at < older), older),
        "corrections": (delete(Correction).where(Correction.state != "open", Correction.made_at < older), older),
        "jobs": (delete(Job).where(Job.state.not_in(("waiting", "running")), Job.changed_at < older), older),
        "sign-ins": (delete(SignIn).where(SignIn.made_at < older), older),
        "answers": (delete(Repeatable).where(Repeatable.made_at < old), old),
        "attempts": (delete(SignInAttempt).where(SignInAttempt.last_at < old), old),
        "sessions": (delete(SessionRow).where(SessionRow.seen_at < old), old),
        "flows": (delete(SignInFlow).where(SignInFlow.made_at < old), old),
    }
    removed = {}
    for what, (statement, before) in statements.items():
        removed[what] = connection.execute(statement).rowcount
        note_removal(connection, what, removed[what], before)
    return removed
