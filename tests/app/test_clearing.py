"""A file that has no column for a fact never clears it silently."""

import json
from pathlib import Path

import pytest

from app.imports.export import export_file
from app.imports.ingest import import_file
from app.imports.storing.clearing import ClearsFactsError
from app.imports.storing.report import Allowed
from tests.support.databases import Databases
from tests.support.import_files import BASE, PLACED, write
from tests.support.stored import stored

FULL = {**PLACED, "address": "路1号", "domains": "synbio", "operator": "某园区", "confidence": "low"}


@pytest.fixture
def url(databases: Databases, tmp_path: Path) -> str:
    """A database that holds the full record."""
    url = databases.url("clearing")
    import_file(url, write(tmp_path / "full.csv", FULL), crs=None, dry_run=False)
    return url


def test_required_columns_alone_clear_nothing(url: str, tmp_path: Path) -> None:
    before = stored(url, "SELECT version FROM data_version")
    with pytest.raises(ClearsFactsError) as refused:
        import_file(url, write(tmp_path / "short.csv", BASE), crs=None, dry_run=False)
    lost = {each.column: each.number for each in refused.value.cleared}
    names = ("operator", "domains", "address", "lon", "lat", "precision", "confidence")
    assert lost == dict.fromkeys(names, 1)
    assert "address of test-1" in str(refused.value)
    assert "--replace" in str(refused.value)
    assert stored(url, "SELECT version FROM data_version") == before
    with pytest.raises(ClearsFactsError):
        import_file(url, write(tmp_path / "short.csv", BASE), crs=None, dry_run=True)


def test_with_replace_they_are_cleared_and_said(url: str, tmp_path: Path) -> None:
    short = write(tmp_path / "short.csv", BASE)
    report = import_file(url, short, crs=None, dry_run=False, allowed=Allowed(replace=True))
    assert report.changed == 1
    assert "address" in {each.column for each in report.cleared}
    assert stored(url, "SELECT address, geom, confidence FROM platforms WHERE id = 'test-1'") == [
        (None, None, "medium")
    ]


def test_an_empty_cell_says_that_nothing_is_stated(url: str, tmp_path: Path) -> None:
    emptied = write(tmp_path / "emptied.csv", {**FULL, "address": ""})
    assert import_file(url, emptied, crs=None, dry_run=False).changed == 1
    assert stored(url, "SELECT address FROM platforms WHERE id = 'test-1'") == [(None,)]


def test_a_feature_without_a_property_clears_nothing(url: str, tmp_path: Path) -> None:
    path = tmp_path / "all.geojson"
    export_file(url, path)
    document = json.loads(path.read_text("utf-8"))
    (feature,) = [each for each in document["features"] if each["id"] == "test-1"]
    document["features"] = [feature]
    del feature["properties"]["address"]
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(ClearsFactsError, match="address of test-1"):
        import_file(url, path, crs=None, dry_run=False)
    feature["properties"]["address"] = None
    path.write_text(json.dumps(document), "utf-8")
    assert import_file(url, path, crs=None, dry_run=False).changed == 1


def test_new_and_unchanged_records_need_nothing(url: str, tmp_path: Path) -> None:
    path = write(tmp_path / "new.csv", {**BASE, "id": "clearing-new"})
    assert import_file(url, path, crs=None, dry_run=False).added == 1
    assert import_file(url, path, crs=None, dry_run=False).unchanged == 1
