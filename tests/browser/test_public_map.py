"""The public map as a newcomer uses it, on the default data."""

import csv
import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import recount
from tests.support.browser import Open, settle
from tests.support.public_page import ALL_KINDS, count, listed, query


def test_typing_suggests_and_a_choice_filters_everything(opened: Open) -> None:
    page = opened("/")
    assert count(page) == len(recount.default_rows("poc"))
    page.locator("#q").press_sequentially("合成", delay=20)
    expect(page.locator("#suggest [role=option]").first).to_contain_text("合成生物学")
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("hcsw", delay=20)
    expect(page.locator("#suggest [role=option]").first).to_contain_text("合成生物学")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".chip").filter(has_text="合成生物学")).to_be_visible()
    settle(page)
    assert query(page)["domain"] == ["synbio"]
    expected = [r["id"] for r in recount.default_rows() if "synbio" in r["domains"] and r["kind"] == "poc"]
    assert listed(page) == expected
    assert count(page) == len(expected)
    assert page.locator("#f-domain-synbio").is_checked()
    hidden = page.locator(".hidden-kinds a")
    expect(hidden).to_contain_text("3 个中试平台")
    hidden.click()
    settle(page)
    assert count(page) == 4


def test_nearby_is_sorted_as_an_independent_computation_sorts(opened: Open) -> None:
    page = opened(f"/?{ALL_KINDS}&domain=biomedicine&zone=zhangjiang")
    page.locator("#near summary").click()
    page.locator("#f-radius").select_option("50000")
    page.locator("#near summary").click()
    page.locator("#near summary").click()
    page.locator("[data-action=pick-point]").click()
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    page.wait_for_url(re.compile("near="))
    settle(page)
    near = query(page)["near"][0]
    found = listed(page)
    assert len(found) >= 5
    rows = [r for r in recount.default_rows() if "biomedicine" in r["domains"] and r["zone"] == "zhangjiang"]
    rows.sort(key=lambda row: (recount.distance(row, near), row["id"]))
    assert found == [row["id"] for row in rows]
    expect(page.locator(".distance").first).to_contain_text("约")


def test_a_place_is_a_point_to_measure_from(opened: Open) -> None:
    page = opened("/")
    page.locator("#q").press_sequentially("人民广场", delay=20)
    page.locator("#suggest [role=option]").filter(has_text="人民广场").filter(has_text="地铁站").first.click()
    page.wait_for_url(re.compile("near="))
    settle(page)
    expect(page.locator(".chip").filter(has_text="附近")).to_contain_text("人民广场")
    near = query(page)["near"][0]
    # Of the kinds that the suggestion counts: no platform for proof of concept is within reach.
    kinds = query(page)["kind"]
    rows = [r for r in recount.default_rows() if r["kind"] in kinds and r["lon"] is not None]
    radius = float(query(page)["radius"][0])
    within = [row for row in rows if recount.distance(row, near) <= radius]
    assert within
    assert sorted(listed(page)) == sorted(row["id"] for row in within)


def test_a_page_that_was_led_to_an_address_shows_what_one_opened_there_shows(opened: Open) -> None:
    page = opened("/")
    page.locator("#q").press_sequentially("张江 合成生物学", delay=20)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("zone=zhangjiang"))
    settle(page)
    assert drawn(page) == drawn(opened(urlsplit(page.url).path + "?" + urlsplit(page.url).query))
    assert len(drawn(page)) == count(page) == 1
    page = opened("/?near=121.6,31.2&radius=5000")
    assert any("radius-ring" in each for each in drawn(page))
    page.locator(".chips").get_by_text("全部清除").click()
    page.wait_for_url(re.compile("/$"))
    settle(page)
    assert drawn(page) == drawn(opened("/"))


def drawn(page: Page) -> list[str]:
    """Everything that stands on the map as a mark or a ring, by its name and class."""
    return sorted(
        page.locator(".leaflet-marker-pane > *, path.sm-ring, path.radius-ring").evaluate_all(
            "all => all.map(one => `${one.getAttribute('aria-label')} ${[...one.classList].join()}`)"
        )
    )


def test_bubbles_by_key_zone_filter_by_the_zone(opened: Open) -> None:
    page = opened(f"/?{ALL_KINDS}&group=zone")
    page.get_by_role("button", name=re.compile("^张江科学城 13 个平台")).click()
    page.wait_for_url(re.compile("zone=zhangjiang"))
    settle(page)
    assert count(page) == 13


def test_platforms_at_one_point_open_as_a_list_and_close_by_keyboard(opened: Open) -> None:
    page = opened(f"/?{ALL_KINDS}&zone=zhangjiang&group=none&at=121.6,31.2,15")
    mark = page.get_by_role("button", name=re.compile("同一近似位置")).first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#same-point-title")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#same-point-title")).to_be_hidden()


def test_an_empty_zone_says_so_and_one_click_shows_the_others(opened: Open) -> None:
    page = opened("/?zone=lingang")
    expect(page.locator(".empty h2")).to_contain_text("截至 2026-11，未收录“临港新片区”的概念验证平台")
    page.locator(".hidden-kinds a").click()
    settle(page)
    assert count(page) == 5
    assert len(listed(page)) == 5


