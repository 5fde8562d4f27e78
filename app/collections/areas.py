"""The collections of the districts and of the key zones' extents."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from shapely import total_bounds
from shapely.geometry import mapping, shape

from app.city import city
from app.collections.collection import Collection, CollectionExtent, Item, ItemsQuery, Page
from app.collections.parameters import PROPERTIES
from app.districts import queryables, read
from app.districts.read import District, Extent
from app.errors import NotFoundError
from app.platforms.api_schema import Schema
from app.query.cql2.condition import condition
from app.query.parameters import ZOOM
from app.store.reader import Reader
from frontend.language import DEFAULT
from geo import detail
from geo.basemap import areas as polygons
from geo.bbox import BBox
from geo.reference_systems import touches

Feature = dict[str, Any]


STATED = (
    *("name_zh", "name_en", "version", "is_default", "basis", "extent_zh", "note_zh", "uncertainty_m"),
    *("computed_area_km2", "published_area_km2", "zone_total_area_km2"),
    *("source_title", "source_date", "source_url"),
)
"""What is given of an extent as the table has it."""


NUMBERS: Schema = {"type": "array", "items": {"type": "number"}}
"""The label point and the box of an area: lon, lat, or west, south, east, north in degrees."""


class Areas(Collection):
    """Some ten areas: all are read, and those that match are given."""

    tag = "districts and zones"
    filters = ("bbox",)
    columns = ("name", "name_zh", "name_en")

    async def page(self, db: Reader, query: ItemsQuery) -> Page:
        every = await areas(db, self.name, query.lang)
        # All are simplified together, so that a part of them has the lines that all have.
        shown = every if query.zoom is None else await asyncio.to_thread(at_zoom, every, query.zoom)
        among = await self._matching(db, query)
        pairs = [pair for pair in zip(every, shown, strict=True) if among is None or pair[0]["id"] in among]
        matching = [coarse for feature, coarse in pairs if _touches(query.also.bbox, feature)]
        shown_page = matching[query.offset : query.offset + query.limit]
        # Outlines have many points: on the event loop, all others would wait until they are written.
        return Page(await asyncio.to_thread(_written, query, shown_page), len(matching))

    async def _matching(self, db: Reader, query: ItemsQuery) -> set[str] | None:
        """The ids of those that the expression holds for; None where there is none."""
        if query.also.expression is None:
            return None
        expression = query.also.expression
        holds = condition(expression.node, self.queryables, expression.system)
        rows = await db.rows(queryables.matching(self.name, holds), {"lang": query.lang})
        return {row["code"] for row in rows}

    def returnables(self, lang: str) -> Mapping[str, Schema]:
        stated = {name: each.schema() for name, each in self.queryables.items() if name in self.properties}
        return {name: self.titled(name, stated.get(name, NUMBERS), lang) for name in self.properties}

    async def extent(self, db: Reader) -> CollectionExtent:
        shapes = [shape(each["geometry"]) for each in await areas(db, self.name, DEFAULT.code) if each["geometry"]]
        if not shapes:
            return CollectionExtent(None)
        west, south, east, north = (float(edge) for edge in total_bounds(shapes))
        return CollectionExtent((west, south, east, north))

    async def item(self, db: Reader, id: str, lang: str) -> Item:
        for feature in await areas(db, self.name, lang):
            if feature["id"] == id:
                return feature, {}
        raise NotFoundError(f"There is no {id[:40]} in the collection {self.name}.")


class Districts(Areas):
    name = "districts"
    titles = ("区", "Districts")
    described = ("The 16 districts; their geometry is null where no boundaries are loaded.", "One district.")
    options = (ZOOM, PROPERTIES)
    properties = (
        *("name", "name_zh", "name_en", "district_code", "district_number"),
        *("label", "area_km2", "area_source", "area_source_date"),
        *("computed_km2", "difference", "bbox"),
    )
    queryables = queryables.DISTRICTS


class Zones(Areas):
    name = "zones"
    titles = ("重点区域", "Key zones")
    described = ("The extents of the key zones, schematic.", "One extent of a key zone.")
    options = (PROPERTIES,)
    properties = ("code", "name", "schematic", *STATED)
    queryables = queryables.EXTENTS


def _of(feature: Feature, names: tuple[str, ...]) -> Feature:
    """The feature with these properties alone."""
    return {**feature, "properties": {name: feature["properties"][name] for name in names}}


def _written(query: ItemsQuery, features: list[Feature]) -> str:
    page = query.coordinates.features([_of(feature, query.properties) for feature in features])
    return json.dumps(page, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _touches(box: BBox | None, feature: Feature) -> bool:
    """Features without an outline belong to every box, as the standard has it."""
    return box is None or feature["geometry"] is None or touches(feature["geometry"], box)


async def areas(db: Reader, name: str, lang: str) -> list[Feature]:
    """Every feature of the collection `districts` or `zones`."""
    if name == "districts":
        return [_district(area, lang) for area in await read.districts(db)]
    return [_extent(area, lang) for area in await read.extents(db)]


def _district(district: District, lang: str) -> Feature:
    properties = {
        "name": district.name(lang),
        "name_zh": district.name_zh,
        "name_en": district.name_en,
        "district_code": district.code,
        "district_number": int(district.code),
        "label": list(district.label) if district.label else None,
        "area_km2": district.area_km2,
        "area_source": district.area_source,
        "area_source_date": district.area_source_date,
        "computed_km2": district.computed_km2,
        "difference": district.difference,
        "bbox": list(district.bbox) if district.bbox else None,
    }
    return {"type": "Feature", "id": district.code, "geometry": district.geometry, "properties": properties}


def _extent(extent: Extent, lang: str) -> Feature:
    stated = {name: getattr(extent, name) for name in STATED}
    properties = {"code": extent.zone, "name": extent.name(lang), "schematic": True, **stated}
    return {"type": "Feature", "id": extent.code, "geometry": extent.geometry, "properties": properties}


def at_zoom(features: list[Feature], zoom: int) -> list[Feature]:
    """The features with no more points than a map of this zoom shows; neighbours keep their common line."""
    whole = {each["id"]: polygons(shape(each["geometry"])) for each in features if each["geometry"]}
    coarse = detail.simple_areas(whole, zoom, city().latitude)
    seen = {code: mapping(polygon) for code, polygon in coarse.items() if not polygon.is_empty}
    return [{**each, "geometry": seen.get(each["id"])} for each in features]
