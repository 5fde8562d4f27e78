"""Files of a filtered list: they hold what the list holds, and never look whole when they are not."""

import csv
import io
import json
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import geopandas
import httpx
import psycopg
import pytest
from python_calamine import CalamineWorkbook

from app import main
from app.database_url import libpq
from app.downloads import gis, routes
from app.downloads.about import About
from app.errors import FileNotMadeError
from app.imports.ingest import import_file
from app.settings import Settings
from app.web import streaming
from tests.support.databases import Databases
from tests.support.import_files import BASE
from tests.support.server import running

ITEMS = "/api/collections/platforms/items"
FORMULA = '=HYPERLINK("http://evil.example","x")'
FILTERS = (
    "",
    "domain=ic&stage=lab",
    "kind=pilot&sort=name",
    "near=121.6,31.2&radius=20000",
    "q=张江",
    "domain=6g&stage=lab",
    "kind=pilot&filter=zone IS NULL OR CASEI(name_zh) LIKE CASEI('%25张江%25')",
    'filter-lang=cql2-json&filter={"op":"isNull","args":[{"property":"fund"}]}&sort=date',
)
OURS = """SELECT count(*) FROM pg_stat_activity
 WHERE application_name = 'servicemap' AND query LIKE 'FETCH%' AND state <> 'idle'"""
HELD_UP = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
 AND wait_event_type = 'Lock' AND (query LIKE 'COPY%' OR query LIKE 'DECLARE%')"""
END = OURS.replace("count(*)", "pg_terminate_backend(pid)")


@pytest.fixture(scope="module")
def hostile_url(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The default data and a record of which texts look like formulas."""
    url = databases.url("downloads")
    path = tmp_path_factory.mktemp("hostile") / "a.geojson"
    facts = {**BASE, "id": "hostile-1", "name_zh": FORMULA, "precision": "park", "service_phrases": ["a|b", "=1+1"]}
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [121.5, 31.2]}, "properties": facts}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    import_file(url, path, crs=None, dry_run=False)
    return url


@pytest.fixture(scope="module")
def site(hostile_url: str) -> Iterator[httpx.Client]:
    with running(Settings(database_url=hostile_url)) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def file_of(client: httpx.Client, ending: str, query: str = "") -> httpx.Response:
    answer = client.get(f"/api/downloads/platforms.{ending}?{query}")
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-disposition"].endswith(f'.{routes.FORMATS[ending].ending or ending}"')
    return answer


def table(answer: httpx.Response, ending: str, folder: Path) -> list[dict[str, Any]]:
    """The rows of a file, as a program of others reads them; nothing stated is None."""
    if ending == "csv":
        rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    elif ending == "geojson":
        rows = [{"id": each["id"], **each["properties"]} for each in answer.json()["features"]]
    elif ending == "xlsx":
        [head, *body] = (
            CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("platforms").to_python()
        )
        rows = [dict(zip(map(str, head), row, strict=True)) for row in body]
    else:
        file = folder / f"a.{ending}"
        file.write_bytes(answer.content)
        frame = geopandas.read_file(file)
        rows = [{**row, "lon": row["lon"]} for row in frame.drop(columns="geometry").to_dict("records")]
    return [{name: _stated(value) for name, value in row.items()} for row in rows]


def _stated(value: Any) -> Any:
    return None if value in ("", None) or str(value) == "nan" else value


@pytest.mark.parametrize("ending", [ending for ending in routes.FORMATS if ending != "hsds"])
def test_a_file_holds_what_the_list_holds(site: httpx.Client, tmp_path: Path, ending: str) -> None:
    for query in FILTERS:
        listed = site.get(f"{ITEMS}?limit=10000&{query}").json()["features"]
        rows = table(file_of(site, ending, query), ending, tmp_path)
        if ending == "fgb":  # The order in it is that of its spatial index.
            rows, listed = (sorted(each, key=lambda one: str(one["id"])) for each in (rows, listed))
        assert [row["id"] for row in rows] == [feature["id"] for feature in listed], query
        assert bool(rows) == ("6g" not in query)
        if ending == "csv":
            assert site.get(f"{ITEMS}?f=csv&{query}").content == file_of(site, ending, query).content
        for row, feature in zip(rows, listed, strict=True):
            for name in ("name_zh", "kind", "precision", "district_code", "source_url"):
                stated = row[name].lstrip("'") if ending == "csv" and row[name] else row[name]
                assert stated == (feature["properties"][name] or None), (query, name)


