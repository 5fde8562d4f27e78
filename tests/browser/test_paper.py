"""Printed pages: the map drawn for the sheet with all of its marks, in light colours; address, date and numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pytest
import segno
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.city import CHINA_TIME
from tests.support.browser import Host, settle
from tests.support.paper import SCALE, Sheet, Spot, differs, hidden, measured, printed, sheets_of, spots
from tests.support.watch import Watch

MARKS, FILLS, SITES = ".leaflet-marker-pane", ".sm-fill", ".sm-outline"
MAP = {
    "map": ".service-map[data-map-root]",
    "swatch": ".insight-legend .swatch, .siting-sample",
    "qr": "#paper svg",
    "number": ".n-label",
}


@dataclass(frozen=True)
class Paper:
    """An address to print, the marks of its map, the pane that holds them, and how many there are at least."""

    path: str
    marks: str
    pane: str
    least: int


PAPERS = {
    "home": Paper("/", ".mark", MARKS, 6),
    "list": Paper("/?district=310115&kind=poc&kind=pilot", ".mark", MARKS, 4),
    "moved": Paper("/en/?at=121.6,31.2,12.5&group=none&kind=poc&kind=pilot", ".mark", MARKS, 8),
    "platform": Paper("/platform/sh-poc-009", ".mark", MARKS, 1),
    "district": Paper("/district/310112", ".mark", MARKS, 4),
    "zone": Paper("/en/zone/lingang", ".mark", MARKS, 3),
    "districts": Paper("/insight", ".area-fill", FILLS, 16),
    "hexagons": Paper("/insight?topic=cells", ".hexagon", FILLS, 30),
    "density": Paper("/insight?topic=cells&cells=density", "img.density.for-paper", FILLS, 1),
    "gaps": Paper("/insight?topic=gaps", ".reach-disc", FILLS, 8),
    "siting": Paper("/insight?topic=siting&sites=121.6,31.2;121.4,31.0", ".site-mark", SITES, 2),
    "siting of a district": Paper("/insight/siting?within=310116", ".siting-site", MARKS, 1),
    "compare": Paper("/insight?topic=compare&compare=310115,310112", ".area-fill", FILLS, 16),
}


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One page for all sheets, of a person whose system is dark and whose day is not the city's."""
    elsewhere = "Pacific/Honolulu" if datetime.now(CHINA_TIME).hour < 18 else "Pacific/Kiritimati"
    view: ViewportSize = {"width": 1440, "height": 900}
    context = browser.new_context(viewport=view, reduced_motion="reduce", color_scheme="dark", timezone_id=elsewhere)
    yield context.new_page()
    context.close()


def state_of(page: Page) -> str:
    """All that a print might leave changed on the screen."""
    return str(
        page.evaluate(
            "[location.href, document.documentElement.className, ...[...document.querySelectorAll("
            "'.mark, .scale, .legend')].map((one) => { const box = one.getBoundingClientRect();"
            " return [box.left, box.top, box.width].map(Math.round) + one.textContent + one.open }).sort()].join()"
        )
    )


@pytest.mark.parametrize("name", PAPERS)
def test_every_mark_of_the_map_is_on_paper(reader: Page, real_site: str, name: str) -> None:
    paper = PAPERS[name]
    reader.goto(real_site + paper.path)
    settle(reader)
    before, address = state_of(reader), reader.locator("#paper a").get_attribute("href")
    measured(reader, {**MAP, "marks": paper.marks})
    sheet = printed(reader)
    map, *others = spots(reader, "map")
    marks, swatches = spots(reader, "marks"), spots(reader, "swatch")
    assert state_of(reader) == before, "the screen is not as it was"
    with hidden(reader, paper.pane):
        bare = printed(reader)
    assert others == []
    seen = [each for each in marks if each.within(map)]
    assert len(seen) >= paper.least, (len(marks), map)
    assert [each for each in seen if differs(sheet, bare, each.box) < 4] == []
    _is_light(sheet, map)
    _says_where_and_when(reader, sheet, real_site + paper.path)
    assert address is not None
    assert address.startswith(real_site)
    assert "at=" not in address, "the part of the map is one screen's alone"
    (code,) = spots(reader, "qr")
    _holds(sheet, code, address)
    assert [each for each in swatches if not _shown(sheet, each)] == []


