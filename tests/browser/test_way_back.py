"""From the map to a page and back, and over maps that stand in a page: nothing of where one was is lost."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Open, settle

HIDDEN = """() => [...document.querySelectorAll('.mark')].filter((mark) => {
  const box = mark.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const at = document.elementFromPoint(x, y);
  const map = document.querySelector('[data-map-root]').getBoundingClientRect();
  const inside = x > map.left && x < map.right && y > map.top && y < map.bottom;
  return inside && !at?.closest('.sm-corner') && at?.closest('.mark') !== mark;
}).map((mark) => mark.getAttribute('aria-label'))"""
"""Marks on the map whose middle another mark hides; what lies below a control can be moved out."""

COVERED = """() => [...document.querySelectorAll('.mark')].filter((mark) => {
  const box = mark.getBoundingClientRect();
  return [...document.querySelectorAll('.sm-corner > *, .sm-strip')].some((one) => {
    const other = one.getBoundingClientRect();
    return box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top;
  });
}).map((mark) => mark.getAttribute('aria-label'))"""


def query(page: Page) -> list[tuple[str, str]]:
    return sorted(parse_qsl(urlsplit(page.url).query))


def test_back_to_the_map_finds_its_filters_and_its_part_of_the_map(opened: Open) -> None:
    page = opened("/?district=310115&kind=poc&kind=pilot&at=121.6,31.2,12.5&group=none")
    before = query(page)
    page.locator("#card-sh-poc-010 .card-name a").click()
    settle(page)
    assert "/platform/sh-poc-010" in page.url
    expect(page.locator(".unread")).to_have_count(0)
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical is not None
    assert canonical.endswith("/platform/sh-poc-010"), "the page's own address holds nothing of the way back"
    # Over another page, which carries it on.
    page.locator(".lede a[href*='/district/']").click()
    settle(page)
    assert "/district/310115" in page.url
    expect(page.locator(".unread")).to_have_count(0)
    page.locator(".crumb a").click()
    settle(page)
    assert query(page) == before
    assert urlsplit(page.url).path == "/"
    # A suggestion that opens a page takes the state along as well.
    page.fill("#q", "上海合成生物学创新中心")
    page.get_by_role("option").filter(has_text="上海合成生物学创新中心").first.click()
    page.wait_for_url("**/platform/sh-poc-009?*")
    settle(page)
    page.locator(".crumb a").click()
    settle(page)
    assert query(page) == before


def test_the_wheel_over_a_map_in_a_page_scrolls_the_page(opened: Open) -> None:
    page = opened("/zone/lingang", width=1000, height=500)
    for path in ("", "/district/310112", "/platform/sh-poc-009", "/insight"):
        if path:
            page.goto(re.sub(r"/zone/.*|/district/.*|/platform/.*", path, page.url))
            settle(page)
        box = page.locator("[data-map-root]").bounding_box()
        assert box is not None
        scale = page.locator(".scale").first.inner_text()
        page.mouse.move(box["x"] + box["width"] / 2, max(box["y"], 0) + 60)
        before = page.evaluate("scrollY")
        page.mouse.wheel(0, 200)
        page.wait_for_function("(before) => scrollY > before + 100", arg=before)
        assert page.locator(".scale").first.inner_text() == scale
        # What the browser may do with a finger is read from the style.
        assert page.locator("[data-map-root]").evaluate("one => getComputedStyle(one).touchAction") == "pan-x pan-y"


def test_no_disc_hides_a_mark(opened: Open) -> None:
    page = opened("/?kind=poc&kind=pilot&kind=related&at=121.45,31.2,10.75&group=district")
    hidden = {}
    views = (("121.45,31.2,10.75", "district"), ("121.6,31.2,12", "district"), ("121.45,31.2,13", "district"))
    for at, group in (*views, ("121.6,31.2,12", "none"), ("121.44,31.03,13.5", "none")):
        page.goto(re.sub("at=.*", f"at={at}&group={group}", page.url))
        settle(page)
        assert page.locator(".mark").count() > 0
        hidden[at, group] = page.evaluate(HIDDEN)
    assert {where: names for where, names in hidden.items() if names} == {}


def test_records_named_by_id_are_of_any_kind(opened: Open) -> None:
    page = opened("/?ids=sh-poc-015,sh-poc-052,sh-poc-009&group=none")
    expect(page.locator("#results .card")).to_have_count(3)
    expect(page.locator(".mark")).to_have_count(3)
    kinds = page.locator("#kinds input")
    assert [box.is_checked() for box in kinds.all()] == [True, True, True]
    assert "kind=" not in page.url
    page.locator("label.kind").nth(2).click()
    settle(page)
    assert ("kind", "poc") in query(page)
    expect(page.locator("#results .card")).to_have_count(2)
    page.locator("label.kind").nth(2).click()
    settle(page)
    expect(page.locator("#results .card")).to_have_count(3)
    # Without the names the page shows what it shows unasked again.
    page.goto(re.sub(r"\?.*", "?ids=sh-poc-015,sh-poc-052,sh-poc-009", page.url))
    settle(page)
    page.locator(".chip").first.click()
    settle(page)
    assert query(page) == []
    assert [box.is_checked() for box in kinds.all()] == [True, False, False]


def test_a_phones_map_says_what_its_list_says_and_shows_it_all(opened: Open) -> None:
    page = opened("/?view=map&domain=6g", width=390, height=844)
    expect(page.get_by_text("未收录“6G”的概念验证平台")).to_be_visible()
    expect(page.get_by_text("地图上是去掉“6G”以后的 75 个")).to_be_visible()
    shown = page.locator(".mark").all_text_contents()
    assert sum(int(text) for text in shown) == 71, "all whose district is stated"
    page.goto(re.sub(r"\?.*", "?view=map&zone=zhangjiang&kind=poc&kind=pilot&kind=related", page.url))
    settle(page)
    expect(page.locator(".count b")).to_have_text("13 个平台与资源")
    expect(page.locator(".count b")).to_be_visible()
    expect(page.locator(".card").first).to_be_hidden()
    assert page.evaluate(COVERED) == []
    page.locator(".legend summary").click()
    # The legend tells that it is open a moment later; the map then makes way.
    page.wait_for_function(f"() => ({COVERED})().length === 0")
    # What is shown on a wide map stands free as well.
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(re.sub(r"\?.*", "?zone=zhangjiang", page.url))
    settle(page)
    expect(page.locator(".mark.platform")).to_have_count(2)
    assert page.evaluate(COVERED) == []


@pytest.mark.parametrize("state", ["panel=filters", "size=large"])
def test_no_row_of_switches_hides_a_bubble(opened: Open, state: str) -> None:
    """The switches take two rows there: what stands below the first would lie behind the second."""
    page = opened(f"/en/?kind=poc&kind=pilot&kind=related&{state}", width=1440, height=900)
    bubble = page.get_by_role("button", name=re.compile("^Chongming"))
    free = """one => {
      const box = one.getBoundingClientRect();
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const points = [[x, y], [x, box.top + 2], [box.left + 2, y]];
      return points.every((at) => document.elementFromPoint(...at)?.closest('.mark') === one);
    }"""
    assert bubble.evaluate(free)


def test_the_filters_of_a_phone_say_how_many_they_would_show(opened: Open) -> None:
    page = opened("/", width=390, height=844)
    page.locator('.thumb [data-view="filters"]').click()
    settle(page)
    done = page.locator("#facets-done a")
    expect(done).to_have_text("显示 15 个结果")
    page.locator("#facet-stage label").first.click()
    settle(page)
    n = re.findall(r"\d+", page.locator(".count b").text_content() or "")[0]
    assert int(n) < 15
    expect(done).to_have_text(f"显示 {n} 个结果")
    bar, thumb = done.bounding_box(), page.locator(".thumb").bounding_box()
    assert bar is not None
    assert thumb is not None
    assert thumb["y"] - 40 < bar["y"] + bar["height"] <= thumb["y"]
    done.click()
    settle(page)
    expect(page.locator("#facets")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.view") == "filters"


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_without_any_kind_the_list_is_empty_and_says_why(opened: Open, lang: str) -> None:
    page = opened("/en/" if lang == "en" else "/")
    page.locator("label.kind").first.click()
    settle(page)
    words = "No kind of record is chosen" if lang == "en" else "没有选择资源类型"
    expect(page.locator(".empty h2")).to_have_text(words)
    assert query(page) == [("kind", "none")]
    expect(page.locator(".mark")).to_have_count(0)
    # The address says the same to another reader, and a box leads out.
    page.reload()
    settle(page)
    expect(page.locator(".empty h2")).to_have_text(words)
    assert not any(box.is_checked() for box in page.locator("#kinds input").all())
    page.locator("label.kind").nth(1).click()
    settle(page)
    assert query(page) == [("kind", "pilot")]
    expect(page.locator("#results .card").first).to_be_visible()
