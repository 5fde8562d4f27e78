"""As much of a geometry as a zoom can show. Degrees WGS-84; a zoom is that of web maps, whose tile has 256 pixels.

`latitude` is that of the city, in degrees. At that zoom and latitude what is given differs from the whole by about a
pixel at most. Outer rings go counter-clockwise, inner ones clockwise (RFC 7946, 3.1.6).
"""

from collections.abc import Mapping
from math import cos, floor, log10, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree, line_merge, polygonize, unary_union
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

STEPS = (5, 2, 1)


def pixel(zoom: float, latitude: float) -> float:
    """Degrees of latitude that a pixel stands for: the smaller of its two sides in degrees."""
    return 360 / 256 / 2**zoom * cos(radians(latitude))


def step(zoom: float, latitude: float) -> float:
    """The grid on which coordinates lie: the largest of 1, 2 or 5 × 10⁻ⁿ degrees that is no more than half a pixel."""
    half = pixel(zoom, latitude) / 2
    power = floor(log10(half))
    return float(next(each for each in STEPS if each * 10**power <= half)) * 10**power


def decimals(zoom: float, latitude: float) -> int:
    """The decimals that coordinates of this grid have."""
    return -floor(log10(step(zoom, latitude)))


def simple(geometry: BaseGeometry, zoom: float, latitude: float) -> BaseGeometry:
    """One line or area by itself, on the grid of the zoom."""
    moved: BaseGeometry = shapely.orient_polygons(
        _on_grid(geometry.simplify(pixel(zoom, latitude) / 2), zoom, latitude)
    )
    return moved


def simple_areas(areas: Mapping[str, MultiPolygon], zoom: float, latitude: float) -> dict[str, MultiPolygon]:
    """Neighbouring areas: the line between two of them is simplified once, so that they still share it.

    An island that is smaller than a pixel may be lost.
    """
    edges = line_merge(unary_union([each.boundary for each in areas.values()]))
    coarse = _on_grid(edges.simplify(pixel(zoom, latitude) / 2), zoom, latitude)
    faces = polygonize([unary_union(coarse, grid_size=step(zoom, latitude))]).geoms
    tree = STRtree(list(areas.values()))
    parts: dict[str, list[Polygon]] = {name: [] for name in areas}
    for face in faces:
        owners = tree.query(face.representative_point(), predicate="intersects")
        if len(owners):
            parts[list(areas)[int(owners[0])]].append(face)
    return {name: _areas(_on_grid(unary_union(found), zoom, latitude)) for name, found in parts.items()}


def _on_grid(geometry: BaseGeometry, zoom: float, latitude: float) -> BaseGeometry:
    size, digits = step(zoom, latitude), decimals(zoom, latitude)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        moved: NDArray[np.float64] = np.round(np.round(points / size) * size, digits)
        return moved

    moved: BaseGeometry = shapely.remove_repeated_points(shapely.transform(geometry, move))
    return moved


def _areas(geometry: BaseGeometry) -> MultiPolygon:
    turned = shapely.orient_polygons(geometry)
    return MultiPolygon([part for part in getattr(turned, "geoms", [turned]) if isinstance(part, Polygon)])
