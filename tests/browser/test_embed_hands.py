"""Fingers and keys on a page that frames the map: neither is caught by the frame."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, FrameLocator, Page, expect

from tests.browser.conftest import Host, Watch

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


def _map_at(page: Page) -> str:
    pane = _frame(page).locator(".leaflet-map-pane")
    return str(pane.evaluate("e => e.style.transform")) + _frame(page).locator(".scale").first.inner_text()


@pytest.mark.parametrize("sandbox", [None, "allow-scripts"])
def test_one_finger_on_the_map_scrolls_the_host_page(hosted: Hosted, sandbox: str | None) -> None:
    page = hosted("/embed/v1?zone=zhangjiang&lang=en&list=none", sandbox=sandbox, has_touch=True, is_mobile=True)
    session, at = _touch(page)
    before = _map_at(page)
    _swipe(session, at, 300)
    assert page.evaluate("scrollY") > 150
    assert _map_at(page) == before
    notice = _frame(page).locator(".sm-notice")
    expect(notice).to_have_text("Two fingers move the map")
    expect(notice).to_be_hidden()


def test_one_finger_scrolls_a_list_that_the_frame_has_no_room_for_and_never_the_map(hosted: Hosted) -> None:
    page = hosted("/embed/v1", has_touch=True, is_mobile=True)
    session, at = _touch(page)
    before = _map_at(page)
    _swipe(session, at, 150)
    assert page.frames[1].evaluate("scrollY") > 100
    assert _map_at(page) == before


def test_two_fingers_zoom_the_map_and_leave_the_page(hosted: Hosted) -> None:
    page = hosted("/embed/v1?zone=zhangjiang", has_touch=True, is_mobile=True)
    session, at = _touch(page)
    before = _map_at(page)
    session.send("Input.synthesizePinchGesture", {**at, "scaleFactor": 3, "gestureSourceType": "touch"})
    page.wait_for_timeout(300)
    assert _map_at(page) != before
    assert page.evaluate("[scrollY, visualViewport.scale]") == [0, 1]


def test_with_the_wheel_on_one_finger_moves_the_map(hosted: Hosted) -> None:
    page = hosted("/embed/v1?zone=zhangjiang&wheel=on", has_touch=True, is_mobile=True)
    session, at = _touch(page)
    before = _map_at(page)
    _swipe(session, at, 100)
    page.wait_for_timeout(300)
    assert _map_at(page) != before
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
    assert _map_at(page) != before
