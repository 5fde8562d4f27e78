"""From a search to one link for several platforms, and a list to Excel: by keyboard, on a phone, on one sheet."""

import io
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.support.axe import violations
from tests.support.browser import Open, attributes, settle
from tests.support.paper import sheets_of

CHOSEN = ("sh-poc-009", "sh-poc-040", "sh-poc-049")


def star(page: Page, id: str) -> None:
    """Press the star of a card by keyboard; the focus stays on it."""
    one = page.locator(f'#results [data-star="{id}"]')
    one.focus()
    page.keyboard.press("Enter")
    expect(one).to_have_class("star on")
    settle(page)
    expect(one).to_be_focused()


def test_three_candidates_are_picked_compared_and_shared_as_one_link_by_keyboard(opened: Open) -> None:
    page = opened("/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#q").focus()
    page.keyboard.type("医疗器械 张江")
    settle(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("zone=zhangjiang"))
    settle(page)
    for kind in ("pilot", "related"):
        page.locator(f"#f-kind-{kind}").focus()
        page.keyboard.press("Space")
        expect(page.locator(f"#f-kind-{kind}")).to_be_checked()
        settle(page)
    listed = attributes(page.locator("#results .card"), "data-id")
    for id in CHOSEN:
        star(page, id)
    assert attributes(page.locator("#results .card"), "data-id") == listed, "what is picked filters nothing"
    picked = re.compile(f"zone=zhangjiang.*pick={','.join(CHOSEN)}")
    expect(page).to_have_url(picked)
    expect(page.locator("#status")).to_have_text(re.compile("共 3 个"))
    expect(page.locator("#shortlist .picked li")).to_have_count(3)
    assert violations(page) == []
    # Back among the filters of the page: what was picked since stays.
    page.go_back()
    expect(page.locator("#f-kind-related")).not_to_be_checked()
    settle(page)
    expect(page).to_have_url(picked)
    expect(page.locator('#results [data-star="sh-poc-009"]')).to_have_class("star on")
    # One is taken out in the bar, and the focus goes to the next.
    cross = page.locator("#shortlist [data-unpick]")
    cross.first.focus()
    page.keyboard.press("Enter")
    expect(cross).to_have_count(2)
    expect(cross.first).to_be_focused()
    star(page, "sh-poc-009")
    _compare(page)


def test_three_candidates_are_one_link_after_three_presses(opened: Open) -> None:
    """Enter on what is searched for, on all of its list, and on the way to share it; the list can be taken back."""
    page = opened("/")
    page.locator("#q").focus()
    page.keyboard.type("医疗器械 张江 中试")
    settle(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("zone=zhangjiang"))
    settle(page)
    listed = attributes(page.locator("#results .card"), "data-id")
    assert len(listed) == 3
    every = page.locator("[data-star-all]")
    every.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"pick={','.join(listed)}"))
    settle(page)
    share = page.locator("#shortlist [data-share]")
    share.focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("dialog", name="分享这 3 个平台").get_by_label("链接").input_value()
    assert link.endswith(f"/compare?ids={','.join(listed)}")
    page.keyboard.press("Escape")
    expect(page.locator("#results .star.on")).to_have_count(3)
    expect(every).to_have_text("移出这 3 个")
    # A star by itself: the button is for all of them again.
    star_of_one = page.locator(f'#results [data-star="{listed[0]}"]')
    star_of_one.click()
    expect(every).to_have_text("全选这 3 个")
    star_of_one.click()
    every.focus()
    page.keyboard.press("Enter")
    expect(every).to_be_focused()
    expect(page).not_to_have_url(re.compile("pick="))
    expect(page.locator("#status")).to_have_text("列表里的 3 个都已移出，还有 0 个")


def _compare(page: Page) -> None:
    """Letters join table and map; it fits one sheet with map, address, date and approval; the link is shared."""
    page.locator("#shortlist").get_by_role("link", name="比较").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("比较 3 个平台")
    settle(page)
    heads = page.locator(".cmp thead th")
    assert [text[0] for text in heads.all_inner_texts()] == ["A", "B", "C"]
    discs = page.locator(".service-map .disc.rank").all_inner_texts()
    assert set("".join(discs)) & set("ABC")
    assert violations(page) == []
    [sheet] = sheets_of(page)
    for words in ("上海合成生物学创新中心", "compare?ids=", "审图号", "打印", "写明的项", "/platform/sh-poc-009"):
        assert words in sheet, words
    rows = page.locator(".cmp tbody tr").count()
    page.get_by_role("link", name="只看不同").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cmp tbody tr.same")).to_have_count(0)
    assert 0 < page.locator(".cmp tbody tr").count() < rows
    settle(page)
    share = page.locator(".cmp-ways [data-share]")
    share.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="分享这 3 个平台")
    expect(dialog).to_be_visible()
    settle(page)
    assert violations(page) == []
    dialog.get_by_role("button", name="复制为文字").focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("文字已复制")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert [line for line in text.splitlines() if line[:2] in ("A ", "B ", "C ")][2].startswith("C ")
    assert text.rstrip().endswith(dialog.get_by_label("链接").input_value())
    for _ in range(8):
        page.keyboard.press("Tab")
        assert dialog.evaluate("one => one.contains(document.activeElement)"), "the focus stays in the dialog"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(share).to_be_focused()


