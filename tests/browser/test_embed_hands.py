"""Fingers and keys on a page that frames the map: neither is caught by the frame."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, FrameLocator, Page, expect

from frontend.messages import messages
from tests.support.axe import AXE
from tests.support.browser import Host, Open
from tests.support.watch import Watch

Hosted = Callable[..., Page]


@pytest.fixture
def hosted(host: Host, real_site: str, watch: Watch) -> Iterator[Hosted]:
    """A long page of another origin: a link, the frame, another link."""

    def show(address: str, *, sandbox: str | None = None, **options: Any) -> Page:
        rights = f'sandbox="{sandbox}"' if sandbox is not None else ""
        frame = f'<iframe src="{real_site}{address}" title="map" width="100%" height="600" {rights}></iframe>'
        links = ['<p><a id="before" href="#a">before</a></p>', '<p><a id="after" href="#b">after</a></p>']
        head = '<meta name="viewport" content="width=device-width">'
        return host("", watch, body=f'{head}{frame.join(links)}<p style="height:3000px">long</p>', **options)

    yield show
    assert watch.faults == []


def _frame(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def _touch(page: Page) -> tuple[CDPSession, dict[str, float]]:
    box = _frame(page).locator(".service-map").bounding_box()
    assert box is not None
    return page.context.new_cdp_session(page), {"x": box["x"] + 150, "y": box["y"] + 120}


def _swipe(session: CDPSession, at: dict[str, float], up: int) -> None:
    """One finger goes up so far, step by step as a finger does."""
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    for step in range(1, 21):
        moved = {"x": at["x"], "y": at["y"] - up * step / 20}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [moved]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


MAP_AT = """document.querySelector('.leaflet-map-pane').style.transform
  + document.querySelector('.scale').textContent"""


def _map_at(page: Page) -> str:
    _frame(page).locator(".leaflet-map-pane").wait_for(state="attached")
    _frame(page).locator(".scale").first.wait_for()
    return str(page.frames[1].evaluate(MAP_AT))


def _map_leaves(page: Page, before: str) -> None:
    page.frames[1].wait_for_function(f"before => {MAP_AT} !== before", arg=before)


@pytest.mark.parametrize("sandbox", [None, "allow-scripts"])
def test_one_finger_on_the_map_scrolls_the_host_page(hosted: Hosted, sandbox: str | None) -> None:
    page = hosted("/embed/v1?zone=zhangjiang&lang=en&list=none", sandbox=sandbox, has_touch=True, is_mobile=True)
    session, at = _touch(page)
    before = _map_at(page)
    _swipe(session, at, 300)
    page.wait_for_function("scrollY > 150")
    assert _map_at(page) == before
    notice = _frame(page).locator(".sm-notice")
    expect(notice).to_have_text(messages("en")("two-fingers"))
    expect(notice).to_be_hidden()


def test_one_finger_scrolls_a_list_that_the_frame_has_no_room_for_and_never_the_map(hosted: Hosted) -> None:
    page = hosted("/embed/v1", has_touch=True, is_mobile=True)
    session, at = _touch(page)
    before = _map_at(page)
    _swipe(session, at, 150)
    page.frames[1].wait_for_function("scrollY > 100")
    assert _map_at(page) == before


def test_two_fingers_zoom_the_map_and_leave_the_page(hosted: Hosted) -> None:
    page = hosted("/embed/v1?zone=zhangjiang", has_touch=True, is_mobile=True)
    session, at = _touch(page)
    before = _map_at(page)
    session.send("Input.synthesizePinchGesture", {**at, "scaleFactor": 3, "gestureSourceType": "touch"})
    _map_leaves(page, before)
    assert page.evaluate("[scrollY, visualViewport.scale]") == [0, 1]


def test_with_the_wheel_on_one_finger_moves_the_map(hosted: Hosted) -> None:
    page = hosted("/embed/v1?zone=zhangjiang&wheel=on", has_touch=True, is_mobile=True)
    session, at = _touch(page)
    before = _map_at(page)
    _swipe(session, at, 100)
    _map_leaves(page, before)
    assert page.evaluate("scrollY") == 0


def test_a_mouse_still_drags_the_map(hosted: Hosted) -> None:
    page = hosted("/embed/v1?zone=zhangjiang", has_touch=True)
    session, at = _touch(page)
    _swipe(session, at, 50)
    page.evaluate("scrollTo(0, 0)")
    before = _map_at(page)
    page.mouse.move(at["x"], at["y"])
    page.mouse.down()
    page.mouse.move(at["x"] + 60, at["y"] + 40, steps=5)
    page.mouse.up()
    _map_leaves(page, before)


FOCUS = "(() => { const e = document.activeElement; return e.id || e.className || e.tagName })()"


def _walk(page: Page, key: str, end: str) -> list[tuple[str, str]]:
    """Where each press leads, in the host and in the frame, until the link that stands at the end."""
    way: list[tuple[str, str]] = []
    seen = page.screenshot()
    for _ in range(60):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
        at = page.evaluate(FOCUS)
        inside = str(page.frames[1].evaluate(FOCUS)) if at == "IFRAME" else ""
        way.append((str(at), inside))
        now = page.screenshot()
        assert now != seen, f"the focus on {way[-1]} cannot be seen"
        seen = now
        if at == end:
            return way
    raise AssertionError(f"no way out of the frame: {way[-5:]}")


@pytest.mark.parametrize("place", ["bottom", "none"])
def test_tab_leads_through_the_frame_and_back(hosted: Hosted, place: str) -> None:
    page = hosted(f"/embed/v1?zone=zhangjiang&list={place}", sandbox="allow-scripts")
    page.locator("#before").focus()
    there = _walk(page, "Tab", "after")
    back = _walk(page, "Shift+Tab", "before")
    visited = [inside for at, inside in there if at == "IFRAME"]
    assert sum("mark" in name.split() for name in visited) >= 1
    assert visited.count("ctl") == 2
    assert [inside for at, inside in reversed(back) if at == "IFRAME" and inside] == [v for v in visited if v]


@pytest.mark.parametrize("place", ["bottom", "side", "none"])
def test_the_list_is_in_the_accessibility_tree_wherever_it_stands(opened: Open, place: str) -> None:
    page = opened(f"/embed/v1?zone=zhangjiang&kind=poc,pilot&list={place}", width=480, height=600)
    names = [name.strip() for name in page.locator(".card-name").all_text_contents()]
    assert len(names) == 7
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    nodes = [node for node in tree["nodes"] if not node.get("ignored") and node["role"]["value"] == "link"]
    spoken = [node["name"]["value"] for node in nodes]
    assert [name for name in names if name not in spoken] == [], json.dumps(spoken, ensure_ascii=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["?zone=zhangjiang&lock=zone&kind=poc,pilot", "?layers=features", "/insight"])
def test_forced_colours_leave_nothing_for_axe(opened: Open, address: str, scheme: str) -> None:
    page = opened(f"/embed/v1{address}", width=480, height=600, forced_colors="active", color_scheme=scheme)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found["violations"]] == []
