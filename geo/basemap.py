"""The base map's geometry, made from the district outlines and a few schematic lines. All coordinates WGS-84.

Without districts nothing is invented: then only the lines and the neighbouring land are given.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import line_merge, unary_union
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from geo.bbox import BBox
from geo.boundaries import mid_river
from geo.detail import simple

Feature = dict[str, Any]
Points = NDArray[np.float64]
SHEET = BBox(119.4, 29.2, 123.9, 33.2)
BEYOND_DEG = 20.0
"""So far beyond its edge the sheet goes on, as it is there: a wide, low map sees more than the sheet has."""
DECIMALS = 5
GAP_DEG = 0.0004  # about 40 m: hairline gaps between districts are no water
DETAIL_DEG = 0.0002
LABEL_DEG = 0.002
SHORTEST_DEG = 0.01
UPSTREAM_LAT = 31.135
"""South of it the Huangpu leaves the limit that Pudong shares with the west bank; there the drawn line serves."""
METRO_FROM = 11.5
"""Zoom from which metro lines and stations are shown."""
LAYERS = {"river": "river", "lake": "lake", "metro_line": "metro", "ring_road": "road", "railway_station": "station"}


def label_point(districts: MultiPolygon) -> Point:
    """The point of the largest part that lies farthest from its edge, within 0.002°."""
    largest = max(districts.geoms, key=lambda part: part.area)
    return polylabel(largest, LABEL_DEG)


def centre(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Longitude and latitude of the label point of a GeoJSON Polygon or MultiPolygon."""
    point = label_point(areas(shape(dict(geometry))))
    return round(point.x, DECIMALS), round(point.y, DECIMALS)


def intersects(geometry: Mapping[str, Any], bbox: BBox) -> bool:
    """Whether a GeoJSON geometry and a box share a point."""
    whole = shape(dict(geometry))
    return any(bool(whole.intersects(box(b.minx, b.miny, b.maxx, b.maxy))) for b in bbox.parts())


def areas(geometry: BaseGeometry) -> MultiPolygon:
    """The polygons of a Polygon or MultiPolygon."""
    return MultiPolygon([part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)])


def land(districts: Mapping[str, MultiPolygon]) -> MultiPolygon:
    """All districts as one, hairline gaps closed, without inner rings of gaps."""
    closed = unary_union([each.buffer(GAP_DEG) for each in districts.values()]).buffer(-GAP_DEG)
    return areas(MultiPolygon([Polygon(part.exterior) for part in areas(closed).geoms]).simplify(DETAIL_DEG))


def river(districts: Mapping[str, MultiPolygon], drawn: LineString) -> list[tuple[LineString, float]]:
    """The Huangpu in pieces, each with its error in metres: the district limit below, the drawn line above."""
    lower = _from_south(line_merge(mid_river(districts)) if districts else LineString())
    points = [point for point in lower if point[1] >= UPSTREAM_LAT]
    upper = [point for point in drawn.coords if point[1] < UPSTREAM_LAT]
    if len(points) < 2 or len(upper) < 2:
        return [(drawn, 1000.0)]
    joined = [points[0], *sorted_from(points[0], upper)]
    simple = LineString(LineString(points).simplify(DETAIL_DEG).coords)
    return [(simple, 100.0), (LineString(joined), 1000.0)]


def _from_south(limit: BaseGeometry) -> list[tuple[float, ...]]:
    """The pieces of the limit as one run of points from south to north; a creek's mouth leaves gaps of some 60 m."""
    parts = getattr(limit, "geoms", [limit])
    pieces = [[*part.coords] for part in parts if isinstance(part, LineString) and part.length > SHORTEST_DEG]
    northward = [points if points[0][1] <= points[-1][1] else points[::-1] for points in pieces]
    return [point for points in sorted(northward, key=lambda points: points[0][1]) for point in points]


