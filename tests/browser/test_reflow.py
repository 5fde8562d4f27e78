"""Zoomed to 200 % and 400 %, with wider text, in forced colours, with a list open: usable, nothing cut, axe content."""

import re

import pytest

from tests.support.axe import violations
from tests.support.browser import Open

PAGES = ("/", "/en/?panel=filters", "/platform/sh-poc-009", "/en/district/310112", "/zone/lingang", "/?domain=6g")
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "height"), [(640, 512), (320, 256)])
def test_no_sideways_scroll_when_zoomed(opened: Open, path: str, width: int, height: int) -> None:
    page = opened(path, width=width, height=height)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, page.evaluate(
        """() => [...document.querySelectorAll('body *')]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && e.getClientRects().length)
          .slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"""
    )


@pytest.mark.parametrize("path", PAGES[:3])
def test_wider_text_cuts_nothing(opened: Open, path: str) -> None:
    page = opened(path, width=390, height=844, bypass_csp=True)
    page.add_style_tag(content=SPACING)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", PAGES[:3])
def test_forced_colours(opened: Open, path: str) -> None:
    page = opened(path, forced_colors="active")
    assert violations(page) == []


def test_an_open_list_on_the_map(opened: Open) -> None:
    page = opened("/?kind=poc&kind=pilot&kind=related&zone=zhangjiang&group=none&at=121.6,31.2,15")
    page.get_by_role("button", name=re.compile("同一近似位置")).first.click()
    page.wait_for_timeout(300)
    assert violations(page) == []


def test_suggestions_open(opened: Open) -> None:
    page = opened("/")
    page.locator("#q").press_sequentially("张", delay=10)
    page.wait_for_selector("#suggest [role=option]")
    assert violations(page) == []
