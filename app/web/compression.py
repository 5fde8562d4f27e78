"""Compressed answers: which coding a caller takes, which answers may be compressed, and the bytes of kept ones."""

from __future__ import annotations

import asyncio
import gzip
import sys
from collections.abc import Callable
from typing import Literal

import brotli
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from app.web.responses import MVT

if sys.version_info >= (3, 14):
    from compression.zstd import compress as zstd_compress
else:
    import zstandard

    def zstd_compress(data: bytes, level: int) -> bytes:
        return zstandard.ZstdCompressor(level=level).compress(data)


Coding = Literal["zstd", "br", "gzip"]
CODINGS: tuple[Coding, ...] = ("br", "zstd", "gzip")
"""Best first, as our pages are measured: the list by brotli 5 is a tenth smaller than by zstd 9 in the same time, and
by brotli 10 than by zstd 19."""
BROTLI_QUALITY = 5
"""For an answer that is made for one caller: from 5 on it looks back further, and 4 gives an eighth more."""
SMALLEST = 500
"""Bytes; a shorter answer gains nothing."""
THOROUGH: dict[Coding, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstd_compress(body, 19),
    "br": lambda body: bytes(brotli.compress(body, quality=10)),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
"""For what is compressed once and sent many times."""
NOT_SHARED = ("no-store", "private", "no-transform")
"""What `Cache-Control` says of an answer that must leave as it is."""
PLAIN_SEND = "servicemap.plain_send"
"""In the scope: the way to the caller around the compressor."""

for _type in ("text/csv", "application/problem+json", "application/vnd.oai.openapi+json", MVT):
    add_compress_type(_type)


def accepted(header: str) -> list[Coding]:
    """The codings that an `Accept-Encoding` allows, best first (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        weights[name] = next((_weight(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
    return [coding for coding in CODINGS if weights.get(coding, weights.get("*", 0.0)) > 0]


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


async def encoded(plain: Response, coding: Coding) -> Response:
    """The same answer in `coding`, compressed thoroughly in a thread; for an answer that is kept."""
    body = await asyncio.to_thread(THOROUGH[coding], bytes(plain.body))
    headers = {name: value for name, value in plain.headers.items() if name != "content-length"}
    return Response(body, plain.status_code, {**headers, "content-encoding": coding})


def worth_it(plain: Response) -> bool:
    """Whether an answer is long enough, and a text or a tile: an archive or a picture is compressed already."""
    named = plain.headers.get("content-type", "").split(";")[0]
    plainly = named.startswith("text/") or named.endswith(("json", "xml", "javascript")) or named == MVT
    return plainly and plain.status_code == 200 and len(plain.body) >= SMALLEST


class Compressed:
    """Compresses the text answers to GET (pure ASGI).

    Answers to other methods, and those that one caller alone may see, stay plain: the length of a compressed page
    tells what in it equals what an attacker had put into it (BREACH).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressing = CompressMiddleware(
            _Choosing(app), minimum_size=SMALLEST, zstd_level=9, brotli_quality=BROTLI_QUALITY
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        await self._compressing({**scope, "headers": _best(scope["headers"]), PLAIN_SEND: send}, receive, send)


def _best(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of a request, naming the best coding that it takes alone: the library has an order of its own."""
    said = next((value for name, value in headers if name == b"accept-encoding"), None)
    best = next(iter(accepted(said.decode("latin-1"))), None) if said is not None else None
    if best is None:
        return headers
    return [(name, best.encode() if name == b"accept-encoding" else value) for name, value in headers]


class _Choosing:
    """Between the application and the compressor: leads answers that must stay as they are around it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        send_on = send

        async def choose(message: Message) -> None:
            nonlocal send_on
            if message["type"] == "http.response.start" and not _prepared(message):
                send_on = scope[PLAIN_SEND]
            await send_on(message)

        await self._app(scope, receive, choose)


def _prepared(message: Message) -> bool:
    """Whether the compressor may have this answer; its ETag is then weak, as it stands for several sequences of bytes.

    One that names `Accept-Encoding` in `Vary` has chosen its coding and its ETag by itself.
    """
    headers = MutableHeaders(scope=message)
    control = headers.get("cache-control", "")
    if any(word in control for word in NOT_SHARED) or "accept-encoding" in headers.get("vary", "").lower():
        return False
    if "etag" in headers and not headers["etag"].startswith("W/"):
        headers["ETag"] = f"W/{headers['etag']}"
    if message["status"] == 304 or "content-encoding" in headers:
        headers.add_vary_header("Accept-Encoding")
    return True
