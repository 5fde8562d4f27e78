"""As much of a geometry as a zoom can show. Degrees WGS-84; a zoom is that of web maps, whose tile has 256 pixels.

`latitude` is that of the city, in degrees. At that zoom and latitude a line lies less than a pixel from where it was;
where neighbours did not quite meet, up to three. Outer rings go counter-clockwise, inner ones clockwise
(RFC 7946, 3.1.6).
"""

from collections.abc import Iterator, Mapping
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
    size: float = next(each for each in STEPS if each * 10.0**power <= half) * 10.0**power
    return size


def decimals(zoom: float, latitude: float) -> int:
    """The decimals that coordinates of this grid have."""
    return -floor(log10(step(zoom, latitude)))


def simple(geometry: BaseGeometry, zoom: float, latitude: float) -> BaseGeometry:
    """One line or area by itself, on the grid of the zoom. Empty where nothing of it is seen."""
    coarse = shapely.set_precision(geometry.simplify(pixel(zoom, latitude) / 2), step(zoom, latitude))
    return _exact(shapely.orient_polygons(coarse), zoom, latitude)


def simple_areas(areas: Mapping[str, MultiPolygon], zoom: float, latitude: float) -> dict[str, MultiPolygon]:
    """Neighbouring areas: the line between two of them is simplified once, so that they still share it.

    An island that is smaller than a pixel may be lost; an area of which nothing is seen is empty.
    """
    edges = line_merge(unary_union([each.boundary for each in areas.values()]))
    noded = unary_union(edges.simplify(pixel(zoom, latitude) / 2), grid_size=step(zoom, latitude))
    parts: dict[str, list[Polygon]] = {name: [] for name in areas}
    faces = [face for face in polygonize([noded]).geoms if isinstance(face, Polygon)]
    for face, owner in _owned(faces, list(areas.values())):
        parts[list(areas)[owner]].append(face)
    return {name: _areas(_exact(unary_union(faces_of_area), zoom, latitude)) for name, faces_of_area in parts.items()}


def _owned(faces: list[Polygon], areas: list[MultiPolygon]) -> Iterator[tuple[Polygon, int]]:
    """Each face with the number of the area that holds most of it; one that lies mostly in none is left out."""
    tree = STRtree(areas)
    for face in faces:
        near = [int(each) for each in tree.query(face, predicate="intersects")]
        shared = {each: areas[each].intersection(face).area for each in near}
        if near and sum(shared.values()) > face.area / 2:
            yield face, max(near, key=lambda each: shared[each])


def _exact(geometry: BaseGeometry, zoom: float, latitude: float) -> BaseGeometry:
    """Coordinates on a grid with their decimals: the grid itself leaves the last binary digit."""
    digits = decimals(zoom, latitude)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        moved: NDArray[np.float64] = np.round(points, digits)
        return moved

    # Without the grid in its head, which the rounding of one more operation would meet again.
    moved: BaseGeometry = shapely.transform(shapely.set_precision(geometry, 0), move)
    return moved


def _areas(geometry: BaseGeometry) -> MultiPolygon:
    turned = shapely.orient_polygons(geometry)
    return MultiPolygon([part for part in getattr(turned, "geoms", [turned]) if isinstance(part, Polygon)])
