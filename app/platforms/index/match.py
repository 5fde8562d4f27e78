"""The records that match a filter, as sets of rows: their number, the counts of every facet, a page of them."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pyroaring import BitMap

from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.index.indexes import RecordIndexes, ready_index
from app.platforms.index.narrowing import Narrowing
from app.platforms.index.record_index import NOBODY, RecordIndex, Values
from app.platforms.index.rows import numbers_of
from app.platforms.index.words import WordFinder
from app.query.facet import Facet
from app.query.items import NO_CONDITIONS, ItemsConditions
from app.query.words import read
from app.store.reader import Reader
from geo.positions import Degrees, Numbers

Counts = dict[str | None, int]
STATED_FACETS = ("stage", "service", "domain", "voucher", "fund")
STATED_FACTS = ("operator", "website", "address")


@dataclass(frozen=True)
class Match:
    """`narrowed` are the rows that fit what is no facet, None: all; `chosen` those of each facet that is set."""

    indexes: RecordIndexes
    index: RecordIndex
    filter: Filter
    narrowed: BitMap | None
    chosen: Mapping[str, BitMap]

    @cached_property
    def rows(self) -> BitMap:
        """The rows that match."""
        return self.without(None)

    def without(self, facet: str | None) -> BitMap:
        """The rows that match the filter without one facet."""
        sets = [rows for name, rows in self.chosen.items() if name != facet]
        if self.narrowed is not None:
            sets.append(self.narrowed)
        return BitMap.intersection(*sets) if sets else self.index.every

    def counts(self) -> tuple[int, int]:
        """How many records match, and how many of them have no position."""
        return len(self.rows), self.index.unlocated(self.rows)

    def facet_counts(self) -> dict[str, Counts]:
        """Of each facet, by its name, how many records have each value under the other filters."""
        return {facet.name: self._counted(facet) for facet in FACETS}

    def _counted(self, facet: Facet) -> Counts:
        others = self.without(facet.name) if facet.name in self.chosen else self.rows
        return counted(self.index.facets[facet.name], others)

    def groups(self, group: str, kinds: Iterable[str]) -> list[tuple[str | None, int, int, dict[str, int]]]:
        """Per district or zone: its code, the number, how many have no position, and the number of each kind."""
        listed = []
        for code, members in self.index.facets[group].items():
            if rows := self.rows & members:
                of_kind = counted(self.index.facets["kind"], rows)
                by_kind = {kind: of_kind.get(kind, 0) for kind in kinds}
                listed.append((code, len(rows), self.index.unlocated(rows), by_kind))
        return listed

    async def crossed(self, *facets: str) -> dict[tuple[str | None, ...], int]:
        """How many matching records have each combination of values of these facets; None: no value.

        Combinations that no record has are left out.
        """
        # Some thousand sets are intersected: for a million records that takes some tens of milliseconds.
        return await asyncio.to_thread(self._crossed, self.rows, facets)

    def _crossed(self, rows: BitMap, facets: tuple[str, ...]) -> dict[tuple[str | None, ...], int]:
        values = self.index.facets[facets[0]]
        if len(facets) == 1:
            return {(value,): n for value, n in counted(values, rows).items()}
        numbers: dict[tuple[str | None, ...], int] = {}
        for value, members in values.items():
            if within := rows & members:
                numbers |= {(value, *rest): n for rest, n in self._crossed(within, facets[1:]).items()}
        return numbers

    def placed(self, facet: str | None = None, value: str | None = None) -> tuple[int, int, int]:
        """How many matching records are better located than by their district, only so, and not at all.

        With a facet those of one of its values.
        """
        rows = self.rows & self.index.rows_of(facet, [value]) if facet else self.rows
        coarse, unplaced = rows.intersection_cardinality(self.index.facts["coarse"]), self.index.unlocated(rows)
        return len(rows) - coarse - unplaced, coarse, unplaced

    def stated(self, facet: str, value: str | None) -> dict[str, int]:
        """How many of the matching records with this value there are, `n`, and how many state each kind of fact."""
        rows = self.rows & self.index.rows_of(facet, [value])
        without = {name: self.index.facets[name].get(None, NOBODY) for name in STATED_FACETS}
        facts = {name: len(rows) - rows.intersection_cardinality(those) for name, those in without.items()}
        facts |= {name: rows.intersection_cardinality(self.index.facts[name]) for name in STATED_FACTS}
        return {"n": len(rows), **facts, "position": self.placed(facet, value)[0]}

    def metric(self) -> tuple[Degrees, Degrees]:
        """Easting and northing, in metres, of the matching records that are better located than by their district."""
        return self.index.positions.metric_of(self.index.chosen(self.rows - self.index.facts["coarse"]))

    def places(self) -> int:
        """At how many places the records of `metric` are."""
        x, y = self.metric()
        return len(np.unique(x + 1j * y))

    async def extent(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of the matching records in degrees; None where none has a position."""
        return await asyncio.to_thread(lambda: self.index.positions.extent(self.index.chosen(self.rows)))

    async def page(self, db: Reader, limit: int, offset: int, lang: str) -> list[str] | None:
        """The identifiers of one page; None where the order of the filter is not kept yet."""
        filter, sort = self.filter, self.filter.sort
        if filter.near is not None and sort in ("default", "distance"):
            nearest = self.index.nearest
            rows = await asyncio.to_thread(nearest, self.rows, *filter.near, limit, offset)
            return self.index.identifiers.of(rows)
        if sort == "default":
            sets = await self._ranked(db) if filter.ranked else [self.rows]
            return None if sets is None else self.index.identifiers.of(_slice(sets, offset, limit))
        every = self.indexes.order(self.index.version, sort, lang)
        if every is None:
            return None
        return self.index.identifiers.of(await asyncio.to_thread(self._in_order, every, limit, offset))

    async def saying(self, db: Reader) -> int | None:
        """How many matching records say all words of the search themselves; None where that is not known yet."""
        sets = await self._ranked(db)
        return None if sets is None else sum(map(len, sets[:-1]))

    async def _ranked(self, db: Reader) -> list[BitMap] | None:
        """The rows in sets, those in which the words of the search stand in front first."""
        finder = db.memory.get(WordFinder)
        return await finder.ranked(self.index, read(self.filter.q), self.rows) if finder else None

    def _in_order(self, every: Numbers, limit: int, offset: int) -> Numbers:
        """One page of the matching rows; `every` has all rows in the order of the list."""
        return every[self.index.chosen(self.rows)[every]][offset : offset + limit]


