"""More platforms than a map draws at once: it reads what it looks at from tiles, and its marks add up to the list."""

import re
from collections import defaultdict
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.support.browser import Open, attributes, settle
from tests.support.public_page import ALL_KINDS
from tests.support.tiles import tile_at
from tests.support.watch import Watch

pytestmark = pytest.mark.browser
MOST = 500
"""Marks on a screen."""
NEAREST = 15
ONE_BY_ONE = f"{ALL_KINDS}&group=none"
SAID = re.compile(r"^([\d,]+) |([\d,]+) 个平台")


def marks(page: Page) -> Locator:
    return page.locator(".leaflet-marker-pane .mark")


def stands_for(page: Page) -> int:
    """The platforms that all marks on the map stand for, by their names."""
    names = attributes(marks(page), "aria-label")
    assert 0 < len(names) <= MOST
    said = [SAID.search(name) for name in names]
    # A single mark is called by its platform's name.
    return sum(int((each[1] or each[2]).replace(",", "")) if each else 1 for each in said)


def numbers_on_discs(page: Page) -> list[tuple[str, str]]:
    """What stands on each disc, and what its name says."""
    discs = page.locator(".leaflet-marker-pane .mark:has(.disc)")
    names = [re.search(r"\d[\d,]*", name) for name in attributes(discs, "aria-label")]
    return list(zip(discs.all_inner_texts(), [found[0] if found else "" for found in names], strict=True))


def located(page: Page) -> int:
    """How many the list says that there are, without those that have no position."""
    numbers = re.findall(r"[\d,]+", page.locator("#results .count").inner_text())
    n, unlocated = (int(each.replace(",", "")) for each in numbers[:2])
    return n - unlocated


def settled(page: Page, act: Callable[[], object]) -> None:
    act()
    settle(page)


def test_marks_add_up_to_the_list_by_filter_zoom_and_keyboard(opened: Open, synthetic_site: str) -> None:
    asked: list[str] = []
    page = opened("/live", site=synthetic_site)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{synthetic_site}/?{ONE_BY_ONE}")
    settle(page)
    assert stands_for(page) == located(page) > 9_000
    assert any("/tiles/WebMercatorQuad/" in url for url in asked)
    assert not any("/platforms/items" in url for url in asked), "the features themselves were read"

    # A filter: fewer, and then so few that each is read.
    settled(page, page.locator("label.kind").nth(2).click)
    assert 2_000 < stands_for(page) == located(page) < 9_000
    settled(page, page.locator("label.kind").nth(1).click)
    assert 0 < stands_for(page) == located(page) < 2_000
    settled(page, page.go_back)
    assert 2_000 < stands_for(page) == located(page)

    # By keyboard: a cluster opens into others, at last into a platform.
    marks(page).and_(page.locator("[tabindex='0']")).focus()
    for _ in range(6):
        focused = page.locator(".mark:focus")
        expect(focused).to_have_count(1)
        if "platform" in (focused.get_attribute("class") or "").split():
            break
        before = focused.get_attribute("aria-label") or ""
        assert before.endswith("放大"), before
        settled(page, lambda: page.keyboard.press("Enter"))
        single = page.locator(".mark.platform")
        if single.count():
            single.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mark.on")).to_have_count(1)
    assert "select=" in page.url
    assert 0 < stands_for(page) < MOST


@pytest.mark.parametrize("view", ["group=district", "group=none&at=121.5,31.2,8"])
def test_a_disc_bears_its_number_as_the_list_writes_it(opened: Open, synthetic_site: str, view: str) -> None:
    """With commas, in full, and not wider than the disc."""
    page = opened(f"/?{ALL_KINDS}&{view}", site=synthetic_site)
    numbers = numbers_on_discs(page)
    assert any("," in shown for shown, _ in numbers)
    assert [shown for shown, _ in numbers] == [said for _, said in numbers]
    wider = """discs => discs.filter((disc) => {
      const text = document.createRange();
      text.selectNodeContents(disc);
      return text.getBoundingClientRect().width > disc.clientWidth - 4;
    }).map((disc) => disc.textContent)"""
    assert page.locator(".mark .disc").evaluate_all(wider) == []


