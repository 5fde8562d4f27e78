"""Reading from PostgreSQL: a `Select` is compiled once for its shape and run on psycopg's own pool.

The read connections are read-only and have a statement timeout. All that can go wrong with the database becomes
`DatabaseAwayError` here, once, so that routes know one error. Whoever reads several statements that belong together
opens a snapshot: they then see one version of the data.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout
from sqlalchemy import CompoundSelect, Select
from sqlalchemy.engine import make_url

from app.database_url import for_reading, for_writing, libpq, pooled
from app.errors import DatabaseAwayError
from app.settings import Settings
from app.store.memory import Memory
from app.store.patience import CHECK_S, Connection, Living, Patience
from app.store.places import Places

Params = ParamSpec("Params")
Value = TypeVar("Value")
Pool = AsyncConnectionPool[Connection]
AnySelect = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
"""A Select of any columns: its rows are read as dictionaries."""
DIALECT = make_url("postgresql+psycopg://").get_dialect()()
BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
GRACE_S = 0.5
"""So much later than the server itself would an answer end a statement."""
log = logging.getLogger("servicemap")
APART = 2
"""Connections beside the pool, for what is asked before each answer: the second is opened where the first is slow."""
FEW = 64
"""The places for statements that hardly come again."""
LACKING = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.InvalidSchemaName,
)
"""A right or a table is missing: the database is not set up for this program, or not yet."""
AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, PoolClosed, TimeoutError, OSError)


@dataclass(frozen=True)
class Compiled:
    """A statement as psycopg takes it, and the values that its shape fixes.

    `lookup`: it finds rows by their keys, so that one plan is right for all values. `reads_all`: no index finds what it
    asks for, so that it reads all records, of which there may be very many.
    """

    sql: str
    fixed: Mapping[str, Any]
    lookup: bool = False
    reads_all: bool = False


def compile_select(select: AnySelect) -> Compiled:
    """Turn a Select into SQL with named parameters (`%(name)s`)."""
    compiled = select.compile(dialect=DIALECT)
    return Compiled(str(compiled), {name: value for name, value in compiled.params.items() if value is not None})


def compiled_once(build: Callable[Params, AnySelect]) -> Callable[Params, Compiled]:
    """Compile what `build` returns once for each set of (hashable) arguments.

    Arguments one of which says that it is `passing`, because it comes again for the next page at most, have few places
    of their own: they push out none of the others. Where one says so, the statement `reads_all`.
    """

    def compiled(*args: Params.args, **kwargs: Params.kwargs) -> Compiled:
        reads_all = any(getattr(each, "reads_all", False) for each in args)
        return replace(compile_select(build(*args, **kwargs)), reads_all=reads_all)

    lasting, passing = lru_cache(maxsize=2048)(compiled), lru_cache(maxsize=FEW)(compiled)

    def once(*args: Params.args, **kwargs: Params.kwargs) -> Compiled:
        cached = passing if any(getattr(each, "passing", False) for each in args) else lasting
        return cached(*args, **kwargs)  # type: ignore[arg-type]

    return once


def compiled_lookup(build: Callable[Params, AnySelect]) -> Callable[Params, Compiled]:
    """As `compiled_once`, for statements that find rows by their keys: each connection keeps its plan.

    Making one takes several times as long as finding a row by it.
    """
    once = compiled_once(build)

    def compiled(*args: Params.args, **kwargs: Params.kwargs) -> Compiled:
        return replace(once(*args, **kwargs), lookup=True)

    return lru_cache(maxsize=2048)(compiled)  # type: ignore[return-value]


def conninfo(url: str, statement_timeout: float, *, read_only: bool = True) -> str:
    """psycopg's connection string of a SQLAlchemy URL, for reading only unless said otherwise.

    `options` of the URL (a `search_path`, say) stay; where they name one of ours, ours holds. A pooler takes none:
    behind it each transaction begins with `limits`.
    """
    plain = libpq(for_reading(url) if read_only else for_writing(url))
    if pooled(url):
        return psycopg.conninfo.make_conninfo(plain, connect_timeout=3, application_name="servicemap")
    given = str(psycopg.conninfo.conninfo_to_dict(plain).get("options") or "")
    options = (
        f"{given} -c default_transaction_read_only={'on' if read_only else 'off'} "
        f"-c statement_timeout={int(statement_timeout * 1000)} -c jit=off"
    ).lstrip()
    return psycopg.conninfo.make_conninfo(plain, options=options, connect_timeout=3, application_name="servicemap")


def limits(url: str, statement_timeout: float, *, read_only: bool = True) -> bytes:
    """The first words of a transaction on a connection of `conninfo`: nothing, but behind a pooler its settings."""
    if not pooled(url):
        return b""
    only = "SET TRANSACTION READ ONLY; " if read_only else ""
    return f"{only}SET LOCAL statement_timeout = {int(statement_timeout * 1000)}; SET LOCAL jit = off".encode()


Row = dict[str, Any]


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
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        raise DatabaseAwayError("The database did not answer in time.") from error
    except LACKING as error:
        log.error("the database is not set up for this program: %s", str(error).partition("\n")[0])
        raise DatabaseAwayError("The database lacks something that this program needs.") from error
    except AWAY as error:
        raise DatabaseAwayError("The database cannot be reached.") from error


class Snapshot(Reader):
    """Several statements that see one state of the data: one connection, one read-only transaction."""

    waits = False

    def __init__(
        self,
        database: "Database",
        connection: Connection,
        patience: Callable[[], Patience],
        known: Mapping[str, Row | None],
    ) -> None:
        """`patience` gives each statement its own time, or all of them the same.

        `known`: the first rows of statements that it was begun with.
        """
        super().__init__(database.memory, database.places)
        self._held = connection
        self._patience_of = patience
        self._asked = dict(known)
        self._without_savepoint: list[AsyncExitStack] = []

    @asynccontextmanager
    async def _connection(self, patience: Patience) -> AsyncIterator[Connection]:
        while self._without_savepoint:
            async with patience.with_(self._held):
                await self._without_savepoint[0].enter_async_context(self._savepoint())
            self._without_savepoint.pop(0)
        yield self._held

    def _patience(self) -> Patience:
        return self._patience_of()

    @asynccontextmanager
    async def failure_contained(self) -> AsyncIterator[None]:
        """The savepoint comes with the block's first statement: many blocks find all in memory and need none."""
        async with errors_said(), AsyncExitStack() as savepoint:
            self._without_savepoint.append(savepoint)
            try:
                yield
            finally:
                if savepoint in self._without_savepoint:
                    self._without_savepoint.remove(savepoint)

    @asynccontextmanager
    async def _savepoint(self) -> AsyncIterator[None]:
        """Its end, too, is a question to the server, which a network may swallow."""
        async with AsyncExitStack() as ending, self._held.transaction():
            # Within a transaction, psycopg makes a savepoint of a transaction.
            try:
                yield
            finally:
                await ending.enter_async_context(Patience(CHECK_S).with_(self._held))

    async def once(self, query: Compiled) -> Row | None:
        if query.sql not in self._asked:
            self._asked[query.sql] = await self.row(query)
        return self._asked[query.sql]


