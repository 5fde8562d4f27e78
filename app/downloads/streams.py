"""CSV and GeoJSON, sent while they are read: one that breaks off ends the connection and never looks whole."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import psycopg
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.downloads.about import About
from app.store.database import Compiled, conninfo, errors_said

PIECE = 65_536
"""Bytes that are sent at once."""
LONGEST_S = 600.0
"""So long may one take: whoever reads slowly keeps a place from the others."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Spreadsheet programs read a CSV as UTF-8 if it begins with it."""
Pieces = AsyncGenerator[bytes, None]
log = logging.getLogger("servicemap")


class BoundedStream(StreamingResponse):
    """Sends the pieces for so long at most, and ends what they are read from in every case.

    The time is taken around the whole answer: who reads slowly holds up the sending, not the reading of the pieces.
    """

    def __init__(self, pieces: Pieces, media_type: str) -> None:
        super().__init__(pieces, media_type=media_type)
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(LONGEST_S):
                await super().__call__(scope, receive, send)
        except TimeoutError:
            # The server ends the connection of an answer that is not complete.
            log.warning("a download was read too slowly: %s", scope["path"])
        finally:
            await self._pieces.aclose()


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """A connection of its own for one statement, which sees one state of the data. Raises DatabaseAwayError."""
    async with errors_said(), await psycopg.AsyncConnection.connect(conninfo(url, LONGEST_S)) as connection:
        yield connection


async def csv(url: str, query: Compiled, values: dict[str, Any]) -> Pieces:
    """The rows of `query` as PostgreSQL writes them. Raises DatabaseAwayError."""
    statement = f"COPY ({query.sql}) TO STDOUT WITH (FORMAT csv, HEADER)"
    yield BYTE_ORDER_MARK
    async with (
        connected(url) as connection,
        connection.cursor() as cursor,
        cursor.copy(statement.encode(), {**query.fixed, **values}) as copy,
    ):
        async for row in copy:
            yield bytes(row)


async def geojson(url: str, query: Compiled, values: dict[str, Any], about: About) -> Pieces:
    """The rows of `query`, each a `feature`, as one collection (RFC 7946). Raises DatabaseAwayError."""
    head = {"type": "FeatureCollection", "title": about.title, "description": "\n".join(about.lines)}
    yield json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "features": ['
    before = b"\n"
    async with connected(url) as connection, connection.cursor("features") as cursor:
        await cursor.execute(query.sql.encode(), {**query.fixed, **values})
        async for (feature,) in cursor:
            yield before + feature.encode()
            before = b",\n"
    yield b"\n]}\n"


async def gathered(pieces: Pieces) -> Pieces:
    """The same bytes in pieces that are worth a message of their own."""
    waiting = bytearray()
    async with aclosing(pieces):
        async for piece in pieces:
            waiting += piece
            if len(waiting) >= PIECE:
                yield bytes(waiting)
                waiting.clear()
    yield bytes(waiting)
