"""An entry of the list in the frame's header and in its script: Chromium draws, and the script answers, as listed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from app.settings import Settings
from tests.support.browser import settle
from tests.support.host_entries import host_entries
from tests.support.server import running

COUNTER = "/embed/v1/counter"
POLICY = "content-security-policy"
HELLO = "document.querySelector('iframe').contentWindow.postMessage({serviceMap: 1, type: 'hello'}, '*')"


def _of_browsers(site: str, page: str) -> bool:
    """A page of https shows no frame of http, whatever the list says."""
    return site == "https" or page.startswith("http:")


CASES = [case for case in host_entries() if _of_browsers(case[1], case[2])]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def _draws(page: Page, real: str, site: str, host: str, *, policy: bool = True) -> bool:
    """Whether a page at `host` shows a frame of `site`, where the real frames stand, with or without their policy."""

    def answer(route: Route) -> None:
        fetched = route.fetch(url=real + urlsplit(route.request.url).path)
        kept = {name: value for name, value in fetched.headers.items() if policy or name != POLICY}
        route.fulfill(response=fetched, headers=kept)

    frame = f'<script>got = []; onmessage = e => got.push(e.origin)</script><iframe src="{site}{COUNTER}"></iframe>'
    page.route(f"{site}/**", answer)
    page.route(f"{host}/", lambda route: route.fulfill(body=frame, content_type="text/html"))
    page.goto(f"{host}/")
    settle(page)
    return not page.frames[1].url.startswith("chrome-error:")


@pytest.mark.parametrize(("entry", "scheme", "host", "allowed"), CASES)
def test_browser_and_script_take_an_entry_for_the_same(
    page: Page, real_url: str, entry: str, scheme: str, host: str, allowed: bool
) -> None:
    site = f"{scheme}://map.test"
    with running(Settings(database_url=real_url, embed_hosts=[entry])) as real:
        assert _draws(page, real, site, host) is allowed
        assert _draws(page, real, site, host, policy=False)
        page.evaluate(HELLO)
        if allowed:
            page.wait_for_function("got.length")
        else:
            page.wait_for_timeout(300)
        assert page.evaluate("[...new Set(got)]") == ([site] if allowed else [])
