"""What a visitor does is the same in all four places."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.pages.home.facts import PAGE
from tests.support import recount
from tests.support.browser import attributes, settle
from tests.support.places import PLACES, Go
from tests.support.public_page import ALL_KINDS, count, listed, query


def marks(page: Page) -> list[str]:
    """What the marks of the map are called."""
    return sorted(attributes(page.locator("#map .mark"), "aria-label"))


@pytest.mark.parametrize("place", PLACES)
def test_the_opening_view_counts_by_district(go: Go, place: str) -> None:
    page = go(place)
    assert count(page) == len(recount.default_rows("poc"))
    assert len(listed(page)) == len(recount.default_rows("poc"))
    assert len(marks(page)) == len({row["district_code"] for row in recount.default_rows("poc")} - {None})
    expect(page.get_by_role("button", name=re.compile("^浦东新区 3 个平台"))).to_be_visible()
    expect(page.locator(".margin-strip, .sm-strip").first).to_contain_text("2026-11")
    expect(page.locator(".legend")).to_contain_text("另有 2 个未说明所在区")


VIEWS = (
    "",
    f"?{ALL_KINDS}",
    f"?{ALL_KINDS}&group=zone",
    f"?{ALL_KINDS}&group=none",
    "?zone=zhangjiang&kind=poc,pilot,related",
    "?district=310112",
    "?domain=biomedicine&stage=lab",
    f"?{ALL_KINDS}&near=121.6,31.2&radius=10000",
    f"?{ALL_KINDS}&q=hcsw",
    "?fund=yes&kind=poc,pilot",
    f"?{ALL_KINDS}&voucher=not-stated&sort=name",
    f"?{ALL_KINDS}&sort=date&status=operating",
    "?domain=6g",
    "?district=310116",
    "?domain=6g&stage=initial&kind=poc,pilot,related",
    "?district=闵行区,310115",
)


def test_places_without_a_server_look_as_the_live_one(go: Go, long: bool) -> None:
    live, *others = (go(place) for place in ("live", "folder", "single"))
    for view in VIEWS if long else VIEWS[::4]:
        for page in (live, *others):
            page.goto(urlsplit(page.url)._replace(query=view.removeprefix("?"), fragment="").geturl())
            settle(page)
        for other in others:
            looks_as(other, live, view)


def looks_as(other: Page, live: Page, view: str) -> None:
    """The same marks, list, count, sentences and chips."""
    assert marks(other) == marks(live), view
    shown = listed(live)
    if len(shown) < PAGE:
        assert listed(other) == shown, view
    for part in ("#results .count b", ".empty h2", ".empty li", ".hidden-kinds", ".distance", ".bucket"):
        texts = [" ".join(page.locator(f"{part}:visible").all_inner_texts()).split() for page in (live, other)]
        assert texts[1][: len(texts[0])] == texts[0], (view, part)
        # The live list comes in pages; what it does not say at all is not said elsewhere.
        assert bool(texts[0]) == bool(texts[1]) or part == ".bucket", (view, part)
    chips = [[chip.strip() for chip in page.locator(".chip").all_inner_texts()] for page in (live, other)]
    assert chips[0] == chips[1], view


@pytest.mark.parametrize("place", PLACES)
def test_filters_by_click_and_by_chip_keep_list_and_address_together(go: Go, place: str) -> None:
    page = go(place, "?panel=filters")
    page.locator("label[for=f-stage-initial]").click()
    settle(page)
    assert query(page)["stage"] == ["initial"]
    expected = [r["id"] for r in recount.default_rows() if r["kind"] == "poc" and "initial" in r["stages"]]
    assert sorted(listed(page)) == sorted(expected)
    page.reload()
    settle(page)
    assert sorted(listed(page)) == sorted(expected)
    assert page.locator("#f-stage-initial").is_checked()
    page.locator(".chip").filter(has_text="初始").click()
    settle(page)
    assert "stage" not in query(page)
    assert count(page) == len(recount.default_rows("poc"))
    page.go_back()
    settle(page)
    assert sorted(listed(page)) == sorted(expected)


@pytest.mark.parametrize("place", PLACES)
def test_a_bubble_filters_and_a_point_sorts_by_distance(go: Go, place: str) -> None:
    page = go(place, f"?{ALL_KINDS}")
    page.get_by_role("button", name=re.compile("^浦东新区 21 个平台")).click()
    page.wait_for_url(re.compile("district=310115"))
    settle(page)
    assert count(page) == 21
    page.locator("#near summary").click()
    page.locator("[data-action=pick-point]").click()
    page.locator("#map").click(position={"x": 400, "y": 400})
    page.wait_for_url(re.compile("near="))
    settle(page)
    near, radius = query(page)["near"][0], float(query(page)["radius"][0])
    rows = [r for r in recount.default_rows() if r["district_code"] == "310115" and r["lon"] is not None]
    within = [row for row in rows if recount.distance(row, near) <= radius]
    within.sort(key=lambda row: (recount.distance(row, near), row["id"]))
    assert listed(page) == [row["id"] for row in within]


@pytest.mark.parametrize("place", PLACES)
def test_one_position_opens_as_a_list_whose_names_lead_on(go: Go, place: str) -> None:
    page = go(place, f"?{ALL_KINDS}&zone=zhangjiang&group=none&at=121.6,31.2,15")
    mark = page.get_by_role("button", name=re.compile("同一近似位置")).first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#same-point-title")).to_be_visible()
    name = page.locator(".sm-popup li a").first
    text = name.inner_text()
    name.click()
    if place == "single":
        id = urlsplit(page.url).fragment.removeprefix("platform-")
        expect(page.locator(f"#card-{id} .folded .facts")).to_be_visible()
        expect(page.locator(f"#card-{id} .card-name")).to_have_text(text)
    else:
        expect(page.locator("h1")).to_have_text(text)
        expect(page.locator("#map .mark").first).to_be_visible()


@pytest.mark.parametrize("place", PLACES)
def test_declared_features_stand_beside_what_is_listed(go: Go, place: str) -> None:
    page = go(place, "?overlay=features&card=310112&kind=poc,pilot,related")
    card = page.locator(".feature-card")
    expect(card).to_contain_text("脑机接口")
    expect(card).to_contain_text("收录 2 个")
    assert card.locator(".fc-insight").count() == (1 if place == "live" else 0)
    card.locator("a.btn").click()
    page.wait_for_url(re.compile("district=310112"))
    settle(page)
    assert query(page)["domain"]


@pytest.mark.parametrize("place", ["live", "folder"])
def test_another_language_shows_the_same(go: Go, place: str) -> None:
    page = go(place, f"?{ALL_KINDS}&district=310112&theme=dark&at=121.4,31.1,12&sort=name")
    before = query(page)
    page.get_by_role("link", name="English").click()
    settle(page)
    assert query(page) == before
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("search", ["", "?district=310115", f"?{ALL_KINDS}&zone=lingang&view=map"])
def test_a_link_to_a_platform_of_the_single_file_shows_it(go: Go, search: str) -> None:
    page = go("single", f"{search}#platform-sh-poc-014", width=390, height=844)
    facts = page.locator("#platform-sh-poc-014")
    expect(facts).to_be_visible()
    expect(facts).to_be_focused()
    expect(facts).to_be_in_viewport()
    page.reload()
    settle(page)
    expect(facts).to_be_visible()


def test_back_and_forward_lead_to_the_platform_again(go: Go) -> None:
    page = go("single", "?domain=ai")
    page.evaluate("location.hash = 'platform-sh-poc-010'")
    facts = page.locator("#platform-sh-poc-010")
    expect(facts).to_be_focused()
    page.go_back()
    settle(page)
    page.locator("#q").focus()
    page.go_forward()
    settle(page)
    expect(facts).to_be_focused()
    expect(facts).to_be_in_viewport()


@pytest.mark.parametrize("place", ["folder", "single"])
def test_a_chosen_platform_that_the_filters_leave_out_has_its_card(go: Go, place: str) -> None:
    page = go(place, "?zone=lingang&kind=pilot&select=sh-poc-009&view=map", width=390, height=844)
    expect(page.locator(".sheet .card-name")).to_have_text("上海合成生物学创新中心")
    page.locator(".sheet .card-name a").click()
    expect(page.locator("#platform-sh-poc-009" if place == "single" else "h1")).to_be_visible()


def test_an_order_that_was_chosen_closes_its_menu(go: Go) -> None:
    page = go("folder")
    page.locator(".sort summary").click()
    page.locator(".sort a[data-sort=name]").click()
    expect(page.locator(".sort ul")).to_be_hidden()
    expect(page.locator(".sort summary")).to_be_focused()
    assert query(page)["sort"] == ["name"]


def test_filters_of_an_address_leave_the_map_of_a_platform_alone(go: Go) -> None:
    page = go("folder", "?district=310101", page="platform/sh-poc-014.html")
    expect(page.locator("#map .mark, .side-map .mark")).to_have_count(1)
    page.locator(".mark").first.click()
    assert "select" not in query(page)


@pytest.mark.parametrize("place", ["folder", "single"])
def test_theme_and_size_follow_the_address(go: Go, place: str) -> None:
    page = go(place)
    page.locator(".tool.for-normal").click()
    page.locator(".tool.to-dark").click()
    assert page.evaluate("({...document.documentElement.dataset})") == {"size": "large", "theme": "dark"}
    if place == "folder":
        page.locator(".card-name a").first.click()
        expect(page.locator("h1")).to_be_visible()
        settle(page)
        assert page.evaluate("({...document.documentElement.dataset})") == {"size": "large", "theme": "dark"}
    page.locator(".tool.for-large").click()
    assert page.evaluate("document.documentElement.dataset.size") is None


def test_a_document_is_called_by_what_it_lists_as_the_site_calls_it(go: Go) -> None:
    for search in ("", "?domain=ic&stage=lab", "?kind=pilot", "?q=%E7%A5%96%E6%B3%89&kind=poc&kind=related"):
        titles = {place: go(place, search).title() for place in ("live", "folder", "single")}
        assert len(set(titles.values())) == 1, titles
