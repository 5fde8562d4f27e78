"""Work that takes long waits for its turn, before it has a connection: who waits with one keeps it from others."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from fastapi import Depends, Request

from app.store.places import place
from app.store.reader import Reader
from app.web.dependencies import TURN, database_of, patience_of, session_for


class Turn(asyncio.Semaphore):
    """So many at a time; the others wait in order."""


TurnOf = Callable[[Request], Turn]


def turn(turn_of: TurnOf | None, request: Request) -> AbstractAsyncContextManager[None]:
    """The turn of a request; none to wait for where `turn_of` is None. Raises CrowdedError where it does not come."""
    return _turn(turn_of(request), request) if turn_of else nullcontext()


@asynccontextmanager
async def _turn(places: Turn, request: Request) -> AsyncIterator[None]:
    patience = patience_of(request)
    async with place(places, patience), database_of(request).places.for_long(patience):
        yield


def session_in_turn(turn_of: TurnOf | None, request: Request) -> AbstractAsyncContextManager[Reader]:
    """The request's session (`session_for`), which waits for this turn before it takes a connection."""
    _note(turn_of, request)
    return session_for(request)


def in_turn(turn_of: TurnOf) -> Any:
    """A dependency of a route: its session (`ReadSession`) waits for this turn before it takes a connection."""

    async def note(request: Request) -> None:
        _note(turn_of, request)

    return Depends(note)


def _note(turn_of: TurnOf | None, request: Request) -> None:
    request.scope[TURN] = lambda: turn(turn_of, request)
