"""How much that takes long is asked of the database at once: at least one connection is left for what takes no time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from app.errors import CrowdedError
from app.store.patience import Patience

READING = 1
"""So many statements at once read all records: each takes all processors of the database for seconds."""
SHARE = 0.7
"""So much of an answer's time may go by until there is a place: with less than the rest nothing would be read."""


class Places:
    """The places of one pool of connections, for work that takes long."""

    def __init__(self, connections: int) -> None:
        self._long = asyncio.Semaphore(max(1, connections - 1))
        self._reading = asyncio.Semaphore(READING)

    @asynccontextmanager
    async def for_long(self, patience: Patience) -> AsyncIterator[None]:
        """A place for an answer that holds a connection while it computes. Raises CrowdedError where none comes."""
        async with place(self._long, patience):
            patience.placed = True
            try:
                yield
            finally:
                patience.placed = False

    @asynccontextmanager
    async def for_reading_all(self, patience: Patience, *, waits: bool) -> AsyncIterator[None]:
        """A place for a statement that reads all records. Raises CrowdedError where none comes.

        Whoever does not wait has a connection, which would be kept from others: there must be a place at once.
        """
        if not waits and (self._reading.locked() or (self._long.locked() and not patience.placed)):
            raise CrowdedError
        async with place(self._reading, patience), nullcontext() if patience.placed else self.for_long(patience):
            yield


@asynccontextmanager
async def place(places: asyncio.Semaphore, patience: Patience) -> AsyncIterator[None]:
    """One of the places, once it is free; waiting takes of the answer's time. Raises CrowdedError."""
    try:
        with patience.spent():
            async with asyncio.timeout(patience.left * SHARE):
                await places.acquire()
    except TimeoutError as error:
        raise CrowdedError from error
    try:
        yield
    finally:
        places.release()
