"""The match as a visitor meets it: from the home page to a reasoned order by keyboard, on paper, without a script."""

import re
from itertools import combinations

from playwright.sync_api import FloatRect, Page, expect

from tests.support.browser import Open, attributes, boxes, settle
from tests.support.paper import sheets_of


def ranks(page: Page) -> list[str]:
    """The numbers in the discs of the map."""
    return page.locator(".service-map .disc.rank").all_inner_texts()


def _on_paper_and_further_down(page: Page) -> None:
    """Paper has order, legend and money; a folded card opens, and more of the order begins with what was there."""
    sheets = sheets_of(page)
    assert len(sheets) <= 2
    assert "上海合成生物学创新中心" in sheets[0]
    assert "带十字的圈是起点" in sheets[0]
    assert "概念验证助力券" in "".join(sheets)
    assert "最高1000万元" in "".join(sheets).replace(" ", "")
    listed = attributes(page.locator("#results .card"), "data-id")
    page.locator(".m-row summary").first.click()
    expect(page.locator(".m-row .m-lines").first).to_be_visible()
    page.get_by_role("link", name="再看 10 个").click()
    settle(page)
    assert attributes(page.locator("#results .card"), "data-id")[: len(listed)] == listed
    expect(page.locator("#results .card")).to_have_count(20)


def _request_sheet(page: Page) -> None:
    """It is filled from the match and written in the browser; no request leaves the page."""
    page.locator("#results .m-card").first.get_by_role("link", name="写需求单").click()
    settle(page)
    expect(page.locator("#request-text")).to_contain_text("致: 上海合成生物学创新中心")
    expect(page.locator("#sheet-have")).to_have_text("合成生物学、实验室验证")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("textbox", name="样品", exact=True).fill("<b>两支</b>\n冷藏")
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
    expect(page).to_have_url(re.compile("have=data.*need=money&origin=zhangjiang$"))
    settle(page)
    first = page.locator("#results .m-card").first
    expect(first.locator("h3")).to_have_text("上海合成生物学创新中心")
    points = [int(text.split("/")[0]) for text in first.locator(".pts").all_inner_texts()]
    total = int(first.locator(".score b").inner_text())
    assert sum(points) == total
    expect(first.locator(".m-sum span").first).to_have_text(f"合计 = {' + '.join(map(str, points))} = {total}")
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
    # Wants are changed in their chip, several at once; only their own lines change, and the chip has the focus again.
    before = first.locator(".m-lines li").all_inner_texts()
    chip = page.locator("#chip-want")
    chip.focus()
    page.keyboard.press("Enter")
    page.get_by_label("自有基金").focus()
    for key in ("Space", "Tab", "Space", "Space", "Enter"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile("want=voucher#chip-want"))
    settle(page)
    expect(page.locator("#chip-want")).to_be_focused()
    expect(page).not_to_have_url(re.compile("have="))
    after = page.locator("#results .m-card").first.locator(".m-lines li").all_inner_texts()
    assert after == [line for line in before if "\n基金\n" not in line]
    assert len(after) == len(before) - 1
    _on_paper_and_further_down(page)
    _request_sheet(page)


def test_every_rank_is_seen_and_no_leg_is_printed_over_another(opened: Open) -> None:
    """On a phone and a desk, in English, whose words are longer: discs are whole, apart and clear of the strip."""
    asked = "domain=synbio&stage=lab&want=voucher,pilot&origin=zhangjiang"
    for width, top, size in ((390, 10, ""), (1440, 10, ""), (390, 20, "&size=large")):
        page = opened(f"/en/match?{asked}&top={top}{size}", width=width)
        the_map = page.locator(".service-map")
        the_map.scroll_into_view_if_needed()
        settle(page)
        shown = [int(n) for text in ranks(page) for n in _numbers(text)]
        located = page.locator("#results .card").evaluate_all(
            "cards => cards.map((card) => !card.textContent.includes('place not stated'))"
        )
        assert sorted(shown) == [rank for rank, known in enumerate(located, 1) if known]
        discs, [view] = boxes(page.locator(".service-map .disc.rank")), boxes(the_map)
        [strip], [start] = boxes(page.locator(".sm-strip")), boxes(page.locator(".near-point circle"))
        assert all(view["x"] <= disc["x"] and disc["x"] + disc["width"] <= view["x"] + view["width"] for disc in discs)
        assert all(view["y"] <= disc["y"] and disc["y"] + disc["height"] <= strip["y"] for disc in discs)
        assert [pair for pair in combinations([*discs, start], 2) if _share(*pair) > 0.2] == []
        legs = boxes(page.locator(".m-path .leg:not(:empty)"))
        assert len(legs) > 2
        assert [pair for pair in combinations(legs, 2) if _share(*pair)] == []


def test_what_an_address_says_in_vain_stands_as_wide_as_the_page(opened: Open) -> None:
    page = opened("/match?zone=zhangjiang&domain=biomedicine", viewport={"width": 1440, "height": 900})
    note, path = (page.locator(each).bounding_box() for each in (".unread", ".m-grid"))
    assert note is not None
    assert path is not None
    assert (note["x"], note["width"]) == (path["x"], path["width"])


def _numbers(text: str) -> list[int]:
    """The ranks of a disc: `1–3, 8` are four."""
    assert "…" not in text
    parts = [[int(n) for n in re.findall(r"\d+", part)] for part in text.split(",")]
    return [n for part in parts for n in range(part[0], part[-1] + 1)]


def _share(one: FloatRect, other: FloatRect) -> float:
    """What part of the smaller box lies in the other."""
    wide = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    high = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    least = min(box["width"] * box["height"] for box in (one, other))
    return max(wide, 0) * max(high, 0) / least


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
