"""axe-core finds no violation in the folder and in the single file."""

import pytest

from tests.support.axe import violations
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
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 320)])
def test_axe_finds_nothing_in_the_folder(go: Go, name: str, theme: str, width: int) -> None:
    page = go("folder", page=PAGES[name], width=width, height=800, color_scheme=theme)
    assert violations(page, preload=False) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1440, 320])
@pytest.mark.parametrize("place", ["single", "single en"])
def test_axe_finds_nothing_in_the_single_file(go: Go, place: str, width: int) -> None:
    page = go(place, "?select=sh-poc-009#platform-sh-poc-009", width=width, height=800)
    assert violations(page, preload=False) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
