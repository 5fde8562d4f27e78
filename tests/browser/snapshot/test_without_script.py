"""Pages whose scripts do not run: what is hidden is not seen, and nothing stands over another thing."""

import pytest
from playwright.sync_api import Browser

from tests.support.places import PLACES, Go

HIDDEN = """() => [...document.querySelectorAll("[hidden]")].filter(
  (one) => getComputedStyle(one).display !== "none").map((one) => one.outerHTML)"""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("script", [True, False])
def test_what_is_hidden_is_not_seen(go: Go, place: str, script: bool) -> None:
    page = go(place, "?district=310112", java_script_enabled=script)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert page.evaluate(HIDDEN) == []
    assert not page.get_by_text("未收录").first.is_visible()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("search", ["", "?panel=filters"])
def test_without_a_script_nothing_stands_over_another_thing(go: Go, width: int, search: str) -> None:
    page = go("live", search, width=width, height=844, java_script_enabled=False)
    panel, facets = page.locator(".panel").bounding_box(), page.locator("#facets").bounding_box()
    last = page.locator(".card").last.bounding_box()
    assert panel
    assert facets
    assert last
    assert last["y"] + last["height"] <= panel["y"] + panel["height"]
    beside = facets["x"] >= panel["x"] + panel["width"] - 1
    assert beside or facets["y"] >= last["y"] + last["height"] or facets["y"] + facets["height"] <= panel["y"]


@pytest.mark.parametrize("place", ["folder", "single"])
def test_without_a_script_there_is_the_whole_list(browser: Browser, places: dict[str, str], place: str) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(places[place])
    assert page.locator(".card").count() == 75
    assert page.locator("#map").is_hidden()
    assert page.locator("#q").is_hidden()
    if place == "folder":
        page.locator(".card-name a").first.click()
        assert page.locator(".facts").count() >= 1
    context.close()
