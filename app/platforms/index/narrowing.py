"""The part of a filter that is no facet: words, identifiers, a place, days. Its rows are found once and kept."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from pyroaring import BitMap

from app.errors import StillReadError
from app.platforms.filter import Filter
from app.platforms.index import queries
from app.platforms.index.record_index import RecordIndex
from app.platforms.index.rows import set_of
from app.platforms.index.words import WordFinder
from app.platforms.predicate import shape, values
from app.query.days import Interval
from app.query.items import NO_CONDITIONS, ItemsConditions
from app.query.words import Word, read
from app.store.reader import Reader
from geo.bbox import BBox
from geo.reference_systems import ProjectedBox

READ_THROUGH = 200_000
"""So many records the database reads through in an answer's time, beside what reads their texts for memory."""


@dataclass(frozen=True)
class Narrowing:
    """What leaves some of the records besides the facets; a radius is one around `near`.

    `bbox` and `days` are asked of items alone: a box keeps what has no position.
    """

    words: tuple[Word, ...] = ()
    ids: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    radius: float | None = None
    in_view: BBox | None = None
    bbox: BBox | None = None
    days: Interval | None = None

    @classmethod
    def of(cls, filter: Filter, also: ItemsConditions) -> Self | None:
        """That of a filter; None where it has facets alone."""
        near = filter.near if filter.radius is not None else None
        narrowing = cls(read(filter.q), filter.ids, near, filter.radius, filter.in_view, also.bbox, also.days)
        return None if narrowing == cls() else narrowing

    def for_sql(self, words: Sequence[Word]) -> tuple[Filter, ItemsConditions] | None:
        """What is left to the database: words that memory does not know, and boxes of another kind; None: nothing."""
        in_view, bbox = (None if _kept(box) else box for box in (self.in_view, self.bbox))
        left = (
            Filter(q=" ".join(word.text for word in words), in_view=in_view),
            ItemsConditions(bbox=bbox, days=self.days),
        )
        return left if left != (Filter(q=""), NO_CONDITIONS) else None

    async def rows(self, db: Reader, index: RecordIndex) -> BitMap:
        """The rows that fit all of it. Raises DatabaseAwayError."""
        sets, unknown = await self._of_words(db, index)
        if left := self.for_sql(unknown):
            asked = shape(*left)
            if asked.reads_all and len(index.every) > READ_THROUGH and _texts_come(db):
                raise StillReadError
            row = await db.row(queries.matching(asked), values(*left)) or {}
            ids = (row.get("ids") or "").encode("ascii").split(b"\n")
            sets.append(await asyncio.to_thread(lambda: set_of(index.identifiers.rows(ids))))
        # Large numbers take many milliseconds: not on the event loop.
        return await asyncio.to_thread(lambda: BitMap.intersection(index.every, *sets, *self._placed(index)))

    async def _of_words(self, db: Reader, index: RecordIndex) -> tuple[list[BitMap], list[Word]]:
        """The rows of each word that memory knows, and the other words."""
        sets: list[BitMap] = []
        unknown: list[Word] = []
        finder = db.memory.get(WordFinder)
        for word in self.words:
            rows = await finder.rows(db, index, word) if finder else None
            if rows is None:
                unknown.append(word)
            else:
                sets.append(rows)
        return sets, unknown

    def _placed(self, index: RecordIndex) -> Iterator[BitMap]:
        """The rows of the identifiers, those in the box and those around the point."""
        if self.ids:
            yield set_of(index.identifiers.rows(id.encode("ascii") for id in self.ids))
        if self.in_view and _kept(self.in_view):
            yield set_of(index.positions.in_box(self.in_view))
        if self.bbox and _kept(self.bbox):
            yield set_of(index.positions.in_box(self.bbox)) | index.without_position
        if self.near is not None and self.radius is not None:
            yield set_of(index.positions.within(*self.near, self.radius))


def _texts_come(db: Reader) -> bool:
    """Whether memory will know all words soon."""
    finder = db.memory.get(WordFinder)
    return finder is not None and finder.reads()


def _kept(box: BBox | None) -> bool:
    """Whether memory can answer for a box: its sides are degrees and it is not flat."""
    flat = box is not None and (box.miny == box.maxy or box.minx == box.maxx)
    return box is not None and not isinstance(box, ProjectedBox) and not flat
