"""Connections beside the pool, for what takes long: each answer of their server comes in time, or they end.

The server ends a statement that takes too long, but a network may swallow its word. Whoever waits for that in a thread
would wait for ever, and keep from others the place that he has.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

from app.store.connections import conninfo

T = TypeVar("T")
GRACE_S = 0.5
"""So much later than the server itself would one end a statement."""
INTERVAL_S = 0.1
"""So often psycopg looks whether the program is told to end."""


class TimedConnection(psycopg.Connection[Any]):
    """Its server has so many seconds for each answer. Raises psycopg.OperationalError where none comes."""

    seconds = float("inf")

    def wait(self, gen: PQGen[T], interval: float = INTERVAL_S, timeout: float | None = None) -> T:
        """Wait for the server, as all that asks it does."""
        try:
            return super().wait(gen, interval, self.seconds if timeout is None else timeout)
        except psycopg.OperationalError:
            # Nothing more is said on it: the end of a transaction would be waited for as long again.
            self.close()
            raise


class TimedAsyncConnection(psycopg.AsyncConnection[Any]):
    """The same on an event loop."""

    seconds = float("inf")

    async def wait(self, gen: PQGen[T], interval: float = INTERVAL_S, timeout: float | None = None) -> T:
        """Wait for the server, as all that asks it does."""
        try:
            return await super().wait(gen, interval, self.seconds if timeout is None else timeout)
        except psycopg.OperationalError:
            await self.close()
            raise


@contextmanager
def timed(url: str, seconds: float, **more: Any) -> Iterator[TimedConnection]:
    """A connection that reads, for statements of so many seconds. Raises psycopg's errors."""
    with TimedConnection.connect(conninfo(url, seconds), **more) as connection:
        connection.seconds = seconds + GRACE_S
        yield connection


@asynccontextmanager
async def timed_async(url: str, seconds: float, silent: float) -> AsyncIterator[TimedAsyncConnection]:
    """The same for statements that send what they read: `silent` seconds may pass between two parts of it."""
    async with await TimedAsyncConnection.connect(conninfo(url, seconds)) as connection:
        connection.seconds = silent + GRACE_S
        yield connection
