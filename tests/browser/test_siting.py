"""Where next within 闵行, as its official walks through it: asked, moved, undone, with a file, on a phone."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Open, boxes, settle

MINHANG = "/insight/siting?within=310112"


def _gains(page: Page) -> list[int]:
    return [int(text.strip("+")) for text in page.locator(".site-gain b").all_inner_texts()]


def _reached(page: Page) -> tuple[int, int]:
    """The weights that are reached now and with the sites, by the sentence."""
    found = re.search(r"(\d+) → (\d+)，共 72", page.locator(".siting-sentence").inner_text())
    assert found is not None
    return int(found[1]), int(found[2])


def _drag(page: Page, mark: Locator, across: float, down: float) -> None:
    [box] = boxes(mark)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y + down / 2)
    page.mouse.move(x + across, y + down)
    page.mouse.up()


def test_an_official_sites_three_and_moves_one(opened: Open) -> None:
    page = opened("/insight?area=310112")
    page.locator("#topics a", has_text="再设在哪里").click()
    page.wait_for_url("**/insight/siting?within=310112*")
    settle(page)
    expect(page.locator("h1")).to_have_text("闵行区里，再设在哪里")
    now, then = _reached(page)
    assert then == now + sum(_gains(page))
    names = page.locator("ol.sites li > div:first-of-type > b").all_inner_texts()
    assert len(names) == 3
    assert all(re.search("附近|千米$", name) for name in names)
    assert page.locator(".siting-site").count() == 3
    assert page.locator(".reach-map").count() == 5

    # Another reach: by its small map, and back by the browser.
    page.locator(".reach-map", has_text="1 千米").click()
    page.wait_for_url("**km=1*")
    settle(page)
    assert _reached(page)[1] < then
    page.go_back()
    page.wait_for_url(re.compile(r"siting\?within=310112$"))
    settle(page)
    assert _reached(page) == (now, then)

    # A click outside, or on no letter, changes nothing and says so.
    page.locator(".service-map").click(position={"x": 40, "y": 300})
    expect(page.locator(".sm-notice")).to_contain_text("在范围外或海上")
    assert _reached(page) == (now, then)
    _moved_and_undone(page, now, then)
    # At least one need stays on.
    boxes_of_need = page.locator(".needs input[type=checkbox]")
    for i in range(3):
        boxes_of_need.nth(i).click()
        settle(page)
    assert page.locator(".needs input[type=checkbox]:checked").count() == 1


def _moved_and_undone(page: Page, now: int, then: int) -> None:
    """Dragged out of the district a site goes back; within it moves, and the figures follow."""
    mark = page.locator(".siting-site[data-letter=B]")
    _drag(page, mark, 0, -320)
    expect(page.locator(".sm-notice")).to_contain_text("没有改变")
    expect(page.locator(".moved-bar")).to_have_count(0)
    _drag(page, mark, 20, 30)
    page.wait_for_url("**sites=*")
    settle(page)
    expect(page.locator(".moved-bar span")).to_contain_text(re.compile("^B 移了 [0-9.]+ 千米$"))
    expect(page.locator(".siting-sentence")).to_contain_text(f"建议的是 {then}")
    expect(page.locator("#siting-answer")).to_contain_text("这些位置由您选定，不是求得的")
    expect(page.locator("#siting-key")).to_contain_text("自选的位置")
    assert page.locator("path.siting-ghost").count() == 2
    once = _reached(page)[1]
    assert once == now + sum(_gains(page))

    # By keys: the letter keeps the focus, and one step back leads to where it was before.
    page.get_by_role("button", name="移动 B").press("Enter")
    expect(page.locator(".sm-notice")).to_contain_text("B 的新位置")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".moved-bar .undo")).to_have_attribute("href", re.compile("sites="))
    settle(page)
    expect(mark).to_be_focused()
    # It has its place: nothing asks for a click any more, and a click elsewhere takes it nowhere.
    expect(page.locator(".sm-notice")).to_be_hidden()
    moved, corner = page.url, page.locator(".siting-site[data-letter=C]").bounding_box()
    assert corner
    page.mouse.click(corner["x"] + 50, corner["y"] - 30)
    expect(page.locator(".sm-notice")).to_contain_text("先选“移动”")
    assert page.url == moved
    mark.focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".siting-sentence")).to_contain_text(f"→ {once}，")
    settle(page)
    page.locator(".moved-bar .restore").click()
    expect(page.locator(".moved-bar")).to_have_count(0)
    settle(page)
    assert _reached(page) == (now, then)


def test_a_file_of_ones_own_goes_with_the_question_alone(opened: Open, tmp_path: Path) -> None:
    page = opened(MINHANG)
    page.locator("#own > summary").click()
    page.locator("#i-own").scroll_into_view_if_needed()
    field, beside = page.locator("#i-own").bounding_box(), page.locator(".siting-side").bounding_box()
    assert field
    assert beside
    assert field["x"] + field["width"] <= beside["x"], "the map stays in view and covers the field"
    large = tmp_path / "large.csv"
    large.write_text("lon,lat\n" + "121.4,31.1\n" * 100_000)
    page.locator("#i-file").set_input_files(large)
    expect(page.locator("#own-limit")).to_contain_text("至多 1,000,000 字节")
    own = tmp_path / "own.csv"
    own.write_text("name,lon,lat,weight\n甲厂,121.40,31.10,40\n乙厂,121.41,31.11,50\n", encoding="utf-8")
    page.locator("#i-file").set_input_files(own)
    expect(page.locator("#i-own")).to_have_value(re.compile("甲厂"))
    page.get_by_role("button", name="带着文件求解").click()
    expect(page.locator(".siting-sentence")).to_contain_text("共 162")
    settle(page)
    assert "甲厂" not in page.url
    expect(page.locator("ol.sites li").first).to_contain_text("乙厂、甲厂")
    # The next question takes it along, by the form's own body.
    page.locator("button.reach-map", has_text="1 千米").click()
    expect(page.locator(".siting-sentence")).to_contain_text("1 千米内")
    expect(page.locator(".siting-sentence")).to_contain_text("共 162")
    settle(page)
    page.locator("#i-own").fill("lon,lat,weight\nNaN,31.1,2\n")
    page.get_by_role("button", name="带着文件求解").click()
    expect(page.locator(".own-refused")).to_contain_text("经度“NaN”用不了")
    settle(page)
    expect(page.locator("#i-own")).to_have_value(re.compile("NaN,31.1"))


def test_on_a_phone_in_english_the_map_comes_first(opened: Open) -> None:
    page = opened(f"/en{MINHANG}&size=large", width=320, height=844)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    [the_map] = boxes(page.locator(".siting-map"))
    [answer] = boxes(page.locator("#siting-answer"))
    assert the_map["y"] < answer["y"]
    question = page.locator(".siting-q")
    assert question.evaluate("one => one.open") is False
    question.locator("summary").click()
    page.locator("label", has_text=re.compile("^5$")).first.click()
    page.wait_for_url("**km=5*")
    settle(page)
    expect(page.locator(".siting-sentence")).to_contain_text("Need within 5 km")
    assert not re.search("[\u4e00-\u9fff]", page.locator("#siting-answer").inner_text())
    page.emulate_media(media="print")
    expect(page.locator(".siting-map")).to_be_visible()
    expect(page.locator(".siting-fields")).to_be_hidden()
    expect(page.locator("ol.sites li").first).to_be_visible()


def test_without_a_script_all_of_it_is_a_form(opened: Open) -> None:
    page = opened(f"{MINHANG}&km=-5", java_script_enabled=False)
    expect(page.locator("#siting-answer .notice")).to_contain_text("0.5 至 20")
    expect(page.locator("input[name=km][type=text]")).to_have_value("-5")
    page.locator("#i-within").select_option("lingang")
    page.locator("input[name=km][type=text]").fill("2")
    page.get_by_role("button", name="求解", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("临港")
    assert page.locator("ol.sites li").count() == 3
