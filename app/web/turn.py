"""Work that takes long waits for its turn, before it has a connection: who waits with one keeps it from others."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from fastapi import Depends, Request

from app.store.places import place
from app.web.dependencies import database_of, patience_of


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


def in_turn(turn_of: TurnOf) -> Any:
    """A dependency of a route: it is met before those of the handler itself, the session to read among them."""

    async def wait(request: Request) -> AsyncIterator[None]:
        async with turn(turn_of, request):
            yield

    return Depends(wait, scope="function")