def test_the_link_opens_on_a_phone_and_is_passed_on_from_there(opened: Open) -> None:
    page = opened(f"/compare?ids={','.join(CHOSEN)}", width=390, height=844)
    box = page.locator(".cmp-scroll")
    first, second = page.locator(".cmp tbody th").first, page.locator(".cmp tbody td").nth(1)
    before, moved = first.bounding_box(), second.bounding_box()
    box.evaluate("one => { one.scrollLeft = 200 }")
    assert before == first.bounding_box(), "what a row is about stays"
    after = second.bounding_box()
    assert moved is not None
    assert after is not None
    assert after["x"] < moved["x"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#shortlist .picked")).to_be_hidden()
    assert violations(page) == []
    page.evaluate("navigator.share = (data) => { window.sent = data; return Promise.resolve() }")
    page.locator("#shortlist [data-share]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    settle(page)
    frame = dialog.bounding_box()
    assert frame is not None
    assert round(frame["y"] + frame["height"]) == 844
    assert frame["width"] == 390
    dialog.get_by_role("button", name="发送").click()
    sent = page.evaluate("window.sent")
    assert sent["url"].endswith(f"/compare?ids={','.join(CHOSEN)}")
    dialog.get_by_role("button", name="关闭").click()
    # From here one goes on with these platforms picked; the star of a page about one of them works, too.
    page.locator(".cmp thead a").first.click()
    settle(page)
    on = page.locator('[data-star="sh-poc-009"]')
    expect(on).to_have_class("star on")
    on.click()
    expect(on).to_have_class("star")
    expect(page).to_have_url(re.compile("pick=sh-poc-040,sh-poc-049"))
    settle(page)
    page.get_by_role("link", name="返回地图").click()
    settle(page)
    expect(page.locator(".picked-n")).to_have_text("已选 2")


def test_large_text_fits_the_narrowest_screen_and_one_sheet(opened: Open) -> None:
    ids = "sh-poc-001,sh-poc-009,sh-poc-005,sh-poc-010"
    page = opened(f"/en/compare?ids={ids}&size=large", width=320, height=700)
    name, cell = page.locator(".cmp tbody th").nth(1), page.locator(".cmp tbody td").nth(4)
    above, below = name.bounding_box(), cell.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"] + 1, "the name of a row stands above its cells"
    assert below["x"] + below["width"] <= 320, "a cell is seen whole"
    assert below["width"] > 200
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert violations(page) == []
    assert len(sheets_of(page)) == 1
    # Three with the longest texts: English takes more lines than Chinese.
    page.goto(page.url.split("?")[0] + "?ids=sh-poc-029,sh-poc-013,sh-poc-011")
    settle(page)
    assert len(sheets_of(page)) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(page.url.split("/en/")[0] + "/match?domain=synbio&stage=lab&origin=zhangjiang&want=voucher")
    row = page.locator(".m-row").first
    named, signs = row.locator(".m-name").bounding_box(), row.locator(".glyphs").bounding_box()
    assert named is not None
    assert signs is not None
    assert named["width"] > 200
    assert signs["y"] >= named["y"] + named["height"] - 1, "the signs stand below the name"


def test_an_english_reader_takes_two_fields_to_excel_in_four_steps(opened: Open, tmp_path: Path) -> None:
    page = opened("/en/")
    page.get_by_role("link", name="Field").click()
    for field in ("Artificial intelligence", "Brain-computer interface"):
        page.locator("#facets").get_by_label(re.compile(f"^{field}")).check()
        settle(page)
    shown = int(page.locator(".count b").inner_text().split()[0])
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    path = tmp_path / "list.xlsx"
    download.value.save_as(path)
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    [head, *rows] = book.get_sheet_by_name("platforms").to_python()
    assert len(rows) == shown == page.locator("#results .card").count()
    assert head[:3] == ["Name in English", "Name in Chinese", "Kind"]
    fields = head.index("Fields")
    assert all(re.search("Artificial intelligence|Brain-computer", str(row[fields])) for row in rows)
    address = str(rows[0][head.index("Page on this site")])
    assert address.endswith(f"/en/platform/{rows[0][-1]}")


def test_the_star_of_a_platforms_page_stands_beside_its_name_before_anything_is_picked(opened: Open) -> None:
    page = opened("/platform/sh-poc-009")
    star, name = page.locator(".titled .star").bounding_box(), page.locator(".titled h1").bounding_box()
    assert star
    assert name
    assert name["x"] + name["width"] <= star["x"]
    assert name["y"] - 10 <= star["y"] <= name["y"] + name["height"]
