"""The part of a filter that is no facet: words, identifiers, a place, days. Its rows are found once and kept."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Self

from pyroaring import BitMap

from app.platforms.filter import Filter
from app.platforms.index import queries
from app.platforms.index.record_index import RecordIndex
from app.platforms.index.rows import set_of
from app.platforms.predicate import shape, values
from app.query.days import Interval
from app.query.text import terms
from app.store.database import Reader
from geo.bbox import BBox
from geo.reference_systems import ProjectedBox


@dataclass(frozen=True)
class Narrowing:
    """What leaves some of the records besides the facets; a radius is one around `near`."""

    words: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    radius: float | None = None
    bbox: BBox | None = None
    days: Interval | None = None

    @classmethod
    def of(cls, filter: Filter, days: Interval | None) -> Self | None:
        """That of a filter; None where it has facets alone."""
        near = filter.near if filter.radius is not None else None
        narrowing = cls(tuple(terms(filter.q)), filter.ids, near, filter.radius, filter.bbox, days)
        return None if narrowing == cls() else narrowing

    @property
    def box(self) -> BBox | None:
        """The box, where memory can answer for it: its sides are degrees and it is not flat."""
        box = self.bbox
        flat = box is not None and (box.miny == box.maxy or box.minx == box.maxx)
        return None if isinstance(box, ProjectedBox) or flat else box

    @property
    def for_sql(self) -> Filter | None:
        """What is left to the database: words, and a box of another kind; None where nothing is."""
        left = Filter(q=" ".join(self.words), bbox=None if self.box else self.bbox)
        return left if left.q or left.bbox or self.days else None

    async def rows(self, db: Reader, index: RecordIndex) -> BitMap:
        """The rows that fit all of it. Raises DatabaseAwayError."""
        text: str | None = None
        if left := self.for_sql:
            row = await db.row(queries.matching(shape(left, self.days)), values(left, self.days)) or {}
            text = row.get("ids") or ""
        # Large numbers take many milliseconds: not on the event loop.
        return await asyncio.to_thread(partial(self._rows, index, text))

    def _rows(self, index: RecordIndex, text: str | None) -> BitMap:
        sets = [] if text is None else [index.identifiers.rows(text.encode("ascii").split(b"\n"))]
        if self.ids:
            sets.append(index.identifiers.rows(id.encode("ascii") for id in self.ids))
        if self.box:
            sets.append(index.positions.in_box(self.box))
        if self.near is not None and self.radius is not None:
            sets.append(index.positions.within(*self.near, self.radius))
        return BitMap.intersection(*map(set_of, sets)) if sets else index.every
