"""GeoPackages: the map's own file comes back unchanged, and what is no point in degrees is refused with its row."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas
import httpx
import pytest
import shapely

from app.imports.files.read import read_rows
from app.imports.ingest import import_file
from app.imports.rows.problems import ImportRefusedError
from app.imports.rows.reading import Reading
from app.imports.storing.report import Allowed
from tests.support.databases import Databases
from tests.support.import_files import BASE

POINT = shapely.Point(121.5, 31.2)


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("geopackages")


def package(path: Path, *shapes: Any, crs: str | None = "EPSG:4326", layer: str = "platforms", **facts: Any) -> Path:
    """A GeoPackage with a record for each shape."""
    records = [{**BASE, "id": f"gpkg-{n}", "precision": "park", **facts} for n, _ in enumerate(shapes, start=1)]
    frame = geopandas.GeoDataFrame(records, geometry=list(shapes), crs=crs)
    frame.to_file(path, layer=layer, driver="GPKG", engine="pyogrio")
    return path


def test_the_file_of_the_map_comes_back_unchanged(real_url: str, client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    path.write_bytes(client.get("/api/downloads/platforms.gpkg?kind=poc,pilot,related").content)
    report = import_file(real_url, path, crs=None, dry_run=True)
    assert (report.added, report.changed, report.bad) == (0, 0, 0)
    assert report.unchanged > 70


SHAPES: dict[str, tuple[Any, str]] = {
    "a polygon": (POINT.buffer(0.01), "this is a Polygon"),
    "several points": (shapely.MultiPoint([POINT, POINT]), "this is a MultiPoint"),
    "a height": (shapely.Point(121.5, 31.2, 4), "has a height"),
    "NaN": (shapely.Point(float("nan"), 31.2), "no finite number"),
    "infinity": (shapely.Point(float("inf"), 31.2), "no finite number"),
    "elsewhere": (shapely.Point(2.35, 48.85), "outside"),
}


@pytest.mark.parametrize(("shape", "reason"), SHAPES.values(), ids=SHAPES)
def test_what_is_no_point_is_a_bad_row(url: str, tmp_path: Path, shape: Any, reason: str) -> None:
    report = import_file(
        url, package(tmp_path / "a.gpkg", POINT, shape), crs=None, dry_run=True, allowed=Allowed(skip_bad=True)
    )
    assert (report.added, report.bad) == (1, 1)
    [problem] = report.problems.first()
    assert (problem.row, reason in problem.reason) == (2, True)
    assert problem.said("zh-CN") != problem.reason


def refusal(url: str, path: Path, crs: str | None = None) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        import_file(url, path, crs=crs, dry_run=True)
    return " ".join(problem.reason for problem in refused.value.problems)


def test_the_datum_is_that_of_the_layer_or_is_stated(url: str, tmp_path: Path) -> None:
    assert "EPSG:3857" in refusal(url, package(tmp_path / "m.gpkg", shapely.Point(13525000, 3660000), crs="EPSG:3857"))
    with pytest.warns(UserWarning, match="crs"):
        package(tmp_path / "u.gpkg", POINT, crs=None)
    assert "names no coordinate system" in refusal(url, tmp_path / "u.gpkg")
    assert import_file(url, tmp_path / "u.gpkg", crs="gcj02", dry_run=True).added == 1
    assert "not clear" in refusal(url, package(tmp_path / "w.gpkg", POINT), "gcj02")
    assert import_file(url, package(tmp_path / "c.gpkg", POINT, crs="EPSG:4490"), crs=None, dry_run=True).added == 1


GARBAGE = ("'text'", "x'4750000167617262616765'", f"x'47500001e6100000{'010700000001000000' * 9999}'")


@pytest.mark.parametrize("content", GARBAGE, ids=["text", "bytes", "nested"])
def test_a_geometry_that_nothing_reads_ends_the_reading_with_a_sentence(tmp_path: Path, content: str) -> None:
    path, reading = package(tmp_path / "a.gpkg", POINT, POINT, POINT), Reading()
    changed(path, f"UPDATE platforms SET geom = {content} WHERE fid = 2")  # noqa: S608
    assert list(read_rows(path, None, reading)) == []
    assert [each.key for each in reading.problems.first()] == ["import-no-geopackage"]
    assert reading.problems.broken


def test_one_layer_is_read(url: str, tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", POINT, layer="一")
    package(path, POINT, layer="二")
    assert "has no layer" in refusal(url, path)
    report = import_file(url, path, crs=None, dry_run=True, reading=Reading(sheet="二"))
    assert report.added == 1
    assert [note.key for note in report.notes] == ["import-layer-unread"]
    (tmp_path / "broken.gpkg").write_bytes(b"SQLite format 3\0broken")
    assert "cannot be read" in refusal(url, tmp_path / "broken.gpkg")


def changed(path: Path, *statements: str) -> Path:
    """The package once somebody has changed it by SQL."""
    with closing(sqlite3.connect(path)) as connection:
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            connection.create_function(name, 1, lambda shape: 0)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


ENDLESS = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r)"
NO_TABLES = {
    "a view": ("ALTER TABLE platforms RENAME TO h", f"CREATE VIEW PLATFORMS AS {ENDLESS} SELECT h.* FROM r, h"),  # noqa: S608
    "a list of layers without an end": (
        "ALTER TABLE gpkg_contents RENAME TO h",
        f"CREATE VIEW gpkg_contents AS {ENDLESS} SELECT h.* FROM r, h",  # noqa: S608
    ),
    "a search in a view": (
        "ALTER TABLE platforms RENAME TO h",
        f"CREATE VIEW e AS {ENDLESS} SELECT i AS rowid, i AS a FROM r",  # noqa: S608
        "CREATE VIRTUAL TABLE platforms USING fts5(a, content='e')",
    ),
    "a column of any length": ("ALTER TABLE platforms ADD COLUMN services text AS (hex(zeroblob(400000000))) VIRTUAL",),
}


@pytest.mark.parametrize("statements", NO_TABLES.values(), ids=NO_TABLES)
def test_what_may_have_no_end_is_not_asked(tmp_path: Path, statements: tuple[str, ...]) -> None:
    path = changed(package(tmp_path / "a.gpkg", POINT), *statements)
    with pytest.raises(ImportRefusedError) as refused:
        list(read_rows(path, None, Reading()))
    assert [each.key for each in refused.value.problems] == ["import-layer-view"]


@pytest.mark.parametrize("number", [0, 1, 999_999_999])
def test_all_features_are_read_whatever_a_file_says_of_their_number(tmp_path: Path, number: int) -> None:
    path = package(tmp_path / "a.gpkg", *[POINT] * 1002)
    changed(path, f"UPDATE gpkg_ogr_contents SET feature_count = {number}", "UPDATE platforms SET fid = fid - 500")  # noqa: S608
    assert [row.number for row in read_rows(path, None, Reading())] == list(range(1, 1003))


def test_bytes_are_a_fault_of_their_row(tmp_path: Path) -> None:
    path, reading = package(tmp_path / "a.gpkg", POINT, POINT, name_en="x"), Reading()
    changed(path, "ALTER TABLE platforms ADD COLUMN website blob", "UPDATE platforms SET website = x'ff' WHERE fid = 2")
    faults = [each for row in read_rows(path, None, reading) for each in row.faults]
    assert [(each.row, each.column, each.key) for each in faults] == [(2, "website", "import-bytes")]


OTHERS = {
    "WFS": "<OGRWFSDataSource><URL>{site}</URL></OGRWFSDataSource>",
    "VRT": '<OGRVRTDataSource><OGRVRTLayer name="platforms"><SrcDataSource>/vsicurl/{site}/a.csv</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>",
}


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
def test_a_file_of_another_kind_asks_nothing_of_the_network(tmp_path: Path, content: str) -> None:
    """GDAL would open what such a file names: an address that the server alone reaches."""
    path = tmp_path / "a.gpkg"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        path.write_text(content.format(site=f"http://127.0.0.1:{listener.getsockname()[1]}"), "utf-8")
        with pytest.raises(ImportRefusedError) as refused:
            list(read_rows(path, None, Reading()))
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert [each.key for each in refused.value.problems] == ["import-not-geopackage"]
