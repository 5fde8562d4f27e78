"""JSON answers, the parameters that an address takes, its language, links."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response

from app.errors import InvalidParameterError, UnknownParameterError
from frontend.language import DEFAULT, LANGUAGE_CODES

GEOJSON = "application/geo+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Link = dict[str, str]


def known_only(request: Request, *names: str) -> None:
    """Refuse parameters that this address does not take."""
    for name in request.query_params:
        if name not in names:
            raise UnknownParameterError(name, ", ".join(names))


def language(request: Request) -> str:
    """The parameter `lang`: the code of a language of the site."""
    lang = request.query_params.get("lang", DEFAULT.code)
    if lang not in LANGUAGE_CODES:
        raise InvalidParameterError("lang", lang[:40], ", ".join(LANGUAGE_CODES))
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
