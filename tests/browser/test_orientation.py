"""A map to find one's way on: each layer at its zoom, names that cover nothing, one switch, and whose data they are."""

from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Open, settle

pytestmark = pytest.mark.browser
READ = "performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)"
BOXES = """() => [...document.querySelectorAll('.sm-labels > g')].map(label => {
  const { left, top, right, bottom } = label.getBoundingClientRect();
  return { text: label.textContent, kind: label.getAttribute('class'), box: [left, top, right, bottom] };
})"""
STANDING = """() => [...document.querySelectorAll('.mark, .sm-corner > *, .sm-strip, .sm-way-home')]
  .map(each => each.getBoundingClientRect()).filter(box => box.width)
  .map(box => [box.left, box.top, box.right, box.bottom])"""
RING = "getComputedStyle(document.querySelector('.sm-ring .p-district')).fillOpacity"
TOUCH_PX = 3
"""Letters have less ink than the boxes that browsers give them."""
OSM = "© OpenStreetMap contributors (ODbL)"


def overlap(a: list[float], b: list[float]) -> bool:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide > TOUCH_PX and high > TOUCH_PX


def count(page: Page, selector: str) -> int:
    return page.locator(selector).count()


def read(page: Page) -> set[str]:
    """The last part of each layer's address, and of the script that draws them, of all that was read."""
    names: list[str] = page.evaluate(READ)
    return {name.rsplit("/", 1)[1] for name in names if "/orientation" in name}


def nearer(page: Page) -> None:
    page.get_by_role("button", name="放大", exact=True).click()
    settle(page)
    settle(page)


def test_each_layer_comes_at_its_zoom(opened: Open) -> None:
    page = opened("/")
    assert read(page) == {"sea.geojson"}, "the first view has the sea alone"
    strip = page.locator(".sm-strip")
    expect(strip).to_contain_text(f"海域 {OSM}")
    nearer(page)
    expect(page.locator(".sm-transport .metro-line").nth(17)).to_be_attached()
    assert {"transport.geojson"} <= read(page)
    assert not {"town_outlines.geojson", "town_names.geojson"} & read(page)
    assert count(page, ".s-label, .t-label, .sm-town path") == 0
    expect(strip).to_contain_text(f"海域、地铁、高架 {OSM}")
    nearer(page)
    expect(page.locator(".sm-town path")).to_have_count(115)
    expect(page.locator(".s-change").first).to_be_attached()
    assert count(page, ".sm-transport .station:not(.station-change)") == 0, "stations of one line come later"
    expect(strip).to_contain_text("GeoNames, CC BY 4.0")
    nearer(page)
    assert count(page, ".sm-transport .station:not(.station-change)") > 300
    expect(page.locator(".legend")).to_contain_text("街镇界（不全）")


@pytest.mark.parametrize(
    ("path", "width", "texts"),
    [
        (
            "/?kind=poc,pilot,related&at=121.5,31.23,13",
            1440,
            {"c-label": "2号线", "s-label": "人民广场", "t-label": "街道", "r-label": "延安高架路"},
        ),
        (
            "/en/?at=121.6,31.2,12.6",
            1440,
            {"c-label": "Line 2", "s-label": "Century Avenue", "t-label": "Huamu", "r-label": "Huaxia Elevated"},
        ),
        ("/?view=map&at=121.5,31.23,13&size=large", 390, {"s-label": ""}),
    ],
)
def test_no_name_covers_another_or_a_mark(opened: Open, path: str, width: int, texts: dict[str, str]) -> None:
    page = opened(path, width=width)
    expect(page.locator(".sm-town path")).to_have_count(115)
    settle(page)
    labels: list[dict[str, Any]] = page.evaluate(BOXES)
    assert len(labels) > (5 if width < 700 else 60)
    for kind, text in texts.items():
        assert any(kind in label["kind"] and text in label["text"] for label in labels), (kind, text)
    standing = page.evaluate(STANDING)
    for folded in page.locator(".sm-switches summary").all():
        folded.press("Enter")
    segments = page.locator(".overlays .segment").last
    assert segments.evaluate("each => each.scrollWidth <= each.clientWidth"), "the switch is cut"
    assert segments.evaluate(
        "each => each.getBoundingClientRect().right <= each.parentElement.getBoundingClientRect().right + 1"
    )
    covering = [(a["text"], b["text"]) for a, b in combinations(labels, 2) if overlap(a["box"], b["box"])]
    assert covering == []
    assert [label["text"] for label in labels if any(overlap(label["box"], box) for box in standing)] == []


def test_one_switch_rings_that_fade_and_where_the_map_ends(opened: Open, real_site: str) -> None:
    page = opened("/?kind=poc,pilot,related&at=121.42,31.1,11.8")
    expect(page.locator(".sm-transport .metro-line").first).to_be_attached()
    assert float(page.evaluate(RING)) > 0
    nearer(page)
    assert float(page.evaluate(RING)) == 0
    switch = page.get_by_role("button", name="地铁与街镇")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(page.locator(".sm-transport path, .sm-town path")).to_have_count(0)
    expect(page.locator(".sm-strip")).not_to_contain_text("地铁")
    expect(page.locator(".s-label, .t-label, .c-label, .r-label")).to_have_count(0)
    assert "orientation=none" in page.url
    page.reload()
    settle(page)
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert count(page, ".sm-transport .metro-line") == 0
    switch.click()
    expect(page.locator(".sm-transport .metro-line").first).to_be_attached()
    page.goto(real_site + "/?at=121.5,31.2,17")
    settle(page)
    expect(page.get_by_role("button", name="放大", exact=True)).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".scale")).to_contain_text("200 m")


def test_page_frame_and_paper_say_whose_data_they_show(opened: Open, real_site: str) -> None:
    page = opened("/platform/sh-poc-002")
    for path in ("", "/embed/v1/platform/sh-poc-002", "/embed/v1/district/310101?lang=en"):
        if path:
            page.goto(real_site + path)
            settle(page)
        expect(page.locator(".sm-transport .metro-line").first).to_be_attached()
        expect(page.locator(".sm-strip")).to_contain_text(OSM)
        expect(page.locator(".sm-strip")).to_contain_text("GeoNames, CC BY 4.0")
    page.emulate_media(media="print")
    expect(page.locator(".sm-strip")).to_be_visible()
    expect(page.locator(".sm-strip")).to_contain_text(OSM)