def sorted_from(start: tuple[float, ...], points: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """The points in their order, turned round where their other end is nearer to `start`."""
    first, last = Point(points[0]), Point(points[-1])
    return points if first.distance(Point(start)) <= last.distance(Point(start)) else points[::-1]


def layers(districts: Mapping[str, MultiPolygon], lines: Iterable[Feature], banks: Iterable[Feature]) -> list[Feature]:
    """GeoJSON features in the order of drawing; `properties.layer` says what each is, `accuracy_m` how exact."""
    features = [_feature(_beyond(box(SHEET.minx, SHEET.miny, SHEET.maxx, SHEET.maxy)), "sea", 3000)]
    features += [_of_bank(each) for each in banks]
    if districts:
        whole = land(districts)
        features += [_feature(whole, "land", 100), _feature(whole.boundary, "coast", 100)]
    for each in lines:
        features += _of_line(each, districts)
    return features


def at_zoom(features: Iterable[Feature], zoom: int, latitude: float) -> list[Feature]:
    """Of `layers` and places, what is shown no nearer than the next zoom, with no more points than are seen."""
    shown = [each for each in features if _shown_from(each["properties"]) <= zoom + 1]
    shapes = [shape(each["geometry"]) for each in shown]
    coarse = [each if isinstance(each, Point) else simple(each, zoom, latitude) for each in shapes]
    layer = [each["properties"]["layer"] for each in shown]
    if "land" in layer and "coast" in layer:
        coarse[layer.index("coast")] = coarse[layer.index("land")].boundary
    return [
        {**each, "geometry": _tidy(mapping(coarser))}
        for each, coarser in zip(shown, coarse, strict=True)
        if not coarser.is_empty
    ]


def _shown_from(properties: Feature) -> float:
    least = METRO_FROM if properties["layer"] in ("metro", "station") else 0.0
    return max(least, float(properties.get("min_zoom", 0)))


def _of_bank(feature: Feature) -> Feature:
    properties = feature["properties"]
    layer = "outside" if properties["kind"] == "land" else properties["kind"]
    more = {name: properties[name] for name in ("name_zh", "name_en", "rank", "rotation") if name in properties}
    return _feature(_beyond(shape(feature["geometry"])), layer, properties["accuracy_m"], **more)


def _beyond(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry with what lies on the edge of the sheet drawn out beyond it; everything else stays."""

    def drawn_out(points: Points) -> Points:
        low, high = (np.equal(points, corner) for corner in ((SHEET.minx, SHEET.miny), (SHEET.maxx, SHEET.maxy)))
        return np.where(low, points - BEYOND_DEG, np.where(high, points + BEYOND_DEG, points))

    drawn: BaseGeometry = shapely.transform(geometry, drawn_out)
    return drawn


def _of_line(feature: Feature, districts: Mapping[str, MultiPolygon]) -> list[Feature]:
    properties = feature["properties"]
    names = {"name_zh": properties["name_zh"], "name_en": properties["name_en"]}
    layer = LAYERS[properties["kind"]]
    geometry = shape(feature["geometry"])
    if properties["name_en"] == "Huangpu River" and isinstance(geometry, LineString):
        return [_feature(part, "river", error, **names) for part, error in river(districts, geometry)]
    rank = {"rank": 2} if layer == "river" else {}
    return [_feature(geometry, layer, properties["accuracy_m"], **names, **rank)]


def _feature(geometry: BaseGeometry, layer: str, accuracy_m: float, **more: Any) -> Feature:
    rounded = shapely.orient_polygons(shapely.set_precision(geometry, 10**-DECIMALS, mode="pointwise"))
    properties = {"layer": layer, "accuracy_m": accuracy_m, **more}
    return {"type": "Feature", "geometry": _tidy(mapping(rounded)), "properties": properties}


def _tidy(geometry: Mapping[str, Any]) -> Feature:
    """Plain lists, rounded: set_precision leaves the last binary digit."""

    def walk(node: Any) -> Any:
        return round(node, DECIMALS) if isinstance(node, float) else [walk(each) for each in node]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
