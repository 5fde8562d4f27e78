"""JSON answers and links."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from fastapi import Response

GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
MVT = "application/vnd.mapbox-vector-tile"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
Link = dict[str, str]


def as_json(document: Any, media_type: str = "application/json", **headers: str) -> Response:
    """A small document as JSON."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(body, headers=headers, media_type=media_type)


def link(href: str, rel: str, media_type: str, title: str) -> Link:
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def with_query(address: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address with a query string."""
    query = urlencode(list(pairs), safe=",:")
    return f"{address}?{query}" if query else address
