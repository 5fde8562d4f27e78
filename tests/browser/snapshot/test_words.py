"""Words of a search become filters without a server, too, and an empty list leads on."""

import re

from playwright.sync_api import expect

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
    expect(page.locator("#results [data-part=ways]")).to_contain_text("没有一条记录写到“未收录的词”")
    page.locator("#results .chip").filter(has_text="未收录的词").click()
    settle(page)
    expect(page.locator("#results [data-part=ways]")).to_contain_text("2 个条件各自都有")
    page.fill("#q", "中试")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("kind=pilot"))
    settle(page)
    assert query(page)["kind"] == ["pilot"]
