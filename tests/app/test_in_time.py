"""An answer begins within its time, whatever is at work: or it is said when to come again, and it is there then."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from fastapi import Request, Response

from app import main
from app.analysis import pictures
from app.database_url import libpq
from app.downloads import routes
from app.downloads.about import About
from app.downloads.rows import Table
from app.draw.figure_picture import figure_picture
from app.pages.home import routes as home
from app.pages.layout.document import document
from app.settings import Settings
from app.web.in_time import InTime, doing
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.server import running

TIME_S, WORK_S = 1.0, 3.0
KEPT = (
    "/",
    "/en/platform/sh-poc-003",
    "/district/310115",
    "/about",
    "/insight?topic=districts",
    "/match",
    "/lists/policies",
    "/embed/v1",
    "/embed/v1/district/310115",
    "/api/facets",
    "/api/bubbles",
    "/api/share.png",
    "/api/insight/districts",
    "/api/insight/hexagons?f=csv",
    "/api/insight/gaps?f=png",
    "/api/insight/brief/310115",
    "/api/insight/glance",
    "/api/void",
    "/api/match?domain=ic",
    "/api/tiles/WebMercatorQuad/9/209/428",
)


class App:
    """Works for so long, then answers; what it sends and whether it came to its end is seen."""

    def __init__(self, seconds: float, *, kept: bool = False) -> None:
        self.seconds, self.kept = seconds, kept
        self.came_to_its_end = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if self.kept:
            with doing(scope, "makes"):
                await asyncio.sleep(self.seconds)
            assert not await Request(scope, receive).is_disconnected()
        else:
            await asyncio.sleep(self.seconds)
        await Response("made")(scope, receive, send)
        self.came_to_its_end = True


def _met(app: App) -> list[tuple[Any, ...]]:
    """Each status or body with the time at which it was sent."""
    sent: list[tuple[Any, ...]] = []

    async def refused(_: Request, goes_on: bool) -> Response:
        return Response(f"made meanwhile: {goes_on}", 503)

    async def ask() -> None:
        began = asyncio.get_running_loop().time()

        async def send(message: Any) -> None:
            seconds = asyncio.get_running_loop().time() - began
            sent.append((message.get("status") or message["body"].decode(), seconds < 0.35))

        async def receive() -> Any:
            return {"type": "http.disconnect"}

        await InTime(app, 0.1, refused)({"type": "http", "method": "GET", "headers": []}, receive, send)

    finished(ask())
    return sent


def test_an_answer_that_comes_in_time_is_sent_as_it_is() -> None:
    assert _met(App(0)) == [(200, True), ("made", True)]


def test_what_is_kept_is_made_to_its_end_behind_the_refusal() -> None:
    app = App(0.6, kept=True)
    assert _met(app) == [(503, True), ("made meanwhile: True", True)]
    assert app.came_to_its_end


def test_what_is_not_kept_ends_with_the_refusal() -> None:
    app = App(0.6)
    assert _met(app) == [(503, True), ("made meanwhile: False", True)]
    assert not app.came_to_its_end


@pytest.fixture(scope="module")
def own_url(databases: Databases) -> str:
    return databases.url("in time")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer has a second and a half."""
    monkeypatch.setattr(main, "LEAST_S", TIME_S)


def _settings(url: str) -> Settings:
    return Settings(database_url=url, statement_timeout=TIME_S, pool_timeout=TIME_S)


def _ask(client: httpx.Client, path: str) -> tuple[int, float, httpx.Response]:
    began = time.monotonic()
    answer = client.get(path)
    return answer.status_code, time.monotonic() - began, answer