def _is_light(sheet: Sheet, map: Spot) -> None:
    assert sheet.pixels[10, 10].tolist() == [255, 255, 255]
    assert sheet.part(map.box).mean() > 190
    assert sheet.pixels.min() < 60, "no dark text"


def _says_where_and_when(page: Page, sheet: Sheet, address: str) -> None:
    today = datetime.now(CHINA_TIME).date().isoformat()
    english = "/en/" in address
    for words in (
        address.removeprefix("http://"),
        "2026-11",
        f"printed {today}" if english else f"{today} 打印",
        "Map approval number" if english else "审图号",
    ):
        assert words in sheet.text.replace("\ufffe", ""), sheet.text[:400]


def _holds(sheet: Sheet, code: Spot, address: str) -> None:
    """The middle of each square of the printed code is dark or light as the code of this address has it."""
    rows = segno.make(address, micro=False, error="l").matrix
    left, top, right, _ = code.box
    step = (right - left) / len(rows)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            pixel = sheet.pixels[int(top + (y + 0.5) * step), int(left + (x + 0.5) * step)]
            assert (pixel.max() < 128) == bool(dark), f"row {y}, column {x} of {address}"


def _shown(sheet: Sheet, swatch: Spot) -> bool:
    """Its ground is the colour at its middle; one without a ground, or with a pattern, is not asked."""
    colour = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", swatch.fill)
    if colour is None:
        return True
    x, y = swatch.middle
    return bool((np.abs(sheet.pixels[int(y), int(x)] - [int(each) for each in colour.groups()]) < 12).all())


def test_numbers_beside_marks_are_those_of_the_list(reader: Page, real_site: str) -> None:
    reader.goto(real_site + "/?zone=lingang&kind=poc&kind=pilot&kind=related&group=none")
    settle(reader)
    measured(reader, {**MAP, "mark": ".mark.platform", "card": ".cards .card-name", "place": ".cards .card-no"})
    sheet = printed(reader, sheets="")
    names = [each.name.strip() for each in spots(reader, "card")]
    assert [each.name for each in spots(reader, "place")] == [str(i) for i in range(1, len(names) + 1)]
    numbers = spots(reader, "number")
    marks = spots(reader, "mark")
    assert len(marks) > 2
    for mark in marks:
        place = next(i for i, name in enumerate(names, 1) if mark.name.startswith(name))
        beside = min(numbers, key=lambda each: float(np.hypot(*np.subtract(each.middle, mark.middle))))
        assert beside.name == str(place), mark.name
        assert sheet.part(beside.box).min() < 90
    assert "图上标记旁的数字" in sheet.text
    for place in range(len(names)):
        card = reader.locator(".cards .card").nth(place)
        assert f"{real_site}/platform/{card.get_attribute('data-id')}".removeprefix("http://") in sheet.text
    # What is stated and what is not differ by a sign.
    assert "✓" in sheet.text
    assert "— " in sheet.text


def test_paper_has_no_word_of_a_control_and_says_each_thing_once(reader: Page, real_site: str) -> None:
    """No sheet for a foot alone; curves with their captions and numbers; a source that can be followed from paper."""
    sheets: dict[str, list[str]] = {}
    for path in (
        "/",
        "/platform/sh-poc-001",
        "/insight?topic=siting&sites=121.3,31.3;121.0,31.0",
        "/insight?topic=compare&compare=310115,310112",
        "/insight?topic=cells&cells=hotspots",
    ):
        reader.goto(real_site + path)
        settle(reader)
        sheets[path.split("&")[0]] = sheets_of(reader)
        whole = "".join(sheets[path.split("&")[0]])
        assert whole.count("非官方名录") == 1, path
        for control in ("嵌入网站", "选 2 至", "许可与来源", "点击筛选"):
            assert control not in whole, path
    assert len(sheets["/"]) == 2
    assert len(sheets["/insight?topic=cells"]) == 1
    last = sheets["/insight?topic=siting"][-1]
    assert "边际增量曲线（累计，平方千米）" in last
    assert last.count("105.9") >= 2, "in both curves"
    source = reader.request.get(f"{real_site}/api/collections/platforms/items/sh-poc-001?f=json").json()
    assert source["properties"]["source_url"] in "".join(sheets["/platform/sh-poc-001"]).replace("\r\n", "")


