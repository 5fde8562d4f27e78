"""What page and API read of a match: the ranked platforms with a line a criterion, and the path."""

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from app.errors import DatabaseAwayError
from app.match import path as validation
from app.match.ranking import FAR_M, Scores, beside, pilots, rings, scores
from app.match.roads.roads import GROUP, Answer, Roads
from app.match.score import Facts, Line, lines, reach_verdict, score
from app.match.wanted import Wanted
from app.match.weights import points as line_points
from app.platforms import read
from app.platforms.index.indexes import ready_index
from app.platforms.index.record_index import RecordIndex
from app.platforms.schemas import Platform
from app.store.reader import Reader
from geo.travel import Band, band, road_band

ByRoad = Mapping[int, float]
"""Minutes by road from the origin, by rows."""


@dataclass(frozen=True)
class Card:
    """A ranked platform. `band`: the way from the origin, `by_road` where a routing service said it.

    `pilot`: the nearest one of an asked field beside it.
    """

    rank: int
    platform: Platform
    lines: tuple[Line, ...]
    band: Band | None
    metres: float | None
    pilot: Platform | None
    by_road: bool = False

    @property
    def score(self) -> int:
        return score(self.lines)


@dataclass(frozen=True)
class Stop:
    """A step of the path: its platform, or in a gap None and the nearest one of another field."""

    step: str
    platform: Platform | None
    other: Platform | None
    metres: float | None
    radius_m: float


@dataclass(frozen=True)
class Ranking:
    """The top of the order. `of_field` counts how many of all `number_matched` state an asked field."""

    wanted: Wanted
    number_matched: int
    of_field: int
    cards: list[Card]
    path: list[Stop]
    roads: Answer


@dataclass(frozen=True)
class _Row:
    """A row of the top before its record is read."""

    number: int
    metres: float | None
    radius_m: float
    pilot_beside: bool
    pilot: int | None
    road_min: float | None


@dataclass(frozen=True)
class _Selection:
    """What the index says: the number of candidates, those of the field, the rows of the top, the steps."""

    matched: int
    of_field: int
    rows: list[_Row]
    steps: list[validation.Step]


async def ranking(
    db: Reader, wanted: Wanted, top: int, offset: int, stages: tuple[str, ...], roads: Roads | None = None
) -> Ranking:
    """Rank all records of the wanted kinds; `stages` are those of the path, in their order.

    Nothing is left out: each record has its points, from the index in memory, and the records of the page alone are
    read. The first of the order are judged by the times of `roads`, where it knows them. Raises DatabaseAwayError,
    also while the index is being made.
    """
    current = await ready_index(db, wait=True)
    if current is None:
        raise DatabaseAwayError("The records are not ranked yet.")
    _, index = current
    by_road, answer = await _by_road(index, wanted, roads)
    # Tenths of a second for a million records: not on the event loop.
    selection = await asyncio.to_thread(_find, index, wanted, top, offset, stages, by_road)
    return await _with_records(db, index, wanted, selection, offset, answer)


async def _by_road(index: RecordIndex, wanted: Wanted, roads: Roads | None) -> tuple[ByRoad, Answer]:
    """The minutes by road to the first of the order, by their rows, and what the service answered."""
    origin = wanted.origin
    if roads is None or not roads.configured or origin is None:
        return {}, Answer()
    first = await asyncio.to_thread(_first, index, wanted)
    places = {row: place for row in first if (place := index.positions.position(row))}
    answer = await roads.minutes((origin.lon, origin.lat), list(places.values()))
    minutes = dict(zip(places, answer.minutes, strict=False))
    return {row: each for row, each in minutes.items() if each is not None}, answer


def _first(index: RecordIndex, wanted: Wanted) -> list[int]:
    return [int(row) for row in scores(index, wanted).best(_candidates(index, wanted), GROUP)]


def _candidates(index: RecordIndex, wanted: Wanted) -> BitMap:
    return index.rows_of("kind", wanted.kinds) if wanted.kinds else index.every


def _find(
    index: RecordIndex, wanted: Wanted, top: int, offset: int, stages: tuple[str, ...], by_road: ByRoad
) -> _Selection:
    candidates = _candidates(index, wanted)
    points = scores(index, wanted)
    best = _ordered(points, wanted, candidates, top, offset, by_road)
    rows = _rows(points, wanted, best, by_road)
    of_path = wanted.of_any_step()
    steps = validation.steps(points if of_path == wanted else scores(index, of_path), of_path, stages)
    return _Selection(len(candidates), len(candidates & index.rows_of("domain", wanted.domains)), rows, steps)


