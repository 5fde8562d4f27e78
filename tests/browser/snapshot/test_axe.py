"""axe-core finds no violation in the folder and in the single file."""

from typing import Literal

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


LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1440), ("dark", 320))


def check(page: Page) -> None:
    """Look at the page in both ways."""
    for theme, width in LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 800})
        page.reload()
        settle(page)
        assert violations(page, preload=False) == [], (theme, width)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_folder(go: Go, name: str) -> None:
    check(go("folder", page=PAGES[name]))


@pytest.mark.parametrize("place", ["single", "single en"])
def test_axe_finds_nothing_in_the_single_file(go: Go, place: str) -> None:
    check(go(place, "?select=sh-poc-009#platform-sh-poc-009"))
