"""Records counted completely: of which kind, in which state, and whether their source says where."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pyroaring import BitMap

from app.figures import queries
from app.figures.scope import Scope
from app.platforms.facets import LIFECYCLES
from app.platforms.filter import Filter
from app.platforms.index.match import Match, counted, matching
from app.platforms.index.record_index import NOBODY, RecordIndex, Values
from app.platforms.predicate import shape, values
from app.platforms.values import KINDS
from app.store.reader import Reader

STATUS_YEARS = 2
"""What a source says of the state of a platform is old after so many years."""
By = Literal["record", "domain"]
Basis = Literal["district", "zone"]
Place = tuple[str, str | None]
"""What a row is counted for: the city, a district or a zone, and the code of it."""
FACET_OF = {"lifecycle": "status"}
"""Where a column is a facet of another name."""


@dataclass(frozen=True)
class Like:
    """So many records that are alike; `recent`: their source is dated and not older than `STATUS_YEARS`."""

    district: str | None
    district_basis: str | None
    zone: str | None
    zone_basis: str | None
    kind: str
    lifecycle: str
    recent: bool
    value: str | None
    n: int


@dataclass(frozen=True)
class Tally:
    """How many records there are, and of what they are made up.

    `stated` and `inferred` add up to those with a district (or zone); `old` are those whose source is undated or older
    than two years at the date of the data.
    """

    n: int
    kinds: dict[str, int]
    lifecycles: dict[str, int]
    stated: int
    inferred: int
    old: int

    @property
    def unplaced(self) -> int:
        """Records of which no source and no position says the district."""
        return self.n - self.stated - self.inferred


def tally(rows: Iterable[Like], basis: Basis = "district") -> Tally:
    """Add up rows; `basis` says whether that of the district or of the zone counts."""
    kinds: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    lifecycles: Counter[str] = Counter()
    bases: Counter[str | None] = Counter()
    n = old = 0
    for row in rows:
        n += row.n
        kinds[row.kind] += row.n
        lifecycles[row.lifecycle] += row.n
        bases[row.district_basis if basis == "district" else row.zone_basis] += row.n
        old += 0 if row.recent else row.n
    return Tally(n, dict(kinds), dict(lifecycles), bases["source"], bases["inferred"], old)


@dataclass(frozen=True)
class Offered:
    """So many records of a district and a zone offer a service."""

    district: str | None
    zone: str | None
    service: str
    n: int


@dataclass(frozen=True)
class Tallies:
    """The records of the whole city in rows of like ones, from which any part is added up."""

    rows: list[Like]
    by_domain: list[Like]
    offered: list[Offered]

    def of(self, scope: Scope, keep: Callable[[Like], bool] = lambda _: True) -> Tally:
        """The records of a place that `keep` holds."""
        return tally((row for row in self._by_place[_place(scope)] if keep(row)), _basis(scope))

    @property
    def unplaced(self) -> Tally:
        """The records that no source and no position places in a district."""
        return tally(self._by_place["district", None])

    def of_kind(self, scope: Scope, kind: str) -> Tally:
        """The records of a place that are of one kind."""
        return self.of(scope, lambda row: row.kind == kind)

    def of_domain(self, scope: Scope, domain: str) -> Tally:
        """The records of a place that name a domain."""
        return tally(self._by_place_and_domain[_place(scope), domain], _basis(scope))

    def services_of(self, scope: Scope) -> dict[str, int]:
        """How many records of a place offer each service; none that nobody offers."""
        numbers: Counter[str] = Counter()
        for each in self.offered:
            if scope.kind == "city" or getattr(each, scope.kind) == scope.code:
                numbers[each.service] += each.n
        return dict(numbers)

    # For many records there are some ten thousand rows, and a page asks for some hundred sums.

    @cached_property
    def _by_place(self) -> dict[Place, list[Like]]:
        rows = defaultdict[Place, list[Like]](list)
        for row in self.rows:
            for place in _places(row):
                rows[place].append(row)
        return rows

    @cached_property
    def _by_place_and_domain(self) -> dict[tuple[Place, str | None], list[Like]]:
        rows = defaultdict[tuple[Place, str | None], list[Like]](list)
        for row in self.by_domain:
            for place in _places(row):
                rows[place, row.value].append(row)
        return rows


def _place(scope: Scope) -> Place:
    return ("city", None) if scope.kind == "city" else (scope.kind, scope.code)


def _places(row: Like) -> tuple[Place, ...]:
    """The places whose record it is."""
    return ("city", None), ("district", row.district), ("zone", row.zone)


def _basis(scope: Scope) -> Basis:
    return "zone" if scope.kind == "zone" else "district"


def status_since(as_of: str | None) -> str:
    """From this date on what a source says of a state counts as recent; of data without a date nothing does."""
    if as_of is None:
        return "9999"
    year, rest = as_of[:4], as_of[4:]
    return f"{int(year) - STATUS_YEARS:04d}{rest}"


async def tallies(db: Reader, filter: Filter, as_of: str | None) -> Tallies:
    """All that match, counted. Raises DatabaseAwayError."""
    since = status_since(as_of)
    if match := await matching(db, filter, wait=True):
        # For a million records it takes a second of a processor, where the database needs several.
        return await asyncio.to_thread(_counted, match, since)

    async def rows(by: By) -> list[Like]:
        bound: dict[str, Any] = {**values(filter), "since": since}
        return [Like(**row) for row in await db.rows(queries.tallies(shape(filter), by), bound)]

    offered = await db.rows(queries.offered(shape(filter)), values(filter))
    return Tallies(await rows("record"), await rows("domain"), [Offered(**row) for row in offered])


def tally_of(row: Mapping[str, Any]) -> Tally:
    """A row of the columns of `queries.made_up`, and `n`."""
    kinds: dict[str, int] = {kind: row[kind] for kind in KINDS}
    lifecycles = {code: row[f"status_{code}"] for code in LIFECYCLES}
    return Tally(row["n"], kinds, lifecycles, row["stated"], row["inferred"], row["old"])


async def crossed(match: Match, as_of: str | None, *facets: str) -> dict[tuple[str | None, ...], Tally]:
    """What the records of each combination of values of these facets are made up of; those that none has are left out.

    Where a million records are counted, that takes some tenths of a second of a processor.
    """
    return await asyncio.to_thread(_crossed, match, status_since(as_of), facets)


def _crossed(match: Match, since: str, facets: tuple[str, ...]) -> dict[tuple[str | None, ...], Tally]:
    index, recent = match.index, _recent(match.index, since)
    kinds, states = (index.values_of(name) for name in ("kind", FACET_OF["lifecycle"]))
    bases = index.values_of("district_basis")

    def made_up(rows: BitMap) -> Tally:
        of_kind, of_state, of_basis = (counted(values, rows) for values in (kinds, states, bases))
        return Tally(
            len(rows),
            {kind: of_kind.get(kind, 0) for kind in KINDS},
            {code: of_state.get(code, 0) for code in LIFECYCLES},
            of_basis.get("source", 0),
            of_basis.get("inferred", 0),
            len(rows) - rows.intersection_cardinality(recent),
        )

    parts = _parted(match.rows, [index.values_of(name) for name in facets])
    return {values: made_up(rows) for values, rows in parts}


def _recent(index: RecordIndex, since: str) -> BitMap:
    """The rows whose source is of that day or later."""
    dates = index.values_of("dated").items()
    return BitMap.union(NOBODY, *(rows for date, rows in dates if date is not None and date >= since))


def _counted(match: Match, since: str) -> Tallies:
    """The same from memory."""
    index, recent = match.index, _recent(match.index, since)
    levels = [index.values_of(FACET_OF.get(name, name)) for name in queries.COLUMNS]
    listed, by_domain = list[Like](), list[Like]()
    for alike, rows in _parted(match.rows, levels):
        columns = dict(zip(queries.COLUMNS, alike, strict=True))
        for is_recent, those in ((True, rows & recent), (False, rows - recent)):
            if those:
                listed.append(Like(**columns, recent=is_recent, value=None, n=len(those)))
                named = counted(index.facets["domain"], those).items()
                by_domain += [Like(**columns, recent=is_recent, value=value, n=n) for value, n in named if value]
    services = _parted(match.rows, [index.values_of(name) for name in ("district", "zone", "service")])
    offered = [Offered(district, zone, name, len(rows)) for (district, zone, name), rows in services if name]
    return Tallies(listed, by_domain, offered)


def _parted(rows: BitMap, levels: Sequence[Values]) -> Iterator[tuple[tuple[Any, ...], BitMap]]:
    """Each combination of values that some of the rows have, and these."""
    if not levels:
        yield (), rows
        return
    for value, members in levels[0].items():
        if within := rows & members:
            for rest, those in _parted(within, levels[1:]):
                yield (value, *rest), those
