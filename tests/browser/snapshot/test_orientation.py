"""Without a server and without a network the map has the same layers, and says whose they are."""

import pytest
from playwright.sync_api import expect

from tests.support.places import Go


@pytest.mark.parametrize("place", ["folder", "single"])
def test_the_orientation_is_in_the_snapshot(go: Go, place: str) -> None:
    page = go(place, "?at=121.5,31.23,13")
    expect(page.locator(".sm-transport .metro-line")).to_have_count(18)
    expect(page.locator(".sm-town path")).to_have_count(115)
    expect(page.locator(".s-label", has_text="人民广场")).to_be_attached()
    colour = "getComputedStyle(document.querySelector('.sm-transport .metro-line')).stroke"
    assert page.evaluate(colour) not in ("none", "rgb(0, 0, 0)"), "its style came along"
    strip = page.locator(".sm-strip")
    expect(strip).to_contain_text("地铁、高架、街镇界 © OpenStreetMap contributors (ODbL)")
    expect(strip).to_contain_text("GeoNames, CC BY 4.0")
