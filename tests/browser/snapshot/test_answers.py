"""The browser chooses, orders and counts as the API does, and refuses what the live page refuses."""

import random
import re
from html import unescape
from urllib.parse import urlencode

import httpx
import pytest
from playwright.sync_api import expect

from app.pages.home.facts import PAGE
from tests.support import recount
from tests.support.browser import settle
from tests.support.places import Go
from tests.support.public_page import ALL_KINDS, listed
from tests.support.seeded_filters import draw, in_view, items, pairs

WORDS = (
    "ＡＩ",
    "张江",
    "Zhangjiang",
    "zj",
    "平台 中心",
    "生物",
    "合成生物學",
    "MEMS中试",
    "smx",
    "交大",
    "zhang'jiang",
    '"生物医药"',
)


def test_every_filter_gives_the_answer_of_the_live_api(go: Go, client: httpx.Client, filters: int) -> None:
    """Equality and distance: the same records in the same order, and the same facets, for seeded filters."""
    page = go("folder", f"?{ALL_KINDS}")
    rng = random.Random(5)
    rows = recount.default_rows()
    not_empty = 0
    for number in range(filters // 2):
        asked = draw(rng, rows)
        asked.setdefault("kind", ["poc", "pilot", "related"])
        if number % 5 == 0:
            asked["q"] = [rng.choice(WORDS)]
        if number % 4 == 0:
            asked["sort"] = [rng.choice(("name", "date", "default"))]
        search = urlencode(pairs(asked))
        page.evaluate(
            "text => { history.pushState(null, '', '?' + text); dispatchEvent(new PopStateEvent('popstate')); }", search
        )
        settle(page)
        document = items(client, asked)
        # The list keeps what has no position in a bucket of its own, as the live page does, unless a search ranks it.
        shown = in_view(document["features"], asked)
        ranked = "q" in asked and "near" not in asked and asked.get("sort", ["default"]) == ["default"]
        found = [feature["id"] for feature in sorted(shown, key=lambda each: not ranked and each["geometry"] is None)]
        assert listed(page) == found, search
        not_empty += bool(found)
        facets = client.get("/api/facets", params=pairs({k: v for k, v in asked.items() if k != "sort"})).json()
        answered = {f"{f['name']} {v['value']}": v["count"] for f in facets["facets"] for v in f["values"]}
        counts = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('#filters input[type=checkbox]')].map(
              (one) => [one.name + ' ' + one.value, Number(one.closest('label').textContent.match(/\\d+/g).pop())]))"""
        )
        assert counts == answered, search
    assert not_empty >= filters / 4


UNUSABLE = (
    "district=310112,999999",
    "near=,&radius=5000",
    "near=121.5,31.2&radius=300000",
    "near=121.5&radius=5000",
    "near=1_21.5,31.2",
    "near=121.5,31.2&radius=5_000",
    "near=１２１.5,31.2",
    "near=%C2%A0121.5,31.2",
    "radius=5000&sort=distance",
    "bbox=31.1,121.4,31.3,121.7",
    "bbox=121.4,31.1,0,121.7,31.3,9",
    "bbox=121.4,31.3,121.7,31.1",
    "ids=sh-poc-009,sh/poc",
    "ids=sh-poc-009,sh-poc-001",
    "kind=poc&kind=nothing",
    "sort=size&stage=lab",
    f"q={'x' * 201}",
    "voucher=maybe&fund=yes",
    "domain=,&zone=",
    "district=闵行区,310115",
    "near=121.5,31.2&radius=0x2710",
    "near=0x79,31.2",
    "near=121.5,31.2&radius=Infinity",
    f"q={'😀' * 150}",
    f"q={'😀' * 201}",
    "q=%00",
    "q=%20%20",
    "ids=" + ",".join(f"a{n}" for n in range(501)),
)


@pytest.mark.parametrize("place", ["folder", "single"])
def test_what_cannot_be_used_is_left_out_as_on_the_live_page(go: Go, client: httpx.Client, place: str) -> None:
    page = go(place, f"?{ALL_KINDS}")
    for search in UNUSABLE:
        page.evaluate(
            "text => { history.pushState(null, '', '?' + text); dispatchEvent(new PopStateEvent('popstate')); }", search
        )
        settle(page)
        live = client.get(f"/panel?{search}").text
        assert listed(page)[:PAGE] == re.findall(r'data-id="([^"]+)"', live), search
        said = [unescape(text) for text in re.findall("<li>(“[^<]*)</li>", live)]
        assert page.locator(".notice li").all_inner_texts() == said, search
        assert page.locator("#results .chip").count() == live.count('class="chip"'), search


@pytest.mark.parametrize("place", ["folder", "single"])
def test_a_value_that_means_nothing_is_named_and_stays_text(go: Go, place: str) -> None:
    page = go(place, "?" + urlencode({"district": "999999", "q": "<img src=x onerror=alert(1)>", "near": "north"}))
    expect(page.locator(".notice")).to_contain_text("999999")
    expect(page.locator(".chip")).to_contain_text("<img src=x")
    assert page.locator("#results img").count() == 0
    expect(page.locator(".empty h2")).to_contain_text("2026-11")
