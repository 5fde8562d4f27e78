"""The same map in four places: served live, in a folder opened as a file, on a plain static server, as one file.

But for the live one every place has its network cut: a file has none, the plain server reaches its own folder alone.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.pages.results import PAGE
from tests.app import recount
from tests.app.test_one_predicate import draw, items, pairs
from tests.browser.conftest import Watch, settle
from tests.browser.test_accessibility import violations
from tests.browser.test_public_map import ALL_KINDS, count, listed, query

FILTERS = 150
PLACES = ("live", "folder", "served", "single")
Go = Callable[..., Page]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def static(root: Path) -> Iterator[str]:
    """A server that knows nothing but files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def places(real_url: str, real_site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of the map's page in each place."""
    root = tmp_path_factory.mktemp("snapshot")
    command = [sys.executable, "-m", "app.cli", "snapshot"]
    for arguments in (["map"], ["zh-CN.html"], ["en.html", "--lang", "en"]):
        target = [str(root / arguments[0]), *arguments[1:]]
        subprocess.run([*command, *target], env=os.environ | {"DATABASE_URL": real_url}, check=True)
    with static(root / "map") as server:
        yield {
            "live": f"{real_site}/",
            "folder": (root / "map" / "index.html").as_uri(),
            "served": f"{server}/index.html",
            "single": (root / "zh-CN.html").as_uri(),
            "single en": (root / "en.html").as_uri(),
        }


@pytest.fixture
def go(browser: Browser, places: dict[str, str]) -> Iterator[Go]:
    """Opens a place with a query, or another page of the folder; nothing but its own host is ever asked."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_page(place: str, search: str = "", page: str = "", **options: Any) -> Page:
        address = places[place]
        size = {"width": options.pop("width", 1440), "height": options.pop("height", 900)}
        cut = address.startswith("file:")
        context = browser.new_context(viewport=size, reduced_motion="reduce", offline=cut, **options)  # type: ignore[arg-type]
        contexts.append(context)
        watches.append(Watch(urlsplit(address).netloc))
        watches[-1].attach(context)
        if place == "served":
            context.route(lambda url: urlsplit(url).netloc != urlsplit(address).netloc, lambda route: route.abort())
        opened = context.new_page()
        opened.goto(address.replace("index.html", page or "index.html") + search)
        settle(opened)
        return opened

    yield open_page
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [fault for watch in watches for fault in watch.faults] == []


def marks(page: Page) -> list[str]:
    """What the marks of the map are called."""
    return sorted(str(mark.get_attribute("aria-label")) for mark in page.locator("#map .mark").all())


@pytest.mark.parametrize("place", PLACES)
def test_the_opening_view_counts_by_district(go: Go, place: str) -> None:
    page = go(place)
    assert count(page) == 14
    assert len(listed(page)) == 14
    assert len(marks(page)) == 5
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


@pytest.mark.parametrize("place", ["folder", "single"])
def test_a_place_without_a_server_looks_as_the_live_one(go: Go, place: str) -> None:
    live, other = go("live"), go(place)
    for view in VIEWS:
        for page, address in ((live, urlsplit(live.url)), (other, urlsplit(other.url))):
            page.goto(f"{address.scheme}://{address.netloc}{address.path}{view}")
            settle(page)
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


def test_every_filter_gives_the_answer_of_the_live_api(go: Go, client: httpx.Client) -> None:
    """Equality and distance: the same records in the same order, and the same facets, for seeded filters."""
    page = go("folder", f"?{ALL_KINDS}")
    rng = random.Random(5)
    rows = recount.default_rows()
    not_empty = 0
    for number in range(FILTERS):
        asked = draw(rng, rows)
        asked.setdefault("kind", ["poc", "pilot", "related"])
        if number % 5 == 0:
            asked["q"] = [rng.choice(("ＡＩ", "张江", "Zhangjiang", "zj", "平台 中心", "生物"))]
        if number % 4 == 0:
            asked["sort"] = [rng.choice(("name", "date", "default"))]
        search = urlencode(pairs(asked))
        page.evaluate(
            "text => { history.pushState(null, '', '?' + text); dispatchEvent(new PopStateEvent('popstate')); }", search
        )
        page.wait_for_timeout(30)
        document = items(client, asked)
        # The list keeps what has no position in a bucket of its own, as the live page does.
        found = [feature["id"] for feature in sorted(document["features"], key=lambda each: each["geometry"] is None)]
        assert listed(page) == found, search
        not_empty += bool(found)
        facets = client.get("/api/facets", params=pairs({k: v for k, v in asked.items() if k != "sort"})).json()
        answered = {f"{f['name']} {v['value']}": v["count"] for f in facets["facets"] for v in f["values"]}
        shown = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('#filters input[type=checkbox]')].map(
              (one) => [one.name + ' ' + one.value, Number(one.closest('label').querySelector('.n').textContent)]))"""
        )
        assert shown == answered, search
    assert not_empty >= FILTERS / 2


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
    assert count(page) == 14
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


