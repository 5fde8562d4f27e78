"""Reading from PostgreSQL, on psycopg's own pools.

The read connections are read-only and have a statement timeout. Whoever reads several statements that belong together
opens a snapshot: they then see one version of the data.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from app.settings import Settings
from app.store.connections import conninfo, limits
from app.store.memory import Memory
from app.store.patience import CHECK_S, Connection, Living, Patience
from app.store.places import Places
from app.store.reader import Reader, Row, errors_said
from app.store.statements import Compiled

Pool = AsyncConnectionPool[Connection]
BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
GRACE_S = 0.5
"""So much later than the server itself would an answer end a statement."""
APART = 2
"""Connections beside the pool, for what is asked before each answer: the second is opened where the first is slow."""


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
