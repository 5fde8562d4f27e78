"""What every answer of an embed carries, whatever its status, and that nothing of the visitor is in it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fastapi.routing import APIRoute

from app.embed.contract import FILTERS
from app.embed.parameters import PARAMETERS
from app.main import create_app
from app.settings import Settings
from app.store.database import Database, Snapshot
from app.store.patience import Patience
from app.web.dependencies import database_of
from tests.support.loop import finished

VIEWS = ("", "/platform/sh-poc-009", "/district/310112", "/zone/lingang", "/insight", "/counter", "/platform/nothing")
NAMES = [*(p.name for p in PARAMETERS), *(name for name, _, _ in FILTERS)]


def _carries(answer: httpx.Response) -> None:
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert policy.endswith("frame-ancestors *")
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["permissions-policy"] == "geolocation=(), camera=(), microphone=(), payment=(), usb=()"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert not {"set-cookie", "x-frame-options", "access-control-allow-credentials"} & {*answer.headers}


@pytest.mark.parametrize("view", VIEWS)
def test_the_headers_of_a_frame_do_not_depend_on_its_status(
    client: httpx.Client, away: httpx.Client, view: str
) -> None:
    address = f"/embed/v1{view}"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers.get("etag", "")})
    assert again.status_code == (304 if first.status_code == 200 else first.status_code)
    statuses = {first.status_code, again.status_code}
    for answer in (first, again, client.head(address), client.post(address), away.get(address)):
        _carries(answer)
        statuses.add(answer.status_code)
    assert statuses >= {405, 503}
    assert statuses >= {200, 304} or statuses >= {404}


@pytest.mark.parametrize("path", ["platform/nothing", "district/999999", "insight/none"])
def test_what_is_not_listed_stays_not_listed_when_asked_again(client: httpx.Client, path: str) -> None:
    first = client.get(f"/embed/v1/{path}")
    assert "etag" not in first.headers
    assert "max-age=0" in first.headers["cache-control"]
    # As of an answer that was kept when it still had one.
    listed = client.get("/embed/v1").headers["etag"]
    again = client.get(f"/embed/v1/{path}", headers={"If-None-Match": listed})
    assert (again.status_code, again.content) == (404, first.content)


class BrokenDatabase(Database):
    """Fails in a way that nobody foresaw."""

    @asynccontextmanager
    async def snapshot(
        self, *, of_one_answer: bool = False, patience: Patience | None = None
    ) -> AsyncIterator[Snapshot]:
        raise RuntimeError("an inner matter")
        yield


@pytest.mark.parametrize("view", VIEWS)
def test_a_frame_that_broke_says_so_to_the_visitor(real_url: str, caplog: pytest.LogCaptureFixture, view: str) -> None:
    settings = Settings(database_url=real_url)
    app = create_app(settings)
    database_of.put(app, BrokenDatabase(settings))
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)

    async def ask() -> httpx.Response:
        client = httpx.AsyncClient(transport=transport, base_url="http://test")
        async with app.router.lifespan_context(app), client:
            return await client.get(f"/embed/v1{view}", params={"lang": "en", "theme": "dark"})

    answer = finished(ask())
    assert answer.status_code == 500
    _carries(answer)
    assert answer.headers["content-type"].startswith("text/html")
    assert "This frame cannot be shown now" in answer.text
    path = "/" if view in ("", "/counter") else view
    assert f'href="/en{path}"' in answer.text.split('class="embed-foot"')[1]
    assert 'data-theme="dark"' in answer.text
    assert "etag" not in answer.headers
    assert "inner matter" not in answer.text
    assert "inner matter" in caplog.text


def test_an_answer_that_nobody_foresaw_carries_them_too(real_url: str) -> None:
    app = create_app(Settings(database_url=real_url))

    async def broken() -> None:
        raise RuntimeError("an inner matter")

    app.router.routes.insert(0, APIRoute("/embed/v1/broken", broken))
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/embed/v1/broken")

    answer = finished(ask())
    assert answer.status_code == 500
    _carries(answer)
    assert "inner matter" not in answer.text


def test_a_frame_without_its_database_says_so_and_when_to_try_again(away: httpx.Client) -> None:
    answer = away.get("/embed/v1", params={"zone": "zhangjiang", "lock": "zone", "lang": "en", "theme": "dark"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert "Try again in 30 seconds" in answer.text
    assert 'href="/en/?zone=zhangjiang&amp;lock=zone"' in answer.text.split('class="embed-foot"')[1]
    assert "/embed/v1?zone=zhangjiang&amp;lock=zone&amp;lang=en&amp;theme=dark" in answer.text
    assert 'data-notes=""' in answer.text
    assert 'data-theme="dark"' in answer.text
    assert "Traceback" not in answer.text
    assert "Data as of" not in answer.text


@pytest.mark.parametrize(
    ("path", "full"),
    [
        ("district/310112?domain=ai&lock=domain", "/district/310112?domain=ai&amp;lock=domain"),
        ("platform/sh-poc-009?list=none", "/platform/sh-poc-009"),
        ("counter?zone=lingang&bbox=1,2,3,4&shop=1", "/?zone=lingang"),
    ],
)
def test_a_frame_without_its_database_still_leads_to_the_same_page(away: httpx.Client, path: str, full: str) -> None:
    assert f'href="{full}"' in away.get(f"/embed/v1/{path}").text.split('class="embed-foot"')[1]


@pytest.mark.parametrize("view", VIEWS)
def test_a_frame_is_the_same_for_every_visitor(client: httpx.Client, view: str) -> None:
    address = f"/embed/v1{view}"
    plain = client.get(address)
    for headers in (
        {"Accept-Language": "en-GB,en;q=0.9"},
        {"Cookie": "theme=dark; lang=en; size=large"},
        {"User-Agent": "Mobile", "Sec-CH-Prefers-Color-Scheme": "dark", "DNT": "1", "Save-Data": "on"},
        {"Referer": "https://www.example.gov.cn/en/?theme=dark", "Origin": "null"},
        {"Accept": "application/json"},
    ):
        other = client.get(address, headers=headers)
        assert (other.content, other.headers.get("etag")) == (plain.content, plain.headers.get("etag"))
    assert "Accept-Language" not in plain.headers["vary"]
    assert "Cookie" not in plain.headers["vary"]


def test_how_a_visitor_looked_at_the_site_does_not_come_along(client: httpx.Client) -> None:
    """Theme and size of a page live in its address; of these a frame takes its own contract's alone."""
    client.get("/en/?theme=dark&size=large&select=sh-poc-009&at=121.5,31.2,12")
    plain = client.get("/embed/v1").text
    looked = client.get("/embed/v1?size=large&select=sh-poc-009&at=121.5,31.2,12&view=list&overlay=features").text
    assert looked.split("data-notes=")[1].split(">", 1)[1] == plain.split("data-notes=")[1].split(">", 1)[1]
    assert "data-size" not in looked


