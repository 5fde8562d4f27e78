"""The same journey on 10,000 seeded synthetic platforms, labelled synthetic wherever they show."""

import re

import httpx
from playwright.sync_api import expect

from app.pages.home.facts import PAGE
from tests.support.browser import Open, settle
from tests.support.public_page import count, listed, query

KINDS = "kind=poc&kind=pilot&kind=related"


def test_ten_thousand_are_found_filtered_and_labelled(
    opened: Open, synthetic_site: str, synthetic_client: httpx.Client
) -> None:
    page = opened(f"/?{KINDS}", site=synthetic_site)
    expect(page.locator(".synthetic-strip")).to_contain_text("合成数据")
    assert "10,000" in page.locator("#results .count b").inner_text()
    assert page.locator("#results .card .synthetic-tag").count() == len(listed(page)) == PAGE
    page.get_by_role("button", name=re.compile("^长宁区 [0-9,]+ 个平台")).click()
    page.wait_for_url(re.compile("district=310105"))
    settle(page)
    facts = synthetic_client.get("/api/facets", params={"kind": "poc,pilot,related"}).json()
    districts = next(facet for facet in facts["facets"] if facet["name"] == "district")
    expected = next(value["count"] for value in districts["values"] if value["value"] == "310105")
    assert f"{expected:,}" in page.locator("#results .count b").inner_text()
    page.locator(".card-name a").first.click()
    expect(page.locator(".lede .synthetic-tag")).to_be_visible()


def test_platforms_with_a_district_but_no_position_count_in_the_bubble_and_are_marked(
    opened: Open, synthetic_site: str, synthetic_client: httpx.Client
) -> None:
    bubbles = synthetic_client.get("/api/bubbles", params={"kind": "poc"}).json()
    loose = next(f["properties"] for f in bubbles["features"] if f["properties"]["unlocated"])
    page = opened("/", site=synthetic_site)
    name = re.compile(f"^{loose['name']} .*{loose['unlocated']:,} 个未说明位置")
    expect(page.get_by_role("button", name=name)).to_be_visible()


def test_pages_of_the_list_and_the_bucket_of_those_without_a_position(opened: Open, synthetic_site: str) -> None:
    page = opened("/?zone=lingang&voucher=yes", site=synthetic_site)
    first = listed(page)
    total = count(page)
    assert len(first) == min(PAGE, total)
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        settle(page)
        first += listed(page)
    assert len(set(first)) == total
    if total > PAGE:
        assert query(page)["page"]
    expect(page.locator(".bucket")).to_contain_text("未说明位置")
