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
from app.web.responses import link
from frontend.language import choose
from frontend.messages import messages
from geo.reference_systems import CRS84, SYSTEMS

CONFORMANCE = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
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
    return {
        "id": described.name,
        "title": title,
        "itemType": "feature",
        "extent": extent.document(),
        "crs": list(SYSTEMS),
        "storageCrs": CRS84.uri,
        "links": [*links.of_document(described.path, title), *items],
    }


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
