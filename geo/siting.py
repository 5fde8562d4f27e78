"""Where sites within an area reach most of a weighted need that nothing reaches yet.

Coordinates are metres of EPSG:4549; reach is a straight line, its rim included.
"""

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.coverage import within

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
SAME = 1e-9
"""Sums of weights that differ by less are the same."""
AT_ONCE = 200
"""So many candidates are measured at a time: a file of 10,000 places takes no more than some 50 MB."""


class LeftError(RuntimeError):
    """Nobody waits for the answer any more."""


class Cancel:
    """Tells a solver in another thread to stop: `set` is called where the asker has left."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def set(self) -> None:
        self._asked.set()

    @property
    def asked(self) -> bool:
        return self._asked.is_set()


@dataclass(frozen=True)
class Problem:
    """What is asked: `need` (n × 2) with a `weight` each that nothing reaches yet, and where sites may be."""

    need: Numbers
    weight: Numbers
    candidates: Numbers
    wanted: int
    reach: float


@dataclass(frozen=True)
class Choice:
    """Chosen candidates by index, the one that adds most first, and whether no other choice reaches more."""

    chosen: list[int]
    proven: bool


def squares(area: Any, step: float) -> Numbers:
    """The centres, on the area (shapely), of squares of side `step` whose corners are multiples of it."""
    import shapely

    if area.is_empty:
        return np.empty((0, 2))
    shapely.prepare(area)
    west, south, east, north = (np.floor(side / step) * step for side in area.bounds)
    x, y = np.meshgrid(np.arange(west, east + step, step) + step / 2, np.arange(south, north + step, step) + step / 2)
    inside = shapely.contains_xy(area, x.ravel(), y.ravel())
    return np.column_stack([x.ravel()[inside], y.ravel()[inside]])


def marginal(need: Numbers, weight: Numbers, sites: Numbers, reach: float) -> tuple[list[float], list[Whole]]:
    """What each site adds to those before it, and which points of the need those are."""
    left = np.ones(len(need), dtype=np.bool_)
    added, served = list[float](), list[Whole]()
    for site in sites:
        new = within(need, site[None, :], reach) & left
        added.append(float(weight[new].sum()))
        served.append(np.flatnonzero(new))
        left &= ~new
    return added, served


def choose(problem: Problem, seconds: float, cancel: Cancel | None = None) -> Choice:
    """The `wanted` candidates that together reach most: the maximal covering location problem (Church, ReVelle 1974).

    HiGHS solves it within `seconds`; what it had by then is the answer, at least as good as adding one site after the
    other. Sites that would add nothing are left out. Raises LeftError.
    """
    reached = reaches(problem.need, problem.candidates, problem.reach)
    kept = _worth_it(problem, reached)
    if not len(kept):
        return Choice([], True)
    useful = reached[:, kept]
    patterns, which = np.unique(np.packbits(useful, axis=1), axis=0, return_inverse=True)
    merged = np.unpackbits(patterns, axis=1, count=len(kept)).astype(bool)
    weight = np.zeros(len(patterns))
    np.add.at(weight, which.ravel(), problem.weight)
    some = merged.any(axis=1)
    merged, weight = merged[some], weight[some]
    greedy = _one_after_the_other(merged, weight, problem.wanted)
    solved, proven = _solved(merged, weight, min(problem.wanted, len(kept)), seconds, cancel)
    better = solved if _sum(merged, weight, solved) > _sum(merged, weight, greedy) + SAME else greedy
    ordered = _one_after_the_other(merged[:, better], weight, len(better))
    return Choice([int(kept[better[i]]) for i in ordered], proven)


def reaches(need: Numbers, sites: Numbers, reach: float) -> Flags:
    """Whether each site (columns) reaches each point (rows)."""
    reached = np.empty((len(need), len(sites)), dtype=np.bool_)
    for first in range(0, len(sites), AT_ONCE):
        some = sites[first : first + AT_ONCE]
        across, up = (need[:, None, axis] - some[None, :, axis] for axis in (0, 1))
        reached[:, first : first + AT_ONCE] = np.sqrt(across * across + up * up) <= reach
    return reached


def second_best(problem: Problem, sites: Numbers, one: int) -> tuple[int, float] | None:
    """The best candidate farther than `reach` from site `one` in its place, and how much less all then reach.

    None where there is no candidate so far away.
    """
    others = np.delete(sites, one, axis=0)
    far = np.flatnonzero(np.hypot(*(problem.candidates - sites[one]).T) > problem.reach)
    if not len(far):
        return None
    left = ~within(problem.need, others, problem.reach)
    added = problem.weight[left] @ reaches(problem.need[left], problem.candidates[far], problem.reach)
    best = int(np.argmax(added))
    now = float(problem.weight[left & within(problem.need, sites[one][None, :], problem.reach)].sum())
    return int(far[best]), now - float(added[best])


def _worth_it(problem: Problem, reached: Flags) -> Whole:
    """Candidates that no other one replaces: of those that reach the same points, the one nearest to their middle."""
    counts = reached.sum(axis=0)
    order = np.flatnonzero(counts)
    if not len(order):
        return order
    columns = reached.astype(np.float32)
    # From the mean of all, so that single precision is enough for what is only compared.
    centre = problem.need.mean(axis=0)
    heavy = ((problem.need - centre) * problem.weight[:, None]).astype(np.float32)
    weight = np.maximum(columns.T @ problem.weight.astype(np.float32), SAME)
    aside = np.hypot(*(problem.candidates - centre - (columns.T @ heavy) / weight[:, None]).T)
    # Fullest first, then nearest to the middle: what comes later and reaches no more is not needed.
    order = order[np.lexsort((aside[order], -counts[order]))]
    columns = columns[:, order]
    common = columns.T @ columns
    inside = common >= columns.sum(axis=0)[:, None] - 0.5
    earlier = np.triu(np.ones_like(inside), 1).T.astype(bool)
    return np.sort(order[~(inside & earlier).any(axis=1)])


def _one_after_the_other(reached: Flags, weight: Numbers, wanted: int) -> list[int]:
    """Sites in the order in which each adds most to those before it; those that add nothing are left out."""
    left, chosen = weight.copy(), list[int]()
    while len(chosen) < wanted and reached.shape[1]:
        added = left @ reached
        best = int(np.argmax(added))
        if added[best] <= SAME:
            break
        chosen.append(best)
        left[reached[:, best]] = 0.0
    return chosen


def _sum(reached: Flags, weight: Numbers, chosen: list[int]) -> float:
    return float(weight[reached[:, chosen].any(axis=1)].sum())


def _solved(
    reached: Flags, weight: Numbers, wanted: int, seconds: float, cancel: Cancel | None
) -> tuple[list[int], bool]:
    """The columns that HiGHS chose, none where it had no answer, and whether it proved that no choice reaches more."""
    import highspy

    solver = _silent()
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("mip_rel_gap", 0.0)
    if cancel is not None:

        def look(event: Any) -> None:
            if cancel.asked:
                event.interrupt()

        solver.cbMipInterrupt += look
        solver.cbSimplexInterrupt += look
    solver.passModel(_model(reached, weight, wanted))
    solver.run()
    if cancel is not None and cancel.asked:
        raise LeftError
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return [], False
    values = np.array(solver.getSolution().col_value[: reached.shape[1]])
    return [int(i) for i in np.flatnonzero(values > 0.5)], solver.getModelStatus() == highspy.HighsModelStatus.kOptimal


def _silent() -> Any:
    """A solver that writes nothing: its first callback lets HiGHS say its name on standard output, unless told before.

    The constructor sets it, so that what is said to the solver afterwards comes too late.
    """
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - named by HiGHS
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent()  # type: ignore[no-untyped-call]


def _model(reached: Flags, weight: Numbers, wanted: int) -> Any:
    """Most weight of points y, each at most the number of chosen sites x that reach it; `wanted` sites are chosen."""
    import highspy

    points, sites = reached.shape
    # The matrix by its columns: a site serves points and is one of those that are chosen, a point is served.
    site, served = np.nonzero(reached.T)
    columns = np.concatenate([site, np.arange(sites), sites + np.arange(points)])
    rows = np.concatenate([served, np.full(sites, points), np.arange(points)])
    values = np.concatenate([np.full(len(site), -1.0), np.ones(sites + points)])
    order = np.lexsort((rows, columns))
    starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=sites + points))])
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = sites + points, points + 1
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.concatenate([np.zeros(sites), weight])
    model.col_lower_, model.col_upper_ = np.zeros(sites + points), np.ones(sites + points)
    model.row_lower_ = np.concatenate([np.full(points, -highspy.kHighsInf), [wanted]])
    model.row_upper_ = np.concatenate([np.zeros(points), [wanted]])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = starts.astype(np.int32), rows[order].astype(np.int32)
    model.a_matrix_.value_ = values[order]
    model.integrality_ = [highspy.HighsVarType.kInteger] * sites + [highspy.HighsVarType.kContinuous] * points
    return model
