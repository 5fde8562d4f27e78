"""From arrays to the answer: nothing here reads a database, and it runs in a thread of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.analysis.places import Site
from app.analysis.siting.answer import LETTERS, NAMED, AtReach, Instead, NeedPoint, Sited, SitedSite
from app.analysis.siting.names import Naming
from app.analysis.siting.parameters import REACHES
from app.analysis.siting.question import SitingQuestion
from app.analysis.siting.scope import Scope
from geo.coverage import within
from geo.metric import to_degrees, to_metres
from geo.siting import Cancel, Choice, Problem, choose, marginal, second_best, squares

STEPS_M = (1000.0, 2000.0, 3000.0, 5000.0)
"""Sides of the squares whose centres are candidates: the first with which there are few enough."""
MOST_CANDIDATES = 2000
SECONDS = 10.0
SECONDS_BESIDE = 1.0
"""For each reach besides the one that is asked for."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Given:
    """What was read: the area, the need within it, and the places of the platforms in metres."""

    question: SitingQuestion
    scope: Scope
    need: Sequence[NeedPoint]
    existing: Sequence[Site]
    naming: Naming
    left_out: int = 0
    outside: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


def metres(sites: Sequence[Site]) -> Numbers:
    """Degrees as metres, n × 2."""
    return np.column_stack(to_metres(*zip(*sites, strict=True))) if sites else np.empty((0, 2))


def degrees(at: Numbers) -> tuple[Site, ...]:
    """Metres as degrees of five decimals, as an address has them."""
    lon, lat = to_degrees(at[:, 0], at[:, 1])
    return tuple((round(float(x), 5), round(float(y), 5)) for x, y in zip(lon, lat, strict=True))


def candidates_on(scope: Scope) -> tuple[Numbers, float]:
    """The centres of squares on the land of an area, and the side of those."""
    for step in STEPS_M:
        centres = squares(scope.land, step)
        if len(centres) <= MOST_CANDIDATES:
            break
    return centres, step


class Computation:
    """One question with all that was read for it."""

    def __init__(self, given: Given, cancel: Cancel) -> None:
        self._given = given
        self._question = given.question
        self._cancel = cancel
        self._need = metres([point.at for point in given.need])
        self._weight = np.array([point.weight for point in given.need], dtype=float)
        self._existing = metres(given.existing)
        self._candidates, self._step = candidates_on(given.scope)

    def answer(self) -> Sited:
        """Solve it, count it, name it. Raises LeftError where nobody waits for it any more."""
        question, given = self._question, self._given
        problem, base = self._problem(question.reach)
        choice = self._chosen(problem, SECONDS)
        suggested = degrees(self._candidates[choice.chosen])
        sites = question.sites or suggested
        at, best = metres(sites), metres(suggested)
        gains, served = marginal(problem.need, problem.weight, at, problem.reach)
        left = np.flatnonzero(~base)
        then, best_total = (self._then(base, where) for where in (at, best))
        return Sited(
            question=question,
            counts=given.counts,
            need=self._points(base, [left[rows] for rows in served]),
            weight=float(self._weight.sum()),
            now=float(self._weight[base].sum()),
            then=then,
            sites=tuple(self._site(i, sites, gains[i], left[served[i]], problem, suggested) for i in range(len(sites))),
            suggested=suggested,
            suggested_total=best_total,
            proven=choice.proven,
            candidates=len(self._candidates),
            step_m=self._step,
            existing=tuple(given.existing),
            left_out=given.left_out,
            outside=given.outside,
            reaches=self._at_reaches(sites, suggested),
        )

    def _problem(self, reach: float) -> tuple[Problem, NDArray[np.bool_]]:
        """The need that no platform reaches, and which is reached."""
        base = within(self._need, self._existing, reach)
        return Problem(self._need[~base], self._weight[~base], self._candidates, self._question.wanted, reach), base

    def _chosen(self, problem: Problem, seconds: float) -> Choice:
        return choose(problem, seconds, self._cancel)

    def _then(self, base: NDArray[np.bool_], sites: Numbers, reach: float | None = None) -> float:
        reached = base | within(self._need, sites, reach or self._question.reach)
        return float(self._weight[reached].sum())

    def _points(self, base: NDArray[np.bool_], served: Sequence[NDArray[np.int64]]) -> tuple[NeedPoint, ...]:
        """The need, each point with who reaches it first."""
        by = {int(i): "existing" for i in np.flatnonzero(base)}
        for letter, rows in zip(LETTERS, served, strict=False):
            by |= {int(i): letter for i in rows}
        return tuple(
            NeedPoint(point.kind, point.name, point.at, point.weight, by.get(i, ""))
            for i, point in enumerate(self._given.need)
        )

    def _site(
        self,
        one: int,
        sites: Sequence[Site],
        gain: float,
        served: NDArray[np.int64],
        problem: Problem,
        suggested: Sequence[Site],
    ) -> SitedSite:
        at = metres(sites)
        # The heaviest first, then the nearest: those are what the site is for.
        away = np.hypot(*(self._need[served] - at[one]).T)
        first = served[np.lexsort((away, -self._weight[served]))][:NAMED]
        moved = float(np.hypot(*(metres(suggested)[one] - at[one]))) if one < len(suggested) else None
        as_suggested = tuple(sites) == tuple(suggested)
        return SitedSite(
            letter=LETTERS[one],
            at=sites[one],
            name=self._given.naming.of(at[one]),
            gain=gain,
            serves=tuple(self._given.need[int(i)].name for i in first),
            served=len(served),
            instead=self._instead(problem, at, one) if as_suggested else None,
            moved_m=moved,
        )

    def _instead(self, problem: Problem, sites: Numbers, one: int) -> Instead | None:
        found = second_best(problem, sites, one)
        if found is None:
            return None
        candidate, less = found
        at = self._candidates[candidate]
        return Instead(degrees(at[None, :])[0], self._given.naming.of(at), max(less, 0.0))

    def _at_reaches(self, sites: Sequence[Site], suggested: Sequence[Site]) -> tuple[AtReach, ...]:
        """The question at each of the offered reaches: sites of one's own stay, suggested ones are sought anew."""
        answers = []
        own = tuple(sites) != tuple(suggested)
        for reach in sorted({*REACHES, self._question.reach}):
            problem, base = self._problem(reach)
            if own or reach == self._question.reach:
                there = tuple(sites)
            else:
                there = degrees(self._candidates[self._chosen(problem, SECONDS_BESIDE).chosen])
            now = float(self._weight[base].sum())
            answers.append(AtReach(reach, now, self._then(base, metres(there), reach), there))
        return tuple(answers)