def close_pair(client: httpx.Client) -> tuple[float, float, set[str]]:
    """Where two platforms lie so near each other that no zoom parts them, and their names."""
    cells = defaultdict(list)
    query = {"limit": "10000", "properties": "name", "kind": "poc,pilot"}
    for each in client.get("/api/collections/platforms/items", params=query).json()["features"]:
        if each["geometry"]:
            # A cell is an eighth of a tile, which is three zooms further in.
            cells[tile_at(each["geometry"]["coordinates"], NEAREST - 1 + 3)].append(each)
    pair = next(all for all in cells.values() if len(all) == 2)
    lon, lat = (sum(each["geometry"]["coordinates"][i] for each in pair) / 2 for i in (0, 1))
    return lon, lat, {each["properties"]["name"] for each in pair}


def test_what_no_zoom_parts_opens_as_a_list(opened: Open, synthetic_site: str, synthetic_client: httpx.Client) -> None:
    lon, lat, names = close_pair(synthetic_client)
    page = opened(f"/?kind=poc&kind=pilot&at={lon:.5f},{lat:.5f},{NEAREST}", site=synthetic_site)
    cluster = page.get_by_role("button", name=re.compile("2 个平台，打开列表$")).first
    cluster.focus()
    page.keyboard.press("Enter")
    popup = page.get_by_role("dialog", name=re.compile("^此处 2 个"))
    expect(popup).to_be_visible()
    assert set(popup.locator("a").all_inner_texts()) == names
    expect(popup.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(cluster).to_be_focused()


def test_what_cannot_be_read_is_said_and_read_again(opened: Open, synthetic_site: str, watch: Watch) -> None:
    watch.expected = ("net::ERR_FAILED", "Failed to fetch")
    page = opened("/live", site=synthetic_site)
    refused: list[str] = []

    def refuse(route: Route, request: Request) -> None:
        refused.append(request.url)
        route.abort()

    # All but the tile of the world, which says how many there are.
    tiles = re.compile(r"/tiles/WebMercatorQuad/[1-9]")
    page.route(tiles, refuse)
    page.goto(f"{synthetic_site}/en/?{ONE_BY_ONE}")
    notice = page.locator(".sm-notice")
    expect(notice).to_contain_text("could not be read")
    assert refused
    expect(marks(page)).to_have_count(0)
    page.unroute(tiles)
    settled(page, notice.get_by_role("button", name="Try again").click)
    expect(notice).to_be_hidden()
    assert stands_for(page) == located(page)


def test_a_frame_draws_all_of_its_platforms(opened: Open, synthetic_site: str) -> None:
    """It looks so far away that every record is in sight; its number is that of its list."""
    page = opened(f"/embed/v1?{ALL_KINDS}", site=synthetic_site, width=900, height=700)
    said = re.search(r"[\d,]+", page.locator(".embed-count, .count, header").first.inner_text())
    assert said
    unlocated = httpx.get(f"{synthetic_site}/api/facets", trust_env=False, timeout=60).json()["unlocated"]
    assert stands_for(page) == int(said[0].replace(",", "")) - unlocated


def test_a_map_that_was_given_a_part_says_so(opened: Open) -> None:
    """As where records were added since the page came, or a notebook read the first page of an address."""
    page = opened("/live")

    def more(route: Route) -> None:
        document = route.fetch().json()
        route.fulfill(json={**document, "numberMatched": 12_345})

    page.route(re.compile("/platforms/items"), more)
    page.goto(page.url.replace("/live", "/"))
    expect(page.locator(".sm-notice")).to_contain_text("12,345")
