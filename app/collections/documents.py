"""The OGC API documents that describe the service: landing page, conformance, collections."""

from collections.abc import Mapping
from typing import Any

from app.city import city
from app.collections.api_document import MEDIA_TYPE
from app.collections.catalogue import COLLECTIONS
from app.collections.collection import Collection, CollectionExtent
from app.collections.links import FEATURE_TYPES, Links
from app.vocabulary import Vocabulary
from app.web.negotiation import Format
from app.web.responses import Link, link
from frontend.language import choose, page_path
from frontend.messages import messages
from geo.reference_systems import CRS84, SYSTEMS

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
QUERYABLES_REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
SCHEMA_REL = "http://www.opengis.net/def/rel/ogc/1.0/schema"
TILESETS_REL = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
TILING_SCHEMES_REL = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
TILES = "/api/tiles"
TILE_MATRIX_SETS = "/api/tileMatrixSets"
CATALOGUE_REL = "http://www.opengis.net/def/rel/ogc/1.0/ogc-catalog"
NUMBER = {"type": "number"}
DESCRIBED_BY = "describedBy"
"""Capitals make no difference in a relation (RFC 8288, 2.1.1), but to GDAL 3.6 they do."""
CLOSED = {"additionalProperties": False}
CONFORMANCE = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/handling",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/return-resource-representation-in-response",
    "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core",
    "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/json",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
]


def landing(links: Links, lang: str) -> dict[str, Any]:
    """`/api`."""
    document = f"{links.base}/api/openapi"
    every = [
        *links.of_document("/api", choose(lang, "本文档", "This document")),
        link(f"{document}?f=json", "service-desc", MEDIA_TYPE, "OpenAPI"),
        link(f"{document}?f=html", "service-doc", "text/html", "OpenAPI"),
        links.leading("/api/conformance", "conformance", choose(lang, "符合性", "Conformance")),
        links.leading("/api/collections", "data", choose(lang, "数据集合", "Collections")),
        links.leading(TILES, TILESETS_REL, choose(lang, "矢量瓦片集", "Vector tilesets")),
        links.leading(TILE_MATRIX_SETS, TILING_SCHEMES_REL, choose(lang, "瓦片矩阵集", "Tile matrix sets")),
        link(f"{links.base}/api/records", CATALOGUE_REL, "application/json", choose(lang, "目录", "Catalogue")),
        link(f"{links.base}/api/dcat", "describedby", "application/ld+json", "DCAT"),
        _licence(links, lang),
    ]
    title = messages(lang)("service-title", city=city().name(lang))
    description = choose(
        lang,
        "依据公开来源汇编，非官方名录。坐标为 WGS-84（CRS84）。",
        "Compiled from public sources; not an official list. Coordinates are WGS-84 (CRS84).",
    )
    return {"title": title, "description": description, "links": every}


def conformance(links: Links) -> dict[str, Any]:
    """`/api/conformance`."""
    return {"conformsTo": CONFORMANCE, "links": links.of_document("/api/conformance", "Conformance")}


def collection(links: Links, described: Collection, extent: CollectionExtent, lang: str) -> dict[str, Any]:
    """`/api/collections/<name>`: identical to its entry in `/api/collections`."""
    title = described.title(lang)
    # For a program the usual format goes without saying.
    usual: Format | None = None if links.format == "json" else "json"
    items = [
        link(links.address(described.items_path, usual if format == "json" else format), "items", media_type, title)
        for format, media_type in FEATURE_TYPES.items()
        if format in described.formats()
    ]
    tiles = [links.leading(described.tiles_path, TILESETS_REL, choose(lang, "矢量瓦片集", "Vector tilesets"))]
    return {
        "id": described.name,
        "title": title,
        "description": described.about(lang),
        "itemType": "feature",
        "extent": extent.document(),
        # Without a position, too, its items take `crs` and name it.
        "crs": list(SYSTEMS),
        "storageCrs": CRS84.uri,
        "links": [
            *links.of_document(described.path, title),
            *items,
            *_schema_links(links, described, lang),
            *(tiles if described.tiled else []),
            _licence(links, lang),
        ],
    }


def _licence(links: Links, lang: str) -> Link:
    """The page that names the terms of use."""
    return link(links.base + page_path(lang, "/licences"), "license", "text/html", choose(lang, "许可", "Licences"))


def _schema_links(links: Links, described: Collection, lang: str) -> list[Link]:
    """What the collection's features have, as a model and as GeoJSON (GDAL reads that), and what filters may name."""
    return [
        links.of_schema(described.queryables_path, QUERYABLES_REL, choose(lang, "可筛选的属性", "Queryables")),
        links.of_schema(described.schema_path, SCHEMA_REL, choose(lang, "属性结构", "Schema")),
        links.of_schema(
            described.feature_schema_path, DESCRIBED_BY, choose(lang, "GeoJSON 要素结构", "GeoJSON schema")
        ),
    ]


def queryables(links: Links, described: Collection, lang: str) -> dict[str, Any]:
    """`/api/collections/<name>/queryables` (OGC 19-079r2, 6.2)."""
    properties = {name: each.described(lang) for name, each in described.queryables.items()}
    return {**_schema(links, described, described.queryables_path, lang), "properties": properties, **CLOSED}


def schema(links: Links, described: Collection, lang: str) -> dict[str, Any]:
    """`/api/collections/<name>/schema`: the model of a feature, in which what is not stated is left out."""
    every = described.queryables
    outside = {name: every[name].described(lang) for name in ("id", "geometry") if name in every}
    properties = {"id": outside.pop("id"), **described.returnables(lang), **outside}
    ordered = {name: {**each, "x-ogc-propertySeq": n} for n, (name, each) in enumerate(properties.items(), 1)}
    return {**_schema(links, described, described.schema_path, lang), "properties": ordered, **CLOSED}


def feature_schema(links: Links, described: Collection, lang: str) -> dict[str, Any]:
    """`/api/collections/<name>/schema/feature`: a feature as GeoJSON, in which what is not stated is null.

    GDAL takes the types of columns from here; what it misreads, lists of numbers, it takes from the features.
    """
    typed = {name: each for name, each in described.returnables(lang).items() if each.get("items") != NUMBER}
    properties = {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "geometry": {"description": "A GeoJSON geometry (RFC 7946), or null."},
        "properties": {"type": "object", "properties": typed},
    }
    return {**_schema(links, described, described.feature_schema_path, lang), "properties": properties}


def _schema(links: Links, described: Collection, path: str, lang: str) -> dict[str, Any]:
    document = {"$schema": JSON_SCHEMA, "$id": links.base + path, "type": "object", "title": described.title(lang)}
    return {**document, "description": choose(lang, "来源未说明的为空值。", "What a source does not state is null.")}


def collections(
    links: Links, extents: Mapping[str, CollectionExtent], lang: str, vocabulary: Vocabulary
) -> dict[str, Any]:
    """`/api/collections`."""
    return {
        "links": links.of_document("/api/collections", "Collections"),
        "collections": [collection(links, each, extents[each.name], lang) for each in COLLECTIONS.values()],
        "dataVersion": vocabulary.version,
        "asOf": vocabulary.as_of,
    }
