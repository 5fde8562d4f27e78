"""Long answers that are sent while they are read: each on a connection of its own, of which there are a few.

One that breaks off ends the connection and never looks whole; what goes wrong before it begins is a problem document.
"""

import asyncio
import logging
from codecs import BOM_UTF8
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.errors import DatabaseAwayError, NoAnswerError
from app.headers import HEAD_ONLY
from app.store.file_query import FileQuery
from app.web.leaving import ended_by_leaving
from app.web.provided import Provided
from app.web.turn import Turn

PLACES = 2
WAIT_S = 4.0
"""So long one waits for a place: an answer must begin in time."""
PIECE = 65_536
"""Bytes that are sent at once."""
LONGEST_S = 600.0
"""So long may one take: whoever reads slowly keeps a place from the others."""
CSV_TYPE = "text/csv; charset=utf-8"
Pieces = AsyncGenerator[bytes, None]
log = logging.getLogger("servicemap")


class Downloading(Turn):
    """Two downloads at a time, each on a connection of its own beside the pool; the others wait in order."""

    def __init__(self) -> None:
        super().__init__(PLACES)


downloading_of = Provided(Downloading)


@asynccontextmanager
async def place(request: Request) -> AsyncIterator[None]:
    """One of the places, once there is one. Raises NoAnswerError where the others take too long."""
    places = downloading_of(request)
    try:
        async with asyncio.timeout(WAIT_S):
            with ended_by_leaving(request.scope):
                await places.acquire()
    except TimeoutError as error:
        raise NoAnswerError("Other downloads are under way: please try again in a minute.") from error
    try:
        yield
    finally:
        places.release()


async def streamed(request: Request, pieces: Pieces, media_type: str) -> Response:
    """The answer that sends these pieces, once there is a place and the first piece is there.

    Whoever calls it has no session to read any more: it may wait. Raises NoAnswerError, DatabaseAwayError, and
    OutdatedError where the data changed while it waited.
    """
    if HEAD_ONLY in request.scope:
        # Nobody knows how long the answer will be: a length of 0 would be said of it.
        return StreamingResponse(iter(()), media_type=media_type)
    held = _held(request, pieces)
    with ended_by_leaving(request.scope):
        first = await anext(held)
    return BoundedStream(_after(first, held), media_type)


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
        except DatabaseAwayError as error:
            log.warning("a download was broken off: %s (%s)", scope["path"], error)
        finally:
            await self._pieces.aclose()


async def csv(query: FileQuery) -> Pieces:
    """The rows of `query` as PostgreSQL writes them. Raises DatabaseAwayError, OutdatedError."""
    statement = f"COPY ({query.select.sql}) TO STDOUT WITH (FORMAT csv, HEADER)"
    # Spreadsheet programs read a CSV as UTF-8 if it begins with it.
    yield BOM_UTF8
    async with (
        query.connected(LONGEST_S) as connection,
        connection.cursor() as cursor,
        cursor.copy(statement.encode(), query.bound) as copy,
    ):
        async for row in copy:
            yield bytes(row)


async def _held(request: Request, pieces: Pieces) -> Pieces:
    async with place(request), aclosing(_gathered(pieces)) as gathered:
        async for piece in gathered:
            yield piece


async def _gathered(pieces: Pieces) -> Pieces:
    """The same bytes in pieces that are worth a message of their own."""
    waiting = bytearray()
    async with aclosing(pieces):
        async for piece in pieces:
            waiting += piece
            if len(waiting) >= PIECE:
                yield bytes(waiting)
                waiting.clear()
    yield bytes(waiting)


async def _after(first: bytes, pieces: Pieces) -> Pieces:
    async with aclosing(pieces):
        yield first
        async for piece in pieces:
            yield piece
