"""A query whose rows become one file: all of them of the one version of the data that the file's ETag names.

It is read on a connection of its own, since it may take long. Between the reading of the version and the opening of
that connection the file may have waited for a place, and the data may have changed.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from app.store.connections import limits
from app.store.glance import OutdatedError
from app.store.reader import errors_said, errors_said_in_thread
from app.store.statements import Compiled
from app.store.timed import timed, timed_async
from app.store.version import Version, current_state, state_of

ONE_STATE = psycopg.IsolationLevel.REPEATABLE_READ
PART_S = 60.0
"""So many seconds may the database take for a part, and for the sorting before the first."""


@dataclass(frozen=True)
class FileQuery:
    """`select` with the values that it binds, in the data of `version`, on the database at `url`."""

    url: str
    version: Version
    select: Compiled
    values: Mapping[str, Any]

    @property
    def statement(self) -> bytes:
        return self.select.sql.encode()

    @property
    def bound(self) -> dict[str, Any]:
        return {**self.select.fixed, **self.values}

    @asynccontextmanager
    async def connected(self, seconds: float) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
        """A connection that sees this version alone, for statements of so many seconds.

        Raises DatabaseAwayError, and OutdatedError where there is another version by now.
        """
        async with errors_said(), timed_async(self.url, seconds, PART_S) as connection:
            await connection.set_isolation_level(ONE_STATE)
            await connection.execute(limits(self.url, seconds))
            async with connection.cursor(row_factory=dict_row) as cursor:
                await cursor.execute(current_state().sql.encode())
                self._check(await cursor.fetchone())
            yield connection

    @contextmanager
    def connected_in_thread(self) -> Iterator[psycopg.Connection[Any]]:
        """The same for whoever reads in parts in a thread."""
        with errors_said_in_thread(), timed(self.url, PART_S) as connection:
            connection.isolation_level = ONE_STATE
            connection.execute(limits(self.url, PART_S))
            with connection.cursor(row_factory=dict_row) as cursor:
                self._check(cursor.execute(current_state().sql.encode()).fetchone())
            yield connection

    def _check(self, row: Mapping[str, Any] | None) -> None:
        if state_of(row).version != self.version:
            raise OutdatedError
