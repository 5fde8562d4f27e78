"""What the folder and the file hold that need no server: every page, the data, the same bytes twice."""

import json
import re
import sqlite3
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import geopandas
import httpx
import pytest
from sqlalchemy import create_engine, text
from starlette.datastructures import QueryParams

from app.pages.address.page_states import state_of
from app.pages.address.unread import Known, Unread, unread_of
from app.pages.serving.failures import NO_VOCABULARY
from app.platforms.filter import Filter
from frontend.bundle import licences
from frontend.language import language_of
from frontend.messages import messages
from tests.support import recount
from tests.support.databases import Databases
from tests.support.snapshots import contents, few_platforms, folder, single


def test_there_is_a_page_for_everything_in_two_languages(whole: Path) -> None:
    ids = [row["id"] for row in recount.default_rows()]
    expected = {"index.html", "licences.html", *(f"platform/{id}.html" for id in ids)}
    expected |= {f"zone/{code}.html" for code in ("zhangjiang", "grand-neobay", "lingang")}
    lists = ("fields", "services", "scenarios", "policies", "cases", "events", "glossary")
    expected |= {"about.html", "match.html", "lists.html", *(f"lists/{name}.html" for name in lists)}
    pages = {str(path.relative_to(whole)) for path in whole.rglob("*.html")}
    chinese = {page for page in pages if not page.startswith("en/")}
    assert expected < chinese
    assert len(chinese) == len(expected) + 16
    assert {page.removeprefix("en/") for page in pages - chinese} == chinese


def test_every_link_leads_to_a_file_of_the_folder(whole: Path) -> None:
    for page in whole.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"]+)"', page.read_text("utf-8")):
            if re.match(r"(https?|data|mailto):|[?#]", link):
                continue
            found = page.parent / link.split("?")[0].split("#")[0]
            assert found.is_file(), (page.name, link)


def test_no_link_of_the_folder_says_what_its_page_cannot_read(whole: Path) -> None:
    """By the rule that pages with a server follow; the words of size and theme are the script's of a folder."""
    looked_at = 0
    for page in whole.rglob("*.html"):
        for link in set(re.findall(r'href="([^"]*\?[^"]+)"', page.read_text("utf-8"))):
            parts = urlsplit(unescape(link))
            if parts.scheme or not (params := QueryParams(parts.query)):
                continue
            file = (page.parent / parts.path).resolve() if parts.path else page
            path = "/" + str(file.relative_to(whole)).removeprefix("en/").removesuffix(".html").replace("index", "")
            looked_at += 1
            assert [each.given for each in _unread(params, path)] in ([], ["size=normal"]), (page.name, link)
    assert looked_at > 1000


def _unread(params: QueryParams, path: str) -> tuple[Unread, ...]:
    ids = frozenset(row["id"] for row in recount.default_rows())
    known = Known(NO_VOCABULARY, Filter(), (), ids, frozenset())
    return unread_of(params, state_of(path), known)


def test_the_lists_say_what_the_site_says_as_of_the_data(whole: Path, client: httpx.Client) -> None:
    for name in ("policies", "cases", "events", "glossary"):
        served, kept = client.get(f"/lists/{name}").text, (whole / "lists" / f"{name}.html").read_text("utf-8")
        anchors = re.findall(r'<(?:tr role="row"|div) id="([^"]+)"', kept)
        assert anchors
        assert anchors == re.findall(r'<(?:tr role="row"|div) id="([^"]+)"', served), name
    assert "按 2026-11 计" in (whole / "lists" / "events.html").read_text("utf-8")
    about = (whole / "about.html").read_text("utf-8")
    assert "这份快照就是这个版本" in about
    assert "/lists/void" not in (whole / "lists.html").read_text("utf-8")


def test_what_needs_a_server_is_said_where_one_would_look_for_it(whole: Path) -> None:
    alone = {
        "index": ("suggest", "correction", "picks", "list-files", "frames", "analysis"),
        "match": ("request", "roads", "picks"),
        "lists": ("void",),
        "lists/policies": ("measures", "data"),
        "lists/events": ("calendar", "data"),
        "lists/fields": ("data",),
        "about": ("open-data", "cited"),
        "platform/sh-poc-009": ("picks", "request", "past"),
        "district/310112": ("analysis", "brief", "changes"),
    }
    for lang, pages in (("zh-CN", whole), ("en", whole / "en")):
        say, comma = messages(lang), language_of(lang).comma
        for page, functions in alone.items():
            names = comma.join(say(f"live-{function}") for function in functions)
            said = say("live-only", names=names)
            assert said in unescape((pages / f"{page}.html").read_text("utf-8")), (lang, page)


