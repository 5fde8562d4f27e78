"""Who leaves before the answer is there is waited for no more: what is asked for him only is ended (pure ASGI)."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from app.problems import Noted, problem

LEAVING = "servicemap.leaving"
"""Where a request has what follows when its reader leaves."""
READING = ("GET", "HEAD")
"""The methods that change nothing: what was sent to be stored is stored, also when nobody waits to hear of it."""

ENDING = problem(503, "Ending", "The server is being stopped: please try again in half a minute.")


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
        noted = Noted(send)
        try:
            await self._app(scope, receive, noted)
        except asyncio.CancelledError:
            if leaving.happened:
                return
            # The program ends, and this answer took longer than it waits. What has begun must look broken off.
            if noted.begun:
                raise
            await ENDING(scope, receive, send)
