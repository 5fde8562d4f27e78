"""Hot spots against planted clusters, uniform data and plain formulas of the same null model."""

import tracemalloc
from math import comb

import numpy as np
import pytest
from numpy.typing import NDArray

from geo import grid, hotspots

Numbers = NDArray[np.float64]
WIDTH = 1000.0


def _field(n: int) -> tuple[Numbers, Numbers]:
    i, j = np.meshgrid(np.arange(n, dtype=float), np.arange(n, dtype=float))
    return grid.centres(i.ravel(), j.ravel(), WIDTH)


def _land(n: int, seed: int = 1) -> Numbers:
    """Land that differs from cell to cell: most are whole, some are on the coast."""
    rng = np.random.default_rng(seed)
    return np.where(rng.random(n) < 0.8, 1.0, rng.uniform(0.02, 1, n))


def test_a_planted_cluster_is_found_and_nothing_else() -> None:
    x, y = _field(24)
    land = _land(len(x))
    counts = np.zeros(len(x))
    counts[np.random.default_rng(4).choice(np.flatnonzero(land == 1), 40, replace=False)] = 1
    middle = int(np.hypot(x - x.mean(), y - y.mean()).argmin())
    around = np.hypot(x - x[middle], y - y[middle]) < 2.1 * WIDTH
    counts[around] = 0
    counts[middle] = 10
    found = hotspots.hot_spots(x, y, counts, land, WIDTH)
    assert np.flatnonzero(found.kept).tolist() == [middle]
    assert hotspots.significance(found.p_adjusted[middle], True) == "hot-01"


def test_an_empty_cell_is_never_kept() -> None:
    x, y = _field(24)
    counts = np.random.default_rng(3).poisson(0.15, len(x)).astype(float)
    ring = (np.hypot(x - x.mean(), y - y.mean()) < 1500) & (np.arange(len(x)) % 2 == 0)
    counts[ring] += 20
    found = hotspots.hot_spots(x, y, counts, _land(len(x)), WIDTH)
    empty = counts == 0
    assert (found.p_adjusted[empty] <= 0.05).any()
    assert found.kept.any()
    assert not found.kept[empty].any()


def test_a_planted_region_is_clustered_as_a_whole() -> None:
    x, y = _field(24)
    counts = np.random.default_rng(5).poisson(0.15, len(x)).astype(float)
    middle = np.hypot(x - x.mean(), y - y.mean()) < 2500
    counts[middle] += 6
    land = np.ones(len(x))
    found = hotspots.hot_spots(x, y, counts, land, WIDTH)
    assert found.kept[middle].all()
    far = np.hypot(x - x.mean(), y - y.mean()) > 3600
    assert not found.kept[far].any()
    assert found.moran > 0.2
    assert found.moran_p == pytest.approx(0.001)
    again = hotspots.hot_spots(x, y, counts, land, WIDTH)
    assert (again.p == found.p).all()
    assert again.moran_p == found.moran_p


def test_uniform_data_seldom_colour_a_cell() -> None:
    x, y = _field(30)
    share = _land(len(x)) / _land(len(x)).sum()
    ring = hotspots.ring_of(x, y, WIDTH)
    coloured = 0
    for seed in range(200):
        counts = np.random.default_rng(seed).multinomial(60, share).astype(float)
        *_, kept = hotspots.standing_out(counts, share, ring)
        coloured += bool(kept.any())
    assert coloured <= 18


def test_uniform_data_are_not_clustered_as_a_whole() -> None:
    x, y = _field(20)
    land = _land(len(x))
    drawn = [np.random.default_rng(seed).multinomial(60, land / land.sum()).astype(float) for seed in range(60)]
    p = [hotspots.hot_spots(x, y, counts, land, WIDTH).moran_p for counts in drawn]
    assert sum(each <= 0.05 for each in p) <= 8


def test_p_is_the_binomial_tail() -> None:
    x, y = _field(12)
    land = _land(len(x))
    counts = np.random.default_rng(9).poisson(0.6, len(x)).astype(float)
    found = hotspots.hot_spots(x, y, counts, land, WIDTH)
    near = np.hypot(x[:, None] - x, y[:, None] - y) < 1050
    n = int(counts.sum())
    for cell in range(0, len(x), 7):
        k, share = int(counts[near[cell]].sum()), land[near[cell]].sum() / land.sum()
        tail = sum(comb(n, m) * share**m * (1 - share) ** (n - m) for m in range(k, n + 1))
        assert found.near[cell] == k
        assert found.expected[cell] == pytest.approx(n * share)
        assert found.p[cell] == pytest.approx(tail, rel=1e-8)
    ranks = np.sort(found.p) * len(x) / np.arange(1, len(x) + 1)
    adjusted = np.minimum.accumulate(ranks[::-1])[::-1].clip(max=1)
    assert np.sort(found.p_adjusted) == pytest.approx(adjusted)


def test_moran_is_its_definition_on_count_over_expected() -> None:
    x, y = _field(10)
    land = _land(len(x))
    counts = np.random.default_rng(2).poisson(0.9, len(x)).astype(float)
    found = hotspots.hot_spots(x, y, counts, land, WIDTH)
    near = (np.hypot(x[:, None] - x, y[:, None] - y) < 1050) & ~np.eye(len(x), dtype=bool)
    ratio = counts / (counts.sum() * land / land.sum())
    z = ratio - ratio.mean()
    assert found.moran == pytest.approx(len(x) / near.sum() * (z @ near @ z) / (z @ z))
    assert found.moran_expected == pytest.approx(-1 / (len(x) - 1), abs=0.02)


def test_the_draws_are_not_held_all_together() -> None:
    """A visitor's question takes few megabytes: several are answered at once."""
    x, y = _field(30)
    counts = np.random.default_rng(3).poisson(4.0, len(x)).astype(float)
    ring = hotspots.ring_of(x, y, WIDTH)
    tracemalloc.start()
    hotspots.clustering(counts, np.full(len(x), 1 / len(x)), ring)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < hotspots.DRAWS * len(x) * 8, "less than one number for each cell of each draw"


def test_too_few_cells_say_nothing() -> None:
    x, y = _field(10)
    counts = np.zeros(100)
    counts[:29] = 1
    with pytest.raises(ValueError, match="too few"):
        hotspots.hot_spots(x, y, counts, np.ones(100), WIDTH)
