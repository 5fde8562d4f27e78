"""The index of the newest data, made in the background: until it is there, the database is asked."""

from functools import partial

from cachetools import LRUCache
from pyroaring import BitMap

from app.platforms.index.background import Background
from app.platforms.index.load import Readings, RecordOrder, load_index, load_order
from app.platforms.index.narrowing import Narrowing
from app.platforms.index.record_index import RecordIndex
from app.query.parameters import Sort
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.version import Version, data_state
from geo.positions import Numbers

MOMENT_S = 3.0
"""Up to some 200,000 records an index is made in so long."""
NARROWED = 64
"""So many sets of rows that a word, a place or a day chose are kept; each takes at most a bit a record."""


class RecordIndexes:
    """The index of the newest version of the data, other orders of its rows, and sets of rows that were asked for."""

    def __init__(self, readings: Readings) -> None:
        self._load = partial(load_index, readings)
        self._load_order = partial(load_order, readings)
        self._indexes: Background[None, RecordIndex] = Background(readings, "the records' numbers")
        self._orders: Background[tuple[Sort, str], RecordOrder] = Background(readings, "an order of the records")
        self._narrowed: Kept[Narrowing, BitMap] = Kept(LRUCache(NARROWED))

    def ready(self, version: Version) -> RecordIndex | None:
        """The index of this version; None while it is being made, which this begins."""
        return self._indexes.ready(version, None, self._load)

    async def soon(self, version: Version) -> RecordIndex | None:
        """The index of this version, where need be in a moment; None where it could not be made.

        Raises DatabaseAwayError where it is still being made: of so many records the database would not count either.
        """
        return await self._indexes.soon(version, None, self._load, MOMENT_S)

    async def made(self, version: Version) -> RecordIndex:
        """The index of this version, made now where it is not there. Raises ChangedError and psycopg's errors."""
        return await self._indexes.made(version, None, self._load)

    def order(self, version: Version, sort: Sort, lang: str) -> Numbers | None:
        """All rows in another order of the list; None while it is being made, which this begins."""
        order = self._orders.ready(version, (sort, lang), partial(self._load_order, sort, lang))
        return order.rows if order else None

    async def made_order(self, version: Version, sort: Sort, lang: str) -> Numbers:
        """The rows in an order, made now where it is not there. Raises ChangedError and psycopg's errors."""
        return (await self._orders.made(version, (sort, lang), partial(self._load_order, sort, lang))).rows

    async def narrowed(self, db: Reader, index: RecordIndex, by: Narrowing) -> BitMap:
        """The rows that fit the part of a filter that is no facet. Raises DatabaseAwayError."""
        return await self._narrowed.get(index.version, by, lambda: by.rows(db, index))


async def ready_index(db: Reader, *, wait: bool = False) -> tuple[RecordIndexes, RecordIndex] | None:
    """The index of the data that `db` sees; None where nothing is kept in memory or it is still being made.

    `wait` for it a moment. Raises DatabaseAwayError where it is still being made then.
    """
    indexes = db.memory.get(RecordIndexes)
    if indexes is None:
        return None
    version = (await data_state(db)).version
    index = await db.within_time(lambda: indexes.soon(version)) if wait else indexes.ready(version)
    return None if index is None else (indexes, index)
