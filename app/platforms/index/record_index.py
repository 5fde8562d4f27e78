"""The records of one version of the data as sets of row numbers: counting them needs no database.

The rows are numbered in the usual order of the list: the located records by identifier, then the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from app.platforms.index.identifiers import Identifiers
from app.platforms.index.rows import chosen_of, held, numbers_of
from app.store.version import Version
from geo.positions import Chosen, Numbers, Positions

Values = Mapping[str | None, BitMap]
"""The rows that have each value of a facet; None: those that have none."""
KNOWN_TO = {
    "address": "at-address",
    "campus": "at-campus",
    "park": "at-park",
    "street": "at-street",
    "district": "coarse",
}
"""The fact of the records whose position is known so well."""
FACTS = ("operator", "website", "address", *KNOWN_TO.values())
"""What else is known of a record: whether a source states it, and how well its position is known."""
MORE = ("district_basis", "zone_basis", "dated")
NOBODY = BitMap()
SEPARATOR = ","
"""Between the codes of a list."""


@dataclass(frozen=True)
class Coded:
    """The value of each row in a facet of which a record has one value at most, as its place among the values."""

    values: Sequence[str]
    by_row: NDArray[np.unsignedinteger[Any]]
    """The place of the value in `values`; for a row without a value, the number of values."""

    @classmethod
    def of(cls, values: Values, n: int) -> "Coded":
        """The values of `n` rows."""
        stated = {value: rows for value, rows in values.items() if value is not None}
        by_row = np.full(n, len(stated), np.min_scalar_type(len(stated)))
        for place, rows in enumerate(stated.values()):
            by_row[numbers_of(rows)] = place
        return cls(tuple(stated), by_row)

    @classmethod
    def of_lists(cls, places: Iterable[Values], n: int) -> "Coded":
        """The lists of `n` rows, each as its codes with `SEPARATOR` between them.

        `places` are the rows with each code at the first place of their lists, at the second, and so on.
        """
        lists, by_row = [""], np.zeros(n, np.int64)
        for values in places:
            added = np.zeros(n, np.int64)
            for number, rows in enumerate(values.values(), start=1):
                added[numbers_of(rows)] = number
            codes = ("", *map(str, values))
            # The list without codes stays the first one, also where no row has it.
            longer, by_row = np.unique(np.append(by_row * len(codes) + added, 0), return_inverse=True)
            by_row = by_row[:-1]
            before, last = np.divmod(longer, len(codes))
            ends = zip(before.tolist(), last.tolist(), strict=True)
            lists = [SEPARATOR.join(filter(None, (lists[start], codes[end]))) for start, end in ends]
        at = (by_row - 1) % len(lists)
        return cls(tuple(lists[1:]), at.astype(np.min_scalar_type(len(lists))))

    def of_rows(self, rows: Numbers) -> list[str | None]:
        """The values of these rows."""
        values = (*self.values, None)
        return [values[place] for place in self.by_row[rows].tolist()]

    def commonest(self, rows: Numbers, group: NDArray[np.intp], n: int) -> list[list[str]]:
        """The values that the rows of each of `n` groups have, the commonest first; `group` says that of each row."""
        width = len(self.values) + 1
        every = np.bincount(group * width + self.by_row[rows], minlength=n * width).reshape(n, width)[:, :-1]
        orders = np.argsort(-every, axis=1, kind="stable")
        ranked = zip(orders.tolist(), np.count_nonzero(every, axis=1).tolist(), strict=True)
        return [[self.values[place] for place in order[:stated]] for order, stated in ranked]


@dataclass(frozen=True)
class RecordIndex:
    """All records of one version."""

    version: Version
    identifiers: Identifiers
    located: int
    """The rows before this one have a position."""
    facets: Mapping[str, Values]
    facts: Mapping[str, BitMap]
    positions: Positions
    more: Mapping[str, Values] = field(default_factory=dict)
    """Values that are counted and are no facet: on what district and zone rest, and the date of the source."""
    lists: Mapping[str, Coded] = field(default_factory=dict)
    """The values of a facet of which a record may have several, in the record's own order."""
    every: BitMap = field(init=False)
    _coded: dict[str, Coded] = field(init=False, default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "every", BitMap(range(len(self.identifiers))))

    def __len__(self) -> int:
        return len(self.identifiers)

    def rows_of(self, facet: str, values: Iterable[str | None]) -> BitMap:
        """The rows that have any of these values."""
        those = [self.facets[facet].get(value, NOBODY) for value in values]
        return BitMap.union(*those) if those else NOBODY

    def values_of(self, name: str) -> Values:
        """The rows with each value of a facet, or of what else is counted."""
        return self.facets[name] if name in self.facets else self.more[name]

    def coded(self, facet: str) -> Coded:
        """The value of each row in a facet of which a record has one value at most; kept once it was asked for."""
        if facet not in self._coded:
            self._coded[facet] = Coded.of(self.facets[facet], len(self))
        return self._coded[facet]

    def value(self, facet: str, row: int) -> str | None:
        """The value of a row in a facet of which a record has one value at most."""
        return next((value for value, rows in self.facets[facet].items() if row in rows), None)

    @property
    def precision(self) -> Coded:
        """How well the position of each row is known."""
        if "precision" not in self._coded:
            known: Values = {precision: self.facts[fact] for precision, fact in KNOWN_TO.items()}
            self._coded["precision"] = Coded.of(known, len(self))
        return self._coded["precision"]

    def unlocated(self, rows: BitMap) -> int:
        """How many of the rows have no position."""
        return rows.range_cardinality(self.located, len(self)) if len(self) > self.located else 0

    @property
    def without_position(self) -> BitMap:
        """The rows that have no position."""
        return BitMap(range(self.located, len(self)))

    def chosen(self, rows: BitMap) -> Chosen:
        """Of each row whether it is one of these."""
        return chosen_of(rows, len(self))

    def nearest(self, rows: BitMap, lon: float, lat: float, limit: int, offset: int) -> Numbers:
        """One page of these rows, the nearest to a point first, at last those without a position."""
        placed = len(rows) - self.unlocated(rows)
        near = np.empty(0, np.uint32)
        if offset < placed:
            near = self.positions.nearest(lon, lat, min(offset + limit, placed), placed, partial(held, rows))[offset:]
        first, last = max(offset, placed), offset + limit
        rest = numbers_of(rows[first:last]) if last > first else np.empty(0, np.uint32)
        return np.concatenate([near, rest])

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        sets = [rows for values in (*self.facets.values(), *self.more.values()) for rows in values.values()]
        bits = sum(len(rows.serialize()) for rows in (*sets, *self.facts.values()))
        coded = sum(each.by_row.nbytes for each in (*self._coded.values(), *self.lists.values()))
        return bits + coded + self.identifiers.size + self.positions.size
