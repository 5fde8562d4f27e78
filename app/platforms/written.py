"""A record as a GeoJSON feature, written from the record itself; `geojson.py` lets the database write stored ones."""

from typing import Any

from app.platforms.columns import LISTS, PROPERTIES
from app.platforms.schemas import Platform


def feature_of(platform: Platform, lang: str) -> dict[str, Any]:
    """The feature in a language; its position in WGS-84, null where there is none."""
    values = {name: platform.name(lang) if name == "name" else getattr(platform, name) for name in PROPERTIES}
    values |= {name: values[name] or None for name in LISTS}
    placed = platform.lon is not None and platform.lat is not None
    geometry = {"type": "Point", "coordinates": [platform.lon, platform.lat]} if placed else None
    return {"type": "Feature", "id": platform.id, "geometry": geometry, "properties": values}
