"""Density and coverage against scipy, shapely and plain counting."""

import numpy as np
import pytest
import shapely
from pyproj import Geod
from scipy.stats import norm

from geo import coverage, density, grid, metric, siting
from geo.land import in_metres


def test_metres_are_metres() -> None:
    geod = Geod(ellps="WGS84")
    for lon, lat in ((120.9, 30.7), (121.47, 31.23), (121.95, 31.8)):
        x, y = metric.to_metres([lon, lon + 0.05], [lat, lat + 0.03])
        straight = np.hypot(x[1] - x[0], y[1] - y[0])
        assert straight == pytest.approx(geod.inv(lon, lat, lon + 0.05, lat + 0.03)[2], rel=6e-4)
        assert metric.to_degrees(x[0], y[0]) == pytest.approx((lon, lat), abs=1e-9)


def test_a_surface_is_the_sum_of_normal_distributions() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(600_000, 640_000, 60), rng.uniform(3_430_000, 3_470_000, 60)
    found = density.surface(x, y, np.ones(60), 3000, 512)
    assert found.values.sum() * (found.step / 1000) ** 2 == pytest.approx(60, rel=1e-3)
    for row, column in ((200, 240), (256, 256), (300, 180)):
        at_x, at_y = found.x0 + (column + 0.5) * found.step, found.y0 + (row + 0.5) * found.step
        exact = (norm.pdf(at_x, x, 3000) * norm.pdf(at_y, y, 3000)).sum() * 1e6
        assert found.values[row, column] == pytest.approx(exact, rel=0.02)
    with pytest.raises(ValueError, match="no points"):
        density.surface(np.array([]), np.array([]), np.array([]), 3000, 512)


def test_the_raster_lies_where_the_points_are() -> None:
    x, y = metric.to_metres(np.full(20, 121.6), np.full(20, 31.2))
    found = density.raster(density.surface(x, y, np.ones(20), 2000, 512), 256)
    rows, columns = np.nonzero(found.classes == found.classes.max())
    lon = found.bbox.minx + (columns.mean() + 0.5) / 256 * (found.bbox.maxx - found.bbox.minx)
    lat = found.bbox.maxy - (rows.mean() + 0.5) / 256 * (found.bbox.maxy - found.bbox.miny)
    assert lon == pytest.approx(121.6, abs=0.002)
    assert lat == pytest.approx(31.2, abs=0.002)


def test_covered_area_is_that_of_shapely() -> None:
    district = in_metres(shapely.box(121.3, 31.0, 121.5, 31.15))
    demand = coverage.area_points({0: district}, 250, {0: district.area / 1e6})
    sites = np.column_stack(metric.to_metres([121.35, 121.42], [31.05, 31.1]))
    reached = coverage.within(demand.at, sites, 5000)
    discs = shapely.union_all(shapely.buffer(shapely.points(sites), 5000, quad_segs=64))
    assert demand.weight.sum() == pytest.approx(district.area / 1e6, rel=1e-9)
    assert demand.weight[reached].sum() == pytest.approx(district.intersection(discs).area / 1e6, rel=0.01)
    assert not coverage.within(demand.at, np.empty((0, 2)), 5000).any()


def test_points_add_up_to_the_published_area_whatever_the_outline() -> None:
    districts = {
        0: in_metres(shapely.box(121.3, 31.0, 121.5, 31.15)),
        3: in_metres(shapely.box(121.5, 31, 121.6, 31.1)),
    }
    demand = coverage.area_points(districts, 250, {0: 300.0, 3: 99.5})
    assert demand.weight[demand.group == 0].sum() == pytest.approx(300)
    assert demand.weight[demand.group == 3].sum() == pytest.approx(99.5)


def test_gains_add_up_and_suggestions_are_best() -> None:
    rng = np.random.default_rng(11)
    at = rng.uniform(0, 20_000, (120, 2))
    demand = coverage.Demand(at, rng.integers(1, 9, 120).astype(float), np.zeros(120, dtype=np.int16))
    candidates = rng.uniform(0, 20_000, (9, 2))
    gained = coverage.gains(demand, candidates[:4], 4000)
    assert gained[-1].total == pytest.approx(demand.weight[coverage.within(at, candidates[:4], 4000)].sum())
    assert [g.gain for g in gained] == sorted((g.gain for g in gained), reverse=True)
    best = max(
        demand.weight[coverage.within(at, candidates[[i, j, k]], 4000)].sum()
        for i in range(9)
        for j in range(i)
        for k in range(j)
    )
    found = siting.choose(siting.Problem(at, demand.weight, candidates, 3, 4000), 20)
    assert found.proven
    assert demand.weight[coverage.within(at, candidates[found.chosen], 4000)].sum() == pytest.approx(best)


def test_nothing_to_reach_needs_no_solver() -> None:
    problem = siting.Problem(np.empty((0, 2)), np.empty(0), np.array([[0.0, 0.0]]), 1, 1000)
    assert siting.choose(problem, 5).chosen == []


def test_the_cell_budget_is_known_before_any_cell() -> None:
    assert grid.cells_needed(grid.least_width()) <= grid.CELL_BUDGET
    assert grid.cells_needed(grid.least_width() - 50) > grid.CELL_BUDGET
    assert grid.cells_needed(1) > 10**9
    assert grid.hexagon_km2(2000) == pytest.approx(3.4641, abs=1e-4)
