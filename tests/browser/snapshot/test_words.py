"""Words of a search become filters without a server, too, and an empty list leads on."""

import re

from playwright.sync_api import expect

from tests.support import recount
from tests.support.browser import settle
from tests.support.places import Go
from tests.support.public_page import query


def test_a_snapshot_reads_words_too(go: Go) -> None:
    page = go("folder")
    page.fill("#q", "合成生物學 闵行 未收录的词")
    page.keyboard.press("Enter")
    expect(page.locator(".empty h2")).to_be_visible()
    settle(page)
    assert (query(page)["domain"], query(page)["district"], query(page)["q"]) == (
        ["synbio"],
        ["310112"],
        ["未收录的词"],
    )
    ways = page.locator("#results [data-part=ways]")
    expect(ways).to_contain_text("没有一条记录写到“未收录的词”")
    expect(ways).to_contain_text("输错的字只在网站上更正")
    page.locator("#results .chip").filter(has_text="未收录的词").click()
    settle(page)
    expect(page.locator("#results [data-part=ways]")).to_contain_text("2 个条件各自都有")
    # Both together: the ways out count as the site does, and the nearest platform has its page.
    page.fill("#q", "合成生物学 闵行")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("domain=synbio"))
    settle(page)
    rows = recount.default_rows()
    synbio = sum("synbio" in row["domains"] for row in rows)
    expect(page.locator("[data-part=ways] .n").first).to_have_text(str(synbio))
    nearest = page.locator("[data-part=ways] a", has_text="上海合成生物学创新中心")
    expect(nearest).to_have_attribute("href", re.compile(r"^platform/sh-poc-009\.html"))
    page.go_back()
    settle(page)
    page.fill("#q", "我有一个AI项目，想在徐汇找平台")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("district=310104"))
    settle(page)
    assert "q" not in query(page)
    page.locator("#results .chip").filter(has_text="徐汇").click()
    settle(page)
    page.fill("#q", "中试")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("kind=pilot"))
    settle(page)
    assert query(page)["kind"] == ["pilot"]
    page.go_back()
    settle(page)
    # A name in the other language is one, too.
    page.fill("#q", "pilots")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("kind=pilot"))


def test_a_snapshot_leads_to_the_lists_and_says_what_found_a_record(go: Go) -> None:
    page = go("folder", "?q=创新券")
    lists = page.locator('[data-part="in-lists"]')
    named = go("folder", "?ids=sh-poc-020,sh-poc-001")
    expect(named.locator("#results .card:visible")).to_have_count(2)
    expect(named.locator(".hidden-kinds")).to_have_count(0)
    none = go("folder", "?ids=sh-nowhere&status=closed&district=310112")
    expect(none.locator("[data-part=ways]")).to_contain_text("没有一条符合“关闭”")
    expect(none.locator("[data-part=ways]")).to_contain_text("没有编号为“sh-nowhere”的平台")
    expect(none.locator("[data-part=ways]")).not_to_contain_text("空白")
    expect(lists.locator("li:visible", has_text="概念验证服务纳入科技创新券目录")).to_be_visible()
    expect(lists.locator('a[href*="lists/glossary.html#innovation-voucher"]')).to_be_visible()
    expect(lists.locator("li", has_text="技术产权证券化")).to_be_hidden()
    page.fill("#q", "lab-stage synthetic biology near 张江 with a voucher")
    page.keyboard.press("Enter")
    expect(page.locator("#results .chip", has_text="创新券")).to_be_visible()
    settle(page)
    asked = query(page)
    assert (asked["domain"], asked["stage"], asked["zone"], asked["want"]) == (
        ["synbio"],
        ["lab"],
        ["zhangjiang"],
        ["voucher"],
    )
    expect(lists).to_be_hidden()
    said = page.locator("#results .wants-said")
    expect(said).to_contain_text("来源几乎都没有写明创新券，所以不用它筛选")
    match = said.get_by_role("link")
    expect(match).to_have_attribute("href", "match.html?domain=synbio&stage=lab&want=voucher&origin=zhangjiang")
    page.locator("#results .chip", has_text="创新券").click()
    page.wait_for_url(lambda url: "want=" not in url)
    expect(said).to_have_count(0)
    # A word of the lists is never called mistyped, and what is known of a run without blanks is a filter here, too.
    page.goto(page.url.split("?")[0] + "?q=voucher")
    expect(page.locator("#results [data-part=ways]")).to_contain_text("没有一条平台记录写到“voucher”，下面的清单写到了")
    page.fill("#q", "某某区脑机接口")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("domain=bci"))
    settle(page)
    assert query(page)["q"] == ["某某区"]
    page.fill("#q", "foo bar 闵行")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("district=310112"))
    settle(page)
    page.locator("#results [data-part=ways] li button", has_text="闵行").click()
    expect(page.locator("#results .card:visible").first).to_be_visible()
    assert "q" not in query(page)
    page.goto(page.url.split("?")[0] + "?q=医疗器械")
    line = page.locator('[data-part="otherwise"]')
    expect(line).to_contain_text("没有写“医疗器械”本身")
    n = page.locator('[data-part="others"] .card').count()
    assert n
    expect(line).to_contain_text(f"共 {n} 个")
    page.goto(page.url.split("?")[0] + "?domain=organoid-regenerative")
    expect(page.locator('[data-part="in-cases"] li:visible')).to_contain_text("类器官")
