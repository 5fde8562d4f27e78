"""Datums met in China: WGS-84, CGCS2000, GCJ-02 and BD-09, converted with numpy.

CGCS2000 (EPSG:4490) differs from WGS-84 by centimetres and is taken as equal. GCJ-02 is the shifted datum of
maps published in mainland China, BD-09 a further shift of one provider. Neither formula was ever published by
its owner: both were reverse-engineered and have circulated publicly since about 2010 (the ellipsoid is that of
Krasovsky 1940), so no more than about 1 m absolute is claimed. Outside the rectangle lon 72.004–137.8347,
lat 0.8293–55.8271, which the circulated formula uses for mainland China, GCJ-02 equals WGS-84. Hong Kong,
Macao and Taiwan lie inside that rectangle and are shifted by the formula although their maps are not: this
application does not serve them.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.datum import Crs

__all__ = ["CHINA", "Crs", "Floats", "convert", "convert_geometry"]

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]

SEMI_MAJOR_M = 6378245.0  # Krasovsky 1940
ECCENTRICITY_2 = 0.00669342162296594323
CHINA = (72.004, 0.8293, 137.8347, 55.8271)
ITERATIONS = 6
BD_SHIFT = (0.0065, 0.006)
BD_TURN = np.pi * 3000.0 / 180.0


def convert(lon: ArrayLike, lat: ArrayLike, source: Crs, target: Crs) -> Pair:
    """Positions in degrees from one datum to another; any shape, which is kept. NaN stays NaN.

    The inverse of a shift is found by fixed-point iteration and is exact to less than 1 mm over Shanghai.
    """
    x, y = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    if source not in _TO_WGS84 or target not in _FROM_WGS84:
        raise ValueError(f"the datums are wgs84, cgcs2000, gcj02, bd09, not {source!r} and {target!r}")
    if source == target:
        return x.copy(), y.copy()
    return _FROM_WGS84[target](*_TO_WGS84[source](x, y))


def convert_geometry(geometry: Any, source: Crs, target: Crs) -> Any:
    """A shapely geometry in the other datum; None and empty geometries come back as they are."""
    if geometry is None or geometry.is_empty:
        return geometry

    def moved(points: Floats) -> Floats:
        return np.column_stack(convert(points[:, 0], points[:, 1], source, target))

    return shapely.transform(geometry, moved)


def _same(lon: Floats, lat: Floats) -> Pair:
    return lon.copy(), lat.copy()


def _waves(x: Floats, *terms: tuple[float, float]) -> Floats:
    """A sum of sine waves; each term is an amplitude and a period."""
    total: Floats = sum((a * np.sin(2 * np.pi * x / period) for a, period in terms), np.zeros_like(x))
    return total * 2.0 / 3.0


def _shift(lon: Floats, lat: Floats) -> Pair:
    """How far GCJ-02 lies from WGS-84 at a WGS-84 position, in degrees; 0 outside the rectangle."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north = north + _waves(x, (20.0, 1 / 3), (20.0, 1.0))
    north = north + _waves(y, (20.0, 2.0), (40.0, 6.0), (160.0, 24.0), (320.0, 60.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east = east + _waves(x, (20.0, 1 / 3), (20.0, 1.0), (20.0, 2.0), (40.0, 6.0), (150.0, 24.0), (300.0, 60.0))
    phi = np.radians(lat)
    w2 = 1.0 - ECCENTRICITY_2 * np.sin(phi) ** 2
    meridian = SEMI_MAJOR_M * (1.0 - ECCENTRICITY_2) / (w2 * np.sqrt(w2))
    parallel = SEMI_MAJOR_M / np.sqrt(w2) * np.cos(phi)
    west, south, right, top = CHINA
    inside = (lon >= west) & (lon <= right) & (lat >= south) & (lat <= top)
    return np.where(inside, np.degrees(east / parallel), 0.0), np.where(inside, np.degrees(north / meridian), 0.0)


def _wgs84_to_gcj02(lon: Floats, lat: Floats) -> Pair:
    dx, dy = _shift(lon, lat)
    return lon + dx, lat + dy


def _gcj02_to_bd09(lon: Floats, lat: Floats) -> Pair:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * BD_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * BD_TURN)
    inside = (lon >= CHINA[0]) & (lon <= CHINA[2]) & (lat >= CHINA[1]) & (lat <= CHINA[3])
    moved = radius * np.cos(angle) + BD_SHIFT[0], radius * np.sin(angle) + BD_SHIFT[1]
    return np.where(inside, moved[0], lon), np.where(inside, moved[1], lat)


def _wgs84_to_bd09(lon: Floats, lat: Floats) -> Pair:
    return _gcj02_to_bd09(*_wgs84_to_gcj02(lon, lat))


def _inverse(forward: Callable[[Floats, Floats], Pair]) -> Callable[[Floats, Floats], Pair]:
    """The inverse of a small shift: where would a point have to be for `forward` to give this one?"""

    def back(lon: Floats, lat: Floats) -> Pair:
        x, y = lon, lat
        for _ in range(ITERATIONS):
            fx, fy = forward(x, y)
            x, y = x + (lon - fx), y + (lat - fy)
        return x, y

    return back


_FROM_WGS84: dict[str, Callable[[Floats, Floats], Pair]] = {
    "wgs84": _same,
    "cgcs2000": _same,
    "gcj02": _wgs84_to_gcj02,
    "bd09": _wgs84_to_bd09,
}
_TO_WGS84: dict[str, Callable[[Floats, Floats], Pair]] = {
    "wgs84": _same,
    "cgcs2000": _same,
    "gcj02": _inverse(_wgs84_to_gcj02),
    "bd09": _inverse(_wgs84_to_bd09),
}
