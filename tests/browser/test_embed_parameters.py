"""What each parameter of an embed does in the frame that is served, not only in what was read of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from app.embed.parameters import PARAMETERS
from frontend.messages import messages
from tests.support import recount
from tests.support.axe import AXE
from tests.support.browser import Open, attributes
from tests.support.watch import Watch

RED = "rgb(200, 16, 46)"


def _colour(of: Locator) -> str:
    return str(of.evaluate("e => getComputedStyle(e).color"))


@pytest.mark.parametrize(
    ("query", "system", "red"),
    [
        ("accent=c8102e", "light", True),
        ("accent=%23C8102E&theme=light", "dark", True),
        ("accent=c8102e", "dark", False),
        ("accent=c8102e&theme=dark", "light", False),
        ("accent=ffff00", "light", False),
    ],
)
def test_an_accent_colours_links_where_it_can_be_read(opened: Open, query: str, system: str, red: bool) -> None:
    frame = f"/embed/v1?zone=zhangjiang&domain=synbio&lock=zone&{query}"
    page = opened(frame, width=480, height=600, color_scheme=system)
    own = opened(frame.split("accent", maxsplit=1)[0] + "&".join(query.split("&")[1:]), width=480, color_scheme=system)
    for selector in (".embed-foot a", ".chip.locked .chip-k"):
        colour = _colour(page.locator(selector))
        assert (colour == RED) is red
        assert (colour == _colour(own.locator(selector))) is not red
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found["violations"]] == []


def test_a_colour_that_cannot_be_read_is_told_with_its_ratio(opened: Open) -> None:
    page = opened("/embed/v1/counter?theme=light", width=480)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(page.url + "&accent=ffff00")
    expect(page.locator(".counter")).to_be_visible()
    assert any("accent=ffff00: 1" in text and "4.5:1 needed" in text for text in said)


def _language(opened: Open) -> None:
    page = opened("/embed/v1?zone=lingang&lang=en", width=480)
    expect(page.locator("h1")).to_have_text("Platforms of Lingang Special Area")
    expect(page.locator(".service-map")).to_have_attribute("aria-label", re.compile("Arrow keys"))
    assert page.locator("html").get_attribute("lang") == "en"


def _theme(opened: Open) -> None:
    page = opened("/embed/v1?theme=dark", width=480, color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(23, 33, 39)"
    assert opened("/embed/v1?theme=light", width=480, color_scheme="dark").evaluate(ground) == "rgb(255, 255, 255)"
    assert opened("/embed/v1", width=480, color_scheme="dark").evaluate(ground) == "rgb(23, 33, 39)"


def _accent(opened: Open) -> None:
    page = opened("/embed/v1/counter?accent=c8102e", width=480, color_scheme="light")
    assert _colour(page.locator(".embed-foot a")) == RED


def _base(opened: Open) -> None:
    """Without a configured layer there is the own base map, and a note; with one, see below."""
    page = opened("/embed/v1?base=good", width=480)
    expect(page.locator(".sm-ground path").first).to_be_attached()
    notes = page.locator("body").get_attribute("data-notes") or ""
    assert notes.startswith("base=good: configured: none")


def _layers(opened: Open) -> None:
    page = opened("/embed/v1", width=480)
    expect(page.locator("path.zone").first).to_be_attached()
    page = opened("/embed/v1?layers=none", width=480)
    expect(page.locator(".mark").first).to_be_attached()
    assert page.locator("path.zone").count() == 0
    page = opened("/embed/v1?layers=features", width=480)
    expect(page.locator("path.tint").first).to_be_attached()
    assert page.locator("path.tint").count() == 16
    expect(page.locator(".d-feature").first).to_be_attached()
    assert page.locator(".mark.platform, path.zone").count() == 0
    expect(page.locator(".embed-features li")).to_have_count(16)
    page.locator("path.tint").first.click(force=True)
    card = page.locator(".feature-card")
    expect(card).to_be_visible()
    assert set(attributes(card.locator("a"), "target")) <= {"", "_blank"}


def _list(opened: Open) -> None:
    page = opened("/embed/v1?list=side", width=800)
    cards, map_ = page.locator(".card").first.bounding_box(), page.locator(".embed-map").bounding_box()
    assert cards
    assert map_
    assert cards["x"] + cards["width"] <= map_["x"]
    drawn = page.locator(".service-map").bounding_box()
    assert drawn
    assert drawn["height"] >= 340
    page = opened("/embed/v1?list=bottom", width=800)
    cards, map_ = page.locator(".card").first.bounding_box(), page.locator(".embed-map").bounding_box()
    assert cards
    assert map_
    assert cards["y"] >= map_["y"] + map_["height"]
    page = opened("/embed/v1?list=none", width=480, height=600)
    drawn = page.locator(".service-map").bounding_box()
    assert drawn
    assert drawn["height"] > 400
    box = page.locator(".embed-list").bounding_box()
    assert box
    assert box["width"] <= 1
    expect(page.locator(".embed-list .card")).to_have_count(len(recount.default_rows("poc")))


def _controls(opened: Open) -> None:
    assert opened("/embed/v1", width=480).locator(".ctl").count() == 2
    assert opened("/embed/v1?controls=off", width=480).locator(".ctl").count() == 0


def _wheel(opened: Open) -> None:
    for query, zooms in (("", False), ("?wheel=on", True), ("/insight?wheel=on", True), ("/insight", False)):
        page = opened(f"/embed/v1{query}", width=480, height=600)
        scale = page.locator(".scale")
        before = scale.inner_text()
        page.locator(".service-map").hover(position={"x": 200, "y": 100})
        page.mouse.wheel(0, -400)
        if zooms:
            expect(scale).not_to_have_text(before)
        else:
            page.wait_for_timeout(500)
            assert scale.inner_text() == before


def _height(opened: Open) -> None:
    """The frame fills what it is given; `h` is for the host's script, as tests of the host page show."""
    page = opened("/embed/v1?h=300", width=480, height=700)
    assert page.evaluate("document.querySelector('.embed').getBoundingClientRect().height") >= 700
    assert "h=" not in (page.locator("body").get_attribute("data-notes") or "")
    odd = opened("/embed/v1?h=999999", width=480)
    assert "h=999999: allowed" in (odd.locator("body").get_attribute("data-notes") or "")


