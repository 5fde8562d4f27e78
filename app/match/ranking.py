"""The points of all records at once, from the index in memory: the order is exact for any number of records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from app.match.wanted import Wanted
from app.match.weights import SERVICE_OF, Criterion, Want, points
from app.platforms.index.record_index import KNOWN_TO, NOBODY, RecordIndex
from app.platforms.index.rows import numbers_of, set_of
from geo.positions import Degrees, Numbers
from geo.precision import RING_M
from geo.travel import WITHIN_MIN, high_minutes, low_minutes

Points = NDArray[np.int32]
Verdicts = tuple[BitMap, BitMap]
"""The rows that meet a criterion and those that do not; of all others it is not stated."""
FAR_M = 5e8
"""Stands for the distance of what has no position: farther than anything on earth, nearer than one point of a score."""
POINT_M = 1e9


@dataclass(frozen=True)
class Scores:
    """The points of every row, and its metres from the origin (NaN: no position); None without an origin."""

    index: RecordIndex
    points: Points
    metres: Degrees | None

    def best(self, rows: BitMap, limit: int, offset: int = 0, metres: Degrees | None = None) -> Numbers:
        """A page of these rows, the most points first, among equals the nearest, then the usual order of the list.

        `metres` of all rows from another point than the origin.
        """
        numbers = numbers_of(rows)
        key = -self.points[numbers] * POINT_M
        metres = self.metres if metres is None else metres
        if metres is not None:
            key += np.nan_to_num(metres[numbers], nan=FAR_M)
        wanted = limit + offset
        if len(numbers) > wanted:
            # All that can be on the page, with those that are equal to its last one.
            keep = key <= np.partition(key, wanted - 1)[wanted - 1]
            numbers, key = numbers[keep], key[keep]
        return numbers[np.argsort(key, kind="stable")][offset:wanted]


def scores(index: RecordIndex, wanted: Wanted) -> Scores:
    """The points of every row. Takes tenths of a second for a million: call it in a thread."""
    origin = wanted.origin
    metres = index.positions.metres_from(origin.lon, origin.lat, len(index)) if origin else None
    total = np.zeros(len(index), np.int32)
    for criterion in wanted.criteria:
        met, not_met = SETS[criterion](index, wanted) if criterion != "reach" else _reach(index, wanted, metres)
        unsaid = points(criterion, "not-stated")
        total += unsaid
        total[numbers_of(met)] += points(criterion, "met") - unsaid
        total[numbers_of(not_met)] += points(criterion, "not-met") - unsaid
    return Scores(index, total, metres)


def rings(index: RecordIndex) -> Degrees:
    """The radius in metres of the ring in which each row lies; 0 for what has no position."""
    radius = np.zeros(len(index))
    for precision, fact in KNOWN_TO.items():
        radius[numbers_of(index.facts[fact])] = RING_M[precision]
    return radius


def pilots(index: RecordIndex, wanted: Wanted) -> BitMap:
    """The pilots of the asked fields; without a field none, since pilots of anything are no next step."""
    return index.rows_of("kind", ["pilot"]) & index.rows_of("domain", wanted.domains)


def beside(index: RecordIndex, those: BitMap) -> BitMap:
    """The rows that share a key zone or a district, by attribute, with any of those."""
    areas = [
        members
        for area in ("zone", "district")
        for code, members in index.facets[area].items()
        if code is not None and members & those
    ]
    return BitMap.union(NOBODY, *areas)


def _domain(index: RecordIndex, wanted: Wanted) -> Verdicts:
    met = index.rows_of("domain", wanted.domains)
    return met, index.every - met - index.rows_of("domain", [None])


def _reach(index: RecordIndex, wanted: Wanted, metres: Degrees | None) -> Verdicts:
    if metres is None or wanted.origin is None:
        return NOBODY, NOBODY
    radius = rings(index) + wanted.origin.radius_m
    # Where there is no position, a comparison with NaN holds neither way.
    met, not_met = high_minutes(metres, radius) <= WITHIN_MIN, low_minutes(metres, radius) >= WITHIN_MIN
    return set_of(np.flatnonzero(met).astype(np.uint32)), set_of(np.flatnonzero(not_met).astype(np.uint32))


def _three_valued(name: Want) -> Callable[[RecordIndex, Wanted], Verdicts]:
    return lambda index, wanted: (index.rows_of(name, ["yes"]), index.rows_of(name, ["no"]))


def _service_named(want: Want) -> Callable[[RecordIndex, Wanted], Verdicts]:
    return lambda index, wanted: (index.rows_of("service", [SERVICE_OF[want]]), NOBODY)


def _pilot(index: RecordIndex, wanted: Wanted) -> Verdicts:
    own = index.rows_of("kind", ["pilot"]) | index.rows_of("service", [SERVICE_OF["pilot"]])
    return own | beside(index, pilots(index, wanted)), NOBODY


SETS: Mapping[Criterion, Callable[[RecordIndex, Wanted], Verdicts]] = {
    "domain": _domain,
    "stage": lambda index, wanted: (index.rows_of("stage", wanted.stages), NOBODY),
    "service": lambda index, wanted: (index.rows_of("service", wanted.services), NOBODY),
    "voucher": _three_valued("voucher"),
    "fund": _three_valued("fund"),
    "manager": _service_named("manager"),
    "instruments": _service_named("instruments"),
    "clinical": _service_named("clinical"),
    "pilot": _pilot,
}