def test_the_manifest_holds_the_sum_of_every_file(whole: Path) -> None:
    manifest = json.loads((whole / "manifest.json").read_text("utf-8"))
    listed = {each["path"]: each["sha256"] for each in manifest["files"]}
    there = contents(whole)
    there.pop("manifest.json")
    assert listed == there
    assert all((whole / each["path"]).stat().st_size == each["bytes"] for each in manifest["files"])
    assert (manifest["as_of"], manifest["platforms"], manifest["synthetic"]) == ("2026-11", 75, False)


def test_the_licences_of_what_it_holds_are_at_hand(
    whole: Path, whole_file: Path, real_url: str, tmp_path: Path
) -> None:
    single(real_url, tmp_path / "map.html", "zh-CN")
    for start, file in ((whole, tmp_path / "map.html"), (whole / "en", whole_file)):
        page = unescape((start / "licences.html").read_text("utf-8"))
        assert licences() in page
        assert "ECharts 4.9.0 (npm)" in page, "the boundaries in the database say their source"
        assert 'href="licences.html"' in (start / "index.html").read_text("utf-8")
        assert 'href="../licences.html"' in (start / "platform" / "sh-poc-001.html").read_text("utf-8")
        assert licences() in unescape(file.read_text("utf-8"))


def test_two_runs_on_the_same_data_give_the_same_bytes(
    whole: Path, whole_file: Path, real_url: str, tmp_path: Path
) -> None:
    folder(real_url, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(whole)
    single(real_url, tmp_path / "again.html", "en")
    assert (tmp_path / "again.html").read_bytes() == whole_file.read_bytes()


def test_the_date_is_that_of_the_data_and_never_the_clocks(whole: Path) -> None:
    """The GeoPackage is the file that GDAL would date by itself."""
    with sqlite3.connect(whole / "data" / "servicemap.gpkg") as package:
        dates = package.execute("SELECT table_name, last_change FROM gpkg_contents").fetchall()
    assert dict(dates) == dict.fromkeys(("platforms", "districts", "zones"), "2026-11-01T00:00:00.000Z")
    assert "2026-11" in (whole / "index.html").read_text("utf-8")


def test_the_data_files_hold_what_the_database_holds(whole: Path) -> None:
    rows = {row["id"]: row for row in recount.default_rows()}
    data = whole / "data"
    exported = recount.read((data / "platforms.csv").read_text("utf-8"))
    assert {row["id"] for row in exported} == set(rows)
    features = json.loads((data / "platforms.geojson").read_text("utf-8"))["features"]
    assert {feature["id"] for feature in features} == set(rows)
    package = geopandas.read_file(data / "servicemap.gpkg", layer="platforms").set_index("id").fillna({"domains": ""})
    assert package.crs.to_epsg() == 4326
    assert set(package.index) == set(rows)
    for id, row in rows.items():
        point = package.geometry[id]
        assert (None if point is None else (point.x, point.y)) == (
            None if row["lon"] is None else (row["lon"], row["lat"])
        )
        assert package["name_zh"][id] == row["name_zh"]
        assert package["domains"][id] == "|".join(row["domains"])
    assert len(geopandas.read_file(data / "servicemap.gpkg", layer="districts")) == 16
    assert geopandas.read_file(data / "servicemap.gpkg", layer="zones").geometry.is_valid.all()


@pytest.fixture
def url_with_a_hostile_name(databases: Databases) -> str:
    """Three platforms, the name of one of which is a script."""
    url = few_platforms(databases, "hostile-name")
    engine = create_engine(url)
    hostile = "</script><script>alert(1)</script>{{7*7}}"
    with engine.begin() as connection:
        connection.execute(text("UPDATE platforms SET name_zh = :n WHERE id = 'sh-poc-009'"), {"n": hostile})
    engine.dispose()
    return url


def test_record_text_stays_text_in_every_file(url_with_a_hostile_name: str, tmp_path: Path) -> None:
    folder(url_with_a_hostile_name, tmp_path / "map")
    single(url_with_a_hostile_name, tmp_path / "map.html")
    pages = [path.read_text("utf-8") for path in tmp_path.rglob("*.html")]
    assert [page for page in pages if "<script>alert" in page] == []
    # The name is met: in the list of each language, on the page of the platform and in the single file at least.
    assert len([page for page in pages if "{{7*7}}" in page]) >= 5
    for script in (tmp_path / "map" / "data").glob("*.js"):
        assert "</script" not in script.read_text("utf-8")
