"""What an import says of rows that are right, and of files that do not say their datum."""

from pathlib import Path

import pytest

from app.imports.checking.second_look import CURRENT, POINT, _within, alike
from app.imports.ingest import DatumUnsaidError, import_file
from app.imports.storing.report import Report
from app.store.writing import raw_connection, write_session
from geo.crs import convert
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.import_files import BASE, PLACED, write
from tests.support.stored import stored

CAMPUS = "上海交通大学闵行校区"


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("second-look")


def warned(report: Report) -> set[tuple[int, str]]:
    return {(each.row, each.key.removeprefix("import-")) for each in report.warnings}


def test_a_second_look_is_said_and_holds_nothing_up(url: str, tmp_path: Path) -> None:
    [(name, lon, lat)] = stored(
        url, "SELECT name_zh, ST_X(geom), ST_Y(geom) FROM platforms WHERE geom IS NOT NULL ORDER BY id LIMIT 1"
    )
    near = {"lon": str(lon + 0.001), "lat": str(lat)}
    path = write(
        tmp_path / "a.csv",
        {**PLACED, "id": "look-1", "name_zh": f"{name}（新）", **near},
        {**PLACED, "id": "look-2", "name_zh": "远处的", "district_code": "310151", "district_basis": "source"},
        {**PLACED, "id": "look-3", "name_zh": "水里的", "lon": "121.99", "lat": "30.75"},
        {
            **PLACED,
            "id": "look-4",
            "name_zh": "没有门牌",
            "precision": "address",
            "address": "闵行区东川路",
            "lat": "31.1",
        },
        {
            **PLACED,
            "id": "look-5",
            "name_zh": "有门牌",
            "precision": "address",
            "address": "东川路800号",
            "lat": "31.11",
        },
    )
    report = import_file(url, path, crs=None, dry_run=False)
    assert report.added == 5
    assert warned(report) == {(2, "twin"), (3, "elsewhere"), (4, "at-sea"), (5, "too-exact")}
    assert [each.what for each in report.outcomes] == ["added"] * 5
    again = import_file(url, path, crs=None, dry_run=False)
    assert (again.warnings, again.unchanged) == ((), 5)
    assert {each.what for each in again.outcomes} == {"unchanged"}
    said = called(tmp_path, "import", str(path), "--dry-run", "--lang", "zh-CN", DATABASE_URL=url)
    assert said.returncode == 0


def test_records_that_all_stand_at_one_point_are_compared_with_some(url: str, tmp_path: Path) -> None:
    """Each with each would be 200 million pairs of 20,000 rows at the centre of their district."""
    rows = [{**PLACED, "id": f"crowd-{n}", "name_zh": f"同一处的合成试验对象{n:02}", "lat": "31.01"} for n in range(54)]
    report = import_file(url, write(tmp_path / "a.csv", *rows), crs=None, dry_run=True)
    [said] = [each.reason for each in report.warnings if each.key == "import-crowded"]
    assert said.startswith("3 new records have more than 50 others")
    assert report.warned == 3 * 50 + sum(range(51)) + 1


@pytest.mark.parametrize("metres", [50.0, 5000.0])
def test_degrees_tell_what_the_spheroid_says(url: str, metres: float) -> None:
    """Points all over the city, and some on each side of every line that is to be told apart."""
    spread = """CREATE TEMPORARY TABLE staging AS SELECT row_number() OVER () AS line, lon, lat FROM (
      SELECT lon, lat FROM generate_series(120.9, 122.1, 0.3) AS lon, generate_series(30.7, 31.9, 0.3) AS lat
      UNION ALL SELECT ST_X(p), ST_Y(p) FROM (
        SELECT ST_Project(ST_PointN(ST_ExteriorRing(ST_GeometryN(geom, 1)), 1)::geography, %(m)s * far, turn)::geometry
        FROM district_boundaries, unnest(ARRAY[0.98, 0.999, 1.001, 1.02]) AS far, generate_series(0, 6, 2) AS turn
      ) AS edge(p)) AS each"""
    both = f"""SELECT {_within("%(m)s::float")}, ST_DWithin(b.geom::geography, {POINT}::geography, %(m)s)
      FROM staging s, {CURRENT}"""  # noqa: S608
    with write_session(url) as connection, raw_connection(connection).cursor() as cursor:
        cursor.execute(spread, {"m": metres})
        pairs = cursor.execute(both.encode(), {"m": metres}).fetchall()
        connection.rollback()
    assert {one for one, _ in pairs} == {True, False}
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("上海交通大学分析测试中心", "上海交通大学分析测试中心（闵行）", True),
        ("合成生物概念验证平台", "脑机接口概念验证平台", False),
        ("张江概念验证中心", "上海张江概念验证平台", True),
    ],
)
def test_names_are_alike_in_what_tells_platforms_apart(name: str, other: str, expected: bool) -> None:
    assert alike(name, other) is expected


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_a_file_without_a_datum_is_refused_with_where_its_points_would_fall(url: str, tmp_path: Path, crs: str) -> None:
    [(lon, lat)] = stored(url, f"SELECT ST_X(geom), ST_Y(geom) FROM places WHERE name_zh = '{CAMPUS}'")  # noqa: S608
    x, y = (float(each) for each in convert(lon, lat, "wgs84", "gcj02" if crs == "gcj02" else "bd09"))
    row = {**BASE, "precision": "campus", "lon": f"{x:.6f}", "lat": f"{y:.6f}", "address": f"东川路，{CAMPUS}"}
    stated = {"district_code": "闵行区", "district_basis": "source"}
    both = [{**row, **stated}, {**row, **stated, "id": "test-2"}]
    path = write(tmp_path / "a.csv", *both)
    empty = write(tmp_path / "empty.csv", *({**each, "crs": ""} for each in both))
    with pytest.raises(DatumUnsaidError):
        import_file(url, empty, crs=None, dry_run=False)
    with pytest.raises(DatumUnsaidError) as refused:
        import_file(url, path, crs=None, dry_run=False)
    question = refused.value.question
    assert question.rows == 2
    off = {choice.crs: choice.metres[0] for choice in question.choices}
    assert min(off, key=lambda each: off[each]) == crs
    assert off[crs] < 2
    assert all(metres > 300 for each, metres in off.items() if each != crs)
    assert off["wgs84"] == off["cgcs2000"]
    assert {(choice.inside, choice.declared) for choice in question.choices} == {(2, 2)}
    assert question.example is not None
    assert (question.example.row, question.example.place.name) == (2, CAMPUS)
    said = called(tmp_path, "import", str(path), "--lang", "zh-CN", DATABASE_URL=url)
    assert said.returncode == 2
    assert all(f"--crs {each}" in said.stderr for each in off)
    assert called(tmp_path, "import", str(path), "--dry-run", "--crs", crs, DATABASE_URL=url).returncode == 0
