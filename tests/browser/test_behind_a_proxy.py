"""The map below a path of its host, through a real nginx: a person's way over it, and a frame on another site."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import BrowserContext, Request, expect

from app.settings import Settings
from tests.support.browser import Host, Open, settle
from tests.support.proxied import Proxied, proxied
from tests.support.public_page import count
from tests.support.watch import Watch

WAYS = [(True, True), (False, False)]


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"cut={way[0]} told={way[1]}")
def site(request: pytest.FixtureRequest, real_url: str) -> Iterator[Proxied]:
    assert Settings().public_url == ""
    cut, told = request.param
    with proxied(real_url, cut=cut, told=told, scheme="http") as found:
        yield found


@pytest.fixture
def asked(watch: Watch, usual: BrowserContext, site: Proxied) -> Iterator[list[str]]:
    """What was asked of the proxy's host; nothing of it may lie beside the path."""
    found: list[str] = []
    attach = watch.attach

    def note(request: Request) -> None:
        found.append(request.url)

    def also(context: BrowserContext) -> None:
        attach(context)
        if context is not usual:
            context.on("request", note)

    watch.attach = also  # type: ignore[method-assign]
    usual.on("request", note)
    yield found
    usual.remove_listener("request", note)
    ours = [url for url in found if urlsplit(url).netloc == urlsplit(site.public).netloc]
    assert len(ours) > 5
    assert [url for url in ours if not urlsplit(url).path.startswith("/map/")] == []


def test_a_persons_way_over_the_map(opened: Open, site: Proxied, asked: list[str]) -> None:
    page = opened("/", site=site.public)
    expect(page.locator(".mark").first).to_be_visible()
    before = count(page)
    page.locator("#q").press_sequentially("hcsw", delay=20)
    expect(page.locator("#suggest [role=option]").first).to_contain_text("合成生物学")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".chip").filter(has_text="合成生物学")).to_be_visible()
    settle(page)
    assert 0 < count(page) < before
    assert page.url.startswith(f"{site.public}/?domain=synbio")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(re.compile("/map/en/"))
    settle(page)
    page.locator("#results .card a[href*='/platform/']").first.click()
    page.wait_for_url(re.compile("/map/en/platform/"))
    settle(page)
    expect(page.locator(".mark").first).to_be_visible()
    page.get_by_role("link", name="District insight").first.click()
    page.wait_for_url(re.compile("/map/en/insight"))
    settle(page)
    assert any("/map/en/panel?" in url or "/map/panel?" in url for url in asked)
    assert any("/map/api/suggest?" in url for url in asked)
    assert any("/map/api/insight/districts?" in url for url in asked)


def test_the_api_document_and_the_builder_work(opened: Open, site: Proxied, asked: list[str]) -> None:
    page = opened("/api/openapi?f=html", site=site.public)
    page.locator(".opblock").first.wait_for()
    page.goto(f"{site.public}/en/embed/builder?frame-view=district&frame-district=310115")
    inside = page.locator("#preview service-map iframe")
    inside.content_frame.locator(".mark").first.wait_for()
    src = inside.get_attribute("src") or ""
    assert src.startswith(f"{site.public}/embed/v1/district/310115")


@pytest.mark.parametrize("way", ["element", "iframe"])
def test_the_builders_snippets_work_on_another_site(
    host: Host, site: Proxied, watch: Watch, asked: list[str], way: str
) -> None:
    page = httpx.get(f"{site.public}/en/embed/builder?frame-view=district&frame-district=310115", trust_env=False).text
    found = re.search(rf'<code id="snippet-{way}">(.*?)</code>', page, re.DOTALL)
    assert found
    body = html.unescape(found[1])
    if way == "iframe":
        body += f'<script src="{site.public}/embed/v1/embed.js" defer></script>'
    watch.hosts |= {urlsplit(site.public).netloc}
    shown = host("", watch, height=900, body=body)
    frame = shown.locator("iframe")
    frame.content_frame.locator(".mark").first.wait_for()
    # The script has given the frame the height of its content.
    shown.wait_for_function("document.querySelector('iframe').style.height.endsWith('px')")
    assert (frame.get_attribute("src") or "").startswith(f"{site.public}/embed/v1/district/310115")
