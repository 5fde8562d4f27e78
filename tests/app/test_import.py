"""Imports: all problems at once, nothing stored when one is found, the same file twice changes nothing."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import IntegrityError

from app.imports.export import export_file
from app.imports.ingest import import_file
from app.imports.rows.problems import ImportRefusedError
from app.web.cells import restore
from tests.support.databases import Databases
from tests.support.import_files import BASE, PLACED, write


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    """A database of this module's own, with the vocabularies and the default data."""
    return databases.url("imports")


def problems(url: str, path: Path, crs: str | None = None) -> list[tuple[int, str, str]]:
    with pytest.raises(ImportRefusedError) as refused:
        import_file(url, path, crs=crs, dry_run=False)
    return [(p.row, p.column, p.reason) for p in refused.value.problems]


def stored(url: str, statement: str) -> list[Any]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(statement)).all()
    engine.dispose()
    return [tuple(row) for row in found]


def test_every_problem_is_named_and_nothing_is_stored(url: str, tmp_path: Path) -> None:
    path = write(
        tmp_path / "bad.csv",
        PLACED,
        {**PLACED, "id": "test-2", "kind": "shop", "domains": "synbio|nothing"},
        {**PLACED, "id": "test-1"},
        {**PLACED, "id": "test-3", "lon": "31.2", "lat": "121.5"},
        {**PLACED, "id": "test-4", "precision": ""},
        {**PLACED, "id": "test-5", "fund": "yes"},
        {**PLACED, "id": "test-6", "lon": "NaN"},
        {**PLACED, "id": "test-7", "crs": "mars"},
    )
    before = stored(url, "SELECT version FROM data_version")
    found = problems(url, path)
    named = {(row, column) for row, column, _ in found}
    assert {
        (2, "id"),
        (3, "kind"),
        (3, "domains"),
        (4, "id"),
        (6, "precision"),
        (7, "fund_evidence"),
        (8, "lon"),
        (9, "crs"),
    } <= named
    assert any(row == 5 and "swapped" in reason for row, _, reason in found)
    assert stored(url, "SELECT version FROM data_version") == before
    assert stored(url, "SELECT id FROM platforms WHERE id LIKE 'test-%'") == []


@pytest.mark.parametrize(
    ("columns", "expected"),
    [({"colour": "red"}, "not known"), ({"crs": None}, "names no coordinate system"), ({"kind": None}, "missing")],
)
def test_a_wrong_heading_is_refused(url: str, tmp_path: Path, columns: dict[str, str | None], expected: str) -> None:
    row = {name: value for name, value in {**PLACED, **columns}.items() if value is not None}
    found = problems(url, write(tmp_path / "heading.csv", row))
    assert any(expected in reason for _, _, reason in found)


def test_the_same_file_twice_changes_nothing(url: str, tmp_path: Path) -> None:
    path = write(tmp_path / "one.csv", {**PLACED, "id": "twice-1"}, {**BASE, "id": "twice-2"})
    first = import_file(url, path, crs=None, dry_run=False)
    second = import_file(url, path, crs=None, dry_run=False)
    assert (first.added, first.changed, first.unchanged) == (2, 0, 0)
    assert (second.added, second.changed, second.unchanged) == (0, 0, 2)
    assert second.data_version == first.data_version
    changed = write(tmp_path / "one.csv", {**PLACED, "id": "twice-1", "name_zh": "改名"}, {**BASE, "id": "twice-2"})
    third = import_file(url, changed, crs=None, dry_run=False)
    assert (third.added, third.changed, third.unchanged) == (0, 1, 1)
    assert third.data_version == first.data_version + 1


def test_a_dry_run_leaves_nothing(url: str, tmp_path: Path) -> None:
    report = import_file(url, write(tmp_path / "dry.csv", {**PLACED, "id": "dry-1"}), crs=None, dry_run=True)
    assert report.added == 1
    assert stored(url, "SELECT id FROM platforms WHERE id = 'dry-1'") == []


