"""The host register of a test database: without list and counts, before and after."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, delete

from app.embed.models import AllowedHost, HostCount


@contextmanager
def emptied(url: str) -> Iterator[Connection]:
    """A connection that commits each statement."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as opened:
        for table in (AllowedHost, HostCount):
            opened.execute(delete(table))
        yield opened
        for table in (AllowedHost, HostCount):
            opened.execute(delete(table))
    engine.dispose()
