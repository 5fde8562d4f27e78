"""The map's page by hand: on a phone whose map is hidden, by keyboard, and when answers come late."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from frontend.messages import messages
from tests.support.browser import Open, boxes, settle
from tests.support.watch import Watch

FREE = """() => {
  const box = document.querySelector('.mark.on')?.getBoundingClientRect()
  const at = (x, y) => document.elementFromPoint(x, y)?.closest('.mark')
  const [x, y] = box ? [(box.left + box.right) / 2, (box.top + box.bottom) / 2] : [0, 0]
  return Boolean(box) && [y, box.top + 2, box.bottom - 2].every(each => at(x, each)?.matches('.on'))
}"""
"""Whether the selected mark is seen, and lies below nothing."""
REACHED = """(name) => {
  const facet = document.getElementById('facet-' + name), focused = document.activeElement
  return facet.contains(focused) && [focused, facet.querySelector('legend')].every(one => {
    const { left, top, height } = one.getBoundingClientRect()
    return facet.contains(document.elementFromPoint(left + 5, top + height / 2))
  })
}"""
"""Whether the focus is in that facet, and neither its heading nor what has the focus lies below anything."""
ZHANGJIANG = {"longitude": 121.6, "latitude": 31.2}
PHONE: dict[str, Any] = {"width": 390, "height": 844}


def focused(page: Page) -> str:
    """The id of the element that has the focus, else its tag."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.localName")
    return found


def test_my_position_sorts_the_list_of_a_phone_whose_map_is_hidden(opened: Open) -> None:
    page = opened("/", **PHONE, geolocation=ZHANGJIANG, permissions=["geolocation"])
    page.locator("#near summary").click()
    page.get_by_role("button", name=messages("zh-CN")("near-me")).click()
    notice = page.get_by_role("status").filter(has_text="由近到远排列")
    expect(notice).to_be_visible()
    # The message follows the data: when it is said, the list is in that order.
    expect(page.locator(".sort summary")).to_have_text("按距离")
    assert "near=121.6000,31.2000" in page.url
    page.get_by_role("link", name="地图", exact=True).click()
    settle(page)
    assert page.locator(".mark:visible").count() > 0


def test_a_place_of_the_search_sorts_the_list_of_a_phone(opened: Open) -> None:
    page = opened("/", **PHONE)
    page.fill("#q", "复旦大学邯郸校区")
    page.get_by_role("option").filter(has_text="高校").click()
    settle(page)
    expect(page.locator(".sort summary")).to_have_text("按距离")


@pytest.mark.parametrize(("width", "height"), [(60, 900), (900, 60), (24, 24)])
def test_a_map_smaller_than_its_margins_still_has_a_view(opened: Open, width: int, height: int) -> None:
    page = opened("/?district=310115")
    page.evaluate(
        "([w, h]) => { const m = document.querySelector('[data-map-root]');"
        " m.style.flex = 'none'; m.style.width = w + 'px'; m.style.height = h + 'px' }",
        [width, height],
    )
    page.locator("label.kind").nth(1).click()
    settle(page)
    expect(page.locator("#results .card").first).to_be_visible()


def test_a_fault_in_the_map_leaves_the_list_alone(opened: Open, watch: Watch) -> None:
    watch.expected = ("planted",)
    page = opened("/")
    page.evaluate(
        "for (const pane of document.querySelectorAll('.leaflet-pane'))"
        " { pane.removeChild = pane.appendChild = () => { throw new Error('planted') } } 0"
    )
    page.locator("label.kind").nth(1).click()
    settle(page)
    assert "kind=poc" in page.url
    assert watch.met
    expect(page.locator("#results .error")).to_have_count(0)
    expect(page.locator("#results .card").nth(20)).to_be_attached()


def test_a_position_that_comes_late_replaces_nothing_chosen_meanwhile(opened: Open) -> None:
    page = opened("/")
    page.evaluate(
        "Object.defineProperty(navigator, 'geolocation', { value: { getCurrentPosition: (well) => {"
        " window.late = () => well({ coords: { longitude: 121.6, latitude: 31.2 } }) } } })"
    )
    page.locator("#near summary").click()
    page.get_by_role("button", name=messages("zh-CN")("near-me")).click()
    page.fill("#q", "复旦大学邯郸校区")
    page.get_by_role("option").filter(has_text="高校").click()
    settle(page)
    before = page.url
    page.evaluate("late()")
    settle(page)
    assert page.url == before


def test_a_click_on_a_bubble_while_a_point_is_picked_is_the_point(opened: Open) -> None:
    page = opened("/?group=district")
    page.locator("#near summary").click()
    page.get_by_role("button", name="在地图上选点").click()
    page.locator(".mark").first.click(force=True)
    settle(page)
    assert "near=" in page.url
    assert "district=" not in page.url
    assert "select=" not in page.url
    assert focused(page) == "summary"


@pytest.mark.parametrize("way", ["Escape", "again"])
def test_picking_a_point_is_given_up_with_a_message(opened: Open, way: str) -> None:
    page = opened("/")
    page.locator("#near summary").click()
    page.get_by_role("button", name="在地图上选点").click()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.locator("#near summary").click()
        page.get_by_role("button", name="在地图上选点").click()
    expect(page.get_by_text("已取消选点")).to_be_visible()
    expect(page.locator(".is-picking")).to_have_count(0)


