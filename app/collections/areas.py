"""Districts and the extents of the key zones as GeoJSON features."""

from typing import Any

from shapely.geometry import mapping, shape

from app.city import city
from app.districts import read
from app.districts.read import District, Extent
from app.store.database import Reader
from geo import detail
from geo.basemap import areas as polygons

Feature = dict[str, Any]


async def areas(db: Reader, name: str, lang: str) -> list[Feature]:
    """Every feature of the collection `districts` or `zones`."""
    if name == "districts":
        return [_district(found, lang) for found in await read.districts(db)]
    return [_extent(found, lang) for found in await read.extents(db)]


def _district(found: District, lang: str) -> Feature:
    properties = {
        "name": found.name(lang),
        "name_zh": found.name_zh,
        "name_en": found.name_en,
        "label": list(found.label) if found.label else None,
        "area_km2": found.area_km2,
        "area_source": found.area_source,
        "area_source_date": found.area_source_date,
        "computed_km2": found.computed_km2,
        "difference": found.difference,
        "bbox": list(found.bbox) if found.bbox else None,
    }
    return {"type": "Feature", "id": found.code, "geometry": found.geometry, "properties": properties}


def _extent(found: Extent, lang: str) -> Feature:
    names = ("name_zh", "name_en", "version", "is_default", "basis", "extent_zh", "note_zh", "uncertainty_m")
    areas = ("computed_area_km2", "published_area_km2", "zone_total_area_km2")
    source = ("source_title", "source_date", "source_url")
    stated = {name: getattr(found, name) for name in (*names, *areas, *source)}
    properties = {"code": found.zone, "name": found.name(lang), "schematic": True, **stated}
    return {"type": "Feature", "id": found.code, "geometry": found.geometry, "properties": properties}


def at_zoom(features: list[Feature], zoom: int) -> list[Feature]:
    """The features with no more points than a map of this zoom shows; neighbours keep their common line."""
    whole = {each["id"]: polygons(shape(each["geometry"])) for each in features if each["geometry"]}
    coarse = detail.simple_areas(whole, zoom, city().latitude)
    return [{**f, "geometry": mapping(coarse[f["id"]]) if f["id"] in coarse else None} for f in features]
