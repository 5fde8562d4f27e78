"""What a web master locked stays locked when the visitor opens the full map."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Open, settle

FRAME = "/embed/v1?zone=zhangjiang&lock=zone"


def _full_map(opened: Open, frame: str = FRAME) -> tuple[str, Page]:
    """The number of the frame, and the page that its link opens."""
    page = opened(frame, width=480, height=600)
    n = page.locator(".embed-head .n").inner_text()
    with page.context.expect_page() as popup:
        page.locator(".embed-foot a").click()
    full = popup.value
    full.set_viewport_size({"width": 1440, "height": 900})
    settle(full)
    return n, full


def _middle(of: Locator) -> tuple[float, float]:
    of.scroll_into_view_if_needed()
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _zones(page: Page) -> set[str]:
    query = page.evaluate("[...new URLSearchParams(location.search)].filter(([n]) => n === 'zone' || n === 'lock')")
    return {f"{name}={value}" for name, value in query}


def test_the_full_map_lists_as_many_as_the_frame(opened: Open) -> None:
    n, full = _full_map(opened)
    assert re.findall(r"\d+", n) == re.findall(r"\d+", full.locator("#results .count b").inner_text())
    chip = full.locator("#results .chip.locked")
    expect(chip).to_have_text(re.compile("张江科学城（由本站固定）"))
    assert chip.evaluate("e => e.tagName") == "SPAN"
    assert chip.locator("a, button").count() == 0
    expect(full.get_by_text("全部清除")).to_have_count(0)


def test_nothing_on_the_full_map_changes_a_locked_filter(opened: Open) -> None:
    _, full = _full_map(opened)
    held = {"zone=zhangjiang", "lock=zone"}
    full.locator("#facet-bar a").first.click()
    settle(full)
    group = full.locator("#facet-zone")
    expect(group.locator("legend")).to_contain_text("由本站固定")
    other = group.locator("input[value=lingang]")
    expect(other).to_be_disabled()
    full.mouse.click(*_middle(group.locator("label[for=f-zone-lingang]")))
    full.locator("#f-domain-ai").check()
    settle(full)
    assert _zones(full) == held
    full.get_by_text("全部清除").click()
    settle(full)
    assert _zones(full) == held
    assert "domain=" not in full.url
    expect(full.locator("#results .chip")).to_have_count(1)


def test_a_suggestion_of_another_zone_says_that_the_zone_is_fixed(opened: Open) -> None:
    _, full = _full_map(opened)
    full.locator("#q").press_sequentially("临港", delay=20)
    option = full.locator("#suggest [role=option][aria-disabled=true]").filter(has_text="由本站固定").first
    expect(option).to_contain_text("临港")
    full.mouse.click(*_middle(option))
    full.keyboard.press("Escape")
    settle(full)
    assert _zones(full) == {"zone=zhangjiang", "lock=zone"}
    assert "临港" not in full.locator("#results").inner_text()


def test_the_state_refuses_what_a_script_or_a_form_asks(opened: Open) -> None:
    """A box that somebody made changeable again changes nothing either, and back leads to no other zone."""
    _, full = _full_map(opened)
    full.evaluate("document.querySelector('#facet-zone').disabled = false")
    box = full.locator("#f-zone-lingang")
    box.evaluate("e => { e.checked = true; e.dispatchEvent(new Event('change', {bubbles: true})) }")
    settle(full)
    assert _zones(full) == {"zone=zhangjiang", "lock=zone"}
    full.locator("nav[aria-label] a", has_text="区域洞察").first.click()
    settle(full)
    assert _zones(full) == {"zone=zhangjiang", "lock=zone"}
    expect(full.locator("#insight-chips .chip.locked")).to_contain_text("张江科学城")


def test_a_suggested_platform_opens_with_the_lock(opened: Open) -> None:
    page = opened("/en/?zone=zhangjiang&lock=zone")
    page.locator("#q").press_sequentially("Lingang", delay=20)
    page.locator("#suggest [role=option]").first.wait_for()
    # The other zone is seen and cannot be taken; nor is the word read as that zone.
    expect(page.locator("#suggest [role=option]").first).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/platform/**")
    assert _zones(page) == {"zone=zhangjiang", "lock=zone"}
    page.get_by_role("link", name="Back to the map").first.click()
    settle(page)
    assert _zones(page) == {"zone=zhangjiang", "lock=zone"}
    page.locator("#q").fill("Lingang")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Lingang**")
    assert _zones(page) == {"zone=zhangjiang", "lock=zone"}
