"""Shapely's geometry as paths of matplotlib in the pixels of a window."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.draw.window import Window, mercator

SEEN_PX = 0.35
"""Points nearer to their line are left out: nobody sees them."""
BEYOND_PX = 40.0
"""So far beyond its edge a window's geometry goes on: a wide line at the edge must not show its end."""


def projected(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry in degrees as one of Web Mercator, in degrees of the equator."""
    flat: BaseGeometry = shapely.transform(shapely.force_2d(geometry), mercator)
    return flat


def path_in(window: Window, geometry: BaseGeometry) -> Any:
    """The part of a projected geometry that the window shows, as one path; None where it shows nothing."""
    from matplotlib.path import Path

    beyond = BEYOND_PX / window.scale
    west, south, east, north = window.edges
    part = shapely.clip_by_rect(geometry, west - beyond, south - beyond, east + beyond, north + beyond)
    part = part.simplify(SEEN_PX / window.scale)
    rings = [pixels(window, ring) for ring in _rings(part)]
    paths = [Path(ring, closed=closed) for ring, closed in _closed(rings) if len(ring) > 1]
    return Path.make_compound_path(*paths) if paths else None


def pixels(window: Window, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Projected points in the pixels of the picture."""
    x = window.left + (points[:, 0] - window.west) * window.scale
    return np.column_stack([x, window.top + (window.north - points[:, 1]) * window.scale])


def _rings(geometry: BaseGeometry) -> Iterable[NDArray[np.float64]]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield shapely.get_coordinates(ring)
        elif part.geom_type in ("LineString", "LinearRing"):
            yield shapely.get_coordinates(part)
        elif part.geom_type.startswith("Multi") or part.geom_type == "GeometryCollection":
            yield from _rings(part)


def _closed(rings: Iterable[NDArray[np.float64]]) -> Iterable[tuple[NDArray[np.float64], bool]]:
    for ring in rings:
        yield ring, len(ring) > 3 and bool((ring[0] == ring[-1]).all())