def test_a_list_goes_on_counting_and_a_count_of_districts_bears_no_numbers(reader: Page, real_site: str) -> None:
    reader.goto(real_site + "/?kind=poc&kind=pilot&kind=related&page=2")
    settle(reader)
    measured(reader, {**MAP, "place": ".cards .card-no"})
    sheet = printed(reader)
    assert [each.name for each in spots(reader, "place")] == [str(n) for n in range(26, 51)]
    assert spots(reader, "number") == []
    assert "图上标记旁的数字" not in sheet.text


def test_the_hidden_map_of_a_phone_is_printed(browser: Browser, real_site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(real_site + "/?zone=zhangjiang&kind=poc&kind=pilot&theme=dark")
    settle(page)
    measured(page, {**MAP, "marks": ".mark", "legend": ".legend li"})
    sheet = printed(page)
    (map,) = spots(page, "map")
    with hidden(page, MARKS):
        bare = printed(page)
    marks = spots(page, "marks")
    assert marks
    assert all(each.within(map) and differs(sheet, bare, each.box) > 20 for each in marks)
    assert len(spots(page, "legend")) > 2
    _is_light(sheet, map)
    expect(page.locator(".legend")).not_to_have_attribute("open", "")
    context.close()


@pytest.mark.parametrize(
    "address",
    [
        "/embed/v1?zone=zhangjiang&kind=poc,pilot",
        "/embed/v1?zone=zhangjiang&kind=poc&list=none",
        "/embed/v1/insight?theme=dark",
    ],
)
def test_a_frame_is_drawn_for_the_sheet_of_its_host(host: Host, real_site: str, watch: Watch, address: str) -> None:
    """The frame is as wide as its page: on paper narrower than on the screen. Its marks bear the list's numbers."""
    body = f'<p>Host</p><iframe src="{real_site}{address}" title="map" width="100%" height="520"></iframe>'
    page = host("", watch, body=body, width=1400, color_scheme="dark")
    frame = page.frames[1]
    kind, pane = (".area-fill", FILLS) if "insight" in address else (".mark", MARKS)
    measured(frame, {**MAP, "marks": kind, "place": ".cards .card-no"})
    measured(page, {"frame": "iframe"})
    sheet = printed(page)
    (place,) = spots(page, "frame", offset=(0, 0))
    corner = (place.box[0] / SCALE * 25.4 / 72 + 0.5, place.box[1] / SCALE * 25.4 / 72 + 0.5)
    map, marks = spots(frame, "map", corner)[0], spots(frame, "marks", corner)
    with hidden(frame, pane):
        bare = printed(page)
    assert marks
    assert all(each.within(map) and differs(sheet, bare, each.box) > 20 for each in marks), (map, marks)
    assert map.box[2] <= sheet.pixels.shape[1]
    assert sheet.part(map.box).mean() > 190
    assert f"{real_site}/".removeprefix("http://") in sheet.text
    assert "×" not in sheet.text
    places, numbers = spots(frame, "place", corner), spots(frame, "number", corner)
    beside = {int(one) for each in numbers for run in each.name.split("、") for one in run.split("–")}
    assert beside <= {int(each.name) for each in places}
    listed = "?" in address and "list=none" not in address and "insight" not in address
    assert bool(numbers) is bool(places) is ("图上标记旁的数字" in sheet.text) is listed
    assert all(sheet.part(each.box).min() < 90 for each in places[:1])
    if listed:
        assert f"{real_site}/platform/".removeprefix("http://") in sheet.text
