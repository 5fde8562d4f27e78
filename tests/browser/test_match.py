"""The match as a visitor meets it: from the home page to a reasoned order by keyboard, on paper, without a script."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser import Open, attributes, settle
from tests.support.paper import sheets_of


def ranks(page: Page) -> list[str]:
    """The numbers in the discs of the map."""
    return page.locator(".service-map .disc.rank").all_inner_texts()


def _on_paper_and_further_down(page: Page) -> None:
    """One sheet has the order; a folded card opens, and more of the order begins with what was there."""
    sheets = sheets_of(page)
    assert len(sheets) == 1
    assert "上海合成生物学创新中心" in sheets[0]
    listed = attributes(page.locator("#results .card"), "data-id")
    page.locator(".m-row summary").first.click()
    expect(page.locator(".m-row .m-lines").first).to_be_visible()
    page.get_by_role("link", name="再看 10 个").click()
    settle(page)
    assert attributes(page.locator("#results .card"), "data-id")[: len(listed)] == listed
    expect(page.locator("#results .card")).to_have_count(20)


def _request_sheet(page: Page) -> None:
    """It is filled from the match and written in the browser; no request leaves the page."""
    page.get_by_role("link", name="写需求单").click()
    settle(page)
    expect(page.locator("#sheet-have")).to_have_text("合成生物学、实验室验证")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("样品").fill("<b>两支</b>\n冷藏")
    expect(page.locator("#sheet-sample")).to_have_text("<b>两支</b>\n冷藏", use_inner_text=True)
    expect(page.locator("#sheet-budget")).to_have_text("待商定")
    assert sent == []
    [sheet] = sheets_of(page)
    assert "冷藏" in sheet


def test_from_the_home_page_to_a_reasoned_order_by_keyboard(opened: Open) -> None:
    page = opened("/")
    page.get_by_role("link", name="找平台").click()
    page.get_by_label("实验数据").focus()
    page.keyboard.press("Space")
    page.get_by_label("合成生物学").focus()
    page.keyboard.press("Space")
    page.get_by_label("资金").focus()
    page.keyboard.press("Space")
    page.get_by_label("张江科学城").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("have=data"))
    settle(page)
    first = page.locator("#results .m-card").first
    expect(first.locator("h3")).to_have_text("上海合成生物学创新中心")
    points = [int(text.split("/")[0]) for text in first.locator(".pts").all_inner_texts()]
    total = int(first.locator(".score b").inner_text())
    assert sum(points) == total
    expect(first.locator(".m-sum")).to_have_text(f"合计 = {' + '.join(map(str, points))} = {total}")
    path = page.locator(".m-path li")
    expect(path).to_have_count(4)
    expect(path.nth(1)).to_have_attribute("aria-current", "step")
    expect(path.nth(3).get_by_role("link")).to_have_attribute("href", re.compile("/platform/sh-poc-015"))
    expect(page.locator("#money")).to_contain_text("概念验证助力券")
    # The map bears the ranks, and a mark says its rank before its name.
    numbers = [int(each) for text in ranks(page) for each in re.findall(r"\d+", text)]
    assert 1 in numbers
    marks = page.locator(".service-map .mark", has=page.locator(".disc.rank"))
    names = attributes(marks, "aria-label")
    assert names
    assert all(name.startswith(f"{rank}. ") for name, rank in zip(names, ranks(page), strict=True))
    # A want is taken away in its chip; only its own line goes.
    before = first.locator(".m-lines li").all_inner_texts()
    chip = page.locator(".choice", has_text="需要")
    chip.locator("summary").focus()
    page.keyboard.press("Enter")
    chip.get_by_role("link", name="自有基金").click()
    settle(page)
    expect(page).not_to_have_url(re.compile("have="))
    after = page.locator("#results .m-card").first.locator(".m-lines li").all_inner_texts()
    assert after == [line for line in before if "\n基金\n" not in line]
    assert len(after) == len(before) - 1
    _on_paper_and_further_down(page)
    _request_sheet(page)


def test_on_a_phone_and_without_a_script_it_holds_the_same(opened: Open) -> None:
    asked = "/en/match?domain=6g&stage=lab&want=voucher&origin=grand-neobay"
    listed = []
    for options in ({}, {"java_script_enabled": False}):
        page = opened(f"{asked}&size=large", width=390, height=844, **options)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if not options else True
        expect(page.locator(".divide")).to_have_text("None stated for “6G” as of 2026-11; ranked by the rest")
        expect(page.locator(".m-path .gap")).to_have_count(4)
        listed.append(attributes(page.locator("#results .card"), "data-id"))
    assert listed[0] == listed[1]
