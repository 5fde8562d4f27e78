"""One definition of a platform's columns: the example of a new one works, and what is said of them is so."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_schema_validator import OAS30Validator

from app.imports.files.read import read_rows
from app.imports.rows.problems import ImportRefusedError
from app.imports.rows.raw_row import RawRow
from app.imports.rows.reading import Reading
from app.imports.rows.record import check
from app.imports.storing.staging import digest
from app.platforms.record import Record
from tests.support import new_column, recount
from tests.support.databases import Databases
from tests.support.import_files import BASE, PLACED, write
from tests.support.new_column import COLUMN, HOURS, ITEMS


@pytest.fixture(scope="module")
def met(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Where the copy of the program with one more column meets its value."""
    program, files = tmp_path_factory.mktemp("program"), tmp_path_factory.mktemp("files")
    new_column.copy_with_column(program)
    command = [sys.executable, "-m", "tests.support.new_column", databases.url("one-record"), str(files)]
    done = subprocess.run(command, cwd=program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_column_is_three_edits() -> None:
    assert len(new_column.edits()) == 3
    assert COLUMN not in Record.model_fields


def test_a_new_column_goes_from_a_file_into_the_table(met: Any) -> None:
    assert met["imported"]["added"] == 1
    assert met["table"] == [HOURS]


def test_a_new_column_is_a_property_in_its_place(met: Any) -> None:
    for properties in (met["item"], met["items"]):
        names = list(properties)
        assert properties[COLUMN] == HOURS
        assert names[names.index("website") + 1] == COLUMN


def test_a_new_column_can_be_filtered_by(met: Any) -> None:
    assert met["queryables"][COLUMN]["title"] == "开放时间"
    assert met["filtered"] == [1, 1]


def test_a_new_column_stands_in_csv_and_is_neutralised_there(met: Any) -> None:
    (row,) = csv.DictReader(io.StringIO(met["csv"].removeprefix("\ufeff")))
    assert row[COLUMN] == f"'{HOURS}"


def test_a_new_column_is_described_in_the_api_document(met: Any) -> None:
    content = met["document"]["paths"][ITEMS.removeprefix("/api")]["get"]["responses"]["200"]["content"]
    feature = content["application/geo+json"]["schema"]["properties"]["features"]["items"]
    said = feature["properties"]["properties"]["properties"][COLUMN]
    assert said["description"] == "When the platform is open, in the words of its source."
    assert said["nullable"] is True
    assert COLUMN in content["text/csv"]["schema"]["description"]


def test_a_new_column_has_a_row_on_the_page_in_both_languages(met: Any) -> None:
    for page, word in zip(met["pages"], ("开放时间", "Opening hours"), strict=True):
        assert word in page
        assert HOURS in page


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_an_export_with_a_new_column_comes_back_unchanged(met: Any, ending: str) -> None:
    assert HOURS in met[f"{ending} export"]
    again = met[f"{ending} again"]
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, len(recount.default_rows()) + 1)


def _schema(client: httpx.Client, path: str) -> Any:
    document = client.get("/api/openapi", params={"f": "json"}).json()
    return document["paths"][path.removeprefix("/api")]["get"]["responses"]["200"]["content"]["application/geo+json"][
        "schema"
    ]


def test_every_answer_is_as_the_api_document_describes_it(client: httpx.Client) -> None:
    page = client.get(ITEMS, params={"limit": 100, "near": "121.5,31.2", "radius": 200_000}).json()
    assert page["numberReturned"] > 60
    OAS30Validator(_schema(client, ITEMS)).validate(page)
    described = _schema(client, ITEMS)["properties"]["features"]["items"]["properties"]["properties"]["properties"]
    assert all(list(feature["properties"]) == list(described) for feature in page["features"])
    item = client.get(f"{ITEMS}/sh-poc-009").json()
    validator = OAS30Validator(_schema(client, ITEMS + "/{id}"))
    validator.validate(item)
    assert not validator.is_valid({**item, "properties": {**item["properties"], "precision": "roughly"}})


def test_a_file_must_have_the_columns_that_the_definition_requires(tmp_path: Path) -> None:
    assert list(read_rows(write(tmp_path / "whole.csv", PLACED), None, Reading()))
    needed = [name for name, field in Record.model_fields.items() if field.is_required()]
    assert len(needed) == 8
    for name in needed:
        row = {column: value for column, value in PLACED.items() if column != name}
        with pytest.raises(ImportRefusedError) as refused:
            list(read_rows(write(tmp_path / "without.csv", row), None, Reading()))
        assert [(p.row, p.column, p.reason) for p in refused.value.problems] == [(1, name, "this column is missing")]


def test_a_fingerprint_stays_what_it_was() -> None:
    """Another one for the same facts would count every record of a running map as changed at its next import."""
    found, _ = check(RawRow(2, dict(BASE), None), {})
    assert found is not None
    assert digest(found) == "e1b7f910095b1924f6bbe95c8dc6d2f9e18d36dc82e01ceca0b1d69444085891"
    assert digest(found.model_copy(update={"website": "https://a.example/"})) != digest(found)