def test_a_page_of_an_area_says_what_its_files_leave_out(site: httpx.Client) -> None:
    box = "bbox=121.5,31.1,121.7,31.3"
    rows = list(csv.DictReader(io.StringIO(file_of(site, "csv", box).content.decode("utf-8-sig"))))
    unplaced = site.get(f"{ITEMS}?limit=10000&{box}").json()["features"]
    assert {row["id"] for row in rows} == {each["id"] for each in unplaced if each["geometry"]}
    assert 0 < len(rows) < len(unplaced)
    for page, said in (("/en/open-data", "also hold what has no position"), ("/open-data", "还包括没有位置的记录")):
        assert said in site.get(f"{page}?{box}").text
        assert said not in site.get(page).text


def test_services_are_those_whose_source_says_that_they_work_or_have_closed(site: httpx.Client) -> None:
    """What the schema of HSDS 3 requires of a service, and no state that nobody states."""
    answer = file_of(site, "hsds", "kind=poc&kind=pilot")
    services = answer.json()
    listed = {f["id"]: f for f in site.get(f"{ITEMS}?limit=10000&kind=poc&kind=pilot").json()["features"]}
    working = [f for f in listed.values() if f["properties"]["lifecycle"] in ("operating", "tapering", "closed")]
    assert 0 < len(services) == len(working) < len(listed)
    assert "platforms-2026-11.hsds.json" in answer.headers["content-disposition"]
    for service, feature in zip(services, working, strict=True):
        assert (service["name"], service["status"]) == (feature["properties"]["name_zh"], "active")
        assert str(UUID(service["id"])) == service["id"]
        assert f"/platform/{feature['id']}" in service["description"]
        at = [each["location"] for each in service.get("service_at_locations", [])]
        known = feature["geometry"] and feature["properties"]["precision"] != "district"
        assert [(each["longitude"], each["latitude"]) for each in at] == (
            [pytest.approx(tuple(feature["geometry"]["coordinates"]), abs=1e-6)] if known else []
        )
        organization = service.get("organization", {"name": None})
        assert organization["name"] == feature["properties"]["operator"]
    assert len({service["id"] for service in services}) == len(services)