@pytest.mark.parametrize("place", PLACES)
def test_a_phone_shows_list_then_map_and_a_card(go: Go, place: str) -> None:
    page = go(place, f"?{ALL_KINDS}&zone=lingang&group=none", width=390, height=844, has_touch=True)
    expect(page.locator("#map")).to_be_hidden()
    page.locator("nav.thumb a[data-view=map]").click()
    settle(page)
    page.locator("#map .mark.platform").first.click()
    expect(page.locator(".sheet .card-name")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("nav.thumb a[data-view=filters]").click()
    expect(page.locator("#facets")).to_be_visible()
    assert query(page)["zone"] == ["lingang"]


UNUSABLE = (
    "district=310112,999999",
    "near=,&radius=5000",
    "near=121.5,31.2&radius=300000",
    "near=121.5&radius=5000",
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
        page.wait_for_timeout(60)
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


HIDDEN = """() => [...document.querySelectorAll("[hidden]")].filter(
  (one) => getComputedStyle(one).display !== "none").map((one) => one.outerHTML)"""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("script", [True, False])
def test_what_is_hidden_is_not_seen(go: Go, place: str, script: bool) -> None:
    page = go(place, "?district=310112", java_script_enabled=script)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert page.evaluate(HIDDEN) == []
    assert not page.get_by_text("未收录").first.is_visible()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("width", "height"), [(480, 800), (390, 844), (320, 640)])
def test_the_edge_of_a_phones_map_stands_above_the_bar(go: Go, place: str, width: int, height: int) -> None:
    page = go(place, f"?{ALL_KINDS}&view=map", width=width, height=height)
    edge, bar = page.locator(".sm-strip").bounding_box(), page.locator(".thumb").bounding_box()
    assert edge
    assert bar
    assert edge["y"] + edge["height"] <= bar["y"] + 0.5
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    expect(page.locator(".sm-strip")).to_contain_text("审图号")


@pytest.mark.parametrize("place", ["live", "folder"])
def test_large_text_leaves_room_for_the_map_on_the_smallest_screen(go: Go, place: str) -> None:
    page = go(place, f"?{ALL_KINDS}&view=map&size=large", width=320, height=640)
    drawn, edge = page.locator("#map").bounding_box(), page.locator(".sm-strip").bounding_box()
    assert drawn
    assert edge
    assert edge["y"] - drawn["y"] > 160
    page.locator(".sm-strip").scroll_into_view_if_needed()
    bar = page.locator(".thumb").bounding_box()
    edge = page.locator(".sm-strip").bounding_box()
    assert edge
    assert bar
    assert edge["y"] + edge["height"] <= bar["y"] + 0.5


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


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("search", ["", "?panel=filters"])
def test_without_a_script_nothing_stands_over_another_thing(go: Go, width: int, search: str) -> None:
    page = go("live", search, width=width, height=844, java_script_enabled=False)
    panel, facets = page.locator(".panel").bounding_box(), page.locator("#facets").bounding_box()
    last = page.locator(".card").last.bounding_box()
    assert panel
    assert facets
    assert last
    assert last["y"] + last["height"] <= panel["y"] + panel["height"]
    beside = facets["x"] >= panel["x"] + panel["width"] - 1
    assert beside or facets["y"] >= last["y"] + last["height"] or facets["y"] + facets["height"] <= panel["y"]


@pytest.mark.parametrize("view", ["map", "list"])
def test_a_strip_above_the_page_takes_its_room_from_the_frame(go: Go, view: str) -> None:
    """As the line that says that records are synthetic; with large text, too, something of list and map is seen."""
    page = go("live", f"?view={view}&size=large", width=390, height=844)
    page.evaluate(
        "document.querySelector('.top').insertAdjacentHTML('afterend', '<p class=\"synthetic-strip\">synthetic</p>')"
    )
    frame, bar = page.locator(".frame").bounding_box(), page.locator(".thumb").bounding_box()
    assert frame
    assert bar
    assert frame["y"] + frame["height"] <= bar["y"] + 0.5
    seen = page.locator("#results" if view == "list" else "#map").bounding_box()
    assert seen
    assert seen["height"] > 150


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
    page.locator(".tool.for-light").click()
    assert page.evaluate("({...document.documentElement.dataset})") == {"size": "large", "theme": "dark"}
    if place == "folder":
        page.locator(".card-name a").first.click()
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("({...document.documentElement.dataset})") == {"size": "large", "theme": "dark"}
    page.locator(".tool.for-large").click()
    assert page.evaluate("document.documentElement.dataset.size") is None


@pytest.mark.parametrize("place", ["folder", "single"])
def test_without_a_script_there_is_the_whole_list(browser: Browser, places: dict[str, str], place: str) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(places[place])
    assert page.locator(".card").count() == 72
    assert page.locator("#map").is_hidden()
    assert page.locator("#q").is_hidden()
    if place == "folder":
        page.locator(".card-name a").first.click()
        assert page.locator(".facts").count() >= 1
    context.close()


PAGES = {
    "map": "index.html",
    "filters": "index.html?panel=filters&kind=poc,pilot,related&zone=zhangjiang",
    "empty": "index.html?domain=6g",
    "features": "index.html?overlay=features&card=310112",
    "platform": "platform/sh-poc-009.html",
    "district": "en/district/310112.html",
    "zone": "en/zone/lingang.html",
    "english": "en/index.html",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 320)])
