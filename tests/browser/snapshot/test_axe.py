"""axe-core finds no violation in the folder and in the single file."""

import pytest
from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.places import Go

PAGES = {
    "map": "index.html",
    "filters": "index.html?panel=filters&kind=poc,pilot,related&zone=zhangjiang",
    "empty": "index.html?domain=6g",
    "features": "index.html?overlay=features&card=310112",
    "platform": "platform/sh-poc-009.html",
    "district": "en/district/310112.html",
    "zone": "en/zone/lingang.html",
    "english": "en/index.html",
    "lists": "lists.html",
    "measures": "en/lists/policies.html",
    "about": "en/about.html",
}


def check(page: Page) -> None:
    """Look at the page as it came, wide and light, and once more where it comes narrow and dark."""
    _look(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 800})
    page.reload()
    settle(page)
    _look(page)


def _look(page: Page) -> None:
    assert violations(page, preload=False) == [], page.viewport_size
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.viewport_size


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_folder(go: Go, name: str) -> None:
    check(go("folder", page=PAGES[name]))


@pytest.mark.parametrize("place", ["single", "single en"])
def test_axe_finds_nothing_in_the_single_file(go: Go, place: str) -> None:
    check(go(place, "?select=sh-poc-009#platform-sh-poc-009"))