@pytest.mark.parametrize("ending", ["gpkg", "fgb"])
def test_positions_are_those_of_the_list(site: httpx.Client, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_bytes(file_of(site, ending).content)
    frame = geopandas.read_file(file).set_index("id")
    assert frame.crs.to_epsg() == 4326
    features = site.get(f"{ITEMS}?limit=10000").json()["features"]
    assert len(frame) == len(features)
    for feature in features:
        point = frame.geometry[feature["id"]]
        at = feature["geometry"] and feature["geometry"]["coordinates"]
        assert (None if point is None else [point.x, point.y]) == (at and pytest.approx(at, abs=1e-6)), feature["id"]


def test_texts_are_no_formulas_and_the_workbook_says_what_it_is(site: httpx.Client, tmp_path: Path) -> None:
    answer = file_of(site, "xlsx", "ids=hostile-1&lang=en")
    [row] = table(answer, "xlsx", tmp_path)
    assert row["name_zh"] == FORMULA
    book = io.BytesIO(answer.content)
    notes = " ".join(str(row[0]) for row in CalamineWorkbook.from_filelike(book).get_sheet_by_name("notes").to_python())
    assert "2026-11" in notes
    assert "platforms.xlsx?ids=hostile-1&lang=en" in notes
    assert "/licences" in notes
    [row] = table(file_of(site, "csv", "ids=hostile-1"), "csv", tmp_path)
    assert row["name_zh"] == "'" + FORMULA


def test_what_the_page_says_to_type_in_python_reads_the_list_of_the_page(site: httpx.Client) -> None:
    page = site.get("/en/open-data?domain=ic&kind=poc,pilot").text
    for ending in routes.FORMATS:
        addresses = re.findall(rf'href="(/api/downloads/platforms\.{ending}[^"]*)"', page)
        assert len(addresses) == (2 if routes.FORMATS[ending].labelled else 1)
        assert [site.head(unescape(address)).status_code for address in addresses] == [200] * len(addresses)
    [code] = [unescape(each) for each in re.findall("<code>(.*?)</code>", page, re.DOTALL) if "import" in each]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    listed = site.get(f"{ITEMS}?domain=ic&kind=poc,pilot").json()["numberMatched"]
    assert (done.stdout.strip(), done.returncode) == (str(listed), 0), done.stderr


@pytest.mark.parametrize("ending", routes.FORMATS)
def test_what_cannot_be_used_is_refused_as_the_list_refuses_it(
    client: httpx.Client, away: httpx.Client, ending: str
) -> None:
    path = f"/api/downloads/platforms.{ending}"
    assert client.get(path, params={"kind": "nosuch"}).json()["parameter"] == "kind"
    assert client.get(path, params={"shape": "round"}).status_code == 400
    assert client.get(path, params={"filter": "nosuch = 1"}).json()["parameter"] == "filter"
    refused = away.get(path)
    assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(path)
    assert (head.status_code, head.headers["content-type"]) == (200, first.headers["content-type"])
    assert head.headers["content-disposition"] == first.headers["content-disposition"]
    assert "content-length" not in head.headers


@pytest.mark.parametrize("ending", ["xlsx", "fgb"])
def test_too_many_rows_are_refused_with_a_way_out(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setitem(routes.FORMATS, ending, replace(routes.FORMATS[ending], most=10))
    refused = client.get(f"/api/downloads/platforms.{ending}?kind=poc,pilot&lang=en")
    assert refused.status_code == 400
    assert client.get(refused.json()["instead"]).status_code == 200
    assert refused.json()["instead"] == "/api/downloads/platforms.csv?kind=poc,pilot&lang=en"


def counted(url: str, what: str) -> int:
    with psycopg.connect(libpq(url)) as connection:
        row = connection.execute(what.encode()).fetchone()
        assert row
        return int(row[0])


def becomes(n: int, url: str, what: str = OURS) -> int:
    """How many connections do this, after up to ten seconds in which it may become `n`; by default, read a download."""
    until = time.monotonic() + 10
    while (found := counted(url, what)) != n and time.monotonic() < until:
        time.sleep(0.1)
    return found


@contextmanager
def small_window(site: str) -> Iterator[httpx.Client]:
    """Speaks through a small window, so that a file waits at the server until it is read."""
    window = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)]
    transport = httpx.HTTPTransport(socket_options=window)
    plain = {"Accept-Encoding": "identity"}
    with httpx.Client(base_url=site, transport=transport, timeout=60, headers=plain) as client:
        yield client


@pytest.fixture
def reader(synthetic_site: str) -> Iterator[httpx.Client]:
    with small_window(synthetic_site) as client:
        yield client


@dataclass(frozen=True)
class Opened:
    """A file of which the opening was read, and what comes after it."""

    answer: httpx.Response
    rest: Iterator[bytes]


@contextmanager
def opened(reader: httpx.Client) -> Iterator[Opened]:
    with reader.stream("GET", "/api/downloads/platforms.geojson") as answer:
        assert answer.status_code == 200, answer.read()
        rest = answer.iter_raw(1000)
        next(rest)
        yield Opened(answer, rest)


@pytest.fixture
def slow(reader: httpx.Client, synthetic_url: str) -> Iterator[Opened]:
    """The opening of a large file; whoever asked reads no further."""
    with opened(reader) as file:
        assert becomes(1, synthetic_url) == 1
        yield file