def _marks(page: Page) -> list[str]:
    expect(page.locator(".mark").first).to_be_attached()
    return attributes(page.locator(".mark"), "aria-label")


def _view(opened: Open) -> None:
    page = opened("/embed/v1?bbox=121.2,31.5,121.9,31.8", width=480)
    expect(page.locator(".d-label", has_text="崇明区")).to_be_visible()
    assert page.locator(".d-label", has_text="闵行区").count() == 0
    swapped = opened("/embed/v1?bbox=31.5,121.2,31.8,121.9", width=480)
    assert _marks(swapped) == _marks(opened("/embed/v1", width=480))


def _lock(opened: Open) -> None:
    page = opened("/embed/v1?zone=zhangjiang&lock=zone", width=480)
    assert page.locator(".chip.locked").inner_text() == "重点区域\n张江科学城（由本站固定）"
    assert page.locator("a.chip").count() == 0
    page = opened("/embed/v1?zone=zhangjiang", width=480)
    assert page.locator("a.chip").count() == 1


EFFECTS: dict[str, Callable[[Open], None]] = {
    "lang": _language,
    "theme": _theme,
    "accent": _accent,
    "base": _base,
    "layers": _layers,
    "list": _list,
    "controls": _controls,
    "wheel": _wheel,
    "h": _height,
    "bbox": _view,
    "lock": _lock,
}


@pytest.mark.parametrize("name", [parameter.name for parameter in PARAMETERS])
def test_each_parameter_has_its_effect_in_the_frame(opened: Open, name: str) -> None:
    EFFECTS[name](opened)


def test_a_frame_shows_the_base_layer_that_its_address_names(opened: Open, tiled_site: str) -> None:
    page = opened("/embed/v1?base=good", width=480, height=600, site=tiled_site)
    expect(page.locator(".has-tiles .leaflet-tile-loaded").first).to_be_attached()
    assert "/tiles/base/good/base/" in (page.locator(".leaflet-tile").first.get_attribute("src") or "")
    expect(page.locator(".sm-strip")).to_contain_text("GS(2026)0001号")
    assert page.locator(".embed-foot a").get_attribute("href") == "/?base=good"
    assert page.locator("body").get_attribute("data-notes") == ""
    plain = opened("/embed/v1?base=other", width=480, height=600, site=tiled_site)
    expect(plain.locator(".sm-ground path").first).to_be_visible()
    assert plain.locator(".leaflet-tile").count() == 0
    assert "base=other: configured: good, away" in (plain.locator("body").get_attribute("data-notes") or "")


def test_a_frame_whose_base_layer_fails_shows_the_own_map_and_says_so(
    opened: Open, watch: Watch, tiled_site: str
) -> None:
    watch.expected = ("502", "504")
    page = opened("/embed/v1?base=away", width=480, height=600, site=tiled_site)
    expect(page.get_by_text(messages("zh-CN")("base-failed", name="坏底图"))).to_be_visible(timeout=15_000)
    expect(page.locator(".sm-ground path").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 400, 480, 900])
@pytest.mark.parametrize("place", ["side", "bottom", "none"])
@pytest.mark.parametrize("path", ["?layers=features&", "/insight?", "?"])
def test_wherever_the_list_stands_the_map_is_seen(opened: Open, path: str, place: str, width: int) -> None:
    page = opened(f"/embed/v1{path}list={place}", width=width, height=700)
    drawn, edge = page.locator("#map").bounding_box(), page.locator(".sm-strip").bounding_box()
    assert drawn
    assert edge
    assert edge["y"] - drawn["y"] > 120
