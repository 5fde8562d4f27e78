"""What all answers of the analysis have in common: formats, what is kept, what is refused."""

import csv
import io
import subprocess
import sys
import zipfile

import httpx
import pytest
from python_calamine import CalamineWorkbook

from tests.support.insight import INSIGHT


def test_no_first_answer_waits_for_a_library_that_it_does_not_need(real_url: str) -> None:
    """`scipy.stats` alone takes a second of a processor, which the first to ask would wait for."""
    code = f"""
import sys
from starlette.testclient import TestClient
from app.main import create_app
from app.settings import Settings
with TestClient(create_app(Settings(database_url={real_url!r}))) as client:
    assert "glance" in client.get("/insight").text
    assert client.get("/api/insight/suggestion").json()["optimal"]
    assert "scipy" not in sys.modules
    for path in ("districts", "specialities", "hotspots", "brief/310112"):
        assert client.get(f"/api/insight/{{path}}").status_code == 200, path
    assert "scipy.special" in sys.modules
    assert "scipy.stats" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


TABLES = (
    "districts",
    "zones",
    "specialities",
    "gaps",
    "coverage",
    "comparison?compare=310112,310115",
    "siting?sites=121.6,31.1",
)


@pytest.mark.parametrize("path", TABLES)
def test_every_format_holds_the_same_table(client: httpx.Client, path: str) -> None:
    address = f"{INSIGHT}/{path}{'&' if '?' in path else '?'}"
    rows = client.get(f"{address}f=json").json()["rows"]
    file = client.get(f"{address}f=csv")
    listed = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    described = client.get(file.links["describedby"]["url"]).json()
    assert (described["rows"], {line["as_of"] for line in listed}) == (rows, {described["asOf"]}), "what has the notes"
    assert all(row["grade"] in ("quote", "note", "never", None) for row in rows)
    if path.startswith(("coverage", "siting")):
        assert {row["grade"] for row in rows} == {"note"}, "with its assumption"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}f=xlsx").content))
    cells = sheet.get_sheet_by_name(path.split("?", maxsplit=1)[0]).to_python()
    assert len(rows) == len(listed) == len(cells) - 1
    for record, line, row in zip(rows, listed, cells[1:], strict=True):
        for (name, value), cell in zip(record.items(), row, strict=True):
            assert line[name] == ("" if value is None else str(value))
            written = value if value is not None else ""
            assert cell == (pytest.approx(written, rel=1e-12) if isinstance(written, float) else written)
    assert "notes" in sheet.sheet_names


def test_a_kept_answer_is_the_same_and_unchanged_is_304(client: httpx.Client) -> None:
    first = client.get(f"{INSIGHT}/hexagons", params={"cell": "2345"})
    second = client.get(f"{INSIGHT}/hexagons", params={"cell": "2345"})
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    again = client.get(f"{INSIGHT}/hexagons", params={"cell": "2345"}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_spreadsheet_carries_the_date_of_the_data(client: httpx.Client) -> None:
    answer = client.get(f"{INSIGHT}/districts", params={"f": "xlsx", "lang": "en"})
    assert "spreadsheetml" in answer.headers["content-type"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "2026-11-01T00:00:00Z</dcterms:created>" in core


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        *[("hexagons", "cell", value) for value in ("1", "NaN", "-3", "inf", "20001", "x")],
        ("coverage", "reach", "-5"),
        ("coverage", "reach", "NaN"),
        ("coverage", "focus", "alchemy"),
        ("density", "bandwidth", "0"),
        ("clusters", "members", "1"),
        ("clusters", "eps", "1e9"),
        ("siting", "sites", ";".join(["121.5,31.2"] * 1000)),
        ("siting", "sites", "121.5"),
        ("siting", "sites", "2.35,48.85"),
        ("suggestion", "wanted", "11"),
        ("comparison", "compare", "310112,paris"),
        ("districts", "classes", "99"),
        ("districts", "f", "html"),
    ],
)
def test_what_cannot_be_is_refused_with_its_limit(client: httpx.Client, path: str, name: str, value: str) -> None:
    answer = client.get(f"{INSIGHT}/{path}", params={name: value})
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["parameter"] == name
    assert problem["allowed"]


def test_a_page_keeps_what_was_typed_and_says_the_limit(client: httpx.Client) -> None:
    page = client.get("/insight", params={"topic": "cells", "cell": "1"}).text
    assert "六边形宽度" in page
    assert "950 至 20000" in page
    assert 'value="1"' in page
    page = client.get("/en/insight", params={"topic": "gaps", "reach": "-5"}).text
    assert "from 500 to 50000" in page
    assert 'value="-5"' in page
