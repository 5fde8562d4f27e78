"""A real Chromium on the real application. Every page watches for faults; a test fails on any."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from app.settings import Settings, TileSource
from tests.support.browser import ARGS, Host, Open, chromium, lasting, pages_of, settle
from tests.support.elsewhere import elsewhere
from tests.support.loopback import listening
from tests.support.server import running
from tests.support.tile_host import Upstream
from tests.support.watch import Watch


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; in CI the browser tests must run")
        pytest.skip("Chromium is missing")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield opened
        opened.close()


@pytest.fixture
def watch(real_site: str) -> Watch:
    return Watch(urlsplit(real_site).netloc)


@pytest.fixture(scope="session")
def usual(browser: Browser) -> Iterator[BrowserContext]:
    """The context of all pages without options of their own."""
    context = lasting(browser)
    yield context
    context.close()


@pytest.fixture
def opened(browser: Browser, usual: BrowserContext, real_site: str, watch: Watch) -> Iterator[Open]:
    """Opens a page of the application on the default data and waits until the map stands."""
    own: list[BrowserContext] = []
    watch.attach(usual)

    def go(path: str, *, width: int = 1440, height: int = 900, site: str = real_site, **options: Any) -> Page:
        watch.hosts = {urlsplit(site).netloc}
        if options:
            own.append(browser.new_context(reduced_motion="reduce", **options))
            watch.attach(own[-1])
        page = (own[-1] if options else usual).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(site + path)
        settle(page)
        return page

    yield go
    watch.leave(usual)
    watch.end_pages(usual, pages_of(usual))
    for context in own:
        watch.end(context)
    assert watch.faults == []


@pytest.fixture(scope="session")
def tiled_site(real_url: str) -> Iterator[str]:
    """The application with two base layers: one that answers and one that is away."""
    words = {"attribution": "底图测试", "approval_number": "GS(2026)0001号", "label_en": "Base"}
    away = TileSource(name="away", label_zh="坏底图", url="http://127.0.0.1:9/{z}/{x}/{y}", **words)
    with listening(Upstream) as host:
        url = host + "/good/{z}/{x}/{y}?key={key}"
        good = TileSource(name="good", label_zh="好底图", url=url, key="secret", **words)
        with running(Settings(database_url=real_url, base_layers=[good, away], tile_timeout=10)) as address:
            yield address


@pytest.fixture
def host(browser: Browser, watch: Watch) -> Iterator[Host]:
    """A page of another host name on another port that frames an address, watched as the application's own pages."""
    contexts: list[BrowserContext] = []

    def show(
        address: str,
        watch: Watch,
        *,
        width: int = 480,
        height: int = 600,
        sandbox: str | None = None,
        body: str | None = None,
        **options: Any,
    ) -> Page:
        allowed = f' sandbox="{sandbox}"' if sandbox is not None else ""
        frame = f'<iframe src="{address}" title="map" width="{width}" height="{height}"{allowed}></iframe>'
        other.body = body or frame
        view = ViewportSize(width=width + 40, height=height + 40)
        context = browser.new_context(viewport=view, reduced_motion="reduce", **options)
        contexts.append(context)
        own = other.at("localhost")
        watch.hosts |= {urlsplit(used).netloc for used in (own, address) if used}
        watch.attach(context)
        page = context.new_page()
        page.goto(own)
        settle(page)
        return page

    with elsewhere() as other:
        yield show
        for context in contexts:
            watch.end(context)
        assert watch.faults == []
