"""The same map in four places: served live, in a folder opened as a file, on a plain static server, as one file.

But for the live one every place has its network cut: a file has none, the plain server reaches its own folder alone.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.browser import lasting, pages_of, settle
from tests.support.command import called
from tests.support.places import Go, static
from tests.support.watch import Watch


@pytest.fixture(scope="session")
def places(real_url: str, real_site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of the map's page in each place."""
    root = tmp_path_factory.mktemp("snapshot")
    for name, *options in (["map"], ["zh-CN.html"], ["en.html", "--lang", "en"]):
        done = called(root, "snapshot", str(root / name), *options, DATABASE_URL=real_url)
        assert done.returncode == 0, done.stderr
    with static(root / "map") as server:
        yield {
            "live": f"{real_site}/",
            "folder": (root / "map" / "index.html").as_uri(),
            "served": f"{server}/index.html",
            "single": (root / "zh-CN.html").as_uri(),
            "single en": (root / "en.html").as_uri(),
        }


@pytest.fixture(scope="session")
def cut_off(browser: Browser) -> Iterator[BrowserContext]:
    """The context of all pages of files without options of their own."""
    context = lasting(browser, offline=True)
    yield context
    context.close()


@pytest.fixture
def go(browser: Browser, usual: BrowserContext, cut_off: BrowserContext, places: dict[str, str]) -> Iterator[Go]:
    """Opens a place with a query, or another page of the folder; nothing but its own host is ever asked."""
    watches: dict[BrowserContext, Watch] = {}

    def context_for(place: str, **options: Any) -> BrowserContext:
        file = places[place].startswith("file:")
        if options or place == "served":
            context = browser.new_context(reduced_motion="reduce", offline=file, **options)
        else:
            context = cut_off if file else usual
        host = urlsplit(places[place]).netloc
        if place == "served":
            context.route(lambda url: urlsplit(url).netloc != host, lambda route: route.abort())
        if context not in watches:
            watches[context] = Watch(host)
            watches[context].attach(context)
        return context

    def open_page(
        place: str, search: str = "", page: str = "", *, width: int = 1440, height: int = 900, **options: Any
    ) -> Page:
        opened = context_for(place, **options).new_page()
        opened.set_viewport_size({"width": width, "height": height})
        opened.goto(urljoin(places[place], page) + search)
        settle(opened)
        return opened

    yield open_page
    for context, watch in watches.items():
        if context in (usual, cut_off):
            watch.leave(context)
            watch.end_pages(context, pages_of(context))
        else:
            watch.end(context)
    assert [fault for watch in watches.values() for fault in watch.faults] == []
