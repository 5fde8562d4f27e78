"""What the API answers to values it cannot use: a 400 that names the parameter, the value and what is allowed."""

import csv
import re
from html import unescape
from pathlib import Path

import httpx
import pytest

from app.pages.address.page_states import INSIGHT_VIEW, MAP_VIEW, MATCH_VIEW, PICKED_VIEW
from app.platforms.facets import FACETS
from app.platforms.filter import FILTER_PARAMETERS
from tests.support import recount

ITEMS = "/api/collections/platforms/items"


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("bbox", "121,31,121.5,NaN"),
        ("bbox", "121,31,121.5,91"),
        ("bbox", "121,-91,121.5,31"),
        ("bbox", "121,31"),
        ("bbox", "121,32,122,31"),
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "unlimited"),
        ("limit", "1.5"),
        ("offset", "-1"),
        ("q", "长" * 5000),
        ("district", "310199"),
        ("district", "北京"),
        ("domain", "alchemy"),
        ("voucher", "maybe"),
        ("near", "121.5"),
        ("near", "inf,31"),
        ("near", "121.5,91"),
        ("sort", "price; DROP TABLE platforms"),
        ("sort", "distance"),
        ("datum", "mars"),
        ("f", "xlsx"),
        ("lang", "fr"),
        ("properties", "internal_notes"),
        ("ids", "a b"),
    ],
)
def test_a_bad_value_is_named(client: httpx.Client, parameter: str, value: str) -> None:
    # A code that names nothing is an answer in items alone: test_items_refusals.py.
    answer = client.get("/api/facets" if parameter in FACETS else ITEMS, params={parameter: value})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert problem["allowed"]
    assert value.startswith(problem["value"][:20])


@pytest.mark.parametrize("radius", ["-1", "1000000000", "NaN", "far"])
def test_a_radius_has_limits(client: httpx.Client, radius: str) -> None:
    answer = client.get(ITEMS, params={"near": "121.5,31.2", "radius": radius})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "radius")


PATHS = (
    *(ITEMS, f"{ITEMS}/sh-poc-001", "/api/facets", "/api/bubbles", "/api/suggest", "/api/features", "/api/basemap"),
    *("/api", "/api/conformance", "/api/collections", "/api/collections/platforms", "/api/openapi"),
    *("/api/collections/districts/items", "/api/collections/districts/items/310101"),
)


@pytest.mark.parametrize("path", PATHS)
def test_an_unknown_parameter_is_refused(client: httpx.Client, path: str) -> None:
    answer = client.get(path, params={"colour": "red"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "colour")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        *((ITEMS, query) for query in ("bbox=", "sort=", "near=", "limit=", "datetime=", "filter=", "crs=")),
        *((ITEMS, query) for query in ("limit=1&limit=2", "f=json&f=html", "datetime=2025-01-01&datetime=..")),
        *((ITEMS, query) for query in ("bbox=1,2,3,4&bbox=1,2,3,4", "bbox=&bbox=1,2,3,4", "sort=name&sort=date")),
        *(("/api/facets", query) for query in ("bbox=", "sort=", "lang=en&lang=zh-CN")),
        *(("/api", query) for query in ("f=json&f=html", "lang=")),
        ("/api/collections/zones/items", "bbox="),
        ("/api/downloads/platforms.csv", "radius="),
    ],
)
def test_a_value_that_is_empty_or_given_twice_is_named(client: httpx.Client, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, query.partition("=")[0]), answer.text[:200]


def test_words_and_codes_may_be_empty_as_a_form_sends_them(client: httpx.Client) -> None:
    every = client.get(ITEMS, params={"limit": "1"}).json()["numberMatched"]
    for query in ("q=", "kind=", "domain=&domain=ai", "ids="):
        answer = client.get(f"{ITEMS}?{query}&limit=1")
        assert (answer.status_code, answer.json()["numberMatched"] <= every) == (200, True), query


def test_a_limit_above_the_maximum_is_capped(client: httpx.Client) -> None:
    for limit in ("999999", "144115188075855872", "9" * 1000):
        answer = client.get(ITEMS, params={"limit": limit})
        assert answer.json()["numberReturned"] == len(recount.default_rows())
    assert client.get(ITEMS, params={"limit": "0" * 20}).status_code == 400
    assert client.get(ITEMS, params={"limit": "0" * 20 + "3"}).json()["numberReturned"] == 3


def test_unknown_things_are_404(client: httpx.Client) -> None:
    for path in (f"{ITEMS}/sh-poc-999", "/api/collections/shops", "/api/collections/districts/items/1", "/nothing"):
        assert client.get(path).status_code == 404


def test_a_code_and_a_chinese_name_of_a_district_mean_the_same(client: httpx.Client) -> None:
    by_code = client.get(ITEMS, params={"district": "310115", "properties": "name"}).json()
    by_name = client.get(ITEMS, params={"district": "浦东新区", "properties": "name"}).json()
    assert by_code["features"] == by_name["features"]
    assert by_code["numberMatched"] == 21