def test_positions_are_converted_once_from_the_crs_that_is_named(url: str, tmp_path: Path) -> None:
    gcj = {**PLACED, "id": "crs-1", "lon": "121.47822305927693", "lat": "31.22845773757727", "crs": ""}
    import_file(url, write(tmp_path / "gcj.csv", gcj), crs="gcj02", dry_run=False)
    lon, lat = stored(url, "SELECT ST_X(geom), ST_Y(geom) FROM platforms WHERE id = 'crs-1'")[0]
    assert (lon, lat) == (pytest.approx(121.4737, abs=1e-7), pytest.approx(31.2304, abs=1e-7))


def test_geojson_is_wgs84_unless_it_says_otherwise(url: str, tmp_path: Path) -> None:
    feature = {"type": "Feature", "id": "geo-1", "geometry": {"type": "Point", "coordinates": [121.5, 31.2]}}
    properties = {**BASE, "precision": "park", "domains": ["synbio"]}
    document: dict[str, Any] = {"type": "FeatureCollection", "features": [{**feature, "properties": properties}]}
    path = tmp_path / "one.geojson"
    path.write_text(json.dumps(document), "utf-8")
    import_file(url, path, crs=None, dry_run=False)
    assert stored(url, "SELECT ST_X(geom) FROM platforms WHERE id = 'geo-1'") == [(121.5,)]
    document["crs"] = {"type": "name", "properties": {"name": "gcj02"}}
    path.write_text(json.dumps(document), "utf-8")
    assert import_file(url, path, crs=None, dry_run=False).changed == 1
    document["crs"] = {"type": "name", "properties": {"name": "EPSG:3857"}}
    path.write_text(json.dumps(document), "utf-8")
    assert "EPSG:3857" in problems(url, path)[0][2]


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_an_export_comes_back_unchanged(url: str, tmp_path: Path, ending: str) -> None:
    hostile = {**PLACED, "id": "formula-1", "name_zh": "=1+1", "operator": "'@x", "address": "-{{7*7}}<b>"}
    import_file(url, write(tmp_path / "hostile.csv", hostile), crs=None, dry_run=False)
    path = tmp_path / f"all.{ending}"
    count = export_file(url, path)
    assert count == stored(url, "SELECT count(*) FROM platforms")[0][0]
    report = import_file(url, path, crs=None, dry_run=False)
    assert (report.added, report.changed) == (0, 0)
    if ending == "csv":
        cells = [cell for line in csv.reader(path.read_text("utf-8-sig").splitlines()) for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]


CELLS = {"'=1": "=1", "''=1": "'=1", "'''+x": "''+x", "plain": "plain", "'-": "-", "'plain": "'plain", "'\tx": "\tx"}


@pytest.mark.parametrize(("cell", "original"), CELLS.items())
def test_neutralised_cells_are_restored(cell: str, original: str) -> None:
    assert restore(cell) == original


@pytest.mark.parametrize(
    "change",
    [
        "geom = ST_SetSRID(ST_MakePoint(2.35, 48.85), 4326)",
        "precision = NULL",
        "precision = 'roughly'",
        "kind = 'shop'",
        "district = '110101'",
        "voucher = 'maybe'",
        "fund = 'no'",
        "lifecycle = 'sleeping'",
        "lifecycle_date = 'spring'",
        "zone_basis = 'source'",
    ],
)
def test_the_database_itself_refuses(connection: Connection, change: str) -> None:
    with pytest.raises(IntegrityError):
        connection.execute(text(f"UPDATE platforms SET {change} WHERE id = 'sh-poc-010'"))  # noqa: S608


def test_a_platform_may_have_no_position(connection: Connection) -> None:
    connection.execute(text("UPDATE platforms SET geom = NULL, precision = NULL WHERE id = 'sh-poc-010'"))
    found = connection.execute(text("SELECT geom FROM platforms WHERE id = 'sh-poc-010'")).scalar_one()
    assert found is None
