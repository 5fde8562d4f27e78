"""The base map of our own data, made once per data version from the districts and the lines of `data/`."""

import asyncio
import json
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, shape

from app.city import city
from app.districts import queries, read
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.version import Version
from frontend.language import choose
from geo import basemap
from geo.basemap import areas

Feature = dict[str, Any]
SHOWN_FROM = {"landmark": 10.5, "university": 12.5, "park": 12.5, "hospital": 13.5, "metro_station": 13.5}


class BaseMap:
    """Keeps the features of one data version; the work runs in a thread."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._kept: Kept[None, list[Feature]] = Kept()

    async def collection(self, db: Reader, version: Version, lang: str, zoom: int | None = None) -> Feature:
        """A FeatureCollection; each feature's `name` is in the language asked for.

        `zoom`: no more than a map shows that is no nearer than the next zoom.
        """
        features = await self._kept.get(version, None, lambda: self._load(db))
        if zoom is not None:
            features = await asyncio.to_thread(basemap.at_zoom, features, zoom, city().latitude)
        return {"type": "FeatureCollection", "features": [_named(feature, lang) for feature in features]}

    async def _load(self, db: Reader) -> list[Feature]:
        districts = await read.districts(db)
        polygons = {d.code: polygon_of(d.geometry) for d in districts if d.geometry}
        places = [_place(row) for row in await db.rows(queries.places())]
        return await asyncio.to_thread(self._layers, polygons) + places

    def _layers(self, polygons: dict[str, MultiPolygon]) -> list[Feature]:
        features: list[Feature] = basemap.layers(
            polygons, self._read("basemap.geojson"), self._read("outer_banks.geojson")
        )
        return features

    def _read(self, name: str) -> list[Feature]:
        document: Feature = json.loads((self._data / name).read_text("utf-8"))
        features: list[Feature] = document["features"]
        return features


def _place(row: dict[str, Any]) -> Feature:
    """A name to find one's way by, from the zoom at which there is room for it."""
    layer = "station" if row["kind"] == "metro_station" else "place-label"
    names = {"name_zh": row["name_zh"], "name_en": row["name_en"]}
    properties = {"layer": layer, "accuracy_m": row["accuracy_m"], "min_zoom": SHOWN_FROM[row["kind"]], **names}
    if row["lines"]:
        properties["lines"] = row["lines"]
    position = {"type": "Point", "coordinates": [round(row["lon"], 4), round(row["lat"], 4)]}
    return {"type": "Feature", "geometry": position, "properties": properties}


def polygon_of(geometry: Feature) -> MultiPolygon:
    """A district's GeoJSON geometry as a shape."""
    return areas(shape(geometry))


def _named(feature: Feature, lang: str) -> Feature:
    properties = dict(feature["properties"])
    zh, en = properties.pop("name_zh", None), properties.pop("name_en", None)
    return {**feature, "properties": {**properties, "name": choose(lang, zh, en)}}
