"""What every reader of the database can do, on whatever connection it has.

All that can go wrong with the database becomes `DatabaseAwayError` here, once, so that routes know one error.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from typing import Any, TypeVar

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import PoolClosed, PoolTimeout

from app.errors import DatabaseAwayError
from app.store.memory import Memory
from app.store.patience import Connection, Patience
from app.store.places import Places
from app.store.statements import Compiled

Value = TypeVar("Value")
Row = dict[str, Any]
log = logging.getLogger("servicemap")
LACKING = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.InvalidSchemaName,
)
"""A right or a table is missing: the database is not set up for this program, or not yet."""
AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, PoolClosed, TimeoutError, OSError)


class Reader(ABC):
    """Runs compiled statements, on whatever connection it has, within the time that an answer has for them.

    `memory` has what is kept of the data beside the database, `places` those for what takes long.
    """

    waits = True
    """Whether it waits for such a place: one that has a connection already does not."""

    def __init__(self, memory: Memory, places: Places) -> None:
        self.memory, self.places = memory, places

    @abstractmethod
    def _patience(self) -> Patience:
        """What is left of the time for the database."""

    @abstractmethod
    def _connection(self, patience: Patience) -> AbstractAsyncContextManager[Connection]:
        """The connection for one statement; to wait for it takes of its time."""

    def failure_contained(self) -> AbstractAsyncContextManager[object]:
        """A block in which a statement may fail without spoiling the statements after the block."""
        return nullcontext()

    async def within_time(self, wait: Callable[[], Awaitable[Value]]) -> Value:
        """What comes from elsewhere, as from a thread that reads. Waiting for it takes of the answer's time.

        Raises DatabaseAwayError where it does not come in time.
        """
        async with errors_said():
            patience = self._patience()
            with patience.spent():
                async with asyncio.timeout(patience.left):
                    return await wait()

    @asynccontextmanager
    async def _cursor(self, query: Compiled) -> AsyncIterator[psycopg.AsyncCursor[Row]]:
        patience = self._patience()
        async with (
            self.places.for_reading_all(patience, waits=self.waits) if query.reads_all else nullcontext(),
            errors_said(),
            self._connection(patience) as connection,
            patience.with_(connection),
            connection.cursor(row_factory=dict_row) as cursor,
        ):
            yield cursor

    async def rows(self, query: Compiled, values: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of a query, as dictionaries."""
        async with self._cursor(query) as cursor:
            # A filter's plan is made for the values at hand: one for any values would read far too many rows.
            kept = None if query.lookup else False
            await cursor.execute(query.sql.encode(), {**query.fixed, **(values or {})}, prepare=kept)
            return await cursor.fetchall()

    async def row(self, query: Compiled, values: Mapping[str, Any] | None = None) -> Row | None:
        """The first row, or None."""
        rows = await self.rows(query, values)
        return rows[0] if rows else None

    async def once(self, query: Compiled) -> Row | None:
        """The first row of a query without values; a reader that sees one state of the data asks for it once."""
        return await self.row(query)

    async def copy_csv(self, query: Compiled, values: Mapping[str, Any]) -> bytes:
        """The rows as CSV with a heading, made by PostgreSQL."""
        statement = f"COPY ({query.sql}) TO STDOUT WITH (FORMAT csv, HEADER)"
        bound = {**query.fixed, **values}
        async with self._cursor(query) as cursor, cursor.copy(statement.encode(), bound) as copy:
            return b"".join([bytes(chunk) async for chunk in copy])


@asynccontextmanager
async def errors_said() -> AsyncIterator[None]:
    """Turn whatever can go wrong with the database into DatabaseAwayError."""
    with errors_said_in_thread():
        yield


@contextmanager
def errors_said_in_thread() -> Iterator[None]:
    """The same for whoever reads in a thread."""
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        raise DatabaseAwayError("The database did not answer in time.") from error
    except LACKING as error:
        log.error("the database is not set up for this program: %s", str(error).partition("\n")[0])
        raise DatabaseAwayError("The database lacks something that this program needs.") from error
    except AWAY as error:
        raise DatabaseAwayError("The database cannot be reached.") from error
