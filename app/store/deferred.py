"""One state of the data whose version is known, and whose connection is taken once something is read of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from app.store.database import Database, Snapshot
from app.store.glance import OutdatedError
from app.store.patience import Connection, Patience
from app.store.reader import Reader, Row
from app.store.statements import Compiled
from app.store.version import current_state, state_of

Open = Callable[[], AbstractAsyncContextManager[Snapshot]]


class Deferred(Reader):
    """What is kept in memory of the version is found without a connection: also while all of them are busy.

    The first statement opens a snapshot for all of them. Raises OutdatedError where it sees another version by then.
    """

    waits = False

    def __init__(self, database: Database, state: Row, patience: Patience, stack: AsyncExitStack, open: Open) -> None:
        super().__init__(database.memory, database.places)
        self._state, self._held = state, patience
        self._stack, self._open = stack, open
        self._opening = asyncio.Lock()
        self._snapshot: Snapshot | None = None

    async def opened(self) -> Snapshot:
        """The snapshot that it reads. Raises DatabaseAwayError, OutdatedError."""
        async with self._opening:
            if self._snapshot is None:
                snapshot = await self._stack.enter_async_context(self._open())
                if state_of(await snapshot.once(current_state())) != state_of(self._state):
                    raise OutdatedError
                self._snapshot = snapshot
            return self._snapshot

    def _patience(self) -> Patience:
        return self._held

    @asynccontextmanager
    async def _connection(self, patience: Patience) -> AsyncIterator[Connection]:
        async with (await self.opened())._connection(patience) as connection:
            yield connection

    @asynccontextmanager
    async def failure_contained(self) -> AsyncIterator[None]:
        async with (await self.opened()).failure_contained():
            yield

    async def rows(self, query: Compiled, values: Mapping[str, Any] | None = None) -> list[Row]:
        return await (await self.opened()).rows(query, values)

    async def once(self, query: Compiled) -> Row | None:
        return self._state if query is current_state() else await (await self.opened()).once(query)

    async def copy_csv(self, query: Compiled, values: Mapping[str, Any]) -> bytes:
        return await (await self.opened()).copy_csv(query, values)


@asynccontextmanager
async def deferred(database: Database, state: Row, patience: Patience, open: Open) -> AsyncIterator[Deferred]:
    """A reader of this state; `open` gives its snapshot, which ends with the block."""
    async with AsyncExitStack() as stack:
        yield Deferred(database, state, patience, stack, open)
