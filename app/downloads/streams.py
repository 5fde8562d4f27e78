"""CSV and GeoJSON, sent while they are read: one that breaks off ends the connection and never looks whole."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import psycopg

from app.downloads.about import About
from app.store.database import Compiled, conninfo, errors_said

PIECE = 65_536
"""Bytes that are sent at once."""
LONGEST_S = 600.0
"""So long may one take: whoever reads slowly keeps a place from the others."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Spreadsheet programs read a CSV as UTF-8 if it begins with it."""


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """A connection of its own for one statement, which sees one state of the data. Raises DatabaseAwayError."""
    async with errors_said(), await psycopg.AsyncConnection.connect(conninfo(url, LONGEST_S)) as connection:
        yield connection


async def csv(url: str, query: Compiled, values: dict[str, Any]) -> AsyncIterator[bytes]:
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


async def geojson(url: str, query: Compiled, values: dict[str, Any], about: About) -> AsyncIterator[bytes]:
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


async def gathered(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in pieces that are worth a message of their own."""
    waiting = bytearray()
    async with aclosing(pieces):  # type: ignore[type-var]
        async for piece in pieces:
            waiting += piece
            if len(waiting) >= PIECE:
                yield bytes(waiting)
                waiting.clear()
    yield bytes(waiting)
