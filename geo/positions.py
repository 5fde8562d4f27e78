"""Positions of many points on WGS-84: which lie in a box, which within a distance, which are nearest to a point."""

import math
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.bbox import BBox
from geo.metric import to_metres

Numbers = NDArray[np.uint32]
Degrees = NDArray[np.float64]
Chosen = NDArray[np.bool_]
Counts = Callable[[Numbers], Chosen]
"""Of each of some numbers whether it counts."""

SPHERE_M = 6_371_008.8
"""The mean radius of the earth."""
SPHERE_ERROR = 0.007
"""Distances on the sphere and on the spheroid differ by less than this share (0.56 % at most)."""
PLANE_M, PLANE_LATITUDE, PLANE_ERROR = 50_000.0, 70.0, 0.0003
"""So near to a point, and so far from the poles, distances in its plane and on the spheroid differ by less than this
share."""
LATITUDE_M, EQUATOR_M = 110_500.0, 111_300.0
"""A degree of latitude is nowhere shorter, and one of longitude at the equator not shorter either."""
FIRST_REACH_M = 500.0


@lru_cache(maxsize=1)
def _spheroid() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


class Positions:
    """Points, each with a number. They lie in the order of latitude, so that a question looks at a strip of them."""

    def __init__(self, numbers: Numbers, lon: Degrees, lat: Degrees) -> None:
        order = np.argsort(lat, kind="stable")
        self._number, self._lon, self._lat = numbers[order].astype(np.uint32), lon[order], lat[order]

    def __len__(self) -> int:
        return len(self._number)

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        return self._number.nbytes + self._lon.nbytes + self._lat.nbytes

    @property
    def points(self) -> tuple[Numbers, Degrees, Degrees]:
        """The number, the longitude and the latitude of each point, in the order of latitude."""
        return self._number, self._lon, self._lat

    def in_box(self, box: BBox) -> Numbers:
        """The numbers of the points in the box or on its edge."""
        return np.concatenate([self._number[self._within_sides(part)] for part in box.parts()])

    def _within_sides(self, box: BBox) -> NDArray[np.intp]:
        strip = self._strip(box.miny, box.maxy)
        lon = self._lon[strip]
        inside: NDArray[np.intp] = np.flatnonzero((lon >= box.minx) & (lon <= box.maxx)) + strip.start
        return inside

    def within(self, lon: float, lat: float, metres: float) -> Numbers:
        """The numbers of the points not farther than so many metres on the spheroid."""
        at = self._around(lon, lat, metres)
        plane = metres <= PLANE_M and abs(lat) <= PLANE_LATITUDE and abs(lon) < 179
        rough = (_plane if plane else _sphere)(lon, lat, self._lon[at], self._lat[at])
        error = PLANE_ERROR if plane else SPHERE_ERROR
        sure = rough <= metres * (1 - error)
        close = at[~sure & (rough <= metres * (1 + error))]
        exact = close[self._metres(lon, lat, close) <= metres]
        numbers: Numbers = self._number[np.concatenate([at[sure], exact])]
        return numbers

    def nearest(self, lon: float, lat: float, k: int, many: int, counts: Counts) -> Numbers:
        """The numbers of the `k` nearest of the points that count, by their distance on the spheroid, then by number.

        `counts` says of some numbers whether each counts: it is asked for those that lie near, so that what the
        others take is not paid. `many` is how many count, about; it decides how far is looked first.
        """
        reach = self._first_reach(k, many)
        while True:
            at = self._around(lon, lat, reach)
            everything = len(at) == len(self)
            at = at[counts(self._number[at])]
            if len(at) >= k or everything:
                at, metres = self._closest(lon, lat, at, k)
                if everything or int((metres <= reach).sum()) >= k:
                    return self._number[at[np.lexsort((self._number[at], metres))][:k]]
            reach *= 2

    def metres_from(self, lon: float, lat: float, size: int) -> Degrees:
        """Metres on the sphere from a point to each of `size` numbers; NaN for a number that is no point of these."""
        metres = np.full(size, np.nan)
        metres[self._number] = _sphere(lon, lat, self._lon, self._lat)
        return metres

    def position(self, number: int) -> tuple[float, float] | None:
        """Longitude and latitude of the point with this number; None where there is none."""
        [at] = np.nonzero(self._number == number)
        return (float(self._lon[at[0]]), float(self._lat[at[0]])) if len(at) else None

    def _first_reach(self, k: int, chosen: int) -> float:
        """Metres around a point in which `k` of the chosen points would lie if they were spread evenly."""
        return max(FIRST_REACH_M, 1.5 * math.sqrt(self._area * k / (math.pi * max(chosen, 1))))

    @cached_property
    def _area(self) -> float:
        """Square metres of the box around all points, about."""
        west, south, east, north = self.extent() or (0.0, 0.0, 0.0, 0.0)
        return (east - west) * (north - south) * LATITUDE_M * EQUATOR_M

    def _closest(self, lon: float, lat: float, at: NDArray[np.intp], k: int) -> tuple[NDArray[np.intp], Degrees]:
        """Those of the points that can be among the `k` nearest, with their metres on the spheroid."""
        rough = _sphere(lon, lat, self._lon[at], self._lat[at])
        if len(at) > k > 0:
            farthest = np.partition(rough, k - 1)[k - 1] * (1 + SPHERE_ERROR) / (1 - SPHERE_ERROR)
            at = at[rough <= farthest]
        return at, self._metres(lon, lat, at)

    def extent(self, chosen: Chosen | None = None) -> tuple[float, float, float, float] | None:
        """West, south, east and north of all points, or of the chosen ones; None where there are none."""
        lon, lat = self._lon, self._lat
        if chosen is not None:
            those = chosen[self._number]
            lon, lat = lon[those], lat[those]
        if not len(lon):
            return None
        return float(lon.min()), float(lat[0]), float(lon.max()), float(lat[-1])

    @cached_property
    def metric(self) -> tuple[Degrees, Degrees]:
        """Easting and northing of all points in metres of EPSG:4549, in the order of latitude."""
        x, y = to_metres(self._lon, self._lat)
        return np.asarray(x, np.float64), np.asarray(y, np.float64)

    def metric_of(self, chosen: Chosen) -> tuple[Degrees, Degrees]:
        """Easting and northing of the chosen points."""
        those = chosen[self._number]
        x, y = self.metric
        return x[those], y[those]

    def _strip(self, south: float, north: float) -> slice:
        first, last = np.searchsorted(self._lat, south, "left"), np.searchsorted(self._lat, north, "right")
        return slice(int(first), int(last))

    def _around(self, lon: float, lat: float, metres: float) -> NDArray[np.intp]:
        """Where the points lie that can be within so many metres: all of those are among them."""
        high = metres / LATITUDE_M
        strip = self._strip(lat - high, lat + high)
        nearest_pole = abs(lat) + high
        wide = metres / (EQUATOR_M * math.cos(math.radians(nearest_pole))) if nearest_pole < 89 else 360.0
        if abs(lon) + wide >= 180:
            return np.arange(strip.start, strip.stop)
        near: NDArray[np.intp] = np.flatnonzero(np.abs(self._lon[strip] - lon) <= wide) + strip.start
        return near

    def _metres(self, lon: float, lat: float, at: NDArray[np.intp]) -> Degrees:
        ends = self._lon[at], self._lat[at]
        metres: Degrees = np.asarray(_spheroid().inv(np.full(len(at), lon), np.full(len(at), lat), *ends)[2])
        return metres


def _sphere(lon: float, lat: float, lons: Degrees, lats: Degrees) -> Degrees:
    """Metres on the sphere."""
    north, east = np.radians(lats - lat), np.radians(lons - lon)
    half = np.sin(north / 2) ** 2 + math.cos(math.radians(lat)) * np.cos(np.radians(lats)) * np.sin(east / 2) ** 2
    metres: Degrees = 2 * SPHERE_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return metres


def _plane(lon: float, lat: float, lons: Degrees, lats: Degrees) -> Degrees:
    """Metres in the plane that touches the spheroid at a point: five times as fast as on the sphere.

    Both radii of curvature are those of the middle latitude, to the first order.
    """
    phi = math.radians(lat)
    along, axis = math.sin(phi), _spheroid()
    flat = 1 - axis.es * along**2
    meridian = axis.a * (1 - axis.es) / flat**1.5
    half = (lats - lat) * (math.pi / 360)
    north = half * (2 * meridian + half * (6 * meridian * axis.es * along * math.cos(phi) / flat))
    east = (lons - lon) * (
        math.radians(axis.a / math.sqrt(flat) * math.cos(phi)) - half * math.radians(meridian * along)
    )
    metres: Degrees = np.sqrt(east * east + north * north)
    return metres
