"""A journalist finds who says so, how old it is and how to cite it; an applicant finds the money of a place."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from app.lists.glossary import glossary
from tests.support.browser import Open, boxes, settle
from tests.support.paper import sheets_of

ALLOWED = ["clipboard-read", "clipboard-write"]


def _follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    settle(page)


def test_a_journalist_finds_who_says_so_how_old_it_is_and_how_to_cite_it(opened: Open) -> None:
    page = opened("/en/", width=390, height=844, permissions=ALLOWED)
    # A phone's list has the ways to all parts of the site.
    nav = page.get_by_role("navigation", name="Main navigation")
    expect(nav.get_by_role("link", name="Match")).to_be_visible()
    page.locator("#results .card-name a").first.click()
    settle(page)
    # A term opens its sentence by the keyboard.
    stage = page.locator("details.term", has_text="Stage").first
    expect(stage.locator(".term-said")).to_be_hidden()
    stage.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(stage.locator(".term-said")).to_contain_text(glossary()["lab-verification"].definition_en)
    _follow(page, "How to cite")
    expect(page).to_have_url(re.compile("/en/about.*#cite$"))
    citation = page.locator("#citation")
    expect(citation).to_contain_text(re.compile(r"data version \d+, CC BY 4\.0\. http.*/en/about\?cited=\d+#cite"))
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.locator("#status")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == citation.evaluate("one => one.textContent")
    assert re.search(r"Accessed \d{4}-\d\d-\d\d\.", copied)
    assert int(copied.rsplit("Accessed ", 1)[1][:4]) >= date.today().year - 1
    sources = page.locator(".sources")
    expect(sources.get_by_role("row", name=re.compile("^Copy"))).to_contain_text("39")
    expect(page.locator(".ages li")).to_have_count(11)
    sheets = sheets_of(page)
    assert glossary()["pilot-platform"].definition_en[:30] in " ".join("".join(sheets).split())


def test_the_money_of_a_place_is_found_by_words_on_a_phone(opened: Open) -> None:
    page = opened("/", width=390, height=844)
    _follow(page, "四张清单")
    _follow(page, "支持政策")
    words = page.get_by_role("navigation", name="在哪里")
    words.get_by_role("link", name=re.compile("^区")).click()
    settle(page)
    expect(words.get_by_role("link", name=re.compile("^区"))).to_have_attribute("aria-current", "true")
    listed = page.get_by_role("table").get_by_role("row")
    # Three cards, and the table stays one to those who hear it.
    expect(listed).to_have_count(3)
    expect(page.get_by_role("rowheader")).to_have_count(3)
    expect(listed.nth(0)).to_contain_text("最高200万元")
    box = listed.nth(0).bounding_box()
    assert box
    assert box["width"] <= 390
    listed.nth(0).get_by_role("link").first.click()
    expect(page.locator("tr:target")).to_have_count(1)
    _follow(page, "服务领域")
    page.locator("#synbio").get_by_role("link", name="4", exact=True).click()
    settle(page)
    expect(page.locator("#results .card")).to_have_count(4)


def test_on_paper_what_stands_beside_the_register_comes_after_it(opened: Open) -> None:
    page = opened("/lists/void")
    page.emulate_media(media="print")
    [register], [side] = boxes(page.locator(".void-grid")), boxes(page.locator(".void-side"))
    assert register["y"] + register["height"] <= side["y"]
