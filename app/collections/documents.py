"""The OGC API documents that describe the service: landing page, conformance, collections."""

from dataclasses import astuple
from typing import Any

from app.city import city
from app.vocabulary import Vocabulary
from app.web.responses import GEOJSON, Link, link

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CONFORMANCE = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
]
TITLES = {
    "platforms": ("概念验证平台与关联资源", "Proof-of-concept platforms and linked resources"),
    "districts": ("区", "Districts"),
    "zones": ("重点区域", "Key zones"),
}


def self_and_alternate(address: str, format: str, title: str) -> list[Link]:
    """The document's own link and the one to its other format."""
    types = {"json": "application/json", "html": "text/html"}
    other = "html" if format == "json" else "json"
    return [
        link(f"{address}?f={format}", "self", types[format], title),
        link(f"{address}?f={other}", "alternate", types[other], title),
    ]


def landing(base: str, format: str, lang: str) -> dict[str, Any]:
    """`/api`."""
    en = lang == "en"
    api = f"{base}/api"
    links = self_and_alternate(api, format, "This document" if en else "本文档")
    links += [
        link(f"{api}/openapi?f=json", "service-desc", "application/vnd.oai.openapi+json;version=3.1", "OpenAPI"),
        link(f"{api}/openapi?f=html", "service-doc", "text/html", "OpenAPI"),
        link(f"{api}/conformance", "conformance", "application/json", "Conformance" if en else "符合性"),
        link(f"{api}/collections", "data", "application/json", "Collections" if en else "数据集合"),
    ]
    title = "Service map of Shanghai's proof-of-concept platforms" if en else "上海概念验证平台服务地图"
    said = (
        "Compiled from public sources; not an official list. Coordinates are WGS-84 (CRS84)."
        if en
        else "依据公开来源汇编，非官方名录。坐标为 WGS-84（CRS84）。"
    )
    return {"title": title, "description": said, "links": links}


def conformance(base: str, format: str) -> dict[str, Any]:
    """`/api/conformance`."""
    address = f"{base}/api/conformance"
    return {"conformsTo": CONFORMANCE, "links": self_and_alternate(address, format, "Conformance")}


def collection(base: str, name: str, lang: str) -> dict[str, Any]:
    """`/api/collections/<name>`: identical to its entry in `/api/collections`."""
    address = f"{base}/api/collections/{name}"
    title = TITLES[name][1 if lang == "en" else 0]
    links = self_and_alternate(address, "json", title)
    links.append(link(f"{address}/items", "items", GEOJSON, title))
    links.append(link(f"{address}/items?f=html", "items", "text/html", title))
    if name == "platforms":
        links.append(link(f"{address}/items?f=csv", "items", "text/csv", title))
    return {
        "id": name,
        "title": title,
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [list(astuple(city().positions))], "crs": CRS84}},
        "crs": [CRS84],
        "storageCrs": CRS84,
        "links": links,
    }


def collections(base: str, format: str, lang: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """`/api/collections`."""
    links = self_and_alternate(f"{base}/api/collections", format, "Collections")
    return {
        "links": links,
        "collections": [collection(base, name, lang) for name in TITLES],
        "dataVersion": vocabulary.version,
        "asOf": vocabulary.as_of,
    }