def _slice(sets: Iterable[BitMap], offset: int, limit: int) -> Numbers:
    """One page of the rows of several sets, one after another."""
    parts = [np.empty(0, np.uint32)]
    for rows in sets:
        part = rows[offset : offset + limit] if limit > 0 and offset < len(rows) else NOBODY
        parts.append(numbers_of(part))
        offset, limit = max(offset - len(rows), 0), limit - len(part)
    return np.concatenate(parts)


def counted(values: Values, rows: BitMap) -> Counts:
    """How many of the rows have each value; values of none are left out."""
    return {value: n for value, those in values.items() if (n := rows.intersection_cardinality(those))}


async def matching(
    db: Reader, filter: Filter, also: ItemsConditions = NO_CONDITIONS, *, wait: bool = False
) -> Match | None:
    """What matches, from memory; None where the database is to be asked. Raises DatabaseAwayError.

    Filters in CQL2 are the database's: each is another one, and what it finds would seldom be asked for again.
    `wait` where the database takes long for what is asked: until the index is made, but no longer than a moment.
    """
    kept = None if also.expression else await ready_index(db, wait=wait)
    if kept is None:
        return None
    indexes, index = kept
    narrowing = Narrowing.of(filter, also)
    narrowed = await indexes.narrowed(db, index, narrowing) if narrowing else None
    chosen = {}
    for facet in FACETS:
        if values := filter[facet.name]:
            chosen[facet.name] = index.rows_of(facet.name, (None if v == facet.nothing else v for v in values))
    return Match(indexes, index, filter, narrowed, chosen)