def _ordered(points: Scores, wanted: Wanted, candidates: BitMap, top: int, offset: int, by_road: ByRoad) -> list[int]:
    """A page of the order. The first GROUP of the estimate's are put in order anew with the times by road; what lies
    below them stays there, whatever a service would say."""
    if not by_road:
        return [int(row) for row in points.best(candidates, top, offset)]
    first = [int(row) for row in points.best(candidates, max(GROUP, offset + top))]
    radii, origin_m = rings(points.index), wanted.origin.radius_m if wanted.origin else 0.0

    def key(row: int) -> tuple[int, float]:
        metres = float(points.metres[row]) if points.metres is not None else 0.0
        radius = float(radii[row]) + origin_m
        total = int(points.points[row])
        if row in by_road:
            estimate, road = (reach_verdict(each) for each in (band(metres, radius), road_band(by_road[row], radius)))
            total += line_points("reach", road) - line_points("reach", estimate)
        return -total, FAR_M if math.isnan(metres) else metres

    # Equal keys keep the order in which they came, that of the list.
    group = sorted(sorted(first[:GROUP]), key=key)
    return [*group, *first[GROUP:]][offset : offset + top]


def _rows(points: Scores, wanted: Wanted, numbers: list[int], by_road: ByRoad) -> list[_Row]:
    index = points.index
    radii = rings(index)
    those = pilots(index, wanted) if "pilot" in wanted.wants else BitMap()
    near = beside(index, those)
    rows = []
    for number in numbers:
        metres = None if points.metres is None or number >= index.located else float(points.metres[number])
        pilot = _pilot_beside(index, those, number) if number in near else None
        rows.append(_Row(number, metres, float(radii[number]), number in near, pilot, by_road.get(number)))
    return rows


def _pilot_beside(index: RecordIndex, those: BitMap, number: int) -> int | None:
    """Of the pilots in the same zone or district as a row the nearest one; without a position the first."""
    areas = [
        members & those
        for area in ("zone", "district")
        for code, members in index.facets[area].items()
        if code is not None and number in members
    ]
    rows = BitMap.union(*areas) - BitMap([number])
    position = index.positions.position(number)
    if position is None or not rows:
        return min(rows, default=None)
    return int(index.nearest(rows, *position, 1, 0)[0])


async def _with_records(
    db: Reader, index: RecordIndex, wanted: Wanted, selection: _Selection, offset: int, roads: Answer
) -> Ranking:
    numbers = {row.number for row in selection.rows}
    numbers |= {row.pilot for row in selection.rows if row.pilot is not None}
    numbers |= {row for step in selection.steps for row in (step.row, step.other) if row is not None}
    order = sorted(numbers)
    records = dict(zip(order, await read.named(db, index.identifiers.of(order)), strict=True)) if order else {}
    origin_m = wanted.origin.radius_m if wanted.origin else 0.0
    cards = [
        _card(
            wanted,
            offset + place,
            row,
            records[row.number],
            records.get(-1 if row.pilot is None else row.pilot),
            origin_m,
        )
        for place, row in enumerate(selection.rows, 1)
    ]
    path = [
        Stop(
            step.name,
            None if step.row is None else records[step.row],
            None if step.other is None else records[step.other],
            step.metres,
            step.radius_m,
        )
        for step in selection.steps
    ]
    return Ranking(wanted, selection.matched, selection.of_field, cards, path, roads)


def _card(wanted: Wanted, rank: int, row: _Row, platform: Platform, pilot: Platform | None, origin_m: float) -> Card:
    way = None if row.metres is None else band(row.metres, row.radius_m + origin_m)
    if row.road_min is not None:
        way = road_band(row.road_min, row.radius_m + origin_m)
    facts = Facts(
        platform.kind,
        tuple(platform.domains),
        tuple(platform.stages),
        tuple(platform.services),
        platform.voucher,
        platform.fund,
        way,
        row.pilot_beside,
    )
    return Card(rank, platform, lines(wanted, facts), way, row.metres, pilot, row.road_min is not None)
