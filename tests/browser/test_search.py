"""Searching by hand: the band of recognised words, a fault put right, the way on from an empty list."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import recount
from tests.support.axe import violations
from tests.support.browser import Open, settle
from tests.support.public_page import count, listed, query


def test_words_are_read_and_taken_back(opened: Open) -> None:
    page = opened("/")
    box, suggestions = page.locator("#q"), page.locator("#suggest")
    box.press_sequentially("合成生物学 闵行")
    expect(suggestions.locator(".sg-read")).to_contain_text("识别为 2 个条件，按 Enter 使用")
    expect(suggestions.locator(".sg-read .chip")).to_have_text(["领域 合成生物学", "区 闵行区"])
    assert suggestions.locator(".sg").count() <= 8
    expect(suggestions.locator("mark").first).to_have_text("合成生物学")
    # It is read out as a sentence, and the arrows reach it: it is the first of the options.
    expect(page.locator("#status")).to_contain_text("按 Enter 使用：领域：合成生物学、区：闵行区 合起来")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "sg-read")
    expect(suggestions.locator("[aria-selected=true]")).to_have_attribute("id", "sg-read")
    assert violations(page) == []
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(".empty h2")).to_be_visible()
    assert (query(page).get("domain"), query(page).get("district"), query(page).get("q")) == (
        ["synbio"],
        ["310112"],
        None,
    )
    expect(box).to_have_value("")
    expect(page.locator("#results .chip")).to_have_count(2)
    # The map shows what the first way out gives, and the outline of the area that has nothing: two at one place.
    expect(page.locator("#map .mark.platform")).to_have_count(2)
    expect(page.locator("#map .mark.cluster")).to_have_text("2")
    expect(page.locator("#map .district-chosen")).to_have_count(1)
    # One of the ways out: what it says is what it shows.
    way = page.locator(".empty .ways li").first
    n = int(way.locator(".n").inner_text())
    assert n == sum("synbio" in row["domains"] for row in recount.default_rows())
    way.locator("a").click()
    settle(page)
    assert count(page) == n
    assert "district" not in query(page)
    # A fault: Enter takes what was meant, says so, and the link insists.
    box.fill("脑机借口")
    expect(suggestions.locator(".sg-read")).to_contain_text("脑机接口")
    page.keyboard.press("Enter")
    expect(page.locator(".put-right")).to_contain_text("没有“脑机借口”")
    settle(page)
    expect(box).to_have_value("脑机借口")
    assert "sh-poc-001" in listed(page)
    assert violations(page) == []
    page.locator(".put-right a").click()
    expect(page.locator(".empty h2")).to_be_visible()
    settle(page)
    assert query(page)["q"] == ['"脑机借口"']
    page.go_back()
    settle(page)
    page.locator("#results .chip").first.click()
    settle(page)
    assert "typed" not in query(page)
    expect(page.locator(".put-right")).to_have_count(0)


def test_words_that_only_hidden_kinds_have_show_these_and_a_chosen_kind_stays(opened: Open) -> None:
    page = opened("/?group=none")
    page.locator("#q").focus()
    page.keyboard.type("药谷")
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=poc&kind=pilot&kind=related**")
    settle(page)
    assert page.locator("#status").inner_text() == f"{count(page)} 个平台与资源"
    expect(page.locator("#map .mark.platform")).to_have_count(count(page))
    for kind in ("pilot", "related"):
        page.locator(f"#f-kind-{kind}").uncheck()
        settle(page)
    assert "kind" not in query(page)
    expect(page.locator(".empty .hidden-kinds")).to_be_visible()


@pytest.mark.parametrize("words", ["xujiahui", "徐家汇附近", "徐家汇站附近的生物医药平台", "near Xujiahui"])
def test_a_place_that_was_typed_leads_to_what_is_near_it_by_script_too(opened: Open, words: str) -> None:
    page = opened("/")
    before = page.evaluate("history.length")
    page.locator("#q").press_sequentially(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**near=**")
    settle(page)
    assert "q" not in query(page)
    assert ("生物医药" in words) == ("domain" in query(page))
    expect(page.locator("#results .card").first).to_be_visible()
    expect(page.locator("#q")).to_have_value("")
    # One step back is the map without words.
    assert page.evaluate("history.length") == before + 1


def test_a_suggested_place_opens_the_list_that_it_counts(opened: Open) -> None:
    page = opened("/")
    page.locator("#q").press_sequentially("人民广场")
    place = page.locator("#suggest .sg", has_text="地铁站").first
    expect(place.locator(".n")).to_have_text(re.compile(r"各类 \d+"))
    n = int(place.locator(".n").inner_text().split()[-1])
    place.click()
    page.wait_for_url("**near=**")
    settle(page)
    assert (count(page), len(listed(page))) == (n, n)


def test_enter_reads_all_that_was_typed_though_the_suggestions_are_of_half_of_it(opened: Open) -> None:
    page = opened("/")
    box = page.locator("#q")
    box.fill("合成生物学")
    expect(page.locator("#suggest .sg").first).to_be_visible()
    box.press_sequentially(" 杨浦")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "domain=synbio" in address)
    settle(page)
    assert (query(page)["domain"], query(page)["district"]) == (["synbio"], ["310110"])
