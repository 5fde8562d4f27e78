"""Decodes the district outlines of the npm package echarts 4.9.0 (`map/json/province/shanghai.json`).

The package stores rings as text: each vertex is the difference to the one before, in 1/1024 of a degree,
zigzag-encoded and shifted by 64 (its own documented compression). Positions are GCJ-02 and rounded upwards,
so half a unit is taken off. Chongming's three islands carry no `id`.
"""

from collections.abc import Iterator
from typing import Any

from shapely import make_valid, unary_union
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.crs import convert_geometry

UNIT = 1 / 1024
ROUNDING = 0.5
CHONGMING = "310151"
SMALLEST_DEG2 = 1e-7  # about 1,000 m²: slivers of repairs are no land


def decode(document: dict[str, Any]) -> dict[str, MultiPolygon]:
    """District code → valid MultiPolygon in WGS-84; polygons do not overlap, the smaller district keeps the land."""
    raw: dict[str, list[BaseGeometry]] = {}
    for feature in document["features"]:
        code = str(feature.get("id") or CHONGMING)
        raw.setdefault(code, []).extend(_polygons(feature["geometry"]))
    shifted = {code: convert_geometry(unary_union(parts), "gcj02", "wgs84") for code, parts in raw.items()}
    return without_overlaps({code: only_polygons(make_valid(shape)) for code, shape in shifted.items()})


def without_overlaps(districts: dict[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    """Give land claimed twice to the smaller district."""
    result: dict[str, MultiPolygon] = {}
    taken: BaseGeometry = MultiPolygon()
    for code in sorted(districts, key=lambda code: districts[code].area):
        result[code] = only_polygons(districts[code].difference(taken))
        taken = taken.union(districts[code])
    return dict(sorted(result.items()))


def only_polygons(shape: BaseGeometry) -> MultiPolygon:
    """The areas of a geometry, without lines, points and slivers."""
    parts = [part for each in getattr(shape, "geoms", [shape]) for part in getattr(each, "geoms", [each])]
    return MultiPolygon([p for p in parts if isinstance(p, Polygon) and p.area > SMALLEST_DEG2])


def _polygons(geometry: dict[str, Any]) -> Iterator[BaseGeometry]:
    coordinates, offsets = geometry["coordinates"], geometry["encodeOffsets"]
    several = geometry["type"] == "MultiPolygon"
    for rings, starts in zip(coordinates, offsets, strict=True) if several else [(coordinates, offsets)]:
        outlines = [_ring(ring, start) for ring, start in zip(rings, starts, strict=True)]
        yield make_valid(Polygon(outlines[0], outlines[1:]))


def _ring(text: str, start: list[int]) -> list[tuple[float, float]]:
    x, y = start
    points: list[tuple[float, float]] = []
    for i in range(0, len(text) - 1, 2):
        x += _unzigzag(ord(text[i]) - 64)
        y += _unzigzag(ord(text[i + 1]) - 64)
        points.append(((x - ROUNDING) * UNIT, (y - ROUNDING) * UNIT))
    return points


def _unzigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)
