"""The ground of the base map, from an extract of OpenStreetMap: what is kept of it, and as much as each zoom shows.

Degrees, WGS-84. A level is the zoom of web maps that it is made for; its parts are the squares of web maps three zooms
further out, so that a screen needs few of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, floor, log, pi, radians, tan
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from geo import detail

LEVELS = (11, 13, 15)
PART_ZOOMS = 3
ROADS = {"motorway": 1, "trunk": 1, "primary": 2, "secondary": 3}
"""How far out a road is shown: 1 on every level, 3 on the nearest alone."""
KINDS: dict[str, dict[str, str]] = {
    "water_a": dict.fromkeys(("water", "reservoir", "river", "riverbank", "dock"), "water"),
    "landuse_a": dict.fromkeys(("park", "nature_reserve", "recreation_ground"), "park"),
    "pois_a": {"university": "campus", "college": "campus", "hospital": "hospital"},
    "roads": dict.fromkeys(ROADS, "road"),
}
"""For each theme of an extract its classes that are kept, with what they are here."""
LEAST_PX = {11: 60.0, 13: 100.0, 15: 150.0}
"""Areas that cover fewer square pixels of a level are left out of it."""
Part = tuple[int, int, int]
Feature = dict[str, Any]


@dataclass(frozen=True)
class Thing:
    """One area or road that is kept; `rank` is how far out it is shown, 1 for all but roads."""

    kind: str
    name: str
    rank: int
    shape: BaseGeometry


def part_at(level: int, lon: float, lat: float) -> Part:
    """The part of a level that holds a position: the zoom of its square, and the square's column and row."""
    zoom = level - PART_ZOOMS
    sheets = 2**zoom
    y = (1 - log(tan(radians(lat)) + 1 / cos(radians(lat))) / pi) / 2
    return zoom, floor((lon + 180) / 360 * sheets), floor(y * sheets)


def clipped(things: Iterable[Thing], area: BaseGeometry) -> Iterator[Thing]:
    """What of the things lies in the area."""
    shapely.prepare(area)
    for thing in things:
        sound = thing.shape if thing.shape.is_valid else shapely.make_valid(thing.shape)
        if not area.intersects(sound):
            continue
        yield from _of_same_kind(thing, sound if area.contains_properly(sound) else sound.intersection(area))


def _of_same_kind(thing: Thing, inside: BaseGeometry) -> Iterator[Thing]:
    """The lines of a road, the areas of all else: what touches an edge leaves points and lines behind."""
    wanted = ("LineString",) if thing.kind == "road" else ("Polygon",)
    parts = [part for part in _parts(inside) if part.geom_type in wanted and not part.is_empty]
    if parts:
        yield Thing(thing.kind, thing.name, thing.rank, shapely.union_all(parts) if len(parts) > 1 else parts[0])


def _parts(whole: BaseGeometry) -> list[BaseGeometry]:
    return [single for part in shapely.get_parts(whole) for single in shapely.get_parts(part)]


def at_level(things: Iterable[Thing], level: int, latitude: float) -> Iterator[Feature]:
    """The things that a map of this level shows, with no more points than are seen, as GeoJSON features."""
    least = LEAST_PX[level] * detail.pixel(level, latitude) ** 2
    nearest = LEVELS.index(level) + 1
    for number, thing in enumerate(things):
        if thing.rank > nearest or (thing.kind != "road" and thing.shape.area < least):
            continue
        coarse = detail.simple(thing.shape, level, latitude)
        if coarse.is_empty:
            continue
        named = {"name": thing.name} if thing.name else {}
        label = _label(thing) if named and thing.kind != "road" else {}
        properties = {"kind": thing.kind, **named, **label, **({"rank": thing.rank} if thing.kind == "road" else {})}
        yield {"type": "Feature", "id": number, "geometry": mapping(coarse), "properties": properties}


def _label(thing: Thing) -> Feature:
    """Where the name stands, and the width of the area in degrees: a name needs room."""
    at = thing.shape.representative_point()
    west, _, east, _ = thing.shape.bounds
    return {"label": [round(at.x, 5), round(at.y, 5)], "wide": round(east - west, 5)}


def in_parts(features: Iterable[Feature], level: int) -> dict[Part, list[Feature]]:
    """The features of a level by the parts that they lie in; one of several parts stands whole in each, by its id."""
    parts: dict[Part, list[Feature]] = {}
    for feature in features:
        west, south, east, north = shape(feature["geometry"]).bounds
        zoom, left, top = part_at(level, west, north)
        _, right, bottom = part_at(level, east, south)
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                parts.setdefault((zoom, x, y), []).append(feature)
    return parts
