"""What is asked for a reader ends with him; what ends with the program is said."""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.database_url import libpq
from app.store.patience import Patience
from app.web.leaving import LEAVING, EndedByLeaving, EndSaid, ended_by_leaving
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.serving import Serving
from tests.support.stewards import PASSWORD, accounts_of_every_role
from tests.support.stored import stored
from tests.support.tasks import until


async def _ending(_: Request) -> Response:
    return Response("", 503)


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
        app = EndedByLeaving(EndSaid(self, _ending))
        task = asyncio.ensure_future(app(scope, None, self.send))  # type: ignore[arg-type]
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
    assert len(finished(end(began=True))) == 1, "half an answer never looks whole"


def test_nothing_more_is_waited_for_once_nobody_wants_it() -> None:
    async def wait() -> None:
        patience = Patience(5)
        patience.end()
        await patience.for_(asyncio.get_running_loop().create_future())

    with pytest.raises(asyncio.CancelledError):
        finished(wait())


PLATFORM = "sh-poc-001"
WAITING = """SELECT count(*) FROM pg_locks WHERE NOT granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
HTML = {"Accept": "text/html"}


def test_who_waits_while_the_server_is_stopped_is_told_so_in_his_own_language(
    databases: Databases, tmp_path: Path
) -> None:
    url = databases.url("ending")
    accounts_of_every_role(url)
    serving = Serving(tmp_path, "--port", "0", DATABASE_URL=url)
    site = serving.address().rstrip("/")

    def asked(path: str, **form: str) -> httpx.Response:
        headers = {} if path.startswith("/api") else HTML
        return httpx.request(
            "POST" if form else "GET", site + path, data=form, headers=headers, trust_env=False, timeout=60
        )

    paths = (f"/en/platform/{PLATFORM}", f"/platform/{PLATFORM}", f"/api/collections/platforms/items/{PLATFORM}")
    # What a new server makes of the data is made before anybody waits.
    assert asked("/api/suggest?q=a").status_code == 200
    with ThreadPoolExecutor() as pool, psycopg.connect(libpq(url)) as connection:
        connection.execute("LOCK TABLE platforms, platform_features, sign_in_attempts IN ACCESS EXCLUSIVE MODE")
        waiting = [pool.submit(asked, path) for path in paths]
        waiting.append(pool.submit(asked, "/en/steward/sign-in", login="editor", password=PASSWORD))
        until(lambda: stored(url, WAITING)[0][0] >= len(waiting))
        serving.process.send_signal(signal.SIGTERM)
        english, chinese, program, sent = (each.result() for each in waiting)
    assert [each.status_code for each in (english, chinese, program, sent)] == [503] * 4
    assert all(
        each.headers["retry-after"] and each.headers["cache-control"] == "no-store" for each in (english, program)
    )
    assert "default-src" in english.headers["content-security-policy"], "as every page"
    assert "The server is being stopped" in english.text
    assert 'lang="zh' in chinese.text
    assert "服务器正在停止" in chinese.text
    assert (program.json()["title"], program.headers["content-type"]) == ("Ending", "application/problem+json")
    assert "Look in half a minute, before you send it again" in sent.text, "whether it was stored is not certain"
    serving.process.communicate(timeout=60)
