"""What a picture's map stands on: the layers of the page's own map, projected once per version of the data."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from app.districts import orientation, read
from app.districts.basemap import BaseMap
from app.draw.shapes import projected
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.version import Version
from frontend.language import CHINESE, ENGLISH, choose

Feature = dict[str, Any]
EDGE_DEG = 0.002
"""Twice the step of the rough shape of the sea."""


@dataclass(frozen=True)
class Area:
    """A district or a key zone; `shape` is projected, None without a boundary, `label` is lon and lat."""

    code: str
    name_zh: str
    name_en: str
    shape: BaseGeometry | None
    label: tuple[float, float] | None
    box: tuple[float, float, float, float] | None
    km2: float

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


@dataclass(frozen=True)
class Line:
    """A river, a road or a lake with its error in metres; `rank` is 1 for a great river."""

    layer: str
    shape: BaseGeometry
    accuracy_m: float
    rank: int


@dataclass(frozen=True)
class Water:
    """The name of a water, at lon and lat, turned by so many degrees clockwise."""

    name_zh: str
    name_en: str
    at: tuple[float, float]
    rotation: float
    rank: int

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


@dataclass(frozen=True)
class Ground:
    """The layers in the order in which the page draws them, all projected; `source` says whose boundaries they are."""

    outside: list[BaseGeometry]
    land: BaseGeometry | None
    sea: list[BaseGeometry]
    coasts: list[BaseGeometry]
    lines: list[Line]
    waters: list[Water]
    districts: dict[str, Area]
    zones: dict[str, Area]
    source: str | None
    metro: BaseGeometry | None = None
    """The lines of the metro, which only the map of one place shows."""


class Grounds:
    """The ground of the newest version of the data."""

    def __init__(self, base_map: BaseMap) -> None:
        self._base_map = base_map
        self._kept: Kept[None, Ground] = Kept()

    async def of(self, db: Reader, version: Version) -> Ground:
        """The ground of the data that `db` sees. Raises DatabaseAwayError."""
        return await self._kept.get(version, None, lambda: self._read(db, version))

    async def _read(self, db: Reader, version: Version) -> Ground:
        chinese = await self._base_map.collection(db, version, CHINESE.code)
        english = await self._base_map.collection(db, version, ENGLISH.code)
        districts, extents = await read.districts(db), await read.extents(db)
        boundary = await read.boundary_set(db)
        source = boundary.source if boundary else None
        both = chinese["features"], english["features"]
        return await asyncio.to_thread(_ground, *both, districts, extents, source)


def _ground(
    chinese: list[Feature],
    english: list[Feature],
    districts: list[read.District],
    extents: list[read.Extent],
    source: str | None,
) -> Ground:
    both = list(zip(chinese, english, strict=True))
    of = [(each["properties"]["layer"], each, other) for each, other in both]
    sea = orientation.document("sea")["features"] if "sea" in orientation.versions() else []
    seas = [_shape(each) for each in sea]
    return Ground(
        outside=[_shape(each) for layer, each, _ in of if layer == "outside"],
        land=next((_shape(each) for layer, each, _ in of if layer == "land"), None),
        sea=seas,
        coasts=[_coast(each) for each in seas],
        lines=[_line(layer, each) for layer, each, _ in of if layer in ("river", "lake", "road")],
        waters=[_water(each, other) for layer, each, other in of if layer == "water-label"],
        districts={district.code: _district(district) for district in districts},
        zones={extent.zone: _zone(extent) for extent in extents if extent.is_default},
        source=source,
        metro=_metro(),
    )


def _metro() -> BaseGeometry | None:
    """All lines of the metro as one geometry; None without that layer."""
    if "transport" not in orientation.versions():
        return None
    lines = orientation.document("transport")["features"]
    return shapely.union_all([_shape(each) for each in lines if each["properties"]["kind"] == "metro"])


def _shape(feature: Feature) -> BaseGeometry:
    return _of(feature["geometry"])


def _of(geometry: Mapping[str, Any]) -> BaseGeometry:
    return projected(shapely.from_geojson(json.dumps(geometry)))


def _coast(sea: BaseGeometry) -> BaseGeometry:
    """The edge of the sea without the edge of the box that its data end at: there is no coast."""
    line: BaseGeometry = sea.boundary.difference(box(*sea.bounds).boundary.buffer(EDGE_DEG))
    return line


def _line(layer: str, feature: Feature) -> Line:
    properties = feature["properties"]
    return Line(layer, _shape(feature), float(properties["accuracy_m"]), int(properties.get("rank") or 1))


def _water(zh: Feature, en: Feature) -> Water:
    properties, names = zh["properties"], (zh["properties"]["name"], en["properties"]["name"])
    lon, lat = zh["geometry"]["coordinates"]
    return Water(*names, (lon, lat), float(properties.get("rotation") or 0.0), int(properties.get("rank") or 1))


def _district(district: read.District) -> Area:
    shape = _of(district.geometry) if district.geometry else None
    names = (district.name_zh, district.name_en)
    return Area(district.code, *names, shape, district.label, district.bbox, district.area_km2)


def _zone(extent: read.Extent) -> Area:
    shape = _of(extent.geometry)
    at: Point = shapely.from_geojson(json.dumps(extent.geometry)).representative_point()
    names = (extent.name_zh, extent.name_en)
    return Area(extent.zone, *names, shape, (at.x, at.y), extent.bbox, extent.computed_area_km2)
