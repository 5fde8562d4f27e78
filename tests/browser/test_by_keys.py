"""A visitor's tasks by keys alone: every stop is seen, and none is further than a good part of a page away."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from frontend.messages import messages
from tests.support.browser import Open, attributes, settle

MOST_TABS = 40
STOP = """target => {
  const one = document.activeElement, { left, top, width, height } = one.getBoundingClientRect()
  const points = [.2, .5, .8].flatMap(x => [.2, .5, .8].map(y => [left + width * x, top + height * y]))
  const under = points.map(([x, y]) => document.elementFromPoint(x, y))
  const seen = under.some(each => each && (one.contains(each) || each.contains(one)))
  return [one === target, seen || one === document.body ? '' : one.outerHTML.slice(0, 90)]
}"""
"""Whether the target has the focus, and what has it without being seen."""


def tab_to(page: Page, one: Locator, most: int = MOST_TABS) -> None:
    """Press Tab until it has the focus."""
    target = one.first.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        reached, hidden = page.evaluate(STOP, target)
        assert not hidden, hidden
        if reached:
            return
    raise AssertionError(f"{one} is not reached in {most} Tabs")


def enter(page: Page, one: Locator, most: int = MOST_TABS) -> None:
    tab_to(page, one, most)
    page.keyboard.press("Enter")
    settle(page)


def search(page: Page, words: str) -> None:
    """Type into the box that has the focus, and take what is read in it."""
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    settle(page)
    page.keyboard.press("Enter")
    settle(page)


def test_a_search_becomes_a_reasoned_order_with_the_next_pilot_and_the_money(opened: Open) -> None:
    page, zh = opened("/"), messages("zh-CN")
    tab_to(page, page.get_by_role("combobox", name=zh("search")))
    search(page, "合成生物学 实验室 张江 创新券")
    enter(page, page.get_by_role("link", name=zh("want-match")))
    expect(page).to_have_url(re.compile("/match?.*domain=synbio.*want=voucher"))
    expect(page.locator("#results .m-card h3").first).to_have_text("上海合成生物学创新中心")
    expect(page.locator(".m-path li").nth(3).get_by_role("link")).to_have_attribute("href", re.compile("/platform/"))
    enter(page, page.get_by_role("link", name=zh("match-see-money")))
    expect(page).to_have_url(re.compile("#money$"))
    expect(page.locator("#money")).to_be_in_viewport()
    expect(page.locator("#money")).to_contain_text("概念验证助力券")


def test_a_field_without_a_platform_leads_to_what_there_is(opened: Open) -> None:
    page, en = opened("/en/", width=390, height=844), messages("en")
    tab_to(page, page.get_by_role("combobox", name=en("search")))
    for words in ("6G", "organoids"):
        search(page, words)
        expect(page.locator("#status")).to_have_text(re.compile("^No proof-of-concept platform listed for"))
        expect(page.locator("#q")).to_be_focused()
    way = page.locator(".empty .ways li").first
    n = int(way.locator(".n").inner_text())
    enter(page, way.get_by_role("link"))
    assert n > 0
    expect(page.locator("#status")).to_have_text(re.compile(rf"^{n} platforms"))


def test_a_journalist_finds_who_says_so_how_old_it_is_and_how_to_cite_it(opened: Open) -> None:
    page, en = opened("/en/", permissions=["clipboard-read", "clipboard-write"]), messages("en")
    enter(page, page.get_by_role("link", name=re.compile("^Brain-Computer Interface")))
    enter(page, page.get_by_role("link", name=en("source-of-year", year="2025")))
    expect(page.locator("#source")).to_be_in_viewport()
    enter(page, page.get_by_role("link", name=en("how-to-cite")), 2)
    tab_to(page, page.get_by_role("button", name=re.compile("^Copy")), 3)
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text(en("copied-text"))
    assert re.search(r"data version \d+, CC BY 4\.0", page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_three_candidates_of_a_longer_list_are_one_link_after_four_steps(opened: Open, lang: str) -> None:
    """What is searched, the kinds that are hidden, the first three, and the way to share, which copies the link."""
    say, en = messages(lang), lang == "en"
    page = opened("/en/" if en else "/", permissions=["clipboard-read", "clipboard-write"])
    tab_to(page, page.get_by_role("combobox", name=say("search")))
    search(page, "medical devices Zhangjiang" if en else "医疗器械 张江")
    enter(page, page.locator(".hidden-kinds").get_by_role("link"))
    listed = attributes(page.locator("#results .card"), "data-id")
    assert len(listed) > 3
    enter(page, page.get_by_role("link", name=say("star-first-off", n=3)))
    enter(page, page.locator("#shortlist").get_by_role("link", name=say("share")))
    expect(page.get_by_role("dialog").locator("button:focus")).to_have_text(say("copied"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/compare?ids={','.join(listed[:3])}")


MOST_STOPS = 120
FULL = "kind=poc&kind=pilot&kind=related"
CROWDED = (
    *(f"/?{FULL}", f"/?{FULL}&panel=filters", f"/?{FULL}&panel=filters&near=121.6,31.2&pick=sh-poc-009,sh-poc-040"),
    *("/match?domain=synbio&stage=lab&want=voucher&origin=zhangjiang&top=100", "/insight?topic=gaps"),
    *("/insight?area=310115", "/lists/policies", "/platform/sh-poc-009", "/district/310115", "/embed/builder"),
    *("/api/collections?f=html", "/insight/digest"),
)


@pytest.mark.parametrize("address", CROWDED)
def test_a_page_has_at_most_120_stops(opened: Open, address: str) -> None:
    page, reached = opened(address), 0
    page.evaluate("window.reached = new Set()")
    for _ in range(MOST_STOPS + 1):
        page.keyboard.press("Tab")
        now = page.evaluate("window.reached.add(document.activeElement).delete(document.body), window.reached.size")
        if now == reached:
            return
        reached = now
    raise AssertionError(f"more than {MOST_STOPS} stops")


def test_arrows_go_through_a_group_of_filters_and_a_choice_stays_where_the_keyboard_is(opened: Open) -> None:
    page = opened("/")
    enter(page, page.locator("[data-bar=district]"))
    boxes = page.locator("#facet-district input")
    expect(boxes.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(boxes.nth(1)).to_be_focused()
    page.keyboard.press("Space")
    settle(page)
    expect(boxes.nth(1)).to_be_focused()
    expect(boxes.nth(1)).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("#facet-district input:focus")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(boxes.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(boxes.last).to_be_focused()


def test_arrows_go_through_the_columns_of_a_table_of_figures(opened: Open) -> None:
    page = opened("/insight?topic=gaps")
    links = page.locator("#gaps tbody a")
    assert links.count() > 20
    tab_to(page, links, 80)
    column = "document.activeElement.closest('td, th').cellIndex"
    before = page.evaluate(column)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(column) == before
    expect(links.first).not_to_be_focused()
    page.keyboard.press("Home")
    expect(links.first).to_be_focused()