def test_axe_finds_nothing_in_the_folder(go: Go, name: str, theme: str, width: int) -> None:
    page = go("folder", page=PAGES[name], width=width, height=800, color_scheme=theme)
    assert violations(page, preload=False) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1440, 320])
@pytest.mark.parametrize("place", ["single", "single en"])
def test_axe_finds_nothing_in_the_single_file(go: Go, place: str, width: int) -> None:
    page = go(place, "?select=sh-poc-009#platform-sh-poc-009", width=width, height=800)
    assert violations(page, preload=False) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


ADDED = "<script>window.ran = true</script><script src='added.js'></script><p onclick='window.ran = true'>added</p>"


def test_a_script_that_somebody_wrote_into_a_page_does_not_run(
    browser: Browser, places: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "map"
    shutil.copytree(Path(urlsplit(places["folder"]).path).parent, folder)
    (folder / "added.js").write_text("window.ran = true")
    for name in ("index.html", "zone/lingang.html"):
        page = folder / name
        page.write_text(page.read_text("utf-8").replace("</main>", f"{ADDED}</main>"), "utf-8")
        context = browser.new_context(offline=True)
        opened = context.new_page()
        opened.goto(page.as_uri())
        settle(opened)
        opened.get_by_text("added", exact=True).click()
        assert opened.evaluate("window.ran") is None
        assert opened.locator(".mark").count() > 0
        context.close()


def test_a_script_that_is_not_the_files_own_does_not_run(browser: Browser, places: dict[str, str]) -> None:
    """The policy of the single file holds hashes: markup that somebody adds stays without effect."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(places["single"])
    page.evaluate(
        """() => { const added = document.createElement('script'); added.textContent = 'window.ran = true';
                   document.body.append(added); }"""
    )
    assert page.evaluate("window.ran") is None
    context.close()
