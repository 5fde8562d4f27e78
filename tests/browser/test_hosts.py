"""Who may frame, in a real browser on other origins: what is drawn or refused, who is answered, what is counted."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route
from sqlalchemy import Connection

from app.embed import register
from app.embed.allowed import KEPT_SECONDS
from app.settings import Settings
from tests.support.browser import settle
from tests.support.elsewhere import Elsewhere, elsewhere
from tests.support.server import running
from tests.support.watch import Watch

COUNTER = "/embed/v1/counter"
LISTEN = "<script>got = []; addEventListener('message', e => got.push([e.origin, e.data.type]))</script>"
HELLO = "document.querySelector('iframe').contentWindow.postMessage({serviceMap: 1, type: 'hello'}, '*')"


@pytest.fixture
def other() -> Iterator[Elsewhere]:
    with elsewhere() as served:
        yield served


class LoopbackWatch(Watch):
    """For sites on any port and host name of loopback; a frame may be refused by its policy."""

    def __init__(self) -> None:
        super().__init__("")
        self.expected = ("frame-ancestors",)

    def _request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in ("127.0.0.1", "localhost") and not str(host).endswith(".localhost"):
            super()._request(request)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    watch, context = LoopbackWatch(), browser.new_context()
    watch.attach(context)
    yield context.new_page()
    watch.end(context)
    assert watch.faults == []


def _frame(site: str, path: str = COUNTER, sandbox: str = "") -> str:
    return f'{LISTEN}<iframe src="{site}{path}" title="map" width="480" height="600"{sandbox}></iframe>'


def _draws(page: Page, address: str) -> bool:
    """Whether the frame of this page shows what it frames, or the browser's own error page."""
    page.goto(address)
    settle(page)
    if page.frames[1].url.startswith("chrome-error:"):
        return False
    page.frame_locator("iframe").locator("h1").wait_for()
    return True


def _answered(page: Page, *, expected: bool) -> list[str]:
    """The origins of the answers to a hello. Where none is expected, one would have come within this time."""
    page.evaluate(HELLO)
    if expected:
        page.wait_for_function("got.length")
    else:
        page.wait_for_timeout(400)
    return sorted({origin for origin, _ in page.evaluate("got")})


def test_any_site_may_frame_while_the_list_is_empty(
    page: Page, hosts_url: str, hosts: Connection, other: Elsewhere
) -> None:
    with running(Settings(database_url=hosts_url)) as site:
        other.body = _frame(site)
        for name in ("localhost", "one.localhost"):
            assert _draws(page, other.at(name))
            assert _answered(page, expected=True) == [site]


def test_listed_hosts_of_setting_and_database_may_frame_and_others_not(
    page: Page, hosts_url: str, hosts: Connection, other: Elsewhere
) -> None:
    register.allow(hosts, [f"http://stored.localhost:{other.port}"])
    with running(Settings(database_url=hosts_url, embed_hosts=[f"set.localhost:{other.port}"])) as site:
        other.body = _frame(site)
        for name in ("set.localhost", "stored.localhost"):
            assert _draws(page, other.at(name))
            assert _answered(page, expected=True) == [site]
        for name in ("localhost", "other.localhost", "below.set.localhost"):
            assert not _draws(page, other.at(name))
            assert _answered(page, expected=False) == []


def test_a_refused_host_may_frame_once_it_is_allowed(
    page: Page, hosts_url: str, hosts: Connection, other: Elsewhere
) -> None:
    register.allow(hosts, ["elsewhere.example"])
    with running(Settings(database_url=hosts_url)) as site:
        other.body = _frame(site)
        assert not _draws(page, other.at("late.localhost"))
        register.allow(hosts, [f"late.localhost:{other.port}"])
        page.wait_for_timeout(KEPT_SECONDS * 1000)
        assert _draws(page, other.at("late.localhost"))
        register.remove(hosts, [f"late.localhost:{other.port}"])
        page.wait_for_timeout(KEPT_SECONDS * 1000)
        # The browser has the frame in its cache by now, and asks again all the same.
        assert not _draws(page, other.at("late.localhost"))


@pytest.mark.parametrize("path", ["/", "/platform/sh-poc-009", "/insight", "/en/zone/lingang", "/api?f=html"])
def test_no_other_page_is_ever_framed(
    page: Page, hosts_url: str, hosts: Connection, other: Elsewhere, path: str
) -> None:
    with running(Settings(database_url=hosts_url, embed_hosts=[f"localhost:{other.port}"])) as site:
        other.body = _frame(site, path)
        assert not _draws(page, other.at("localhost"))


def test_a_wildcard_with_a_port_is_for_the_hosts_below_it_on_that_port(
    page: Page, hosts_url: str, hosts: Connection, other: Elsewhere
) -> None:
    settings = Settings(database_url=hosts_url, embed_hosts=[f"*.localhost:{other.port}"])
    with running(settings) as site, elsewhere() as another_port:
        other.body = another_port.body = _frame(site)
        assert _draws(page, other.at("a.b.localhost"))
        assert _answered(page, expected=True) == [site]
        for address in (other.at("localhost"), another_port.at("a.localhost")):
            assert not _draws(page, address)


def test_only_listed_origins_are_answered_even_where_a_browser_draws_for_others(
    page: Page, hosts_url: str, hosts: Connection, other: Elsewhere
) -> None:
    def without_policy(route: Route) -> None:
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
        route.fulfill(response=answer, headers=headers)

    settings = Settings(database_url=hosts_url, embed_hosts=[f"*.localhost:{other.port}", "https://c.localhost"])
    with running(settings) as site, elsewhere() as another_port:
        page.route(f"{site}/embed/v1/**", without_policy)
        other.body = another_port.body = _frame(site)
        for address, answers in (
            (other.at("a.localhost"), [site]),
            (other.at("localhost"), []),
            (another_port.at("a.localhost"), []),
            (another_port.at("c.localhost"), []),
        ):
            assert _draws(page, address)
            assert _answered(page, expected=bool(answers)) == answers


def test_this_site_may_always_frame_and_is_answered(page: Page, hosts_url: str, hosts: Connection) -> None:
    with running(Settings(database_url=hosts_url, embed_hosts=["elsewhere.example"])) as site:
        preview = f"<!doctype html><title>own</title>{_frame(site)}"
        page.route(f"{site}/preview", lambda route: route.fulfill(body=preview, content_type="text/html"))
        assert _draws(page, f"{site}/preview")
        assert _answered(page, expected=True) == [site]


@pytest.mark.parametrize("sandbox", ["", ' sandbox="allow-scripts"'])
def test_a_frame_is_counted_once_for_its_host_and_links_within_it_are_not(
    page: Page, hosts_url: str, hosts: Connection, other: Elsewhere, sandbox: str
) -> None:
    with running(Settings(database_url=hosts_url)) as site:
        other.body = _frame(site, "/embed/v1?domain=synbio", sandbox)
        assert _draws(page, other.at("counted.localhost"))
        inside = page.frame_locator("iframe")
        inside.locator("a.chip").click()
        inside.locator("a.chip").wait_for(state="detached")
        # A person who opens the address, and this site's own pages, are no embeds.
        for path in (COUNTER, "/"):
            page.goto(site + path)
            # What a page still reads when the server ends is told so with a 503.
            settle(page)
    assert [(host, frames) for _, host, frames in register.counts(hosts)] == [("counted.localhost", 1)]
