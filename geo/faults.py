"""What is wrong with the rings of a polygon, each fault with the vertex where it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.validation import explain_validity

Ring = NDArray[np.float64]
FEWEST = 4
"""Positions of a ring: three corners, and the first of them once more."""
MOST_CROSSINGS = 20
"""So many crossings of one ring are named."""
_PLACE = re.compile(r"^(.*)\[(\S+) (\S+)\]$")


@dataclass(frozen=True)
class Fault:
    """A fault at a vertex; parts, rings and vertices count from 1, ring 1 is the outer one."""

    part: int
    ring: int
    vertex: int
    lon: float
    lat: float
    text: str

    def __str__(self) -> str:
        place = f"part {self.part}, ring {self.ring}, vertex {self.vertex}"
        return f"{place} (“{self.lon:.7g}, {self.lat:.7g}”): {self.text}"


def faults(geometry: Mapping[str, Any]) -> list[Fault]:
    """The faults of a GeoJSON Polygon or MultiPolygon whose coordinates are numbers; none where it is valid."""
    of_rings = [fault for part, ring, points in _rings(geometry) for fault in _of_ring(part, ring, points)]
    return of_rings or _of_whole(geometry)


def _rings(geometry: Mapping[str, Any]) -> Iterator[tuple[int, int, Ring]]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for part, rings in enumerate(parts, start=1):
        for ring, positions in enumerate(rings, start=1):
            points = np.array([position[:2] for position in positions], dtype=np.float64).reshape(-1, 2)
            yield part, ring, points


def _of_ring(part: int, ring: int, points: Ring) -> Iterator[Fault]:
    def at(vertex: int, text: str) -> Fault:
        lon, lat = points[vertex] if len(points) else (float("nan"), float("nan"))
        return Fault(part, ring, vertex + 1, float(lon), float(lat), text)

    if len(points) < FEWEST:
        yield at(0, f"the ring has {len(points)} points; it needs {FEWEST} at least, the last one like the first")
    elif not np.array_equal(points[0], points[-1]):
        yield at(len(points) - 1, "the ring is not closed: its last point is not its first")
    else:
        for vertex, other in _crossings(points):
            yield at(vertex, f"the line from here crosses or touches the one from vertex {other + 1}")


def _crossings(points: Ring) -> list[tuple[int, int]]:
    """Pairs of sides of a closed ring that meet though they are no neighbours; a side is named by its first vertex."""
    kept = np.flatnonzero(np.any(points[1:] != points[:-1], axis=1))
    if len(kept) < FEWEST - 1:
        return [(0, 0)]
    corners = np.vstack([points[kept], points[kept[:1]]])
    sides = np.asarray(shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)))
    one, two = shapely.STRtree(sides).query(sides, predicate="intersects")
    apart = (two - one > 1) & ~((one == 0) & (two == len(sides) - 1))
    back = _turns_back(corners)
    pairs = [*zip(one[apart], two[apart], strict=True), *((side, (side + 1) % len(sides)) for side in back)]
    return [(int(kept[a]), int(kept[b])) for a, b in sorted(pairs)[:MOST_CROSSINGS]]


def _turns_back(corners: Ring) -> list[int]:
    """The sides on which the next one lies, as where a line goes out and comes back."""
    ahead = np.diff(corners, axis=0)
    after = np.roll(ahead, -1, axis=0)
    cross = ahead[:, 0] * after[:, 1] - ahead[:, 1] * after[:, 0]
    return [int(side) for side in np.flatnonzero((cross == 0) & ((ahead * after).sum(axis=1) < 0))]


def _of_whole(geometry: Mapping[str, Any]) -> list[Fault]:
    """How rings that are sound by themselves lie to one another, as GEOS says it."""
    whole = shape(dict(geometry))
    if whole.is_valid:
        return []
    match = _PLACE.match(explain_validity(whole))
    text, lon, lat = match.groups() if match else (explain_validity(whole), "nan", "nan")
    return [nearest(geometry, float(lon), float(lat), text)]


def nearest(geometry: Mapping[str, Any], lon: float, lat: float, text: str) -> Fault:
    """A fault at a place, with the vertex that lies nearest to it."""
    reach = [(np.hypot(*(points - (lon, lat)).T), part, ring) for part, ring, points in _rings(geometry) if len(points)]
    distances, part, ring = min(reach, key=lambda each: float(np.nan_to_num(each[0], nan=np.inf).min()))
    return Fault(part, ring, int(np.argmin(distances)) + 1, lon, lat, text)