def test_a_facet_button_opens_its_own_facet_and_escape_comes_back(opened: Open) -> None:
    page = opened("/")
    page.locator("#bar-stage").focus()
    page.keyboard.press("Enter")
    settle(page)
    facet = page.locator("#facet-stage")
    assert facet.evaluate("one => one.contains(document.activeElement)")
    top, head = (page.locator(name).bounding_box() for name in ("#facet-stage", "#facets"))
    assert top is not None
    assert head is not None
    assert head["y"] - 1 <= top["y"] < head["y"] + head["height"] / 2
    page.keyboard.press("Space")
    settle(page)
    assert "stage=" in page.url
    assert facet.evaluate("one => one.contains(document.activeElement)")
    page.keyboard.press("Escape")
    settle(page)
    assert "panel=" not in page.url
    assert focused(page) == "bar-stage"


def test_the_filters_of_a_phone_take_the_focus_and_give_it_back(opened: Open) -> None:
    page = opened("/", **PHONE)
    page.locator('.thumb [data-view="filters"]').click()
    settle(page)
    assert page.locator("#facets").evaluate("one => one.contains(document.activeElement)")
    expect(page.locator(".thumb [aria-current]")).to_have_attribute("data-view", "filters")
    page.keyboard.press("Escape")
    settle(page)
    assert page.evaluate("document.activeElement.dataset.view") == "filters"
    expect(page.locator(".thumb [aria-current]")).to_have_attribute("data-view", "list")
    # A button leads to its facet, and so does an address that names it: heading and first box are in sight.
    for name in ("stage", "district"):
        page.locator(f"#bar-{name}").click()
        settle(page)
        assert page.evaluate(REACHED, name)
        page.keyboard.press("Escape")
    page.goto(re.sub(r"/(\?.*)?$", "/?panel=filters#facet-zone", page.url))
    settle(page)
    page.wait_for_function(REACHED, arg="zone")


def test_the_focus_is_never_lost(opened: Open) -> None:
    page = opened("/?district=310115&stage=lab&kind=poc&kind=pilot&kind=related")
    page.locator(".sort summary").click()
    page.locator('.sort [data-sort="name"]').press("Enter")
    settle(page)
    assert page.evaluate("document.activeElement.closest('.sort') !== null")
    page.locator(".chip").first.press("Enter")
    settle(page)
    assert page.evaluate("document.activeElement.classList.contains('chip')")
    page.locator(".chip").first.press("Enter")
    settle(page)
    assert page.locator("#results").evaluate("one => one.contains(document.activeElement)")
    page.locator('.pager [rel="next"]').press("Enter")
    settle(page)
    assert focused(page) == "results"


def test_suggestions_that_come_after_enter_do_not_cover_the_results(opened: Open) -> None:
    page = opened("/")

    def late(route: Route) -> None:
        page.wait_for_timeout(50)
        route.continue_()

    page.route("**/api/suggest?*", late)
    page.locator("#q").press_sequentially("合成生")
    page.keyboard.press("Enter")
    settle(page)
    page.wait_for_timeout(400)
    assert "q=" in page.url
    expect(page.locator("#suggest")).to_be_hidden()


