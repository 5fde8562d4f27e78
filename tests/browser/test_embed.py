"""Frames on another origin: drawn, quiet, sandboxed, without a script, and at the widths of the pictures."""

import math
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from app.embed.parameters import HEIGHT
from app.settings import Settings
from tests.support.axe import AXE
from tests.support.browser import Host, Open, boxes, content_height, settle
from tests.support.server import running
from tests.support.watch import Watch

VIEWS = {
    "map": "/embed/v1?zone=zhangjiang&lock=zone&kind=poc,pilot,related",
    "platform": "/embed/v1/platform/sh-poc-009?lang=en",
    "district": "/embed/v1/district/310112",
    "zone": "/embed/v1/zone/lingang?theme=dark",
    "insight": "/embed/v1/insight?measure=density&lang=en",
    "counter": "/embed/v1/counter",
    "tombstone": "/embed/v1/platform/nothing",
}


def _inside(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("sandbox", [None, "allow-scripts"])
def test_every_view_stands_on_another_origin(
    host: Host, real_site: str, watch: Watch, name: str, sandbox: str | None
) -> None:
    watch.expected = ("404",) if name == "tombstone" else ()
    page = host(real_site + VIEWS[name], watch, sandbox=sandbox)
    inside = _inside(page)
    inside.locator("h1").wait_for()
    if name == "insight":
        inside.locator("path.area-fill").first.wait_for(state="attached")
        assert inside.locator("#districts tbody tr").count() == 18
    elif name not in ("counter", "tombstone"):
        inside.locator(".leaflet-marker-icon").first.wait_for(state="attached")
    if name != "tombstone":
        assert "2026-11" in inside.locator(".embed-foot").inner_text()
    assert watch.faults == []


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("width", [320, 480])
def test_axe_finds_nothing_in_a_frame(browser: Browser, real_site: str, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 600})
    page = context.new_page()
    page.goto(real_site + VIEWS[name])
    settle(page)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_only_listed_hosts_may_frame(host: Host, real_url: str, watch: Watch) -> None:
    with running(Settings(database_url=real_url, embed_hosts=["http://elsewhere.example"])) as address:
        watch.expected = ("frame-ancestors", "Framing", "Refused")
        page = host(f"{address}/embed/v1", watch)
        assert page.frames[1].url.startswith("chrome-error:")


def test_pages_of_the_site_are_not_framed(host: Host, real_site: str, watch: Watch) -> None:
    watch.expected = ("frame-ancestors", "Framing", "Refused")
    page = host(f"{real_site}/platform/sh-poc-009", watch)
    assert page.frames[1].url.startswith("chrome-error:")


def test_a_locked_filter_has_no_way_out_and_a_free_one_has(host: Host, real_site: str, watch: Watch) -> None:
    page = host(f"{real_site}/embed/v1?zone=zhangjiang&lock=zone&domain=synbio", watch, sandbox="allow-scripts")
    inside = _inside(page)
    assert inside.locator(".chip.locked").count() == 1
    assert inside.locator(".chip.locked a, a.chip.locked").count() == 0
    before = inside.locator(".card").count()
    inside.locator("a.chip").click()
    inside.locator("a.chip").wait_for(state="detached")
    assert inside.locator(".chip.locked").inner_text().count("张江") == 1
    assert inside.locator(".card").count() > before
    assert watch.faults == []


def test_the_full_map_opens_from_a_sandboxed_frame_with_its_lock(host: Host, real_site: str, watch: Watch) -> None:
    rights = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    page = host(f"{real_site}/embed/v1?zone=zhangjiang&lock=zone&lang=en", watch, sandbox=rights)
    with page.context.expect_page() as popup:
        _inside(page).locator(".embed-foot a").click()
    full = popup.value
    settle(full)
    assert full.url == f"{real_site}/en/?zone=zhangjiang&lock=zone"
    expect(full.locator("#results .chip.locked")).to_contain_text("fixed by this site")
    expect(full.locator("#results .count b")).to_have_text(_inside(page).locator(".embed-head .n").inner_text())
    assert full.evaluate("window.opener") is None
    assert watch.faults == []


