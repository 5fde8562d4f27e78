"""What the eye sees of a frame: its district's outline, no edge of the map, and something useful however low it is."""

import pytest
from playwright.sync_api import Locator, Page, expect

from app.embed.snippet import LEAST, LEAST_MAP
from tests.support.browser import Open, settle

LONGEST_LEVEL = """() => {
  const drawn = document.querySelector('path.sea-coast').getAttribute('d');
  const points = [...drawn.matchAll(/([ML])(-?[\\d.]+)[ ,](-?[\\d.]+)/g)]
    .map(([, letter, x, y]) => [letter, Number(x), Number(y)]);
  return points.slice(1).reduce((longest, [letter, x, y], i) => {
    const [, before, level] = points[i];
    return letter === 'L' && Math.abs(y - level) <= 2 ? Math.max(longest, Math.abs(x - before)) : longest;
  }, 0);
}"""
"""The longest part of the coast that runs due east or west, in pixels."""


def _bottom(of: Locator) -> float:
    box = of.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def _at(page: Page, height: int) -> None:
    page.set_viewport_size({"width": page.evaluate("innerWidth"), "height": height})
    page.wait_for_timeout(150)
    settle(page)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("?lang=en", ".card"),
        ("/district/310112?list=side&lang=en", ".card"),
        ("/zone/lingang?list=none&lang=en", ".card"),
        ("/insight?lang=en", "#districts td"),
    ],
)
def test_a_low_frame_has_a_whole_map_or_a_list_and_its_least_height(opened: Open, path: str, shown: str) -> None:
    """The height that the frame says is the one from which its map is drawn: one pixel lower it is not."""
    page = opened(f"/embed/v1{path}", width=700, height=330)
    foot, drawn, low = page.locator(".embed-foot"), page.locator(".embed-map"), page.locator(".embed-low")
    for height in (330, LEAST_MAP):
        _at(page, height)
        assert _bottom(page.locator(".sm-strip")) <= _bottom(foot) - foot.evaluate("e => e.offsetHeight") + 1
        expect(low).to_be_hidden()
        assert drawn.evaluate("e => e.offsetHeight") >= 120
    for height in (LEAST_MAP - 1, 160):
        _at(page, height)
        expect(drawn).to_be_hidden()
        expect(low).to_be_visible()
        expect(low).to_contain_text(f"at least {LEAST_MAP} pixels")
        expect(page.locator(shown).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # A host that follows the content gives the room: nothing is left out on the way there.
    page.evaluate("document.body.classList.add('follows')")
    expect(drawn).to_be_visible()
    expect(low).to_be_hidden()


def test_a_low_frame_shows_a_card_below_its_map_and_a_counter_its_button(opened: Open) -> None:
    page = opened("/embed/v1?kind=poc", width=480, height=320)
    foot = page.locator(".embed-foot")
    for path, height in (("?kind=poc", 320), ("?kind=poc", 390), ("/district/310112", 320)):
        page.goto(page.url.split("/embed/v1")[0] + f"/embed/v1{path}")
        _at(page, height)
        assert page.locator(".embed-map").evaluate("e => e.offsetHeight") >= 120
        assert _bottom(page.locator(".card-name, .card .op").nth(1)) <= _bottom(foot) - foot.evaluate(
            "e => e.offsetHeight"
        )
    page.set_viewport_size({"width": 320, "height": LEAST["counter"]})
    page.goto(page.url.split("/embed/v1")[0] + "/embed/v1/counter?district=310114&kind=poc")
    settle(page)
    assert _bottom(page.locator(".frame-none .btn")) <= _bottom(foot) - foot.evaluate("e => e.offsetHeight")


def test_a_frame_of_a_district_outlines_it_and_the_figures_show_no_edge(opened: Open) -> None:
    page = opened("/embed/v1/district/310114?kind=poc", width=480, height=600)
    outline = page.locator("path.district-chosen").first
    expect(outline).to_be_attached()
    drawn, map_box = outline.bounding_box(), page.locator("#map").bounding_box()
    assert drawn is not None
    assert map_box is not None
    assert drawn["height"] > map_box["height"] / 2
    expect(page.locator(".frame-none")).to_contain_text("未收录概念验证平台")
    page.locator(".frame-none a").click()
    page.locator(".card").first.wait_for()
    wide = opened("/embed/v1/insight", width=1900, height=620)
    room = wide.locator("#map").bounding_box()
    assert room is not None
    # The outermost border of land and sea, which has a line, lies beyond what is seen.
    for line in wide.locator("path.sea, path.outside").all():
        box = line.bounding_box()
        assert box is not None
        sides = (box["x"], room["x"]), (room["x"] + room["width"], box["x"] + box["width"])
        reach = [near <= far for near, far in sides]
        assert any(reach)
        if "sea" in str(line.get_attribute("class")):
            assert all(reach)
    # A coast is nowhere a ruled line of 200 pixels, as the edge is at which the data of the sea end.
    assert wide.locator("path.sea-coast").count() == 1
    assert wide.evaluate(LONGEST_LEVEL) < 200
