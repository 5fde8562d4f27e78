"""What each parameter of an embed does in the frame that is served, not only in what was read of it."""

import pytest
from playwright.sync_api import ConsoleMessage, Locator, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import AXE

RED = "rgb(200, 16, 46)"


def _colour(of: Locator) -> str:
    return str(of.evaluate("e => getComputedStyle(e).color"))


@pytest.mark.parametrize(
    ("query", "system", "red"),
    [
        ("accent=c8102e", "light", True),
        ("accent=%23C8102E&theme=light", "dark", True),
        ("accent=c8102e", "dark", False),
        ("accent=c8102e&theme=dark", "light", False),
        ("accent=ffff00", "light", False),
    ],
)
def test_an_accent_colours_links_where_it_can_be_read(opened: Open, query: str, system: str, red: bool) -> None:
    frame = f"/embed/v1?zone=zhangjiang&domain=synbio&lock=zone&{query}"
    page = opened(frame, width=480, height=600, color_scheme=system)
    own = opened(frame.split("accent", maxsplit=1)[0] + "&".join(query.split("&")[1:]), width=480, color_scheme=system)
    for selector in (".embed-foot a", ".chip.locked .chip-k"):
        colour = _colour(page.locator(selector))
        assert (colour == RED) is red
        assert (colour == _colour(own.locator(selector))) is not red
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found["violations"]] == []


def test_a_colour_that_cannot_be_read_is_told_with_its_ratio(opened: Open) -> None:
    page = opened("/embed/v1/counter?theme=light", width=480)
    said: list[ConsoleMessage] = []
    page.on("console", lambda message: said.append(message))
    page.goto(page.url + "&accent=ffff00")
    expect(page.locator(".counter")).to_be_visible()
    assert any("accent=ffff00: 1" in m.text and "4.5:1 needed" in m.text and m.type == "info" for m in said)
