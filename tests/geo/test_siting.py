"""Sites within an area, against trying every choice."""

import subprocess
import sys
import threading
import time
from itertools import combinations

import numpy as np
import pytest
import shapely

from geo.siting import Cancel, LeftError, Problem, choose, marginal, second_best, squares

RANDOM = np.random.default_rng(15)


def _brute(problem: Problem) -> float:
    """The most that `wanted` candidates reach, by trying all of them."""
    near = np.hypot(*(problem.need[:, None, :] - problem.candidates[None, :, :]).transpose(2, 0, 1)) <= problem.reach
    return max(
        float(problem.weight[near[:, list(chosen)].any(axis=1)].sum())
        for chosen in combinations(range(len(problem.candidates)), problem.wanted)
    )


def _random(points: int, candidates: int, wanted: int, reach: float, side: float = 10_000) -> Problem:
    at, where = RANDOM.uniform(0, side, (points, 2)), RANDOM.uniform(0, side, (candidates, 2))
    return Problem(at, RANDOM.integers(1, 6, points).astype(float), where, wanted, reach)


@pytest.mark.parametrize("wanted", [1, 2, 3])
@pytest.mark.parametrize("reach", [500.0, 2000.0, 6000.0])
def test_no_choice_reaches_more(wanted: int, reach: float) -> None:
    for _ in range(6):
        problem = _random(30, 14, wanted, reach)
        choice = choose(problem, 10)
        added, served = marginal(problem.need, problem.weight, problem.candidates[choice.chosen], reach)
        assert choice.proven
        assert sum(added) == pytest.approx(_brute(problem))
        assert all(gain > 0 for gain in added)
        assert len(np.unique(np.concatenate([*served, []]))) == sum(map(len, served)), "a point is served once"


def test_second_best_is_the_best_beyond_reach() -> None:
    problem = _random(40, 20, 2, 2500.0)
    sites = problem.candidates[choose(problem, 10).chosen]
    all_now = sum(marginal(problem.need, problem.weight, sites, problem.reach)[0])
    for one in range(len(sites)):
        other = sites[1 - one]
        totals = {
            i: sum(marginal(problem.need, problem.weight, np.array([other, at]), problem.reach)[0])
            for i, at in enumerate(problem.candidates)
            if np.hypot(*(at - sites[one])) > problem.reach
        }
        answer = second_best(problem, sites, one)
        assert answer is not None
        assert answer[1] == pytest.approx(all_now - max(totals.values()))
        assert totals[answer[0]] == pytest.approx(max(totals.values()))
    near = Problem(problem.need, problem.weight, sites[:1], 1, 2500.0)
    assert second_best(near, sites[:1], 0) is None


def test_centres_lie_on_the_area_and_no_site_is_invented() -> None:
    area = shapely.box(0, 0, 4000, 3000).difference(shapely.box(1000, 0, 2000, 3000))
    centres = squares(area, 1000)
    assert len(centres) == 9
    assert shapely.contains_xy(area, centres[:, 0], centres[:, 1]).all()
    assert len(squares(shapely.Polygon(), 1000)) == 0
    nothing = Problem(np.empty((0, 2)), np.empty(0), centres, 3, 1000.0)
    assert choose(nothing, 1).chosen == []
    one = Problem(np.array([[500.0, 500.0]]), np.ones(1), centres, 3, 1000.0)
    assert len(choose(one, 1).chosen) == 1, "two more would add nothing"


def test_without_time_the_answer_is_no_worse_than_one_site_after_the_other() -> None:
    problem = _random(3000, 300, 5, 900.0)
    choice = choose(problem, 0.0)
    assert not choice.proven, "nobody had time to prove it"
    left, total = np.ones(len(problem.need), dtype=bool), 0.0
    for _ in range(5):
        near = np.hypot(*(problem.need[:, None, :] - problem.candidates[None]).transpose(2, 0, 1)) <= problem.reach
        added = (problem.weight * left) @ near
        total += float(added.max())
        left &= ~near[:, int(np.argmax(added))]
    sites = problem.candidates[choice.chosen]
    assert sum(marginal(problem.need, problem.weight, sites, problem.reach)[0]) >= total - 1e-6


def test_whoever_leaves_stops_the_solver() -> None:
    problem = _random(9000, 400, 3, 3000.0, side=20_000)
    cancel = Cancel()
    threading.Timer(1.0, cancel.set).start()
    begun = time.monotonic()
    with pytest.raises(LeftError):
        choose(problem, 600, cancel)
    assert time.monotonic() - begun < 60, "it would have taken its ten minutes"


FIRST_QUESTION = """
import numpy as np
from geo.siting import Problem, choose
at = np.array([[0.0, 0.0], [5000.0, 0.0]])
assert choose(Problem(at, np.ones(2), at, 1, 900.0), 10).proven
"""


def test_the_solver_says_nothing_on_standard_output() -> None:
    # HiGHS says its name once in a process.
    asked = [sys.executable, "-c", FIRST_QUESTION]
    done = subprocess.run(asked, capture_output=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == (b"", b"")
