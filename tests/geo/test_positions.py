"""Positions in memory: boxes, distances and nearest points, against counting each point with PROJ's geodesic."""

from itertools import product

import numpy as np
import pytest
from pyproj import Geod

from geo.bbox import BBox
from geo.positions import PLANE_ERROR, PLANE_LATITUDE, PLANE_M, Positions, _plane

WGS84 = Geod(ellps="WGS84")
N = 4000


@pytest.fixture(scope="module")
def points() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers, longitudes and latitudes of points in and around the city, many of them in one place."""
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(120.6, 122.6, N).round(2), rng.uniform(30.3, 32.1, N).round(2)
    return rng.permutation(N).astype(np.uint32), lon, lat


def test_a_box_holds_what_lies_in_it_or_on_its_edge(points: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    numbers, lon, lat = points
    positions = Positions(numbers, lon, lat)
    for box in (BBox(121.0, 31.0, 121.5, 31.5), BBox(121.25, 30.3, 121.25, 32.1), BBox(170.0, 30.0, 121.5, 31.0)):
        wanted = {int(n) for n, x, y in zip(numbers, lon, lat, strict=True) if box.contains(float(x), float(y))}
        assert set(positions.in_box(box).tolist()) == wanted
    assert len(positions.in_box(BBox(0.0, 0.0, 1.0, 1.0))) == 0


@pytest.mark.parametrize("at", [(121.47, 31.23), (121.0, 30.3), (0.0, 0.0), (179.9, 31.0), (121.47, 89.9)])
def test_within_and_nearest_are_those_of_the_spheroid(
    points: tuple[np.ndarray, np.ndarray, np.ndarray], at: tuple[float, float]
) -> None:
    numbers, lon, lat = points
    positions = Positions(numbers, lon, lat)
    metres = np.asarray(WGS84.inv(np.full(N, at[0]), np.full(N, at[1]), lon, lat)[2])
    for reach in (1.0, 3_000.0, 40_000.0, float(np.sort(metres)[N // 2]), 2.1e7):
        assert set(positions.within(*at, reach).tolist()) == set(numbers[metres <= reach].tolist()), reach
    chosen = np.random.default_rng(8).random(N) < 0.05
    for counted in (np.ones(N, np.bool_), chosen):
        those = counted[numbers]
        order = [int(numbers[those][i]) for i in np.lexsort((numbers[those], metres[those]))]
        for k, many in product((1, 20, 150, len(order)), (1, len(order), N)):
            assert positions.nearest(*at, k, many, counted.__getitem__).tolist() == order[:k], k


@pytest.mark.parametrize("lat", [-PLANE_LATITUDE, 0.0, 31.2, PLANE_LATITUDE])
def test_the_plane_errs_less_than_is_allowed_for(lat: float) -> None:
    """Up to a little more than its reach, in all directions, from one metre on."""
    bearing, metres = np.meshgrid(np.linspace(0, 360, 73), np.geomspace(1, PLANE_M * (1 + PLANE_ERROR), 60))
    every = bearing.size
    lons, lats, _ = WGS84.fwd(np.full(every, 121.5), np.full(every, lat), bearing.ravel(), metres.ravel())
    off = np.abs(_plane(121.5, lat, np.asarray(lons), np.asarray(lats)) / metres.ravel() - 1)
    assert off.max() < PLANE_ERROR


def test_nothing_is_near_where_there_is_nothing() -> None:
    nothing = Positions(np.empty(0, np.uint32), np.empty(0), np.empty(0))
    assert nothing.extent() is None
    assert (
        len(nothing.within(121.0, 31.0, 1e6))
        == len(nothing.nearest(121.0, 31.0, 5, 0, np.empty(0, np.bool_).__getitem__))
        == 0
    )
