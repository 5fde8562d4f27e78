"""What the first view costs: the bytes that the browser's own network log counts, on the real application."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.browser import settle

pytestmark = pytest.mark.browser
MOST = 120_000
"""Bytes, with the headers of the answers."""
DRAWN = "properties=name,label,area_km2"
ITEMS = "/api/collections/districts/items"


class Log:
    """The addresses that a page read, each with the bytes that came for it."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.bytes: dict[str, float] = {}
        self.coding: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._ask)
        session.on("Network.responseReceived", self._answer)
        session.on("Network.loadingFinished", self._end)

    def _ask(self, event: dict[str, Any]) -> None:
        parts = urlsplit(event["request"]["url"])
        self._asked[event["requestId"]] = f"{parts.path}?{parts.query}" if parts.query else parts.path

    def _answer(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        self.coding[self._asked[event["requestId"]]] = headers.get("content-encoding", "")

    def _end(self, event: dict[str, Any]) -> None:
        self.bytes[self._asked[event["requestId"]]] = event["encodedDataLength"]

    def read(self, start: str) -> list[str]:
        return [address for address in self.bytes if address.startswith(start)]


@pytest.fixture
def cold(browser: Browser) -> Iterator[tuple[Page, Log]]:
    """A page of a browser that has nothing kept, and its log."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    yield page, Log(context, page)
    context.close()


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_first_view_is_light(cold: tuple[Page, Log], real_site: str, path: str) -> None:
    page, log = cold
    page.goto(real_site + path)
    settle(page)
    assert page.locator(".sm-district path").count() == 16, "the map stands"
    for start in (path, "/assets/main.", "/assets/first.", "/api/basemap?", f"{ITEMS}?", "/api/bubbles?"):
        assert next(log.coding[each] for each in log.read(start)) in ("zstd", "br", "gzip"), start
    assert log.read("/api/features") == []
    assert log.read("/assets/more.") == []
    assert sum(log.bytes.values()) <= MOST, log.bytes


def test_all_points_are_read_when_the_map_comes_near(cold: tuple[Page, Log], real_site: str) -> None:
    page, log = cold
    page.goto(real_site + "/")
    settle(page)
    assert log.read("/api/basemap") == ["/api/basemap?lang=zh-CN&zoom=10"]
    assert log.read(ITEMS) == [f"{ITEMS}?{DRAWN}&lang=zh-CN&zoom=10"]
    before = page.locator(".sm-district path").count()
    for _ in range(3):
        page.get_by_role("button", name="放大", exact=True).click()
        settle(page)
    assert log.read("/api/basemap")[1:] == ["/api/basemap?lang=zh-CN"]
    assert log.read(ITEMS)[1:] == [f"{ITEMS}?{DRAWN}&lang=zh-CN"]
    assert page.locator(".sm-district path").count() == before, "the coarse lines are gone"
    for _ in range(3):
        page.get_by_role("button", name="缩小", exact=True).click()
        settle(page)
    assert len(log.read(ITEMS)) == 2


def test_a_map_that_opens_near_reads_all_points_at_once(cold: tuple[Page, Log], real_site: str) -> None:
    page, log = cold
    page.goto(real_site + "/?at=121.5,31.2,14")
    settle(page)
    assert log.read("/api/basemap") == ["/api/basemap?lang=zh-CN"]
    assert log.read(ITEMS) == [f"{ITEMS}?{DRAWN}&lang=zh-CN"]