def test_enter_on_an_exact_name_takes_it(opened: Open) -> None:
    page = opened("/")
    page.fill("#q", "闵行区")
    expect(page.locator("#suggest").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    settle(page)
    assert "district=310112" in page.url
    assert "q=" not in page.url
    # Before there is a suggestion, as who pastes a name does; of a kind that the map does not show.
    page.goto(page.url.split("?")[0])
    settle(page)
    page.fill("#q", "国家集成电路创新中心")
    page.keyboard.press("Enter")
    page.wait_for_url("**/platform/sh-poc-025*")


def test_form_and_address_are_one_state(opened: Open) -> None:
    page = opened("/")
    page.fill("#q", "临床")
    page.keyboard.press("Enter")
    settle(page)
    page.go_back()
    settle(page)
    expect(page.locator("#q")).to_have_value("")
    page.locator("label.kind").nth(1).click()
    settle(page)
    assert "q=" not in page.url
    # Words that were typed and not sent are not searched because a box was ticked.
    page.fill("#q", "未发送")
    page.keyboard.press("Escape")
    page.locator("label.kind").nth(2).click()
    settle(page)
    assert "q=" not in page.url


@pytest.mark.parametrize("at", ["0,0,5", "121.4,31.2,99", "NaN,1,2", "121.4,91,9", "-121.4,31.2,10"])
def test_a_place_that_is_not_on_the_map_is_passed_over(opened: Open, at: str) -> None:
    page = opened(f"/?at={at}")
    assert page.locator(".mark").count() > 0
    expect(page.locator(".sm-way-home")).to_be_hidden()


def test_there_is_a_way_back_to_the_results(opened: Open) -> None:
    page = opened("/?at=121.9,31.75,12&group=none")
    page.get_by_role("button", name="回到结果").click()
    settle(page)
    expect(page.locator(".mark").first).to_be_visible()
    expect(page.locator(".sm-way-home")).to_be_hidden()


def test_what_is_selected_is_in_sight_after_a_reload_and_on_the_way_back(opened: Open) -> None:
    page = opened("/?group=none&select=sh-poc-009")
    expect(page.locator("#card-sh-poc-009")).to_be_in_viewport()
    selected = page.locator(".mark.on, .mark.selected, .mark[aria-pressed=true]")
    expect(selected).to_be_in_viewport()
    page.reload()
    settle(page)
    expect(selected).to_be_in_viewport()


def test_an_identifier_that_is_none_selects_nothing(opened: Open, watch: Watch) -> None:
    watch.expected = ("404",)
    page = opened("/?select=%F0%9F%92%A5nothing")
    expect(page.locator(".card.on")).to_have_count(0)
    assert page.locator(".mark").count() > 0


def test_the_whole_screen_shows_the_card_with_its_ways_on(opened: Open) -> None:
    page = opened("/?group=none")
    page.get_by_role("button", name="全屏").click()
    page.wait_for_function("document.fullscreenElement")
    page.locator(".mark.platform").first.press("Enter")
    settle(page)
    sheet = page.locator(".sheet")
    expect(sheet).to_be_in_viewport()
    expect(sheet.get_by_role("link", name="详情")).to_be_visible()
    expect(sheet.get_by_role("button", name="复制链接")).to_be_visible()


def test_the_card_of_a_phones_map_leads_on(opened: Open) -> None:
    page = opened("/?view=map&select=sh-poc-009", **PHONE)
    sheet = page.locator(".sheet")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("link", name="详情")).to_have_attribute("href", "/platform/sh-poc-009")
    assert sheet.locator(".nav-links a").count() > 1
    assert page.evaluate(FREE)
    # On low and narrow screens and in large text as well.
    site = page.url.split("/?")[0]
    for path, width, height in (
        *(("/?view=map&select=sh-poc-001", 640, 360), ("/en/?view=map&select=sh-poc-010", 320, 700)),
        ("/en/?view=map&select=sh-poc-010&size=large", 320, 700),
    ):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(site + path)
        settle(page)
        expect(sheet).to_be_visible()
        page.wait_for_function(FREE)
    stated, unstated = sheet.locator(".stage.has").first, sheet.locator(".stage:not(.has)").first
    look = "one => getComputedStyle(one).backgroundColor"
    assert stated.evaluate(look) != sheet.evaluate(look) != "rgba(0, 0, 0, 0)", "what is stated is filled"
    expect(unstated).to_have_css("border-style", "dashed")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "/?view=map&district=310115")
    settle(page)
    expect(page.locator(".grouping [aria-pressed=true]")).to_have_count(0)
    page.locator(".mark.platform").last.click()
    settle(page)
    expect(sheet).to_be_visible()
    page.wait_for_function(FREE)
    # The address names what one looks at, not the middle of what the card covers.
    page.wait_for_url("**at=*")
    page.locator(".mark.on").press("Escape")
    settle(page)
    expect(sheet).to_be_hidden()
    assert "select=" not in page.url
    lon, lat, _ = (float(part) for part in re.findall(r"at=([^&]*)", page.url)[0].split(","))
    assert 121.2 < lon < 122.1
    assert 30.7 < lat < 31.9


REACHES = """all => all.filter(one => {
  one.focus()
  const { left, top, width, height } = one.getBoundingClientRect()
  const under = document.elementFromPoint(left + width / 2, top + height / 2)
  return !under || !(one.contains(under) || one.closest('label')?.contains(under))
}).map(one => one.textContent || one.value)"""
"""Those of some elements that lie below something, or out of sight, while they have the focus."""


def test_a_phones_map_has_more_than_half_of_the_screen(opened: Open) -> None:
    """What must be said is said all the same, in English, whose words are longer: kinds, approval number, sources."""
    page, say = opened("/en/?view=map", **PHONE), messages("en")
    [the_map], [strip] = boxes(page.locator("#map")), boxes(page.locator(".sm-strip"))
    assert strip["y"] - the_map["y"] > PHONE["height"] / 2
    expect(page.locator(".kinds [data-kind]:visible")).to_have_count(3)
    for said in ("approval-unset", "indicative"):
        expect(page.locator(".sm-strip")).to_contain_text(say(said))
    folded = page.locator(".sm-switches")
    expect(folded.locator(".segment:visible")).to_have_count(0)
    folded.locator("summary").press("Enter")
    folded.get_by_role("button", name=say("group-none")).press("Enter")
    settle(page)
    assert "group=none" in page.url
    page.goto(page.url + "&size=large")
    settle(page)
    folded.locator("summary").press("Enter")
    assert folded.locator("button").evaluate_all(REACHES) == []


def test_no_filter_of_a_phone_has_the_focus_below_the_button_at_the_foot(opened: Open) -> None:
    page = opened("/?panel=filters", **PHONE)
    filters = page.locator("#facets-body input:not([disabled])")
    assert filters.count() > 30
    assert filters.evaluate_all(REACHES) == []
