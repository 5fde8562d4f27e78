"""The host register as `servicemap hosts` reads and changes it, inside the caller's transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app.embed.models import AllowedHost, HostCount
from app.errors import HostListFullError

MOST_ALLOWED = 100
"""The list travels in a header of each frame, and proxies take a few kilobytes of headers."""


def counts(connection: Connection, month: str | None = None) -> list[tuple[str, str, int]]:
    """Month, host and number of frames; the newest month first, in it the most frames first."""
    rows = select(HostCount.month, HostCount.host, HostCount.frames)
    if month:
        rows = rows.where(HostCount.month == month)
    ordered = rows.order_by(HostCount.month.desc(), HostCount.frames.desc(), HostCount.host)
    return [(in_month, host, frames) for in_month, host, frames in connection.execute(ordered).all()]


def allowed(connection: Connection) -> list[str]:
    """The entries of the database."""
    return list(connection.scalars(select(AllowedHost.host).order_by(AllowedHost.host)))


def allow(connection: Connection, entries: Iterable[str]) -> list[str]:
    """Add entries; the ones that were new. Raises HostListFullError, which is to end the transaction."""
    # One at a time, so that the limit holds for all of them together.
    connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("servicemap.allowed_hosts"))))
    values = [{"host": entry} for entry in dict.fromkeys(entries)]
    new = insert(AllowedHost).values(values).on_conflict_do_nothing().returning(AllowedHost.host)
    added = sorted(connection.scalars(new))
    if len(allowed(connection)) > MOST_ALLOWED:
        raise HostListFullError(MOST_ALLOWED)
    return added


def remove(connection: Connection, entries: Iterable[str]) -> list[str]:
    """Take entries out; the ones that were there."""
    gone = delete(AllowedHost).where(AllowedHost.host.in_(list(entries))).returning(AllowedHost.host)
    return sorted(connection.scalars(gone))
