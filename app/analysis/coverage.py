"""What lies within reach of the platforms of a domain, and what further sites would add.

Area is measured by points on a regular grid; places are points of weight 1. Reach is a straight line.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis import queries
from app.analysis.land import Land
from app.analysis.parameters import Basis, Candidates
from app.analysis.places import Site
from app.analysis.question import Question
from app.districts import read as districts
from app.errors import TooLargeError
from app.platforms.filter import Filter
from app.platforms.index.match import matching
from app.platforms.predicate import shape, values
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from geo import coverage as reach_of
from geo.coverage import Demand, Gain
from geo.metric import to_degrees, to_metres
from geo.siting import Choice, Problem, choose

STEP_M = 250.0
SOLVER_STEP_M = 2500.0
CANDIDATE_WIDTH_M = 6000.0
SOLVER_SECONDS = 10.0
POSITION_BUDGET = 100_000
SENSITIVITY = (0.5, 0.75, 1.0, 1.5, 2.0)
Numbers = NDArray[np.float64]
LeftOut = dict[str | None, tuple[int, int]]
"""By district: platforms that are known by it alone, and those without a position."""


@dataclass(frozen=True)
class CoverageRow:
    """Weight of a district (km² or places) and how much of it is reached; code None is outside all districts.

    `left_out` are its platforms of the domain whose position is not known well enough to measure from.
    """

    code: str | None
    weight: float
    covered: float
    left_out: int = 0

    @property
    def share(self) -> float | None:
        return self.covered / self.weight if self.weight else None


@dataclass(frozen=True)
class Coverage:
    """`platforms` is how many places with a platform of the domain were taken; rows add up to the total.

    Of the platforms, `district_only` are known by their district alone and `unplaced` have no position.
    """

    focus: str
    platforms: int
    district_only: int
    unplaced: int
    rows: list[CoverageRow]
    total: CoverageRow


@dataclass(frozen=True)
class Siting:
    """Newly covered weight of added sites, in the order of their gain, and the same under other reaches (metres)."""

    base: Coverage
    gains: list[Gain]
    sensitivity: list[tuple[float, float]]

    @property
    def added(self) -> float:
        return self.gains[-1].total if self.gains else 0.0


@dataclass(frozen=True)
class Suggested:
    """Proposed sites (lon, lat), what they newly cover, and whether the solver proved them best on its coarser points.

    `covered` is counted on the fine points, exactly as `Siting.added` of these sites is.
    """

    sites: list[Site]
    covered: float
    optimal: bool
    candidates: int


class Reach:
    """Answers about reach under one filter and question."""

    def __init__(self, db: Reader, land: Land, vocabulary: Vocabulary, filter: Filter, question: Question):
        self._db = db
        self._land = land
        self._vocabulary = vocabulary
        self._filter = filter
        self._question = question

    async def coverage(self, focus: str) -> Coverage:
        """Per district, how much of its area or of its places is within reach of a platform of the domain."""
        demand = await self._demand(self._question.basis, STEP_M)
        platforms = await self._platforms(focus)
        reached = await asyncio.to_thread(reach_of.within, demand.at, platforms, self._question.reach)
        return self._summed(focus, len(platforms), await self._left_out(focus), demand, reached)

    def _summed(
        self, focus: str, platforms: int, left_out: LeftOut, demand: Demand, reached: NDArray[np.bool_]
    ) -> Coverage:
        rows = []
        for group, code in ((-1, None), *enumerate(self._vocabulary.districts)):
            inside = demand.group == group
            if code is None and not inside.any():
                continue
            weight, covered = demand.weight[inside], demand.weight[inside & reached]
            rows.append(CoverageRow(code, float(weight.sum()), float(covered.sum()), sum(left_out.get(code, (0, 0)))))
        near, unplaced = (sum(counts) for counts in zip((0, 0), *left_out.values(), strict=True))
        total = CoverageRow(None, float(demand.weight.sum()), float(demand.weight[reached].sum()), near + unplaced)
        return Coverage(focus, platforms, near, unplaced, rows, total)

    async def _left_out(self, focus: str) -> LeftOut:
        filter = self._filter.replace(domain=(focus,))
        rows = await self._db.rows(queries.left_out_of_districts(shape(filter)), values(filter))
        return {row["district"]: (row["near"], row["unplaced"]) for row in rows}

    async def siting(self, focus: str) -> Siting:
        """What the sites of the question would newly cover, beside what the platforms cover already."""
        demand = await self._demand(self._question.basis, STEP_M)
        platforms, sites = await self._platforms(focus), _metric(self._question.sites)
        reach = self._question.reach
        reached = await asyncio.to_thread(reach_of.within, demand.at, platforms, reach)
        base = self._summed(focus, len(platforms), await self._left_out(focus), demand, reached)
        gains = await asyncio.to_thread(reach_of.gains, demand.only(~reached), sites, reach)
        others = [await asyncio.to_thread(_added, demand, platforms, sites, reach * f) for f in SENSITIVITY]
        return Siting(base, gains, [(reach * f, n) for f, n in zip(SENSITIVITY, others, strict=True)])

    async def suggestion(self, focus: str) -> Suggested:
        """Sites that newly cover most; those that would add nothing are left out."""
        question = self._question
        demand = await self._demand(question.basis, SOLVER_STEP_M)
        platforms = await self._platforms(focus)
        at = await self._candidates(question.candidates)
        choice = await asyncio.to_thread(_suggested, demand, platforms, at, question.wanted, question.reach)
        lon, lat = to_degrees(at[choice.chosen, 0], at[choice.chosen, 1])
        sites = [(round(float(x), 5), round(float(y), 5)) for x, y in zip(lon, lat, strict=True)]
        fine = await self._demand(question.basis, STEP_M)
        covered = await asyncio.to_thread(_added, fine, platforms, _metric(sites), question.reach)
        return Suggested(sites, covered, choice.proven, len(at))

    async def _platforms(self, focus: str) -> Numbers:
        filter = self._filter.replace(domain=(focus,))
        if match := await matching(self._db, filter):
            # So many are refused before they are read.
            places = await asyncio.to_thread(match.places)
            if places > POSITION_BUDGET:
                raise TooLargeError("coverage", places, POSITION_BUDGET)
        bound = {**values(filter), "limit": POSITION_BUDGET + 1}
        rows = await self._db.rows(queries.distinct_positions(shape(filter)), bound)
        if len(rows) > POSITION_BUDGET:
            raise TooLargeError("coverage", len(rows), POSITION_BUDGET)
        return np.array([(row["x"], row["y"]) for row in rows], dtype=float).reshape(-1, 2)

    async def _demand(self, basis: Basis, step: float) -> Demand:
        if basis == "area":
            return await self._land.points(self._db, self._vocabulary, step)
        rows = await self._db.rows(queries.places(), {"kind": basis})
        order = list(self._vocabulary.districts)
        at = np.array([(row["x"], row["y"]) for row in rows], dtype=float).reshape(-1, 2)
        group = [order.index(row["district"]) if row["district"] else -1 for row in rows]
        return Demand(at, np.ones(len(rows)), np.array(group, dtype=np.int16))

    async def _candidates(self, kind: Candidates) -> Numbers:
        if kind == "park":
            rows = await self._db.rows(queries.places(), {"kind": "park"})
            return np.array([(row["x"], row["y"]) for row in rows], dtype=float).reshape(-1, 2)
        if kind == "district":
            labels = [district.label for district in await districts.districts(self._db) if district.label]
            return np.column_stack(to_metres(*zip(*labels, strict=True))) if labels else np.empty((0, 2))
        lattice = await self._land.lattice(self._db, self._vocabulary, CANDIDATE_WIDTH_M)
        # A centre may lie in the water beside the land of its hexagon.
        return np.column_stack([lattice.x, lattice.y])[lattice.centred]


def _metric(sites: Sequence[Site]) -> Numbers:
    """Sites in metres."""
    return np.column_stack(to_metres(*zip(*sites, strict=True))) if sites else np.empty((0, 2))


def _suggested(demand: Demand, platforms: Numbers, at: Numbers, wanted: int, reach: float) -> Choice:
    left = demand.only(~reach_of.within(demand.at, platforms, reach))
    return choose(Problem(left.at, left.weight, at, wanted, reach), SOLVER_SECONDS)


def _added(demand: Demand, platforms: Numbers, sites: Numbers, reach: float) -> float:
    before = reach_of.within(demand.at, platforms, reach)
    after = reach_of.within(demand.at, np.concatenate([platforms, sites]), reach)
    return float(demand.weight[after & ~before].sum())
