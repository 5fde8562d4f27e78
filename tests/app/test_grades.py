"""The highest grade is for records whose source has an address that one can open: in file, import, API and page."""

from pathlib import Path

import httpx
from sqlalchemy import create_engine, text

from app.imports.ingest import import_file
from app.imports.storing.grades import lower_groundless
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.import_files import BASE, write
from tests.support.recount import default_rows
from tests.support.stored import stored

URL = "https://example.gov.cn/news/1"


def test_no_default_record_is_high_without_an_address(client: httpx.Client) -> None:
    assert [row["id"] for row in default_rows() if row["confidence"] == "high" and not row["source_url"]] == []
    items = "/api/collections/platforms/items?confidence=high&limit=100"
    high = client.get(items).json()
    assert high["numberMatched"] == sum(row["confidence"] == "high" for row in default_rows()) > 0
    assert all(feature["properties"]["source_url"] for feature in high["features"])


def test_an_import_lowers_and_says_so(databases: Databases, tmp_path: Path) -> None:
    url = databases.url("grades")
    rows = [
        {**BASE, "id": "grade-1", "confidence": "high"},
        {**BASE, "id": "grade-2", "confidence": "high", "source_url": URL},
        {**BASE, "id": "grade-3", "confidence": "low"},
    ]
    path = write(tmp_path / "grades.csv", *rows)
    said = called(tmp_path, "import", str(path), DATABASE_URL=url)
    assert "Now of grade medium, not high: 1." in said.stdout, said.stderr
    grades = "SELECT confidence FROM platforms WHERE id LIKE 'grade-%' ORDER BY id"
    assert stored(url, grades) == [("medium",), ("high",), ("low",)]
    # The same file again changes nothing.
    again = import_file(url, path, crs=None, dry_run=False)
    assert (again.unchanged, again.lowered) == (3, 1)


def test_what_an_older_program_stored_is_lowered_once(databases: Databases, tmp_path: Path) -> None:
    url = databases.url("older_grades")
    row = {**BASE, "id": "grade-1", "confidence": "medium"}
    import_file(url, write(tmp_path / "row.csv", row), crs=None, dry_run=False)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE platforms SET confidence = 'high' WHERE id = 'grade-1'"))
    engine.dispose()
    version = "SELECT version FROM data_version"
    before = stored(url, version)[0][0]
    said: list[str] = []
    assert lower_groundless(url, said.append) == 1
    assert "1 records" in said[0]
    assert lower_groundless(url, said.append) == 0
    assert len(said) == 1
    assert stored(url, version) == [(before + 1,)]
    assert stored(url, "SELECT confidence FROM platforms WHERE id = 'grade-1'") == [("medium",)]


def test_a_page_gives_grade_and_reason_and_the_list_the_age_of_each_source(client: httpx.Client) -> None:
    rows = {row["id"]: row for row in default_rows()}
    without = next(row for row in rows.values() if not row["source_url"])
    linked = next(row for row in rows.values() if row["source_url"] and row["confidence"] == "high")
    assert "so medium at most" in client.get(f"/en/platform/{without['id']}").text
    page = client.get(f"/en/platform/{linked['id']}").text
    assert '<span class="sr-only">High</span>' in page
    assert "Its source has an address that one can open" in page
    listed = client.get("/en/panel?kind=poc,pilot,related&sort=name").text
    for id, card in ((part.split('"')[0], part) for part in listed.split('<article class="card" id="card-')[1:]):
        date = rows[id]["source_date"]
        assert (f"source of {date[:4]}" if date else "source without a date") in card, id
