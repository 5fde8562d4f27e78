"""The void register: page, JSON and CSV say the numbers that an independent count of the file gives."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from html import unescape

import httpx
import pytest
from sqlalchemy import delete

from app.platforms.models import PlatformStage
from app.settings import Settings
from app.store.version import bump
from app.store.writing import write_session
from tests.support.databases import Databases
from tests.support.recount import WGS84, Row, default_rows
from tests.support.server import running

STEPS = ("initial", "lab", "market", "pilot")
AT = (121.6, 31.2)


def recounted(rows: list[Row], field: str, step: str) -> tuple[int, int]:
    """How many of the file's rows are at a step of a field, and how many name the field and no stage."""
    of_field = [row for row in rows if field in row["domains"]]
    if step == "pilot":
        return sum(row["kind"] == "pilot" for row in of_field), 0
    staged = [row for row in of_field if row["kind"] != "pilot"]
    return sum(step in row["stages"] for row in staged), sum(not row["stages"] for row in staged)


def state_of(n: int, loose: int) -> str:
    return "listed" if n else "stage-not-stated" if loose else "empty"


def within(row: Row, metres: float) -> bool:
    return row["lon"] is not None and WGS84.inv(*AT, row["lon"], row["lat"])[2] <= metres


Keeps = Callable[[Row], bool]
PLACES: list[tuple[str, Keeps]] = [
    ("", lambda row: True),
    ("district=310115,310112", lambda row: row["district_code"] in ("310115", "310112")),
    ("zone=zhangjiang", lambda row: row["zone"] == "zhangjiang"),
    ("near=121.6,31.2&radius=9000", lambda row: within(row, 9000)),
    ("near=121.6,31.2", lambda row: within(row, 5000)),
]
"""A place in an address, and whether a row of the file lies in it."""


@pytest.mark.parametrize(("query", "kept"), PLACES)
def test_each_cell_is_what_the_file_has(client: httpx.Client, query: str, kept: Keeps) -> None:
    rows = [row for row in default_rows() if kept(row)]
    document = client.get(f"/api/void?{query}").json()
    assert len(document["rows"]) == document["cells"] == 60
    for row in document["rows"]:
        n, loose = recounted(rows, row["domain_code"], row["step"])
        assert (row["n"], row["state"]) == (n, state_of(n, loose)), row
        assert row["stage_not_stated"] == loose
    assert document["empty"] == sum(row["state"] == "empty" for row in document["rows"])


def test_the_page_shows_the_numbers_of_the_api_and_each_leads_to_its_list(client: httpx.Client) -> None:
    for query in ("", "district=310115"):
        document = client.get(f"/api/void?{query}").json()
        page = client.get(f"/en/lists/void?{query}").text
        assert f"in {document['empty']} of them nothing is listed" in page
        cells = re.findall(r'<td class="(has|void)[^"]*"><a href="([^"]*)"[^>]*>([^<]*)</a>', page)
        words = {"empty": "none", "stage-not-stated": "stage not stated"}
        expected = [str(row["n"]) if row["n"] else words[row["state"]] for row in document["rows"]]
        assert [text for _, _, text in cells] == expected
    for kind, href, text in cells[::7]:
        if kind == "has":
            listed = client.get(f"/en/panel?{unescape(href).partition('?')[2]}").text
            assert re.search(rf'data-status="{text} ', listed), href


def test_districts_add_up_and_files_say_the_same(client: httpx.Client) -> None:
    whole = {(row["domain_code"], row["step"]): row["n"] for row in client.get("/api/void").json()["rows"]}
    answer = client.get("/api/void?by=district&f=csv&lang=en")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 15 * 4 * 17
    summed = dict.fromkeys(whole, 0)
    for row in rows:
        summed[row["domain_code"], row["step"]] += int(row["n"])
    assert summed == whole
    assert client.get("/api/void?f=xlsx").content[:2] == b"PK"


def test_a_chosen_field_has_ways_out(client: httpx.Client) -> None:
    page = client.get("/en/lists/void?field=organoid-regenerative").text
    side = page[page.index('id="chosen"') :]
    assert "all 4 steps empty" in side
    for way in ("/en/?domain=", "/en/match?domain=organoid-regenerative", "/en/platform/"):
        assert f'href="{way}' in side, way
    # Each way that names a number has it.
    href, n = re.search(r'<a href="(/en/\?domain=[^"]*)" data-nav>.*?<span class="n">(\d+)</span>', side, re.S).groups()  # type: ignore[union-attr]
    assert f'data-status="{n} ' in client.get(f"/en/panel?{unescape(href).partition('?')[2]}").text
    assert 'href="/en/district/310117"' in client.get("/en/lists/void?field=6g").text
    # Without a choice the emptiest field stands there, and a field that there is not is no choice.
    assert "6G ·" in client.get("/en/lists/void").text
    assert "6G ·" in client.get("/en/lists/void?field=alchemy").text


def test_a_place_is_named_by_its_name_or_its_point(client: httpx.Client) -> None:
    moved = client.get("/en/lists/void", params={"origin": "张江高科站", "radius": "9000"})
    assert moved.status_code == 302
    page = client.get(moved.headers["location"]).text
    assert re.search(r"Within 9\s*km of", page)
    point = re.search(r"near=([\d.,]+)", unescape(moved.headers["location"]))
    assert point
    assert f"in {client.get(f'/api/void?near={point[1]}&radius=9000').json()['empty']} of them" in page
    # A name that belongs to another point is not shown for this one.
    other = client.get("/en/lists/void?near=121.4,31.3&origin=张江高科站").text
    assert re.search(r"Within 5\s*km of 121.4,31.3", other)


@pytest.mark.parametrize(
    "query",
    [
        "origin=Atlantis",
        f"origin={'x' * 10_000}",
        "origin=\u202eAtlantis",
        "near=nan,31",
        "near=0,0",
        "near=121.4,31.3&radius=0",
        "near=121.4,31.3&radius=1e9",
        "zone=moon",
    ],
)
def test_bad_values_are_said_and_kept(client: httpx.Client, query: str) -> None:
    name, _, value = query.rpartition("&")[2].partition("=")
    page = client.get(f"/en/lists/void?{query}")
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert value[:80] in page.text
    # What turns the direction of a text is kept within its own part of the sentence.
    assert not re.search('[^\u2068"]\u202e', page.text)
    if name != "origin":
        problem = client.get(f"/api/void?{query}")
        assert problem.status_code == 400
        assert name in problem.json()["detail"]
        assert problem.headers["content-type"].startswith("application/problem+json")


@pytest.fixture
def stageless(databases: Databases) -> Iterator[httpx.Client]:
    """The default data without the stage "lab"."""
    url = databases.url("void_stages")
    with write_session(url) as connection:
        connection.execute(delete(PlatformStage).where(PlatformStage.stage == "lab"))
        bump(connection)
    with running(Settings(database_url=url)) as site, httpx.Client(base_url=site, trust_env=False, timeout=60) as asked:
        yield asked


def test_a_field_whose_records_name_no_stage_is_not_counted_as_empty(stageless: httpx.Client) -> None:
    rows = [{**row, "stages": [s for s in row["stages"] if s != "lab"]} for row in default_rows()]
    document = stageless.get("/api/void").json()
    states = {(row["domain_code"], row["step"]): row["state"] for row in document["rows"]}
    assert states == {key: state_of(*recounted(rows, *key)) for key in states}
    assert {"listed", "empty", "stage-not-stated"} == set(states.values())
    assert "stage not stated" in stageless.get("/en/lists/void").text
