"""What is asked for a reader ends with him; what ends with the program is said."""

import asyncio
from typing import Any

import pytest

from app.store.patience import Patience
from app.web.leaving import LEAVING, EndedByLeaving, ended_by_leaving
from tests.support.loop import finished


class Waiting:
    """An application that waits for ever, and what is sent to its reader."""

    def __init__(self, *, began: bool = False) -> None:
        self.sent: list[Any] = []
        self.waits = asyncio.Event()
        self._began = began

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if self._began:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        with ended_by_leaving(scope):
            self.waits.set()
            await asyncio.Event().wait()

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    async def asked(self, scope: dict[str, Any]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(EndedByLeaving(self)(scope, None, self.send))  # type: ignore[arg-type]
        await self.waits.wait()
        return task


def test_who_leaves_ends_what_waits_for_him_without_an_answer() -> None:
    async def leave() -> list[Any]:
        app, scope = Waiting(), {"type": "http", "method": "GET"}
        task = await app.asked(scope)
        scope[LEAVING].tell()  # type: ignore[attr-defined]
        await asyncio.wait_for(task, 5)
        return app.sent

    assert finished(leave()) == []


def test_an_answer_that_the_end_of_the_program_breaks_off_says_so_where_it_has_not_begun() -> None:
    async def end(*, began: bool) -> list[Any]:
        app = Waiting(began=began)
        task = await app.asked({"type": "http", "method": "GET"})
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled() is began
        return app.sent

    start, *_ = finished(end(began=False))
    assert start["status"] == 503
    assert b"retry-after" in dict(start["headers"])
    assert len(finished(end(began=True))) == 1, "half an answer never looks whole"


def test_nothing_more_is_waited_for_once_nobody_wants_it() -> None:
    async def wait() -> None:
        patience = Patience(5)
        patience.end()
        await patience.for_(asyncio.get_running_loop().create_future())

    with pytest.raises(asyncio.CancelledError):
        finished(wait())