@pytest.fixture
def slow_pictures(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each picture takes seconds of the thread that draws; how many were drawn."""
    drawn: list[str] = []
    draw = figure_picture

    def slowly(figure: Any, *more: Any) -> bytes:
        time.sleep(WORK_S)
        drawn.append(more[-1])
        return draw(figure, *more)

    monkeypatch.setattr(pictures, "figure_picture", slowly)
    return drawn


def test_a_burst_of_pictures_is_answered_in_time_and_each_is_drawn_once(
    own_url: str, quick: None, slow_pictures: list[str]
) -> None:
    with running(_settings(own_url)) as at, httpx.Client(base_url=at, timeout=60, trust_env=False) as client:
        _until_ready(client)
        same = ["/api/insight/districts?f=png"] * 6
        others = [f"/api/insight/districts?f=svg&kind={kind}" for kind in ("poc", "pilot", "related")]
        with ThreadPoolExecutor(9) as visitors:
            met = list(visitors.map(lambda path: _ask(client, path), (*same, *others)))
        assert {status for status, _, _ in met} == {503}
        assert max(seconds for _, seconds, _ in met) < TIME_S + 2
        assert all(answer.headers["retry-after"] for _, _, answer in met)
        assert {answer.headers["retry-after"] for _, _, answer in met[:6]} == {"10"}
        end = time.monotonic() + 30
        while (found := _ask(client, same[0]))[0] != 200:
            assert time.monotonic() < end
            time.sleep(0.2)
        assert found[2].headers["content-type"] == "image/png"
        assert slow_pictures.count("png") == 1


def test_a_page_says_that_it_is_being_made(own_url: str, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = document

    def slowly(*arguments: Any, **more: Any) -> str:
        time.sleep(WORK_S)
        return whole(*arguments, **more)

    monkeypatch.setattr(home, "document", slowly)
    with running(_settings(own_url)) as at, httpx.Client(base_url=at, timeout=60, trust_env=False) as client:
        _until_ready(client)
        status, seconds, answer = _ask(client, "/en/?domain=ic")
        assert (status, seconds < TIME_S + 2) == (503, True), seconds
        assert "This takes a while" in answer.text
        assert answer.headers["retry-after"] == "10"
        time.sleep(WORK_S)
        status, seconds, answer = _ask(client, "/en/?domain=ic")
        assert (status, seconds < 1) == (200, True), seconds


def test_a_file_that_came_too_late_waits_for_who_asks_again(
    own_url: str, quick: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    form, written = routes.FORMATS["xlsx"], []

    def slowly(path: Path, rows: Table, about: About) -> None:
        time.sleep(WORK_S)
        assert form.write is not None
        form.write(path, rows, about)
        written.append(path)

    monkeypatch.setitem(routes.FORMATS, "xlsx", replace(form, write=slowly))
    path = "/api/downloads/platforms.xlsx"
    with running(_settings(own_url)) as at, httpx.Client(base_url=at, timeout=60, trust_env=False) as client:
        _until_ready(client)
        with ThreadPoolExecutor(3) as visitors:
            met = list(visitors.map(lambda path: _ask(client, path), [path] * 3))
        assert {status for status, _, _ in met} == {503}
        assert max(seconds for _, seconds, _ in met) < TIME_S + 2
        assert {answer.headers["retry-after"] for _, _, answer in met} & {"10"}
        end = time.monotonic() + 30
        while (found := _ask(client, path))[0] != 200:
            assert time.monotonic() < end
            time.sleep(0.2)
        assert found[2].content.startswith(b"PK")
        assert len(written) == 1
        end = time.monotonic() + 5
        while written[0].exists():
            assert time.monotonic() < end
            time.sleep(0.05)


def test_what_is_kept_is_answered_while_all_connections_are_busy(own_url: str) -> None:
    settings = Settings(database_url=own_url, pool_size=2, pool_timeout=1, statement_timeout=20)
    with running(settings) as at, httpx.Client(base_url=at, timeout=60, trust_env=False) as client:
        _until_ready(client)
        assert {path: status for path in KEPT if (status := _ask(client, path)[0]) != 200} == {}
        with psycopg.connect(libpq(own_url)) as holder, ThreadPoolExecutor(2) as visitors:
            holder.execute("LOCK TABLE platforms IN ACCESS EXCLUSIVE MODE")
            waiting = [visitors.submit(_ask, client, f"/platform/sh-poc-00{n}") for n in (1, 2)]
            time.sleep(1)
            assert _ask(client, "/card/sh-poc-004")[0] == 503, "no connection is free"
            met = {path: _ask(client, path) for path in KEPT}
            holder.rollback()
            assert {each.result()[0] for each in waiting} == {200}
    assert {path: status for path, (status, _, _) in met.items() if status != 200} == {}
    assert max(seconds for _, seconds, _ in met.values()) < 1


def _until_ready(client: httpx.Client) -> None:
    end = time.monotonic() + 30
    while client.get("/ready").status_code != 200:
        assert time.monotonic() < end
        time.sleep(0.1)