@pytest.mark.parametrize("view", VIEWS)
def test_every_link_in_a_frame_leads_to_a_frame_that_stands(client: httpx.Client, view: str) -> None:
    """A page of the site refuses to be framed: such a link would leave an empty frame."""
    # Beside the path of a zone another zone has no meaning.
    name, value = ("domain", "ai") if view.startswith("/zone") else ("zone", "zhangjiang")
    page = client.get(f"/embed/v1{view}", params={"zone": "zhangjiang", "lock": name, "domain": "ai"}).text
    body = page.split('class="embed-body"')[1].split('class="embed-foot"')[0]
    links = {unescape(part.split('"')[0]) for tag in body.split("<a ")[1:] for part in tag.split('href="')[1:2]}
    assert links or view in ("/counter", "/platform/nothing")
    for link in sorted(links)[:12]:
        assert link.startswith("/embed/v1")
        assert f"lock={name}" in link
        assert f"{name}={value}" in link
        assert client.get(link).status_code == 200


def test_an_area_that_is_locked_cannot_be_left_by_a_link(client: httpx.Client) -> None:
    for query, led in (("?district=310112&lock=district", 1), ("?district=310112", 16)):
        page = client.get(f"/embed/v1/insight{query}").text
        found = set(re.findall(r"/embed/v1/district/(\d+)", page))
        assert "310112" in found
        assert len(found) == led


def test_the_part_of_the_map_that_was_chosen_stays_when_a_filter_goes(client: httpx.Client) -> None:
    page = client.get("/embed/v1?bbox=121.2,31.1,121.9,31.4&domain=synbio&zone=zhangjiang&lock=zone").text
    [chip] = re.findall(r'<a class="chip" href="([^"]+)"', page)
    assert dict(parse_qsl(urlsplit(unescape(chip)).query)) == {
        "zone": "zhangjiang",
        "lock": "zone",
        "bbox": "121.2,31.1,121.9,31.4",
    }


NASTY = ("<script>alert(1)</script>\"'>{{7*7}}", "javascript:alert(1)", "\x00", "x" * 5000, "%ff", "-1", "999999")


@pytest.mark.parametrize("name", [*NAMES, NASTY[0], "constructor"])
def test_bad_input_is_passed_over_or_bounded_and_shown_as_text(client: httpx.Client, name: str) -> None:
    for view in ("", "/district/310112", "/insight", "/counter"):
        for value in NASTY:
            answer = client.get(f"/embed/v1{view}", params={name: value, "lock": name if name == "q" else "kind"})
            assert answer.status_code == 200
            assert "<script>alert" not in answer.text
            assert 'href="javascript' not in answer.text
            assert "49" not in answer.text.split("<h1>")[1].split("</h1>")[0]
            assert len(answer.text) < 200_000
            notes = answer.text.split('data-notes="')[1].split('"')[0]
            assert len(notes) < 1000


@pytest.mark.parametrize("asked", [NASTY[0], "x" * 500, "..%2F..%2Fetc", "%00", "a/b/c"])
def test_a_strange_address_leaves_a_tombstone_that_shows_it_as_text(client: httpx.Client, asked: str) -> None:
    for kind in ("platform", "district", "zone"):
        answer = client.get(f"/embed/v1/{kind}/{asked}")
        assert answer.status_code == 404
        assert "<script>alert" not in answer.text
        assert "2026-11" in answer.text
        assert 'href="/' in answer.text
        _carries(answer)