def test_the_host_page_scrolls_over_the_map(host: Host, real_site: str, watch: Watch) -> None:
    view = f'<iframe src="{real_site}/embed/v1?lang=en&list=none" title="map" width="480" height="400"></iframe>'
    page = host("", watch, body=f'{view}<p style="height:3000px">below</p>')
    scale = _inside(page).locator(".scale").first
    before = scale.inner_text()
    _inside(page).locator(".service-map").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY >= 300")
    assert scale.inner_text() == before


def test_a_name_in_a_list_of_one_position_leads_to_another_frame(host: Host, real_site: str, watch: Watch) -> None:
    view = "zone=zhangjiang&lock=zone&kind=poc,pilot,related&bbox=121.592,31.190,121.608,31.206"
    page = host(f"{real_site}/embed/v1?{view}", watch, sandbox="allow-scripts")
    inside = _inside(page)
    inside.get_by_role("button", name=re.compile("同一近似位置")).first.click()
    inside.locator(".sm-popup a").first.click()
    inside.locator(".facts").wait_for()
    assert "/embed/v1/platform/" in page.frames[1].url
    assert watch.faults == []


def test_without_a_script_there_is_a_list(browser: Browser, real_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{real_site}/embed/v1/zone/zhangjiang")
    assert page.locator(".card").count() == 13
    assert page.locator(".embed-map").is_hidden()
    context.close()


def test_notes_go_to_the_console_alone(browser: Browser, real_site: str) -> None:
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.goto(f"{real_site}/embed/v1?colour=red&theme=neon")
    settle(page)
    assert len(said) == 1
    assert said[0].startswith("info: ")
    assert "colour=red" in said[0]
    assert "theme=neon" in said[0]
    assert "neon" not in page.locator("main").inner_text()
    page.close()


def test_the_element_makes_a_frame_that_follows_its_content(host: Host, real_site: str, watch: Watch) -> None:
    element = '<service-map view="district" district="310112" kind="poc" lang="en" title="Minhang"></service-map>'
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    page = host("", watch, height=1500, body=script + element)
    frame = page.locator("service-map iframe")
    assert frame.get_attribute("src") == f"{real_site}/embed/v1/district/310112?kind=poc&lang=en"
    assert frame.get_attribute("sandbox") == "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    frame.content_frame.locator(".card").first.wait_for()
    page.wait_for_function("document.querySelector('iframe').offsetHeight !== 480")
    expect(frame).to_have_js_property("offsetHeight", math.ceil(content_height(frame)))
    assert watch.faults == []


@pytest.mark.parametrize(
    ("h", "height"),
    [
        ("300", 300),
        (str(HEIGHT.most), HEIGHT.most),
        (str(HEIGHT.least), HEIGHT.least),
        ("480:240", 240),
        ("4:1", HEIGHT.least),
    ],
)
def test_a_fixed_height_is_the_web_masters_word(host: Host, real_site: str, watch: Watch, h: str, height: int) -> None:
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    element = f'<div style="width:480px"><service-map view="counter" h="{h}"></service-map></div>'
    page = host("", watch, height=700, body=script + element)
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert abs(box["height"] - height) < 3


@pytest.mark.parametrize("h", ["99999", "100", "0x200", "41:10", "tall"])
def test_a_height_that_is_none_follows_the_content_as_the_contract_says(
    host: Host, real_site: str, watch: Watch, h: str
) -> None:
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    page = host("", watch, height=700, body=f'{script}<service-map view="counter" h="{h}"></service-map>')
    frame = page.locator("iframe")
    expect(frame).to_have_js_property("offsetHeight", max(round(content_height(frame)), HEIGHT.least))


@pytest.mark.parametrize(("query", "follows"), [("?h=300", False), ("?h=16:9", False), ("?h=9", True), ("", True)])
def test_a_plain_frame_follows_unless_its_address_has_a_height(
    host: Host, real_site: str, watch: Watch, query: str, follows: bool
) -> None:
    script = f'<script src="{real_site}/embed/v1/embed.js" defer></script>'
    frame = f'<iframe data-service-map src="{real_site}/embed/v1{query}" title="map" width="480" height="300"></iframe>'
    page = host("", watch, height=700, body=script + frame)
    _inside(page).locator(".card").first.wait_for()
    if follows:
        page.wait_for_function("document.querySelector('iframe').clientHeight > 600")
    else:
        page.wait_for_timeout(600)
        assert page.locator("iframe").evaluate("e => e.clientHeight") < 600


def test_only_a_hello_of_the_host_is_answered_and_only_with_three_facts(
    host: Host, real_site: str, watch: Watch
) -> None:
    listen = "addEventListener('message', e => (window.got = window.got || []).push([e.origin, e.data]))"
    frame = f'<iframe id="f" src="{real_site}/embed/v1?lang=en" title="map" width="480" height="600"></iframe>'
    page = host("", watch, body=f"<script>{listen}</script>{frame}")
    _inside(page).locator("h1").wait_for()
    for message in ("'hi'", "{serviceMap: 2, type: 'hello'}", "{serviceMap: 1, type: 'give'}", "null"):
        page.evaluate(f"document.getElementById('f').contentWindow.postMessage({message}, '*')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.got") is None
    page.evaluate("document.getElementById('f').contentWindow.postMessage({serviceMap: 1, type: 'hello'}, '*')")
    page.wait_for_function("window.got")
    got = page.evaluate("window.got")
    assert {origin for origin, _ in got} == {real_site}
    assert all(set(data) == {"serviceMap", "type", "height", "view", "selected"} for _, data in got)
    assert watch.faults == []


def test_a_window_that_is_no_host_gets_no_answer(browser: Browser, real_site: str) -> None:
    page = browser.new_page()
    page.goto(f"{real_site}/embed/v1")
    settle(page)
    page.evaluate("addEventListener('message', e => (window.got = e.data))")
    page.evaluate("postMessage({serviceMap: 1, type: 'hello'}, '*')")
    page.wait_for_function("window.got")
    page.wait_for_timeout(300)
    assert page.evaluate("window.got.type") == "hello"
    assert page.evaluate("document.body.classList.contains('follows')") is False
    page.close()


@pytest.mark.parametrize("name", VIEWS)
def test_without_the_right_to_run_scripts_the_list_shows(host: Host, real_site: str, watch: Watch, name: str) -> None:
    watch.expected = ("Blocked script execution", *(("404",) if name == "tombstone" else ()))
    joint = "&" if "?" in VIEWS[name] else "?"
    page = host(f"{real_site}{VIEWS[name]}{joint}list=none", watch, sandbox="allow-popups")
    inside = _inside(page)
    expect(inside.locator("h1")).to_be_visible()
    expect(inside.locator(".embed-foot a")).to_be_visible()
    assert inside.locator(".leaflet-container").count() == 0
    shown = {"insight": "#districts tbody tr", "counter": ".counter", "tombstone": ".empty"}.get(name, ".card-name a")
    expect(inside.locator(shown).first).to_be_visible()
    assert watch.faults == []


def test_text_of_an_address_is_shown_as_text(host: Host, real_site: str, watch: Watch) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    page = host(f"{real_site}/embed/v1?q={quote(nasty)}&lock=q&lang={quote(nasty)}", watch)
    page.on("dialog", lambda dialog: watch.faults.append(dialog.message))
    expect(_inside(page).locator(".chip.locked")).to_contain_text(nasty)
    assert _inside(page).locator("img").count() == 0
    assert watch.faults == []


@pytest.mark.parametrize(("width", "height"), [(320, 600), (390, 500), (480, 600), (900, 700)])
def test_every_mark_of_an_opening_frame_stands_whole_on_its_map(opened: Open, width: int, height: int) -> None:
    for query in ("", "kind=poc,pilot,related", "domain=synbio&kind=poc,pilot", "q=张江", "ids=sh-poc-009"):
        page = opened(f"/embed/v1?{query}", width=width, height=height)
        drawn = page.locator("#map .leaflet-container, #map.leaflet-container").first.bounding_box()
        marks = boxes(page.locator("#map .mark"))
        foot = page.locator(".sm-strip").bounding_box()
        assert drawn
        assert foot
        assert marks
        for box in marks:
            assert box["x"] >= drawn["x"], query
            assert box["y"] >= drawn["y"], query
            assert box["x"] + box["width"] <= drawn["x"] + drawn["width"], query
            assert box["y"] + box["height"] <= foot["y"], query


@pytest.mark.parametrize("width", [320, 360, 480, 640, 900])
def test_no_number_of_the_map_covers_another(browser: Browser, real_site: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 600}, reduced_motion="reduce")
    found = 0
    for query in ("zone=zhangjiang&", "district=310115&", "district=310112&", ""):
        page.goto(f"{real_site}/embed/v1?{query}kind=poc,pilot,related")
        settle(page)
        discs = boxes(page.locator("#map .mark.cluster"))
        middles = [(disc["x"] + disc["width"] / 2, disc["y"] + disc["height"] / 2) for disc in discs]
        for i, one in enumerate(middles):
            assert all(math.dist(one, other) > 24 for other in middles[:i]), (query, middles)
        found += len(middles)
    assert found >= 6
    page.close()


