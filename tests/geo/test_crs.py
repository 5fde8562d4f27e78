"""Datums: golden points from independent code, exact round trips, identity where nothing is shifted."""

import numpy as np
import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry import Point, Polygon

from geo.crs import Crs, convert, convert_geometry

METRES_A_DEGREE = 111_320.0
SHIFTED: tuple[Crs, ...] = ("gcj02", "bd09")
lons = st.floats(120.8, 122.3)
lats = st.floats(30.6, 31.9)


def metres(one: NDArray[np.float64] | float, two: NDArray[np.float64] | float) -> float:
    return float(np.max(np.abs(np.asarray(one) - np.asarray(two)))) * METRES_A_DEGREE


@pytest.mark.parametrize(
    ("crs", "independent"), [("gcj02", prcoords.wgs_gcj), ("bd09", prcoords.wgs_bd)], ids=["gcj02", "bd09"]
)
@given(lon=lons, lat=lats)
def test_forward_agrees_with_an_independent_implementation(crs: Crs, independent, lon: float, lat: float) -> None:  # type: ignore[no-untyped-def]
    there = independent(prcoords.Coords(lat, lon))
    x, y = convert(lon, lat, "wgs84", crs)
    assert max(metres(float(x), there.lon), metres(float(y), there.lat)) < 0.001


@pytest.mark.parametrize("crs", SHIFTED)
@given(lon=lons, lat=lats)
def test_a_round_trip_ends_where_it_began(crs: Crs, lon: float, lat: float) -> None:
    x, y = convert(*convert(lon, lat, "wgs84", crs), crs, "wgs84")
    assert max(metres(float(x), lon), metres(float(y), lat)) < 0.001
    u, v = convert(*convert(lon, lat, crs, "wgs84"), "wgs84", crs)
    assert max(metres(float(u), lon), metres(float(v), lat)) < 0.001


def test_the_shift_over_shanghai_has_the_known_size() -> None:
    x, y = np.meshgrid(np.linspace(120.85, 122.2, 40), np.linspace(30.65, 31.85, 40))
    for crs, low, high in (("gcj02", 440, 520), ("bd09", 1060, 1190)):
        u, v = convert(x, y, "wgs84", crs)  # type: ignore[arg-type]
        moved = np.hypot((u - x) * METRES_A_DEGREE * np.cos(np.radians(y)), (v - y) * 110_900)
        assert low < moved.min() <= moved.max() < high


@pytest.mark.parametrize(("lon", "lat"), [(2.3522, 48.8566), (-74.0, 40.7), (151.2, -33.9), (139.7, 35.7)])
@pytest.mark.parametrize("crs", [*SHIFTED, "cgcs2000"])
def test_nothing_moves_outside_china(crs: Crs, lon: float, lat: float) -> None:
    assert [float(v) for v in convert(lon, lat, "wgs84", crs)] == [lon, lat]
    assert [float(v) for v in convert(lon, lat, crs, "wgs84")] == [lon, lat]


def test_cgcs2000_equals_wgs84() -> None:
    assert [float(v) for v in convert(121.47, 31.23, "wgs84", "cgcs2000")] == [121.47, 31.23]


def test_shapes_are_kept_and_nan_stays_nan() -> None:
    x, y = convert(np.full((2, 3), 121.5), np.full((2, 3), 31.2), "gcj02", "wgs84")
    assert x.shape == y.shape == (2, 3)
    x, y = convert([121.5, float("nan")], [31.2, 31.2], "wgs84", "bd09")
    assert np.isfinite(x[0])
    assert np.isnan(x[1])
    assert convert([], [], "wgs84", "gcj02")[0].shape == (0,)


def test_geometries_move_vertex_by_vertex() -> None:
    moved = convert_geometry(Point(121.5, 31.2), "wgs84", "gcj02")
    assert (moved.x, moved.y) == tuple(float(v) for v in convert(121.5, 31.2, "wgs84", "gcj02"))
    assert convert_geometry(None, "wgs84", "gcj02") is None
    assert convert_geometry(Polygon(), "wgs84", "gcj02").is_empty


def test_an_unknown_datum_is_refused() -> None:
    with pytest.raises(ValueError, match="mars"):
        convert(121.5, 31.2, "wgs84", "mars")  # type: ignore[arg-type]
