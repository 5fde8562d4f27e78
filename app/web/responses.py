"""Formats by `f` or the Accept header, parameters that an address takes, links."""

import json
from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import Request, Response

from app.errors import InvalidParameterError, UnknownParameterError

Format = Literal["json", "html", "csv", "xlsx"]
GEOJSON = "application/geo+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Link = dict[str, str]


def wanted(request: Request, formats: tuple[Format, ...]) -> Format:
    """The format asked for by `f`, else the first of the Accept header that there is, else JSON."""
    named = request.query_params.get("f")
    if named is not None:
        for each in formats:
            if named == each:
                return each
        raise InvalidParameterError("f", named[:40], ", ".join(formats))
    types = {"text/html": "html", "text/csv": "csv", XLSX: "xlsx", "application/json": "json", GEOJSON: "json"}
    for part in request.headers.get("accept", "").split(","):
        found = types.get(part.split(";")[0].strip())
        for each in formats:
            if found == each:
                return each
    return "json"


def known_only(request: Request, *names: str) -> None:
    """Refuse parameters that this address does not take."""
    for name in request.query_params:
        if name not in names:
            raise UnknownParameterError(name, ", ".join(names))


def language(request: Request) -> str:
    """The parameter `lang`: zh-CN or en."""
    lang = request.query_params.get("lang", "zh-CN")
    if lang not in ("zh-CN", "en"):
        raise InvalidParameterError("lang", lang[:40], "zh-CN, en")
    return lang


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