def test_a_list_of_one_position_is_read_and_closed_on_the_lowest_map(host: Host, real_site: str, watch: Watch) -> None:
    four = "kind=poc,pilot,related&ids=sh-poc-009,sh-poc-040,sh-poc-043,sh-poc-060"
    page = host(f"{real_site}/embed/v1?{four}", watch, width=320, height=480)
    inside = _inside(page)
    inside.get_by_role("button", name=re.compile("同一近似位置")).click()
    popup, names = inside.locator(".sm-popup"), inside.locator(".sm-popup li")
    assert names.count() == 4
    names.last.scroll_into_view_if_needed()
    box, strip = names.last.bounding_box(), inside.locator(".sm-strip").bounding_box()
    assert box
    assert strip
    assert box["y"] + box["height"] <= strip["y"]
    inside.locator(".sm-close").click()
    expect(popup).to_be_hidden()


def test_a_district_chosen_on_the_map_of_figures_is_marked_in_its_table(opened: Open) -> None:
    page = opened("/embed/v1/insight?lang=en", width=320, height=900)
    page.locator("path.area-fill").first.click(force=True)
    expect(page.locator("#districts tr.on")).to_have_count(1)
    said = page.locator("#results .src-note").bounding_box()
    assert said
    assert said["x"] + said["width"] <= 320


def test_a_narrow_map_of_figures_keeps_a_figure_before_a_name(opened: Open) -> None:
    page = opened("/embed/v1/insight", width=320, height=900)
    figures = page.locator(".d-figure .figure").all_text_contents()
    # Every district outside the centre, and of the seven in it those that do not touch.
    assert len(figures) >= 14
    assert figures.count("8") == 2
    head = page.locator("#districts thead th").filter(has_text="生物医药").bounding_box()
    assert head
    assert head["width"] > 50


def test_beside_a_districts_list_its_map_has_the_room(host: Host, real_site: str, watch: Watch) -> None:
    page = host(f"{real_site}/embed/v1/district/310112?list=side", watch, width=900)
    drawn, feature = _inside(page).locator(".embed-map").bounding_box(), _inside(page).locator(".embed-feature")
    above = feature.bounding_box()
    assert drawn
    assert above
    assert drawn["width"] > 500
    assert above["y"] + above["height"] <= drawn["y"] + 1
