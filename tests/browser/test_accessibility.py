"""axe-core finds no violation on any kind of page, in light, dark and at phone width."""

from typing import Literal
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.support.axe import violations
from tests.support.browser import Open, settle
from tests.support.watch import Watch

PAGES = {
    "home": "/",
    "filters": "/?panel=filters&kind=poc&kind=pilot&kind=related",
    "features": "/?overlay=features&card=310112",
    "empty": "/?domain=6g",
    "single": "/?group=none&select=sh-poc-005",
    "platform": "/platform/sh-poc-009",
    "unplaced": "/en/platform/sh-poc-003",
    "district": "/district/310112",
    "zone": "/en/zone/lingang",
    "bad value": "/?district=999999&q=x",
    "phone map": "/?view=map",
    "open data": "/en/open-data?domain=ic",
    "service": "/api?f=html",
    "items": "/api/collections/platforms/items?f=html&limit=20",
    "one item": "/api/collections/platforms/items/sh-poc-009?f=html&lang=en",
    "api document": "/api/openapi?f=html",
    "insight": "/insight?area=310112",
    "quotients": "/en/insight?measure=quotient&focus=ic&area=310120",
    "hexagons": "/insight?topic=cells",
    "hot spots": "/insight?topic=cells&cells=hotspots&cell=2500",
    "density": "/insight?topic=cells&cells=density&cell=1",
    "clusters": "/en/insight?topic=cells&cells=clusters",
    "gaps": "/insight?topic=gaps&area=310115",
    "siting": "/en/insight?topic=siting&sites=121.6,31.1;121.2,31.0",
    "where next": "/insight/siting?within=310112&sites=121.4,31.1;121.36,31.15",
    "changes": "/en/insight/changes",
    "digest": "/insight/digest?since=2999-01-01",
    "history of a record": "/en/platform/sh-poc-001/history?to=soon",
    "comparison": "/insight?topic=compare&compare=310112,310115,zhangjiang",
    "brief": "/en/insight/brief/310120",
    "match": "/match?domain=synbio&stage=lab&want=voucher,pilot&origin=zhangjiang",
    "gaps of a path": "/en/match?domain=6g&want=fund&origin=nowhere",
    "questions": "/match",
    "request sheet": "/en/match/request?have=data&domain=synbio&show=works&need=money",
    "lists": "/lists",
    "fields": "/en/lists/fields",
    "measures": "/lists/policies?where=district&whom=nobody",
    "events": "/en/lists/events",
    "glossary": "/lists/glossary#tapering",
    "about": "/en/about?cited=1",
    "nothing to compare": "/en/compare?ids=nothing,sh-poc-009,<b>",
    "sharing": "/share?ids=sh-poc-009,sh-poc-040",
    "builder": "/embed/builder?zone=zhangjiang&frame-lock=zone",
    "builder of one": "/en/embed/builder?frame-view=platform&frame-platform=zhang&frame-h=1",
    "doctor": "/en/embed/doctor",
    "not listed": "/platform/nothing",
}


Look = tuple[int, Literal["light", "dark"]]
LOOKS: tuple[Look, ...] = ((375, "dark"),)
"""How each page is looked at after it came wide and light: with that each width and each theme is met. The other pairs
take minutes."""
OTHER_LOOKS: tuple[Look, ...] = ((1440, "dark"), (375, "light"))


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened: Open, watch: Watch, name: str, long: bool) -> None:
    watch.expected = ("404",) if name == "not listed" else ()
    page = opened(PAGES[name], height=800)
    assert violations(page) == []
    for width, theme in (*LOOKS, *(OTHER_LOOKS if long else ())):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme)
        page.goto(urljoin(page.url, PAGES[name]))
        settle(page)
        assert violations(page) == [], (width, theme)


def test_large_text_has_no_sideways_scroll_on_a_phone(opened: Open) -> None:
    for path in ("/?size=large", "/platform/sh-poc-009?size=large", "/en/?size=large"):
        page = opened(path, width=390, height=844)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_keyboard_alone_finds_a_platform_and_comes_back(opened: Open) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    assert "skip" in (page.evaluate("document.activeElement.className") or "")
    page.locator("#q").focus()
    page.keyboard.type("张江")
    page.wait_for_selector("#suggest [role=option]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    settle(page)
    stops = 0
    while not page.evaluate("document.activeElement.closest('#results .card')") and stops < 60:
        page.keyboard.press("Tab")
        stops += 1
    assert stops < 60
    page.keyboard.press("Enter")
    page.wait_for_url("**/platform/*")


def test_a_mark_reached_by_an_arrow_key_stands_whole_on_the_map_and_all_there_is_named(opened: Open) -> None:
    page = opened("/?kind=poc,pilot,related&group=none&at=121.45,31.2,12.5")
    within = """mark => {
      const [box, map, strip] = [mark, mark.closest('.service-map'), document.querySelector('.sm-strip')].map(
        each => each.getBoundingClientRect())
      return box.left >= map.left && box.right <= map.right && box.top >= map.top && box.bottom <= strip.top
    }"""
    met = set()
    page.locator(".mark[tabindex='0']").focus()
    for key in [f"Arrow{to}" for to in ("Right", "Down", "Left", "Up", "Right") for _ in range(5)]:
        page.keyboard.press(key)
        mark = page.locator(".mark:focus")
        page.wait_for_function(f"({within})(document.activeElement)")
        met.add(mark.get_attribute("aria-label"))
    assert len(met) > 5
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    spoken = [node for node in tree if not node["ignored"] and node["role"]["value"] in ("image", "button", "link")]
    assert [node["backendDOMNodeId"] for node in spoken if not node["name"]["value"].strip()] == []
    assert len(spoken) > 5, "the marks and buttons of the map are among them"


def test_what_lies_beside_the_map_does_not_scroll_it(opened: Open) -> None:
    page = opened("/?kind=poc,pilot,related&group=none&at=121.45,31.2,12.5")
    moved = """() => {
      const map = document.querySelector('.service-map')
      return [...map.querySelectorAll('.mark')].map(mark => (mark.scrollIntoView(), map.scrollLeft + map.scrollTop))
    }"""
    scrolls = page.evaluate(moved)
    assert len(scrolls) > 5
    assert set(scrolls) == {0}


def test_a_mark_that_the_edge_cuts_opens_at_the_first_press(opened: Open) -> None:
    page = opened("/?kind=poc,pilot,related&group=none&at=121.4784,31.2,12.5")
    mark, drawn = page.get_by_role("button", name="同一近似位置 3 个平台").first, page.locator("#map").bounding_box()
    box = mark.bounding_box()
    assert box
    assert drawn
    edge = drawn["x"] + drawn["width"]
    assert box["x"] < edge - 4 < box["x"] + box["width"] - 4
    page.mouse.click(edge - 3, box["y"] + box["height"] / 2, delay=80)
    expect(page.locator(".sm-popup")).to_be_visible()
