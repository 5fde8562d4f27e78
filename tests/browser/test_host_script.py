"""The host script on another origin, pinned by its hash: it runs, and a changed one is refused."""

import base64
import hashlib

import pytest

from app.embed import host_script
from tests.support.browser import Host
from tests.support.watch import Watch

ELEMENT = '<service-map view="counter" title="map"></service-map>'
WRONG = "sha384-" + base64.b64encode(hashlib.sha384(b"another script").digest()).decode()


def _pinned(site: str, integrity: str) -> str:
    address = site + host_script.current().address
    return f'<script src="{address}" integrity="{integrity}" crossorigin="anonymous"></script>{ELEMENT}'


def test_a_pinned_script_makes_its_frame(host: Host, real_site: str, watch: Watch) -> None:
    page = host("", watch, body=_pinned(real_site, host_script.current().integrity))
    page.locator("service-map iframe").content_frame.locator(".counter").wait_for()


def test_another_integrity_is_refused(host: Host, real_site: str, watch: Watch) -> None:
    watch.expected = ("integrity",)
    page = host("", watch, body=_pinned(real_site, WRONG))
    assert page.evaluate("typeof customElements.get('service-map')") == "undefined"
    assert page.locator("iframe").count() == 0
    assert len(watch.met) == 1


CHILDREN = ('<a href="/">Open the map</a>', "<noscript>No map without scripts</noscript>", "<!-- map -->", "words")


@pytest.mark.parametrize("child", CHILDREN)
@pytest.mark.parametrize("when", [" defer", ""])
def test_what_stands_in_the_element_gives_way_to_its_frame(
    host: Host, real_site: str, watch: Watch, child: str, when: str
) -> None:
    line = f'<script src="{real_site}/embed/v1/embed.js"{when}></script>'
    page = host("", watch, body=f'{line}<service-map view="counter">{child}</service-map>')
    page.locator("service-map iframe").content_frame.locator(".counter").wait_for()
    assert page.locator("service-map").evaluate("e => e.childNodes.length") == 1
    page.locator("service-map").evaluate("e => document.body.prepend(e)")
    assert page.locator("service-map iframe").count() == 1


def test_a_bad_frame_costs_the_others_nothing(host: Host, real_site: str, watch: Watch) -> None:
    bad = '<iframe data-service-map src="http://[bad" title="bad"></iframe>'
    line = f'<script src="{real_site}/embed/v1/embed.js" defer></script>'
    page = host("", watch, body=f"{line}{bad}{ELEMENT}")
    page.locator("service-map iframe").content_frame.locator(".counter").wait_for()


@pytest.mark.parametrize(("lang", "name"), [("en", "Proof-of-concept service map"), ("zh-CN", "概念验证平台服务地图")])
def test_a_frame_without_a_title_has_a_name_in_its_language(
    host: Host, real_site: str, watch: Watch, lang: str, name: str
) -> None:
    line = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    page = host("", watch, body=f'{line}<service-map view="counter" lang="{lang}"></service-map>')
    assert page.locator("service-map iframe").get_attribute("title") == name


@pytest.mark.parametrize("query", ['kind="poc,pilot,related"', 'zone="zhangjiang" lock="zone"', 'district="310112"'])
def test_a_list_at_the_side_settles_at_one_height(host: Host, real_site: str, watch: Watch, query: str) -> None:
    """It must not measure the window that follows it: that grows, or shrinks, with every answer."""
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    heights = "window.heights = []; addEventListener('service-map', e => window.heights.push(e.detail.height))"
    element = f'<service-map view="map" list="side" {query} lang="en"></service-map>'
    page = host("", watch, width=900, height=700, body=f"<script>{heights}</script>{script}{element}")
    inside = page.frame_locator("iframe")
    inside.locator(".card").first.wait_for()
    page.wait_for_timeout(800)
    settled = len(page.evaluate("window.heights"))
    for height in (300, 2000, 700):
        page.locator("iframe").evaluate("(e, h) => { e.style.height = h + 'px'; }", height)
        page.wait_for_timeout(400)
    found = page.evaluate("window.heights")
    assert settled >= 1
    assert len(set(found[settled - 1 :])) == 1
    assert 400 < found[-1] < 900
    listed, drawn = inside.locator(".embed-list").bounding_box(), inside.locator(".embed-map").bounding_box()
    assert listed
    assert drawn
    assert listed["x"] + listed["width"] <= drawn["x"]
    assert drawn["height"] >= 340
    assert watch.faults == []


def test_what_the_page_writes_on_the_element_is_not_sent(host: Host, real_site: str, watch: Watch) -> None:
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    own = 'data-id="7" aria-label="Map" role="region" slot="main" class="wide" lang="en"'
    page = host("", watch, body=f'{script}<service-map view="counter" {own}></service-map>')
    assert page.locator("iframe").get_attribute("src") == f"{real_site}/embed/v1/counter?lang=en"
    assert watch.faults == []


@pytest.mark.parametrize("h", ["1:9999", "9999:1"])
def test_a_proportion_that_no_frame_has_is_none(host: Host, real_site: str, watch: Watch, h: str) -> None:
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    page = host("", watch, height=700, body=f'{script}<service-map view="counter" h="{h}"></service-map>')
    frame = page.locator("iframe")
    frame.content_frame.locator(".counter").wait_for()
    page.wait_for_function("document.querySelector('iframe').offsetHeight < 480")
    assert frame.evaluate("e => e.style.aspectRatio") == ""
    box = frame.bounding_box()
    assert box is not None
    assert 160 <= box["height"] < 480
