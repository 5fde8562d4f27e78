"""GeoJSON (RFC 7946) that comes from outside: limits and sane numbers before anything is made of it."""

import math
from typing import Any

from geo.bbox import BBox

MAX_VERTICES = 2_000_000
DEPTHS = {"Point": 0, "LineString": 1, "MultiPoint": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}
LEVELS = {
    "Polygon": ("ring", "vertex"),
    "MultiPolygon": ("part", "ring", "vertex"),
    "MultiLineString": ("line", "vertex"),
}
"""What the lists inside the coordinates are, from the outermost to the position."""


class GeoJSONError(ValueError):
    """The document cannot be used; `index` counts features from 0, None where it is the whole document.

    `reason` is what is wrong, without the number of the feature.
    """

    def __init__(self, reason: str, index: int | None = None) -> None:
        self.index = index
        self.reason = reason
        super().__init__(reason if index is None else f"feature {index + 1}: {reason}")


def read_feature_collection(document: Any, expected: BBox) -> list[dict[str, Any]]:
    """The features of a FeatureCollection, their geometries checked. Raises GeoJSONError.

    `expected` is where positions lie: one that does when its numbers are swapped is called so.
    """
    features = features_of(document)
    vertices = 0
    for index, feature in enumerate(features):
        vertices += check_feature(feature, index, expected)
        if vertices > MAX_VERTICES:
            raise GeoJSONError(f"more than {MAX_VERTICES} vertices")
    return features


def features_of(document: Any) -> list[Any]:
    """The unchecked features of a FeatureCollection. Raises GeoJSONError where the document is none."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise GeoJSONError("is not a GeoJSON FeatureCollection")
    features = document.get("features")
    if not isinstance(features, list):
        raise GeoJSONError("has no list “features”")
    return features


def check_feature(feature: Any, index: int, expected: BBox) -> int:
    """How many vertices a feature has. Raises GeoJSONError where it is none, or where its geometry cannot be used."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or "geometry" not in feature:
        raise GeoJSONError("is not a Feature with a geometry (null is allowed)", index)
    if not isinstance(feature.get("properties"), dict | None):
        raise GeoJSONError("its properties are no object", index)
    geometry = feature["geometry"]
    if geometry is None:
        return 0
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(kind, str) or kind not in DEPTHS:
        raise GeoJSONError("its geometry has none of the types " + ", ".join(DEPTHS), index)
    levels = LEVELS.get(kind, ("vertex",) * DEPTHS[kind])
    return _count(geometry.get("coordinates"), levels, (), index, expected)


def _count(coordinates: Any, levels: tuple[str, ...], place: tuple[str, ...], index: int, expected: BBox) -> int:
    """The positions in nested lists; `place` says which part of the geometry the lists are."""
    if not isinstance(coordinates, list):
        raise GeoJSONError(_at(place) + "its coordinates are no list", index)
    if levels:
        return sum(
            _count(part, levels[1:], (*place, f"{levels[0]} {number}"), index, expected)
            for number, part in enumerate(coordinates, start=1)
        )
    if reason := _no_position(coordinates, expected):
        raise GeoJSONError(_at(place) + reason, index)
    return 1


def _at(place: tuple[str, ...]) -> str:
    return ", ".join(place) + ": " if place else ""


def _no_position(position: list[Any], expected: BBox) -> str:
    """Why a list is no position; empty where it is one."""
    numbers = all(isinstance(number, int | float) and not isinstance(number, bool) for number in position)
    if len(position) not in (2, 3) or not numbers or not all(_finite(number) for number in position):
        return "a position is two or three finite numbers"
    lon, lat = position[0], position[1]
    if abs(lon) > 180 or abs(lat) > 90:
        hint = " (lon and lat look swapped)" if expected.contains(lat, lon) else ""
        return f"“{lon:.10g}, {lat:.10g}” is no longitude and latitude{hint}"
    return ""


def _finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:  # an integer beyond the largest float
        return False
