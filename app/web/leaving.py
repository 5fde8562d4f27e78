"""Who leaves before the answer is there is waited for no more: what is asked for him only is ended (pure ASGI)."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.problems import Noted

LEAVING = "servicemap.leaving"
"""Where a request has what follows when its reader leaves."""
READING = ("GET", "HEAD")
"""The methods that change nothing: what was sent to be stored is stored, also when nobody waits to hear of it."""


class Leaving:
    """Whether a reader has left, and what is to be done then."""

    def __init__(self) -> None:
        self.happened = False
        self._then: set[Callable[[], object]] = set()

    def then(self, end: Callable[[], object]) -> None:
        """Call `end` when he leaves."""
        self._then.add(end)

    def tell(self) -> None:
        """He has left."""
        self.happened = True
        for end in self._then:
            end()

    @contextmanager
    def ends(self, task: asyncio.Task[Any]) -> Iterator[None]:
        """A block of the task that waits for him alone: it is cancelled when he leaves."""
        if self.happened:
            raise asyncio.CancelledError
        self._then.add(task.cancel)
        try:
            yield
        finally:
            self._then.discard(task.cancel)


def tell(scope: Mapping[str, Any]) -> None:
    """Say that the reader of a request has left, whose answer is not complete."""
    if leaving := scope.get(LEAVING):
        leaving.tell()


def ended_by_leaving(scope: Mapping[str, Any]) -> AbstractContextManager[None]:
    """A block that waits for the reader of a request alone: it is cancelled when he leaves."""
    leaving, task = scope.get(LEAVING), asyncio.current_task()
    return leaving.ends(task) if leaving and task else nullcontext()


class EndedByLeaving:
    """Lets what waits for the database or for its turn end when the reader leaves.

    What a thread computes goes on: it cannot be broken off, and holds its place as long as it takes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in READING:
            await self._app(scope, receive, send)
            return
        leaving = scope[LEAVING] = Leaving()
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            if not leaving.happened:
                raise


class EndSaid:
    """Says that the server ends, to whoever waits longer than it does (pure ASGI).

    It stands within what gives an answer its headers; `ending` makes the answer. One that has begun must look broken
    off.
    """

    def __init__(self, app: ASGIApp, ending: Callable[[Request], Awaitable[Response]]) -> None:
        self._app, self._ending = app, ending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        noted = Noted(send)
        try:
            await self._app(scope, receive, noted)
        except asyncio.CancelledError:
            leaving = scope.get(LEAVING)
            if noted.begun or scope["type"] != "http" or (leaving and leaving.happened):
                raise
            answer = await self._ending(Request(scope))
            await answer(scope, receive, send)
