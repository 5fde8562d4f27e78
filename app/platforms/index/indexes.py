"""The index of the newest data, made in the background: until it is there, the database is asked."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from cachetools import LRUCache
from psycopg import Error
from pyroaring import BitMap

from app.platforms.index.load import Readings, load_index, load_order
from app.platforms.index.narrowing import Narrowing
from app.platforms.index.record_index import RecordIndex
from app.query.parameters import Sort
from app.store.database import Reader
from app.store.kept import Kept
from app.store.version import Version, data_state
from geo.positions import Numbers

log = logging.getLogger("servicemap")
AGAIN_AFTER_S = 5.0
"""What could not be made is tried again after so long, not with each request."""
NARROWED = 64
"""So many sets of rows that a word, a place or a day chose are kept; each takes at most a bit a record."""
Key = tuple[Sort, str] | None
"""An order of the list in a language; None: the index itself."""
Value = TypeVar("Value")


class RecordIndexes:
    """The index of the newest version of the data, other orders of its rows, and sets of rows that were asked for."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._indexes: Kept[None, RecordIndex] = Kept()
        self._orders: Kept[Key, Numbers] = Kept()
        self._narrowed: Kept[Narrowing, BitMap] = Kept(LRUCache(NARROWED))
        self._newest: Version | None = None
        self._making: dict[Key, asyncio.Task[None]] = {}
        self._not_before = 0.0

    def ready(self, version: Version) -> RecordIndex | None:
        """The index of this version; None while it is being made, which this begins."""
        index = self._indexes.ready(version, None)
        if index is None:
            self._begin(version, None, lambda: self.made(version))
        return index

    async def made(self, version: Version) -> RecordIndex:
        """The index of this version, made now where it is not there. Raises ChangedError and psycopg's errors."""

        async def make() -> RecordIndex:
            index = await asyncio.to_thread(load_index, self._readings)
            return _of(version, index.version, index)

        return await self._indexes.get(version, None, make)

    def order(self, version: Version, sort: Sort, lang: str) -> Numbers | None:
        """All rows in another order of the list; None while it is being made, which this begins."""
        rows = self._orders.ready(version, (sort, lang))
        if rows is None:
            self._begin(version, (sort, lang), lambda: self.made_order(version, sort, lang))
        return rows

    async def made_order(self, version: Version, sort: Sort, lang: str) -> Numbers:
        """The rows in an order, made now where it is not there. Raises ChangedError and psycopg's errors."""

        async def make() -> Numbers:
            return _of(version, *await asyncio.to_thread(load_order, self._readings, sort, lang))

        return await self._orders.get(version, (sort, lang), make)

    async def narrowed(self, db: Reader, index: RecordIndex, by: Narrowing) -> BitMap:
        """The rows that fit the part of a filter that is no facet. Raises DatabaseAwayError."""
        return await self._narrowed.get(index.version, by, lambda: by.rows(db, index))

    def _begin(self, version: Version, key: Key, make: Callable[[], Awaitable[object]]) -> None:
        """Make something in the background; it is not begun twice, and never for data that are outdated."""
        newest = self._newest
        if newest is not None and newest.dataset == version.dataset and newest.number > version.number:
            return
        self._newest = version
        task = self._making.get(key)
        if (task is None or task.done()) and time.monotonic() >= self._not_before:
            self._making[key] = asyncio.create_task(self._make(make))

    async def _make(self, make: Callable[[], Awaitable[object]]) -> None:
        try:
            await make()
        except ChangedError:
            pass  # The next request asks for the newer data.
        except (Error, OSError) as error:
            self._not_before = time.monotonic() + AGAIN_AFTER_S
            if not self._readings.closed:
                log.warning("the index of the records could not be made: %s", error)


async def ready_index(db: Reader) -> tuple[RecordIndexes, RecordIndex] | None:
    """The index of the data that `db` sees; None where nothing is kept in memory or it is still being made."""
    indexes = db.memory.get(RecordIndexes)
    index = indexes.ready((await data_state(db)).version) if indexes else None
    return (indexes, index) if indexes and index else None


class ChangedError(Exception):
    """The data changed before what was to be made of them was read."""


def _of(wanted: Version, read: Version, value: Value) -> Value:
    """What was read, if it is of the version that was wanted. Raises ChangedError."""
    if read != wanted:
        raise ChangedError
    return value