def test_an_unchanged_answer_is_a_304(client: httpx.Client) -> None:
    first = client.get(ITEMS)
    again = client.get(ITEMS, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(ITEMS, params={"f": "csv"}).headers["etag"] != first.headers["etag"]


def test_a_datum_moves_points_both_ways_and_is_named(client: httpx.Client) -> None:
    plain = client.get(f"{ITEMS}/sh-poc-009").json()["geometry"]["coordinates"]
    shifted = client.get(f"{ITEMS}/sh-poc-009", params={"datum": "gcj02"}).json()
    assert shifted["datum"] == "gcj02"
    assert 0.003 < shifted["geometry"]["coordinates"][0] - plain[0] < 0.006
    near = ",".join(map(str, shifted["geometry"]["coordinates"]))
    found = client.get(ITEMS, params={"near": near, "datum": "gcj02", "limit": "1"}).json()
    assert found["features"][0]["properties"]["distance_m"] < 0.1


NOTE = 'class="notice quiet unread'
NOT_READ = {
    "/?want=zz": "“want=zz”不是可选的需要（voucher、",
    "/en/?domain=ai&want=zz,fund": "“want=zz” is none of the wants (voucher, ",
    "/en/?theme=purple": "“theme=purple”: colours can be light or dark (light, dark); they are those of your device.",
    "/en/?page=zz&lock=domain": "“page=zz” is no page number",
    "/en/?lock=domain": "only a filter that has a value can be fixed",
    "/en/?card=zz&base=zz&at=zz": "“card=zz” is no platform that is listed",
    "/en/?at=zz": "“at=zz” is no part of the map",
    "/?base=zz": "“base=zz”不是本站的底图",
    "/en/?pick=a.b": "“pick=a.b” cannot name a platform",
    "/en/about?pick=sh-poc-001,zz-1": "“pick=zz-1” is no platform that is listed",
    "/en/?q=AI&want=zz,fund": "“want=zz” is none of the wants",
    "/en/?page=999&domain=biomedicine": "“page=999”: the list ends with page 1, which you see.",
    "/panel?page=999": "“page=999”：列表到第 1 页为止，现为最后一页。",
    "/en/insight/digest?page=999": "“page=999”: the list ends with page 1",
    "/en/?q=AI&lang=fr&colour=red": "“colour=red”: this page knows nothing of that name",
    "/?q=概念验证&page=zz": "“page=zz”不是页码",
    "/en/?lang=fr": "“lang=fr”: the language can be Chinese or English (zh-CN, en)",
    "/en/panel?colour=red": "“colour=red”: this page knows nothing of that name",
    "/en/match?domain=ai&confidence=high": "“confidence=high”: this page knows nothing of that name",
    "/en/insight?area=zz": "“area=zz” is no district or key zone",
    "/en/insight/digest?page=zz": "“page=zz” is no page number",
    "/en/insight/brief/310115?domain=ai": "“domain=ai”: “Field” filters the map, and not this page.",
    "/en/lists/void?field=zz": "“field=zz” is no field of technology",
    "/lists/events?domain=ai": "“domain=ai”：“领域”筛选的是地图，不筛选本页。",
    "/en/lists/glossary?overlay=none": "“overlay=none”: this page knows nothing of that name",
    "/en/lists/policies?q=fund&domain=ai": "“domain=ai”: “Field” filters the map",
    "/en/compare?ids=sh-poc-001&domain=zz": "“domain=zz”: “Field” filters the map",
    "/share?ids=sh-poc-001&colour=red": "“colour=red”：本页没有这一项",
    "/en/about?c%00o%E2%80%8Bl%E2%80%AEour=red": "“c\\x00o\\u200bl\\u202eour=red”: this page knows nothing",
    "/about?colour=red": "“colour=red”：本页没有这一项",
    "/licences?colour=red": "“colour=red”：本页没有这一项",
    "/en/open-data?want=zz": "“want=zz” is none of the wants",
    "/open-data?colour=red": "“colour=red”：本页没有这一项",
    "/platform/sh-poc-001?as_of=2099-01-01&colour=red": "“colour=red”：本页没有这一项",
    "/platform/sh-poc-001/history?colour=red": "“colour=red”：本页没有这一项",
    "/platform/sh-poc-001/correct?colour=red": "“colour=red”：本页没有这一项",
    "/district/310115?colour=red": "“colour=red”：本页没有这一项",
    "/zone/zhangjiang?colour=red": "“colour=red”：本页没有这一项",
    "/embed/builder?frame-view=map&colour=red": "“colour=red”：本页没有这一项",
    "/en/embed/builder?width=zz": "“width=zz” is no width of the preview (320, 390, 768, 1200 pixels)",
    "/embed/builder?topic=zz": "“topic=zz”：区域洞察里只有各区数字能放进框里（frame-view=insight，topic=districts）",
    "/en/embed/builder?frame-view=insight&topic=zz": "“topic=zz”: of the analysis only the districts in figures",
    "/en/embed/builder?frame-view=zz": "“frame-view=zz” is no view of a frame (map, district,",
    "/embed/builder?frame-colour=red": "“frame-colour=red”：本页没有这一项",
    "/embed/doctor?colour=red": "“colour=red”：本页没有这一项",
}


@pytest.mark.parametrize("address", NOT_READ)
def test_every_page_says_quietly_what_it_cannot_read(client: httpx.Client, address: str) -> None:
    text = unescape(client.get(address, follow_redirects=True).text)
    assert NOT_READ[address] in text
    assert text.count(NOTE) == 1
    without = re.search(f'{NOTE}.*?href="([^"]+)"', text, re.S)
    assert without
    assert "zz" not in without[1]
    assert "999" not in without[1]
    assert "red" not in without[1]
    assert 'role="alert"' not in text, "nothing is broken"


@pytest.mark.parametrize(
    "address",
    [
        "/en/?domain=zz",
        "/en/compare?ids=sh-poc-001&near=zz",
        "/open-data?domain=zz",
        "/en/platform/sh-poc-001?as_of=zz",
    ],
)
def test_a_value_that_changes_what_is_shown_is_a_warning(client: httpx.Client, address: str) -> None:
    text = client.get(address).text
    assert 'role="alert"' in text
    assert NOTE not in text


def test_a_page_says_nothing_of_what_a_chat_puts_into_a_link(client: httpx.Client) -> None:
    added = "utm_source=x&from=timeline&isappinstalled=0&gbraid=x&srsltid=x&igshid=x&mc_cid=x&nsukey=x"
    for address in ("/en/?domain=ai&want=fund&theme=dark&page=1&pick=sh-poc-001&card=sh-poc-001", "/en/about?cited=1"):
        text = client.get(f"{address}&{added}").text
        assert NOTE not in text, address
    # What the map puts into the address of a page that it opens: its way back.
    map = "kind=poc&kind=pilot&domain=ai&q=x&near=121.4,31.2&group=none&at=121.6,31.2,12&overlay=none&page=2"
    for path in ("/platform/sh-poc-001", "/district/310115", "/en/zone/zhangjiang"):
        assert NOTE not in client.get(f"{path}?{map}").text, path
    # What is locked goes along to pages that are not filtered by it.
    assert NOTE not in client.get("/lists/events?domain=ai&lock=domain").text


@pytest.mark.parametrize(
    ("address", "led_to"),
    [
        ("/?lang=en&domain=ai", "/en/?domain=ai"),
        ("/en/about?lang=zh", "/about"),
        ("/en/?lang=en", "/en/"),
        ("/district/310115?lang=EN-gb", "/en/district/310115"),
    ],
)
def test_a_page_in_another_language_stands_at_its_path(client: httpx.Client, address: str, led_to: str) -> None:
    answer = client.get(address, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, led_to)


def test_no_internal_text_reaches_an_answer(client: httpx.Client) -> None:
    internal = Path(__file__).parents[2] / "data" / "internal"
    notes = []
    for file in internal.glob("*.csv"):
        for row in csv.DictReader(file.read_text("utf-8-sig").splitlines()):
            notes += [text for name, text in row.items() if name.startswith("internal_") and len(text) > 12]
    assert len(notes) > 30
    paths = [f"{ITEMS}?limit=10000", f"{ITEMS}?f=csv", f"{ITEMS}?f=html&limit=1000", "/api/features"]
    paths += ["/api/collections/districts/items", "/api/collections/zones/items", "/", "/en/"]
    paths += [f"/platform/{row['id']}" for row in recount.default_rows()]
    paths += [f"/district/{code}" for code in sorted({r["district_code"] for r in recount.default_rows()} - {None})]
    paths += [f"/zone/{code}" for code in ("zhangjiang", "grand-neobay", "lingang")]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert not [note for note in notes if note in answer.text], path


def test_a_record_inside_the_outline_of_a_zone_is_no_member_by_that(client: httpx.Client) -> None:
    members = client.get(ITEMS, params={"zone": "lingang", "properties": "name"}).json()
    assert "sh-poc-017" not in {f["id"] for f in members["features"]}
    assert members["numberMatched"] == 5


@pytest.mark.parametrize("path", ["/platform/%00", f"{ITEMS}/%00", "/card/%00", "/embed/v1/platform/%00"])
def test_a_nul_in_an_address_finds_nothing(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


IN_ADDRESSES = sorted({*MAP_VIEW, *MATCH_VIEW, *INSIGHT_VIEW, *PICKED_VIEW, *FILTER_PARAMETERS})


@pytest.mark.parametrize("path", ["/en/", "/panel", "/en/match", "/insight", "/en/compare", "/en/lists/void"])
def test_a_nul_in_any_parameter_of_a_page_breaks_nothing(client: httpx.Client, path: str) -> None:
    answers = {name: client.get(f"{path}?{name}=a%00b").status_code for name in IN_ADDRESSES}
    assert not {name: status for name, status in answers.items() if status >= 500}
