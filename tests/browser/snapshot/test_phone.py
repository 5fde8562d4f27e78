"""List and map of a phone, live and without a server."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import settle
from tests.support.places import PLACES, Go
from tests.support.public_page import ALL_KINDS, query


@pytest.mark.parametrize("place", PLACES)
def test_a_phone_shows_list_then_map_and_a_card(go: Go, place: str) -> None:
    page = go(place, f"?{ALL_KINDS}&zone=lingang&group=none", width=390, height=844, has_touch=True)
    expect(page.locator("#map")).to_be_hidden()
    page.locator("nav.thumb a[data-view=map]").click()
    settle(page)
    page.locator("#map .mark.platform").first.click()
    expect(page.locator(".sheet .card-name")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("nav.thumb a[data-view=filters]").click()
    expect(page.locator("#facets")).to_be_visible()
    assert query(page)["zone"] == ["lingang"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("width", "height"), [(480, 800), (390, 844), (320, 640)])
def test_the_edge_of_a_phones_map_stands_above_the_bar(go: Go, place: str, width: int, height: int) -> None:
    page = go(place, f"?{ALL_KINDS}&view=map", width=width, height=height)
    edge, bar = page.locator(".sm-strip").bounding_box(), page.locator(".thumb").bounding_box()
    assert edge
    assert bar
    assert edge["y"] + edge["height"] <= bar["y"] + 0.5
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    expect(page.locator(".sm-strip")).to_contain_text("审图号")


@pytest.mark.parametrize("place", ["live", "folder"])
def test_large_text_leaves_room_for_the_map_on_the_smallest_screen(go: Go, place: str) -> None:
    page = go(place, f"?{ALL_KINDS}&view=map&size=large", width=320, height=640)
    drawn, edge = page.locator("#map").bounding_box(), page.locator(".sm-strip").bounding_box()
    assert drawn
    assert edge
    assert edge["y"] - drawn["y"] > 160
    page.locator(".sm-strip").scroll_into_view_if_needed()
    bar = page.locator(".thumb").bounding_box()
    edge = page.locator(".sm-strip").bounding_box()
    assert edge
    assert bar
    assert edge["y"] + edge["height"] <= bar["y"] + 0.5


@pytest.mark.parametrize("view", ["map", "list"])
def test_a_strip_above_the_page_takes_its_room_from_the_frame(go: Go, view: str) -> None:
    """As the line that says that records are synthetic; with large text, too, something of list and map is seen."""
    page = go("live", f"?view={view}&size=large", width=390, height=844)
    page.evaluate(
        "document.querySelector('.top').insertAdjacentHTML('afterend', '<p class=\"synthetic-strip\">synthetic</p>')"
    )
    frame, bar = page.locator(".frame").bounding_box(), page.locator(".thumb").bounding_box()
    assert frame
    assert bar
    assert frame["y"] + frame["height"] <= bar["y"] + 0.5
    seen = page.locator("#results" if view == "list" else "#map").bounding_box()
    assert seen
    assert seen["height"] > 150
