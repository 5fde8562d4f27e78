"""Writing to PostgreSQL: one transaction on a connection of its own. Reading is in `app/store/database.py`."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import InterfaceError, OperationalError

from app.errors import DatabaseAwayError

T = TypeVar("T")
PLACES = 4
"""So many transactions a process writes at once: each has a connection and a thread."""


@contextmanager
def write_session(url: str) -> Iterator[Connection]:
    """A transaction on the database of a SQLAlchemy URL: committed when the block ends.

    An error that leaves the block rolls everything back and goes on to the caller.
    """
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


class Writer:
    """Writes for a running server, each time in one transaction and outside of the event loop."""

    def __init__(self, url: str, statement_timeout: float) -> None:
        """`url` is a SQLAlchemy URL; nothing is connected before the first transaction."""
        options = f"-c statement_timeout={int(statement_timeout * 1000)} -c jit=off"
        self._engine = create_engine(
            url or "postgresql+psycopg://",
            pool_size=PLACES,
            max_overflow=0,
            pool_timeout=10,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 3, "application_name": "servicemap-writer", "options": options},
        )

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What `work` gives; an error that leaves it rolls everything back. Raises DatabaseAwayError."""
        return await asyncio.to_thread(self._run, work)

    def _run(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except (OperationalError, InterfaceError, TimeoutError) as error:
            raise DatabaseAwayError("The database cannot be reached.") from error

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()
