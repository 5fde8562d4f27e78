"""Answers: format by `f` or the Accept header, ETags from the data version, bytes passed through."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

from fastapi import Request, Response

from app.errors import InvalidParameterError, UnknownParameterError
from app.web import compression

Format = Literal["json", "html", "csv", "xlsx"]
GEOJSON = "application/geo+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Link = dict[str, str]


class Versioned(Protocol):
    """What names a version of the data: the data set and the number that grows with every write."""

    @property
    def dataset(self) -> str: ...

    @property
    def version(self) -> int: ...


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


def etag(data: Versioned, request: Request, variant: str = "") -> str:
    """The same for the same data version, address, variant and edition (settings and bundle) of the application."""
    seed = f"{request.app.state.edition}|{data.dataset}|{request.url.path}?{request.url.query}|{variant}"
    return f'"{data.version}-{hashlib.sha256(seed.encode()).hexdigest()[:16]}"'


class Answers:
    """Answers that took long to make, kept while there is room; the key changes with the data's version."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[str, Response] = OrderedDict()

    def find(self, key: str) -> Response | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: str, response: Response) -> None:
        if key in self._kept or len(response.body) > self._most:
            return
        self._kept[key] = response
        self._size += len(response.body)
        while self._size > self._most:
            self._size -= len(self._kept.popitem(last=False)[1].body)


async def _kept(request: Request, tag: str, make: Callable[[], Awaitable[Response]]) -> Response:
    answers: Answers = request.app.state.answers
    coding = next(iter(compression.accepted(request.headers.get("accept-encoding", ""))), None)
    if (found := answers.find(f"{tag} {coding}" if coding else tag)) is not None:
        return found
    if (made := answers.find(tag)) is None:
        made = await make()
        answers.keep(tag, made)
    if coding is None or not compression.worth_it(made):
        return made
    shorter = await compression.encoded(made, coding)
    answers.keep(f"{tag} {coding}", shorter)
    return shorter


async def cached(
    request: Request,
    data: Versioned,
    variant: str,
    make: Callable[[], Awaitable[Response]],
    *,
    keep: bool = False,
) -> Response:
    """304 when the caller has this version already, else what `make` gives, with its ETag.

    An answer that is no 200 has none: a 304 for it would say that all is well, and hide the status.
    `keep`: the answer is also kept here for the next caller, as it takes long to make.
    """
    tag = etag(data, request, variant)
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    make_or_find = partial(_kept, request, tag, make) if keep else make
    response = Response(status_code=304) if tag in known else await make_or_find()
    if response.status_code in (200, 304):
        response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["Vary"] = "Accept"
    return response


def as_json(document: Any, media_type: str = "application/json", **headers: str) -> Response:
    """A small document as JSON."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(body, headers=headers, media_type=media_type)


def base_url(request: Request) -> str:
    """The address of this site: the setting where there is one, else as it was called."""
    configured: str = request.app.state.settings.public_url
    return (configured or str(request.base_url)).rstrip("/")


def link(href: str, rel: str, media_type: str, title: str) -> Link:
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def with_query(address: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address with a query string."""
    query = urlencode(list(pairs), safe=",:")
    return f"{address}?{query}" if query else address
