"""GeoPackages: the map's own file comes back unchanged, and what is no point in degrees is refused with its row."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas
import httpx
import pytest
import shapely

from app.imports.files import read_rows
from app.imports.ingest import import_file
from app.imports.problems import ImportRefusedError
from app.imports.reading import Reading
from app.imports.report import Allowed
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


@pytest.mark.parametrize("content", ["text", b"GP\0\1garbage", b"GP\0\1\xe6\x10\0\0" + b"\1\7\0\0\0\1\0\0\0" * 9999])
def test_a_geometry_that_nothing_reads_ends_the_reading_with_a_sentence(tmp_path: Path, content: str | bytes) -> None:
    path, reading = package(tmp_path / "a.gpkg", POINT, POINT, POINT), Reading()
    with closing(sqlite3.connect(path)) as connection:
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            connection.create_function(name, 1, lambda shape: 0)
        connection.execute("UPDATE platforms SET geom = ? WHERE fid = 2", [content])
        connection.commit()
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
    path = package(tmp_path / "view.gpkg", POINT)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE platforms RENAME TO hidden")
        connection.execute("CREATE VIEW platforms AS SELECT * FROM hidden")
        connection.commit()
    assert "is a view" in refusal(url, path)
    (tmp_path / "broken.gpkg").write_bytes(b"SQLite format 3\0broken")
    assert "cannot be read" in refusal(url, tmp_path / "broken.gpkg")