def test_sixteen_districts_are_labelled_by_their_feature(opened: Open) -> None:
    page = opened("/")
    page.get_by_role("button", name="一区一特").click()
    settle(page)
    assert query(page)["overlay"] == ["features"]
    names = {row["name_zh"] for row in districts()}
    assert len(names) == 16
    shown = page.locator(".sm-labels text").all_text_contents()
    for name in names:
        assert any(text.startswith(name) for text in shown), name


def districts() -> list[dict[str, str]]:
    text = (Path(__file__).parents[2] / "data" / "districts.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_a_bubble_filters_by_its_district_and_the_chip_appears(opened: Open, client: httpx.Client) -> None:
    page = opened(f"/?{ALL_KINDS}")
    bubble = page.get_by_role("button", name=re.compile("^浦东新区 21 个平台"))
    bubble.click()
    page.wait_for_url(re.compile("district=310115"))
    settle(page)
    expect(page.locator(".chip").filter(has_text="浦东新区")).to_be_visible()
    assert count(page) == 21
    facets = client.get("/api/facets", params={"kind": "poc,pilot,related"}).json()["facets"]
    district = next(facet for facet in facets if facet["name"] == "district")
    assert {v["value"]: v["count"] for v in district["values"]}["310115"] == 21
    page.go_back()
    settle(page)
    assert count(page) == 75


def test_filters_by_click_and_by_chip_keep_list_and_address_together(opened: Open) -> None:
    page = opened("/?panel=filters")
    page.locator("label[for=f-stage-initial]").click()
    settle(page)
    assert query(page)["stage"] == ["initial"]
    rows = [r for r in recount.default_rows() if r["kind"] == "poc" and "initial" in r["stages"]]
    assert sorted(listed(page)) == sorted(row["id"] for row in rows)
    page.locator(".chip").filter(has_text="初始").click()
    settle(page)
    assert "stage" not in query(page)
    assert count(page) == len(recount.default_rows("poc"))


def test_a_copied_link_shows_the_same_in_a_fresh_profile(opened: Open) -> None:
    page = opened("/")
    page.locator("#results .card-name a").nth(1).click()
    settle(page)
    title = page.locator("h1").inner_text()
    fresh = opened(urlsplit(page.url).path)
    assert fresh.locator("h1").inner_text() == title
    expect(fresh.locator(".side-map .leaflet-container, .side-map.leaflet-container, .side-map #map")).to_be_visible()


def test_english_has_no_chinese_interface_text(opened: Open) -> None:
    page = opened("/")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(re.compile("/en/"))
    for path in ("/en/", "/en/?panel=filters&overlay=features", "/en/?zone=lingang", "/en/platform/sh-poc-009"):
        page = opened(path)
        left = page.evaluate(
            """() => {
              const found = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const parent = node.parentElement;
                if (/[\\u4e00-\\u9fff]/.test(node.textContent) && !parent.closest('script,[lang="zh-CN"]'))
                  found.push(node.textContent.trim());
              }
              return found;
            }"""
        )
        assert left == [], path


def test_a_phone_shows_list_then_map(opened: Open) -> None:
    page = opened("/", width=390, height=844, has_touch=True)
    expect(page.locator("#results .card").first).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()
    page.locator("nav.thumb a[data-view=map]").click()
    settle(page)
    expect(page.locator("#map")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("nav.thumb a[data-view=filters]").click()
    expect(page.locator("#facets")).to_be_visible()


def test_without_javascript_forms_and_links_do_the_same(browser: Browser, real_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(real_site + "/")
    page.locator("#f-kind-pilot").check()
    page.locator("#f-domain-synbio").check()
    page.locator("button.apply").click()
    assert set(query(page)["kind"]) == {"poc", "pilot"}
    rows = recount.default_rows()
    expected = [r["id"] for r in rows if "synbio" in r["domains"] and r["kind"] in ("poc", "pilot")]
    assert sorted(listed(page)) == sorted(expected)
    # In the place of the map stands that it needs a script; an address that asks for the map shows the list.
    expect(page.locator("#map-slot .no-js-only")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(page.url + "&view=map")
    expect(page.locator("nav.thumb [data-view=map]")).to_be_hidden()
    expect(page.locator("#results .card").first).to_be_visible()
    page.locator("#results .card-name a").first.click()
    assert "/platform/" in page.url
    context.close()


@pytest.mark.parametrize("typed", ["<img src=x onerror=alert(1)>", "{{7*7}}", "${7*7}"])
def test_what_is_typed_stays_text(opened: Open, typed: str) -> None:
    page = opened("/")
    page.locator("#q").fill(typed)
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(".chip")).to_contain_text(typed)
    assert page.locator("#results img").count() == 0


def test_a_phones_list_says_that_the_position_was_refused(opened: Open) -> None:
    page = opened("/en/", width=390, height=844)
    page.locator("#near summary").click()
    page.locator("[data-action=near-me]").click()
    expect(page.locator(".sm-notice")).to_contain_text("No permission")
    expect(page.locator(".sm-notice")).to_be_in_viewport()
