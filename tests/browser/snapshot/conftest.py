"""The same map in four places: served live, in a folder opened as a file, on a plain static server, as one file.

But for the live one every place has its network cut: a file has none, the plain server reaches its own folder alone.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.browser import settle
from tests.support.places import Go, static
from tests.support.watch import Watch


@pytest.fixture(scope="session")
def places(real_url: str, real_site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of the map's page in each place."""
    root = tmp_path_factory.mktemp("snapshot")
    command = [sys.executable, "-m", "app.cli", "snapshot"]
    for arguments in (["map"], ["zh-CN.html"], ["en.html", "--lang", "en"]):
        target = [str(root / arguments[0]), *arguments[1:]]
        subprocess.run([*command, *target], env=os.environ | {"DATABASE_URL": real_url}, check=True)
    with static(root / "map") as server:
        yield {
            "live": f"{real_site}/",
            "folder": (root / "map" / "index.html").as_uri(),
            "served": f"{server}/index.html",
            "single": (root / "zh-CN.html").as_uri(),
            "single en": (root / "en.html").as_uri(),
        }


@pytest.fixture
def go(browser: Browser, places: dict[str, str]) -> Iterator[Go]:
    """Opens a place with a query, or another page of the folder; nothing but its own host is ever asked."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_page(place: str, search: str = "", page: str = "", **options: Any) -> Page:
        address = places[place]
        size = {"width": options.pop("width", 1440), "height": options.pop("height", 900)}
        cut = address.startswith("file:")
        context = browser.new_context(viewport=size, reduced_motion="reduce", offline=cut, **options)  # type: ignore[arg-type]
        contexts.append(context)
        watches.append(Watch(urlsplit(address).netloc))
        watches[-1].attach(context)
        if place == "served":
            context.route(lambda url: urlsplit(url).netloc != urlsplit(address).netloc, lambda route: route.abort())
        opened = context.new_page()
        opened.goto(urljoin(address, page) + search)
        settle(opened)
        return opened

    yield open_page
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [fault for watch in watches for fault in watch.faults] == []
