"""Checks of a set of district boundaries: the codes, validity, overlaps, areas, and the datum by three bridges."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np
import shapely
from shapely import unary_union
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from geo.crs import Crs, convert
from geo.faults import faults, nearest

HOLD_WATER = ("310113", "310115", "310116", "310120", "310151")
"""Their polygons hold sea or river: the difference to the published area is stored and shown, not judged."""
MAX_OVERLAP_KM2 = 0.01
MAX_AREA_DIFFERENCE = 0.04
MAX_BRIDGE_M = 120.0
PUDONG = "310115"
WEST_BANK = ("310101", "310104", "310109", "310110", "310113")
BRIDGES = {"南浦大桥": (121.50083, 31.20750), "卢浦大桥": (121.47583, 31.19056), "徐浦大桥": (121.46417, 31.12917)}
"""Three bridges over the Huangpu in WGS-84, as English Wikipedia states them to the arc second (about 15 m)."""
SEMI_MAJOR_M = 6378137.0  # WGS-84
ECCENTRICITY = 0.0818191908426215
CRSS: tuple[Crs, ...] = ("wgs84", "gcj02", "bd09", "cgcs2000")


@dataclass(frozen=True)
class Finding:
    """What a check found; `refuses` means that the file must not be used."""

    code: str | None
    text: str
    refuses: bool


def area_km2(geometry: BaseGeometry) -> float:
    """Area on the WGS-84 ellipsoid in km²: longitude and authalic latitude form an equal-area plane.

    The authalic q of latitude is Snyder, Map Projections (USGS 1395, 1987), equation 3-12. Edges are taken as
    straight in that plane, which for edges of some km is exact to better than 1 part in 10⁴.
    """
    if geometry is None or geometry.is_empty:
        return 0.0
    return float(shapely.transform(geometry, _equal_area).area) / 1e6


def _equal_area(
    points: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    sine = np.sin(np.radians(points[:, 1]))
    e = ECCENTRICITY
    q = (1 - e * e) * (sine / (1 - e * e * sine * sine) + np.arctanh(e * sine) / e)
    return np.column_stack([SEMI_MAJOR_M * np.radians(points[:, 0]), SEMI_MAJOR_M * q / 2])


def check(
    districts: Mapping[str, MultiPolygon],
    published_km2: Mapping[str, float],
    raw: Mapping[str, MultiPolygon] | None = None,
    stated: Crs = "wgs84",
) -> list[Finding]:
    """Everything that is to be said of a set of boundaries in WGS-84, which has the districts of `published_km2`.

    `raw` are the same boundaries as their file has them, in the datum that was `stated` for it: by them the
    bridges tell which datum the file really is in.
    """
    missing, foreign = published_km2.keys() - districts.keys(), districts.keys() - published_km2.keys()
    findings = [Finding(code, "this district is missing", True) for code in sorted(missing)]
    findings += [Finding(code, "is no district of the city", True) for code in sorted(foreign)]
    for code, shape in districts.items():
        findings += [Finding(code, str(fault), True) for fault in faults(mapping(shape))]
    if any(finding.refuses for finding in findings):
        return findings
    return [*_overlaps(districts), *_areas(districts, published_km2), *_bridges(raw or districts, stated)]


def _overlaps(districts: Mapping[str, MultiPolygon]) -> list[Finding]:
    findings: list[Finding] = []
    for (one, first), (two, second) in combinations(districts.items(), 2):
        shared = first.intersection(second) if first.intersects(second) else MultiPolygon()
        if (km2 := area_km2(shared)) > MAX_OVERLAP_KM2:
            largest = max(areas_of(shared), key=area_km2).representative_point()
            place = nearest(mapping(first), largest.x, largest.y, f"overlaps {two} by {km2:.3f} km²")
            findings.append(Finding(one, str(place), True))
    return findings


def areas_of(shared: BaseGeometry) -> list[Polygon]:
    """The polygons of what two districts share, which may be lines and points besides."""
    return [part for part in shapely.get_parts(shared) if isinstance(part, Polygon)]


def _areas(districts: Mapping[str, MultiPolygon], published_km2: Mapping[str, float]) -> list[Finding]:
    findings: list[Finding] = []
    for code, shape in districts.items():
        difference = area_km2(shape) / published_km2[code] - 1
        judged = code not in HOLD_WATER
        if abs(difference) > MAX_AREA_DIFFERENCE or not judged:
            text = f"has {difference:+.1%} of area against the published {published_km2[code]:g} km²"
            findings.append(Finding(code, text, judged))
    return findings


def mid_river(districts: Mapping[str, MultiPolygon]) -> BaseGeometry:
    """The line of the lower Huangpu: what Pudong's limit shares, within 0.001°, with the west bank's districts."""
    if PUDONG not in districts or not set(WEST_BANK) & set(districts):
        return LineString()
    west = unary_union([districts[code] for code in WEST_BANK if code in districts])
    return districts[PUDONG].boundary.intersection(west.buffer(0.001))


def bridge_offsets(districts: Mapping[str, MultiPolygon], as_if: Crs = "wgs84") -> dict[str, float]:
    """Metres from each bridge to the mid-river line, were the boundaries in the datum `as_if`."""
    river = mid_river(districts)
    offsets: dict[str, float] = {}
    for name, (lon, lat) in BRIDGES.items():
        x, y = convert(lon, lat, "wgs84", as_if)
        metres = shapely.transform(river, partial(_local_metres, at=(float(x), float(y))))
        offsets[name] = float(metres.distance(Point(0, 0))) if not river.is_empty else float("inf")
    return offsets


def _local_metres(
    points: np.ndarray[tuple[int, int], np.dtype[np.float64]], at: tuple[float, float]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Metres east and north of a point; plain scaling, exact to 0.1 % over some km."""
    north = 110_880.0
    east = 111_320.0 * np.cos(np.radians(at[1]))
    return np.column_stack([(points[:, 0] - at[0]) * east, (points[:, 1] - at[1]) * north])


def _bridges(districts: Mapping[str, MultiPolygon], stated: Crs) -> list[Finding]:
    worst = {crs: max(bridge_offsets(districts, crs).values()) for crs in CRSS}
    if worst[stated] <= MAX_BRIDGE_M:
        return []
    better = min(worst, key=lambda crs: worst[crs])
    finding = f"the river's line lies {worst[stated]:.0f} m from the bridges, more than {MAX_BRIDGE_M:.0f} m"
    hint = f"; as {better} the file would fit better ({worst[better]:.0f} m)" if better != stated else ""
    return [Finding(None, finding + hint, True)]
