"""Every answer begins in time: else it is said that it comes later, and what is kept is gone on with (pure ASGI)."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.store.deadline import Deadline, held
from app.web.leaving import READING

LEAST_S = 5.0
"""So long every answer may take to begin: a busy machine needs a moment to say that one does not."""
GRACE_S = 0.5
"""So much longer has the answer to what was sent, to say itself what became of it."""
ANSWERING = "servicemap.answering"
"""Where a request has the answer that is waited for."""
Doing = Literal["makes", "awaits", "other"]
"""What a late request does: it makes what will be kept, awaits what another one makes, or neither."""
Refuse = Callable[[Request, bool], Awaitable[Response]]
"""Makes the refusal of an answer that did not begin in time; whether it is gone on with."""


class InTime:
    """Waits so many seconds for an answer; the time in which a reader sends does not count.

    What will be kept is gone on with behind the refusal, in its turn and on its connection, for those who come again.
    All else is ended, and what was sent is not stored any more.
    """

    def __init__(self, app: ASGIApp, seconds: float, refuse: Refuse) -> None:
        self._app = app
        self._seconds = seconds
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        deadline = Deadline(self._seconds)
        held.set(deadline)
        answer = scope[ANSWERING] = Answering(scope, receive, send, self._refuse, deadline)
        answer.wait()
        try:
            await self._app(scope, answer.receive, answer.send)
        except asyncio.CancelledError:
            if not answer.late:
                raise
        finally:
            await answer.end()


class Answering:
    """One answer that is waited for."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, refuse: Refuse, deadline: Deadline) -> None:
        self._scope, self._receive, self._send, self._refuse = scope, receive, send, refuse
        self._deadline = deadline
        self._sends = self._coming = scope["method"] not in READING
        self._task = asyncio.current_task()
        self._timer: asyncio.TimerHandle | None = None
        self._refusing: asyncio.Task[None] | None = None
        self.doing: Doing = "other"

    @property
    def late(self) -> bool:
        """Whether the reader was told to come again: nothing that is sent from now on reaches him."""
        return self._refusing is not None

    def wait(self) -> None:
        """Begin to wait."""
        seconds = self._deadline.left + (GRACE_S if self._sends else 0)
        self._timer = asyncio.get_running_loop().call_later(max(0, seconds), self._be_late)

    def _be_late(self) -> None:
        if self._sends:
            self._deadline.end()
        self._refusing = asyncio.create_task(self._say(self.doing != "other"))
        if self.doing != "makes" and self._task is not None:
            self._task.cancel()

    async def _say(self, goes_on: bool) -> None:
        answer = await self._refuse(Request(self._scope, self._receive), goes_on)
        await answer(self._scope, self._receive, self._send)

    async def receive(self) -> Message:
        """What the reader sends; one who was told to come again has not left, although his request is answered."""
        if self.late:
            await asyncio.Event().wait()
        return await (self._received() if self._coming else self._receive())

    async def _received(self) -> Message:
        """The next part of what is sent, which comes as slowly as his line is."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        self._stop()
        message = await self._receive()
        if self._coming:
            self._deadline.later(loop.time() - began)
            self._coming = message.get("more_body", False)
            self.wait()
        return message

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    async def send(self, message: Message) -> None:
        """Send what is in time."""
        if self.late:
            return
        self._coming = False
        self._stop()
        await self._send(message)

    async def end(self) -> None:
        """Wait for nothing more."""
        self._stop()
        if self._refusing is not None:
            await self._refusing


@contextmanager
def doing(scope: MutableMapping[str, Any], what: Doing) -> Iterator[None]:
    """A block that does this for a request: what makes something is gone on with though the answer is late."""
    answering: Answering | None = scope.get(ANSWERING)
    if answering is None:
        yield
        return
    before, answering.doing = answering.doing, what
    try:
        yield
    finally:
        answering.doing = before


def is_late(scope: MutableMapping[str, Any]) -> bool:
    """Whether the reader was told to come again."""
    answering: Answering | None = scope.get(ANSWERING)
    return answering is not None and answering.late
