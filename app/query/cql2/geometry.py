"""Geometries of a filter, in the reference system that `filter-crs` names, as shapes in its order of PostGIS."""

import math
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from app.query.cql2.tree import Box, FilterError, Geometry, shown
from geo.bbox import BBox, BBoxError
from geo.reference_systems import CRS84, ReferenceSystem

DEPTHS = {"Point": 0, "LineString": 1, "MultiPoint": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}
"""How many lists of positions stand within one another."""
FEWEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
"""The fewest positions of a line or ring."""


@dataclass(frozen=True)
class Literal:
    """A shape in its system, east before north; `around` are the degrees that enclose it, None where it is in degrees.

    It has no heights: those of a filter are left out, as positions here have none.
    """

    shape: BaseGeometry
    system: ReferenceSystem
    around: BBox | None


def literal(node: Geometry | Box, system: ReferenceSystem = CRS84) -> Literal:
    """Raises FilterError for a shape that is none, or lies outside of its system."""
    made = _box(node, system) if isinstance(node, Box) else _geometry(node, system)
    if not system.metres:
        return Literal(made, system, None)
    west, south, east, north = made.bounds
    try:
        return Literal(made, system, system.enclosing((west, south), (east, north)))
    except BBoxError as error:
        raise FilterError(shown(node), str(error)) from error


def _box(node: Box, system: ReferenceSystem) -> BaseGeometry:
    try:
        box = system.bbox(",".join(map(repr, node.numbers)))
    except BBoxError as error:
        raise FilterError("BBOX", str(error)) from error
    if system.metres:
        low, high = _corners(node, system)
        return _filled(*low, *high)
    return shapely.union_all([_filled(each.minx, each.miny, each.maxx, each.maxy) for each in box.parts()])


def _corners(node: Box, system: ReferenceSystem) -> tuple[tuple[float, float], tuple[float, float]]:
    first, second, third, fourth = (
        node.numbers[at] for at in ((0, 1, 2, 3) if len(node.numbers) == 4 else (0, 1, 3, 4))
    )
    return ((second, first), (fourth, third)) if system.north_first else ((first, second), (third, fourth))


def _filled(minx: float, miny: float, maxx: float, maxy: float) -> BaseGeometry:
    """A box, which may be as thin as a line or a point."""
    corners = [(minx, miny), (minx, maxy), (maxx, maxy), (maxx, miny)]
    return shapely.MultiPoint(corners).convex_hull


def _geometry(node: Geometry, system: ReferenceSystem) -> BaseGeometry:
    made = shapely.force_2d(_shape(node))
    points = shapely.get_coordinates(made)
    if system.north_first:
        made = shapely.transform(made, lambda pairs: pairs[:, ::-1])
        points = points[:, ::-1]
    if not system.metres and (abs(points[:, 0]).max() > 180 or abs(points[:, 1]).max() > 90):
        raise FilterError(shown(node), "longitudes from -180 to 180 and latitudes from -90 to 90")
    if not made.is_valid:
        raise FilterError(shown(node), f"a valid geometry ({shapely.is_valid_reason(made)})")
    return made


def _shape(node: Geometry) -> BaseGeometry:
    if node.kind == "GeometryCollection":
        return shapely.GeometryCollection([_shape(each) for each in node.geometries])
    if node.kind not in DEPTHS:
        raise FilterError(node.kind[:40], f"one of {', '.join((*DEPTHS, 'GeometryCollection'))}")
    _check(node, node.coordinates, DEPTHS[node.kind])
    try:
        return shape({"type": node.kind, "coordinates": node.coordinates})
    except (ValueError, TypeError, shapely.errors.GEOSException) as error:
        raise FilterError(shown(node), f"a geometry ({error})") from error


def _check(node: Geometry, part: Any, depth: int) -> None:
    """Whether lists of positions stand where they have to, each position with two or three finite numbers."""
    if not isinstance(part, tuple):
        raise FilterError(shown(node), "positions of two or three numbers")
    if depth == 0:
        if len(part) not in (2, 3) or not all(isinstance(each, float) and math.isfinite(each) for each in part):
            raise FilterError(shown(node), "positions of two or three numbers")
        return
    fewest = FEWEST.get(node.kind, 1) if depth == 1 else 1
    if len(part) < fewest:
        raise FilterError(shown(node), f"at least {fewest} positions")
    for each in part:
        _check(node, each, depth - 1)
    if depth == 1 and "Polygon" in node.kind and part[0] != part[-1]:
        raise FilterError(shown(node), "rings that end where they begin")