def test_a_file_that_breaks_off_does_not_look_whole(
    slow: Opened, synthetic_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(libpq(synthetic_url)) as connection:
        connection.execute(END.encode())
    with pytest.raises(httpx.RemoteProtocolError):
        for _ in slow.rest:
            pass
    assert "a download was broken off: /api/downloads/platforms.geojson" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_reader_who_leaves_keeps_nothing_from_others(slow: Opened, synthetic_url: str) -> None:
    slow.answer.close()
    assert becomes(0, synthetic_url) == 0


def test_downloads_wait_for_a_place_and_pages_do_not(synthetic_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: object) -> None:
        """Of the one connection, the warm-up of a busy machine would leave none for seconds."""

    monkeypatch.setattr(main, "_warm", nothing)
    monkeypatch.setattr(streaming, "WAIT_S", 4.0)
    settings = Settings(database_url=synthetic_url, pool_size=1, pool_timeout=1)
    with (
        running(settings) as site,
        small_window(site) as reader,
        opened(reader),
        opened(reader),
        httpx.Client(base_url=site, timeout=60) as client,
        ThreadPoolExecutor() as pool,
    ):
        paths = ("/api/downloads/platforms.csv", "/api/downloads/platforms.xlsx", f"{ITEMS}?f=csv")
        waiting = [pool.submit(client.get, path) for path in paths]
        until = time.monotonic() + 2
        while time.monotonic() < until:
            assert client.get(ITEMS, params={"limit": "5"}).status_code == 200
        for each in waiting:
            refused = each.result()
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "30")
            assert "under way" in refused.json()["detail"]


def test_who_reads_too_slowly_loses_the_place(
    reader: httpx.Client, synthetic_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "LONGEST_S", 2.0)
    with opened(reader) as file:
        assert becomes(0, synthetic_url) == 0
        with pytest.raises(httpx.RemoteProtocolError):
            for _ in file.rest:
                pass


def test_a_file_is_of_the_version_that_its_etag_names(site: httpx.Client, hostile_url: str) -> None:
    """Two files are held up while they read, and a third waits for its place: then the data change."""
    paths = [f"/api/downloads/platforms.{ending}?ids=hostile-1" for ending in ("csv", "xlsx", "geojson")]
    paths[0] = f"{ITEMS}?f=csv&ids=hostile-1"
    before = [site.get(path).headers["etag"] for path in paths]
    with ThreadPoolExecutor() as pool, psycopg.connect(libpq(hostile_url)) as writer:
        writer.execute("LOCK TABLE platforms IN ACCESS EXCLUSIVE MODE")
        held = [pool.submit(site.get, path) for path in paths[:2]]
        assert becomes(2, hostile_url, HELD_UP) == 2
        late = pool.submit(site.get, paths[2])
        time.sleep(0.3)
        writer.execute("UPDATE platforms SET summary_zh = 'NEWER' WHERE id = 'hostile-1'")
        writer.execute("UPDATE data_version SET version = version + 1")
        writer.commit()
        answers = [each.result() for each in (*held, late)]
    newer = [answer.headers["etag"] != etag for answer, etag in zip(answers, before, strict=True)]
    texts = [answers[0].text, str(table(answers[1], "xlsx", Path())), answers[2].text]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert ["NEWER" in text for text in texts] == newer == [False, False, True]


class Places:
    """Made-up rows, without a database."""

    @property
    def columns(self) -> list[str]:
        return ["id", "lon", "lat"]

    def parts(self) -> Iterator[list[Any]]:
        # With a place that is not known the format has no index, and is written as it comes.
        yield [*((f"place-{number}", 121.5, 31.2) for number in range(500)), ("nowhere", None, None)]


def test_a_file_for_which_there_is_no_room_is_never_half_a_file(tmp_path: Path) -> None:
    """GDAL says nothing of it in this format."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, limits[1]))
    try:
        with pytest.raises(FileNotMadeError):
            gis.write_flatgeobuf(tmp_path / "a.fgb", Places(), About("x", ("y",), None))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
