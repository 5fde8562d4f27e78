"""GeoJSON (RFC 7946) that comes from outside: limits and sane numbers before anything is made of it."""

import math
from typing import Any

from geo.bbox import BBox

MAX_VERTICES = 2_000_000
DEPTHS = {"Point": 0, "LineString": 1, "MultiPoint": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}


class GeoJSONError(ValueError):
    """The document cannot be used; `index` counts features from 0, None where it is the whole document."""

    def __init__(self, reason: str, index: int | None = None) -> None:
        self.index = index
        super().__init__(reason if index is None else f"feature {index + 1}: {reason}")


def read_feature_collection(document: Any, expected: BBox) -> list[dict[str, Any]]:
    """The features of a FeatureCollection, their geometries checked. Raises GeoJSONError.

    `expected` is where positions lie: one that does when its numbers are swapped is called so.
    """
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise GeoJSONError("is not a GeoJSON FeatureCollection")
    features = document.get("features")
    if not isinstance(features, list):
        raise GeoJSONError("has no list “features”")
    vertices = 0
    for index, feature in enumerate(features):
        if not isinstance(feature, dict) or feature.get("type") != "Feature" or "geometry" not in feature:
            raise GeoJSONError("is not a Feature with a geometry (null is allowed)", index)
        if not isinstance(feature.get("properties"), dict | None):
            raise GeoJSONError("its properties are no object", index)
        vertices += _vertices(feature["geometry"], index, expected)
        if vertices > MAX_VERTICES:
            raise GeoJSONError(f"more than {MAX_VERTICES} vertices")
    return features


def _vertices(geometry: Any, index: int, expected: BBox) -> int:
    if geometry is None:
        return 0
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in DEPTHS:
        raise GeoJSONError(f"a geometry of type {str(kind)[:40]!r} is not taken", index)
    return _count(geometry.get("coordinates"), DEPTHS[kind], index, expected)


def _count(coordinates: Any, depth: int, index: int, expected: BBox) -> int:
    if not isinstance(coordinates, list):
        raise GeoJSONError("its coordinates are no list", index)
    if depth > 0:
        return sum(_count(part, depth - 1, index, expected) for part in coordinates)
    _check_position(coordinates, index, expected)
    return 1


def _check_position(position: list[Any], index: int, expected: BBox) -> None:
    numbers = all(isinstance(number, int | float) and not isinstance(number, bool) for number in position)
    if len(position) not in (2, 3) or not numbers or not all(math.isfinite(number) for number in position):
        raise GeoJSONError("a position is two or three finite numbers", index)
    lon, lat = position[0], position[1]
    if abs(lon) > 180 or abs(lat) > 90:
        hint = " (lon and lat look swapped)" if expected.contains(lat, lon) else ""
        raise GeoJSONError(f"{lon}, {lat} is no longitude and latitude{hint}", index)