class Apart(Reader):
    """Reads what is asked before each answer, on connections that nothing else has.

    Where all others have much to do, what is kept of the version that is current just now is answered nevertheless.
    """

    def __init__(self, database: "Database") -> None:
        super().__init__(database.memory, database.places)
        self._database = database

    def _patience(self) -> Patience:
        return self._database.patience()

    def _connection(self, patience: Patience) -> AbstractAsyncContextManager[Connection]:
        return self._database.connection(patience, apart=True)


class Database(Reader):
    """The read pool: a statement of its own needs no transaction, several that belong together use a snapshot.

    A statement is waited for little longer than the server works on it.
    """

    def __init__(self, settings: Settings, first: Compiled | None = None) -> None:
        """`first`: a statement without values that every snapshot is asked; it goes with the beginning of each."""
        super().__init__(Memory(), Places(settings.pool_size))
        self._first = first
        self._seconds = settings.statement_timeout + GRACE_S
        self._pool_timeout = settings.pool_timeout
        self._limits = limits(settings.database_url, settings.statement_timeout)
        self._pool = self._pool_of(settings, settings.pool_size)
        self._pool_apart = self._pool_of(settings, APART)
        self.apart = Apart(self)

    def _pool_of(self, settings: Settings, most: int) -> Pool:
        async def replace_all() -> None:
            await pool.drain()

        pool = Pool(
            conninfo(settings.database_url, settings.statement_timeout),
            min_size=1,
            max_size=most,
            timeout=settings.pool_timeout,
            reconnect_timeout=5,
            open=False,
            kwargs={"autocommit": True} | ({"prepare_threshold": None} if self._limits else {}),
            check=Living(replace_all),
        )
        return pool

    async def open(self) -> None:
        """Start the pools; a database that is away is no error yet."""
        for pool in (self._pool, self._pool_apart):
            await pool.open(wait=False)

    async def close(self) -> None:
        for pool in (self._pool, self._pool_apart):
            await pool.close(timeout=2)

    def figures(self) -> dict[str, float]:
        """How many connections there are, how many are free, how many requests wait for one."""
        stats = self._pool.get_stats()
        names = {"pool_size": "connections", "pool_available": "free", "requests_waiting": "waiting"}
        return {name: float(stats.get(key, 0)) for key, name in names.items()}

    def _connection(self, patience: Patience) -> AbstractAsyncContextManager[Connection]:
        return self.connection(patience)

    @asynccontextmanager
    async def connection(self, patience: Patience, *, apart: bool = False) -> AsyncIterator[Connection]:
        """A connection for one statement, of the pool or of those `apart`."""
        async with self._lent(patience, self._pool_apart if apart else self._pool) as connection:
            if self._limits:
                # What is set here ends with the transaction, which ends with the block of the connection.
                async with patience.with_(connection):
                    await connection.execute(b"BEGIN; " + self._limits)
            yield connection

    @asynccontextmanager
    async def _lent(self, patience: Patience, pool: Pool) -> AsyncIterator[Connection]:
        """A connection of the pool: whoever waits for one waits for the database."""
        stack = AsyncExitStack()
        with patience.spent():
            lent = pool.connection(timeout=min(self._pool_timeout, patience.left))
            connection = await stack.enter_async_context(lent)
        try:
            yield connection
        finally:
            # What went wrong in the block is the block's: only giving the connection back is said here.
            async with errors_said(), Patience(CHECK_S).with_(connection):
                await stack.aclose()

    def _patience(self) -> Patience:
        return self.patience()

    def patience(self) -> Patience:
        """The time that one answer has for the database."""
        return Patience(self._seconds)

    @asynccontextmanager
    async def snapshot(
        self, *, of_one_answer: bool = False, patience: Patience | None = None
    ) -> AsyncIterator[Snapshot]:
        """Read one state of the data, so that a count, its list and their version agree.

        `of_one_answer`: somebody waits for it, and all statements together have the time of one, or what is left of
        `patience`. Nothing is ever committed: the transaction ends when the block does. Raises DatabaseAwayError.
        """
        patience = patience or self._patience()
        async with AsyncExitStack() as stack:
            async with errors_said():
                connection = await stack.enter_async_context(self._lent(patience, self._pool))
                async with patience.with_(connection):
                    known = await self._begin(connection)
            yield Snapshot(self, connection, (lambda: patience) if of_one_answer else self._patience, known)

    async def _begin(self, connection: Connection) -> Mapping[str, Row | None]:
        """Begin a transaction and ask the first statement, in one message to the server and one back."""
        asked = [self._first] if self._first else []
        parts = [BEGIN.encode(), *([self._limits] if self._limits else []), *(each.sql.encode() for each in asked)]
        async with connection.cursor(row_factory=dict_row) as cursor:
            await cursor.execute(b"; ".join(parts), prepare=False)
            while cursor.nextset():
                pass
            return {each.sql: await cursor.fetchone() for each in asked}
