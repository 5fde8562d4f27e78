"""The collection of platforms; as CSV it gives the whole filtered set."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from fastapi import Request, Response

from app.collections.collection import Collection, CollectionExtent, Export, Item, ItemsQuery, Page
from app.collections.parameters import CRS, DATUM, PROPERTIES
from app.errors import InvalidParameterError
from app.history.parameters import AS_OF
from app.history.read import as_of
from app.platforms import queries, read
from app.platforms.api_schema import (
    Schema,
    answers,
    csv_schema,
    item_schema,
    items_schema,
    properties_schema,
    stated,
)
from app.platforms.columns import PROPERTIES as PLATFORM_PROPERTIES
from app.platforms.confirmed import with_confirmed
from app.platforms.filter import FILTER_PARAMETERS, Filter
from app.platforms.predicate import shape, values
from app.platforms.queryables import QUERYABLES
from app.platforms.written import feature_of
from app.store.file_query import FileQuery
from app.store.reader import Reader
from app.store.version import Version
from app.vocabulary import Vocabulary
from app.web import streaming
from app.web.dependencies import settings_of
from app.web.negotiation import Format
from geo.reference_systems import CRS84


class Platforms(Collection):
    """Platforms and linked resources, selected and written by PostgreSQL."""

    name = "platforms"
    titles = ("概念验证平台与关联资源", "Proof-of-concept platforms and linked resources")
    described = (
        "Platforms as GeoJSON; `f=csv` gives the whole filtered set.",
        "One platform as a GeoJSON feature.",
    )
    tag = "platforms"
    filters: ClassVar[tuple[str, ...]] = FILTER_PARAMETERS
    options = (DATUM, PROPERTIES)
    item_options = (DATUM, AS_OF)
    properties: ClassVar[tuple[str, ...]] = PLATFORM_PROPERTIES
    columns = ("name", "kind", "operator", "domains", "stages", "district", "zone", "precision")
    queryables = QUERYABLES
    tiled = True

    def exports(self) -> Mapping[Format, Export]:
        return {"csv": _csv}

    def returnables(self, lang: str) -> Mapping[str, Schema]:
        described = properties_schema()["properties"]
        return {name: self.titled(name, stated(described[name]), lang) for name in PLATFORM_PROPERTIES}

    def documented(self) -> tuple[Schema, Schema]:
        return answers(geojson=items_schema(), csv=csv_schema()), answers(geojson=item_schema(), gone=True)

    async def page(self, db: Reader, query: ItemsQuery) -> Page:
        page = (query.properties, query.lang, query.limit, query.offset, query.also)
        row = await read.item_rows(db, query.filter, *page)
        features = await with_confirmed(db, query.coordinates.text(row["features"]))
        return Page(features, row["matched"], {"unlocated": row["unlocated"]})

    async def extent(self, db: Reader) -> CollectionExtent:
        days = await db.row(queries.source_days()) or {"first": None, "last": None}
        stated = None if days["first"] is None else (str(days["first"]), str(days["last"]))
        return CollectionExtent(await read.extent(db, Filter()), stated)

    async def item(self, db: Reader, id: str, lang: str) -> Item:
        if both := await read.feature_with_beside(db, id, lang):
            return both
        raise await read.not_listed(db, id)

    async def item_on(self, db: Reader, id: str, lang: str, day: date, vocabulary: Vocabulary) -> dict[str, Any]:
        return feature_of(await as_of(db, id, day, vocabulary), lang)


async def _csv(request: Request, query: ItemsQuery, version: Version) -> Response:
    if query.coordinates.datum != DATUM.default:
        raise InvalidParameterError(DATUM.name, query.coordinates.datum, "wgs84 with f=csv: its column crs says so")
    if query.coordinates.system is not CRS84:
        raise InvalidParameterError(CRS.name, query.coordinates.system.uri, "CRS84 with f=csv: its column crs says so")
    select = queries.csv(shape(query.filter, query.also), query.filter.sort, query.lang)
    bound = {**values(query.filter, query.also), "lang": query.lang}
    rows = FileQuery(settings_of(request).database_url, version, select, bound)
    answer = await streaming.streamed(request, streaming.csv(rows), streaming.CSV_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="platforms.csv"'
    return answer
