"""Files as they come, and files that mean harm: read where it is clear what they say, else refused with a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.imports.ingest import import_file
from app.imports.rows.problems import ImportRefusedError
from tests.support.databases import Databases
from tests.support.import_files import BASE, PLACED, rows_as_text
from tests.support.stored import stored

POINT = {"type": "Point", "coordinates": [121.5, 31.2]}
GCJ = (121.47822305927693, 31.22845773757727)
"""A position in GCJ-02 …"""
WGS = (121.4737, 31.2304)
"""… and the same one in WGS-84."""


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("hostile-imports")


def feature(id: Any = "geo-1", geometry: Any = POINT, **properties: Any) -> dict[str, Any]:
    stated = {name: value for name, value in BASE.items() if name != "id"}
    placed = {"precision": "park"} if geometry else {}
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": stated | placed | properties}


def collection(*features: Any, **members: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


def text(*rows: dict[str, str], separator: str = ",") -> str:
    return rows_as_text(*rows, separator=separator)


READ = {
    "gb18030": ("a.csv", text(PLACED).encode("gb18030")),
    "utf-16 with its mark": ("a.csv", text(PLACED).encode("utf-16")),
    "utf-16 without": ("a.csv", text(PLACED).encode("utf-16-le")),
    "semicolons": ("a.csv", text(PLACED, separator=";").encode()),
    "tabs": ("a.csv", text(PLACED, separator="\t").encode()),
    "tabs in utf-16, as spreadsheets save": ("a.csv", text(PLACED, separator="\t").encode("utf-16")),
    "a title row and blank rows": ("a.csv", f"平台一览,,\r\n\r\n{text(PLACED)},,,,\r\n\r\n".encode()),
    "empty columns at the end": ("a.csv", "".join(f"{line},,\r\n" for line in text(PLACED).splitlines()).encode()),
    "names of columns in capitals": ("a.csv", text(PLACED).replace("name_zh", " Name_ZH ").encode()),
    "gb18030 in geojson": (
        "a.geojson",
        json.dumps(json.loads(collection(feature("test-1"))), ensure_ascii=False).encode("gb18030"),
    ),
    "members after the features": ("a.geojson", collection(feature("test-1"), datum="wgs84", numberMatched=1)),
    "what an answer of the API has besides": (
        "a.geojson",
        collection(feature("test-1", name="x", district="y", distance_m=1.5)),
    ),
}


@pytest.mark.parametrize(("name", "content"), READ.values(), ids=READ)
def test_a_file_is_read_where_it_is_clear_what_it_says(url: str, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    report = import_file(url, path, crs=None, dry_run=True)
    assert (report.added, report.changed, report.unchanged) == (1, 0, 0)


@pytest.mark.parametrize("name", ["gcj02", "GCJ-02", "gcj 02", "GCJ_02"])
@pytest.mark.parametrize("way", ["datum", "crs", "named crs", "feature", "option", "column", "csv option"])
def test_a_position_is_read_in_the_datum_that_is_stated(url: str, tmp_path: Path, name: str, way: str) -> None:
    at = feature("datum-1", {"type": "Point", "coordinates": list(GCJ)})
    row = {**PLACED, "id": "datum-1", "lon": str(GCJ[0]), "lat": str(GCJ[1])}
    contents = {
        "datum": collection(at, datum=name),
        "crs": collection(at, crs=name),
        "named crs": collection(at, crs={"type": "name", "properties": {"name": name}}),
        "feature": collection({**at, "datum": name}),
        "option": collection(at),
        "column": text({**row, "crs": name}).encode(),
        "csv option": text({**row, "crs": ""}).encode(),
    }
    path = tmp_path / ("a.csv" if way in ("column", "csv option") else "a.geojson")
    path.write_bytes(contents[way])
    import_file(url, path, crs=name if "option" in way else None, dry_run=False)
    found = stored(url, "SELECT ST_X(geom), ST_Y(geom) FROM platforms WHERE id = 'datum-1'")
    assert found == [(pytest.approx(WGS[0], abs=1e-7), pytest.approx(WGS[1], abs=1e-7))]


def placed(**changes: str) -> bytes:
    return text({**PLACED, **changes}).encode()


REFUSED: dict[str, tuple[str, bytes, str]] = {
    # the file as a whole
    "nothing": ("a.csv", b"", "names the columns"),
    "no heading": ("a.csv", "平台,1,2\n平台,3,4\n".encode(), "names the columns"),
    "a row above the heading": ("a.csv", f"a,b\r\n{text(PLACED)}".encode(), "is no title"),
    "neither utf-8 nor another": ("a.csv", b"id,kind,name_zh\n\xff\xfe\xfd\x80\x81,1,2\n", "--encoding"),
    "utf-8 that breaks off": ("a.csv", text(PLACED).encode() + b"\xe6", "UTF-8"),
    "an open quote": ("a.csv", text(PLACED).encode() + b'"x', "not valid CSV"),
    "a cell too many": ("a.csv", text(PLACED).replace("unknown", "unknown,x").encode(), "cells"),
    "another ending": ("a.xls", b"", "must end in"),
    "a million columns": ("a.csv", b"id,kind,name_zh" + b",c" * 900_000, "more than 500 columns"),
    "a heading of megabytes": ("a.csv", b",".join(b"column-%d" % n for n in range(200_000)), "in one line"),
    "a line without an end": ("a.csv", text(PLACED).encode() + b"x," * 1_100_000, "in one line"),
    "a cell of megabytes": ("a.csv", placed(summary_zh="x" * 1_500_000), "cell of more than"),
    # values
    "NUL in a cell": ("a.csv", placed(name_zh="a\0b"), "NUL"),
    "NUL in a list": ("a.csv", placed(service_phrases="a|b\0"), "NUL"),
    "NUL in geojson": ("a.geojson", collection(feature(name_zh="a\0b")), "NUL"),
    "half a surrogate pair": ("a.geojson", collection(feature(name_zh="\ud800")), "surrogate"),
    "half a surrogate pair in a list": ("a.geojson", collection(feature(service_phrases=["\udfff"])), "surrogate"),
    "half a surrogate pair in a name": ("a.geojson", collection(feature(**{"\ud800": 1})), "surrogate"),
    "ids that differ by a space": ("a.csv", text(PLACED, {**PLACED, "id": "test-1 "}).encode(), "more than one row"),
    "full-width digits in a date": ("a.csv", placed(source_date="２０２５"), "no date"),
    "full-width digits in a position": ("a.csv", placed(lon="１２１.５"), "no number"),
    "an underscore in a number": ("a.csv", placed(lon="12_1.5"), "no number"),
    "a comma in a number": ("a.csv", text({**PLACED, "lon": "121,5"}, separator=";").encode(), "no number"),
    "a number without end": ("a.csv", placed(lon="1" * 5000), "finite"),
    "a day that is not": ("a.csv", placed(lifecycle_date="2025-02-30"), "no date"),
    "a month that is not": ("a.csv", placed(lifecycle_date="2026-13-45"), "no date"),
    "a date in words": ("a.csv", placed(source_date="去年"), "no date"),
    "an id with a blank": ("a.csv", placed(id="test 1"), "no identifier"),
    "a website without its scheme": ("a.csv", placed(website="example.cn"), "no address of a page"),
    "a year of long ago": ("a.csv", placed(lifecycle_date="0025-02-03"), "from 1900"),
    "a year far ahead": ("a.csv", placed(source_date="2525"), "from 1900"),
    "the western edge": ("a.csv", placed(lon="120.5"), "outside"),
    "the northern edge": ("a.csv", placed(lat="32.2"), "outside"),
    "a hair inside the edge": ("a.csv", placed(lon="120.50000000001"), "outside"),
    "a heading that a terminal would obey": ("a.csv", text({**PLACED, "\x1b[2J": "x"}).encode(), "\\x1b[2j"),
    "another datum": ("a.csv", placed(crs="mars"), "not one of"),
    # GeoJSON
    "no JSON": ("a.geojson", b'{"type":', "not valid JSON"),
    "a list": ("a.geojson", b"[]", "FeatureCollection"),
    "a number": ("a.geojson", b"1", "FeatureCollection"),
    "type is a list": ("a.geojson", b'{"type": ["FeatureCollection"], "features": []}', "FeatureCollection"),
    "features are an object": ("a.geojson", b'{"type": "FeatureCollection", "features": {}}', "FeatureCollection"),
    "a feature is a number": ("a.geojson", collection(1), "not a Feature"),
    "a feature's type is an object": ("a.geojson", collection({**feature(), "type": {}}), "not a Feature"),
    "a geometry's type is a list": ("a.geojson", collection(feature(geometry={"type": ["Point"]})), "types"),
    "a geometry is a list": ("a.geojson", collection(feature(geometry=[1])), "types"),
    "properties are a list": ("a.geojson", collection({**feature(), "properties": []}), "no object"),
    "the id is a list": ("a.geojson", collection(feature(["x"])), "valid string"),
    "the id is an object": ("a.geojson", collection(feature({"x": 1})), "valid string"),
    "the id is a number": ("a.geojson", collection(feature(5)), "valid string"),
    "the crs is a list": ("a.geojson", collection(feature(), crs=["gcj02"]), "not one of"),
    "the crs has a list": ("a.geojson", collection(feature(), crs={"properties": ["x"]}), "not one of"),
    "the crs' name is an object": ("a.geojson", collection(feature(), crs={"properties": {"name": {}}}), "not one of"),
    "the datum is a list": ("a.geojson", collection(feature(), datum=["gcj02"]), "not one of"),
    "two datums": ("a.geojson", collection(feature(), datum="gcj02", crs="wgs84"), "not clear"),
    "another datum of a feature": ("a.geojson", collection({**feature(), "crs": "bd09"}, datum="gcj02"), "not clear"),
    "5,000 digits": ("a.geojson", collection(feature()).replace(b"121.5", b"1" * 5000), "digits"),
    "5,000 digits as the datum": (
        "a.geojson",
        b'{"type":"FeatureCollection","features":[],"crs":' + b"1" * 5000 + b"}",
        "digits",
    ),
    "400 digits": ("a.geojson", collection(feature()).replace(b"121.5", b"1" * 400), "finite"),
    "NaN": ("a.geojson", collection(feature()).replace(b"121.5", b"NaN"), "JSON"),
    "100,000 brackets": (
        "a.geojson",
        b'{"type":"FeatureCollection","features":[' + b"[" * 100_000 + b"]" * 100_000 + b"]}",
        "deeply",
    ),
    "a property of 900 brackets": (
        "a.geojson",
        collection(feature(address="@")).replace(b'"@"', b"[" * 900 + b"]" * 900),
        "string",
    ),
    "an unknown property": ("a.geojson", collection(feature(colour="red")), "not known"),
    "a position among the properties": (
        "a.geojson",
        collection(feature(geometry=None, lon=121.5, lat=31.2)),
        "not known",
    ),
    "a property is an object": ("a.geojson", collection(feature(address={"street": 1})), "valid string"),
}


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_is_a_sentence(url: str, tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError) as refused:
        import_file(url, path, crs=None, dry_run=False)
    said = " ".join(f"{each.column} {each.reason}" for each in refused.value.problems)
    assert reason in said
    said.encode()
    assert stored(url, "SELECT id FROM platforms WHERE id IN ('test-1', 'geo-1')") == []


def test_the_option_and_the_file_may_not_name_two_datums(url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(collection(feature(), datum="gcj02"))
    with pytest.raises(ImportRefusedError, match="1 problems") as refused:
        import_file(url, path, crs="wgs84", dry_run=False)
    assert "--crs says wgs84" in refused.value.problems[0].reason


def test_the_option_and_a_row_may_not_name_two_datums(url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text(PLACED, {**PLACED, "id": "test-2", "crs": "GCJ-02"}).encode())
    with pytest.raises(ImportRefusedError) as refused:
        import_file(url, path, crs="wgs84", dry_run=False)
    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (3, "crs")


def test_an_encoding_that_cannot_be_told_may_be_named(url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        text({**PLACED, "name_en": "Café"})
        .replace("测试平台", "x")
        .replace("测试来源", "y")
        .replace("测试", "z")
        .encode("cp1252")
    )
    with pytest.raises(ImportRefusedError) as refused:
        import_file(url, path, crs=None, dry_run=True)
    assert "--encoding" in refused.value.problems[0].reason
    assert import_file(url, path, crs=None, dry_run=True, encoding="cp1252").added == 1
    for wrong in ("no-such-one", "rot13", "a\0b"):
        with pytest.raises(ImportRefusedError) as refused:
            import_file(url, path, crs=None, dry_run=True, encoding=wrong)
        assert "is no encoding" in refused.value.problems[0].reason


WEBSITE, BADLY = {"website": "ftp://x", "source_date": "2025-02-30"}, {"website", "source_date"}
POLYGON = {"type": "Polygon", "coordinates": [[[121, 31], [121.1, 31], [121.1, 31.1], [121, 31]]]}
ALL_AT_ONCE: dict[str, tuple[str, bytes, set[str]]] = {
    "a turning sign": ("a.csv", placed(name_zh="a\u202eb", **WEBSITE), {"name_zh", *BADLY}),
    "a turning sign in a wrong value": ("a.csv", placed(lifecycle="x\u202ey", **WEBSITE), {"lifecycle", *BADLY}),
    "NUL, and a place outside": ("a.csv", placed(name_zh="a\0b", lon="2"), {"name_zh", "lon, lat"}),
    "values, a pair and a place": (
        "a.csv",
        placed(lon="31.2", lat="121.5", zone_basis="source", **WEBSITE),
        {"lon, lat", "zone", *BADLY},
    ),
    "another datum": ("a.csv", placed(crs="mars", **WEBSITE), {"crs", *BADLY}),
    "a polygon": ("a.geojson", collection(feature(geometry=POLYGON, **WEBSITE)), {"geometry", *BADLY}),
    "a place that is none": (
        "a.geojson",
        collection(feature(geometry={"type": "Point", "coordinates": [900, 31]}, **WEBSITE)),
        {"geometry", *BADLY},
    ),
    "an unknown property": ("a.geojson", collection(feature(colour="red", **WEBSITE)), {"colour", *BADLY}),
    "a turning sign in a list": (
        "a.ndjson",
        json.dumps(feature(service_phrases=["\u202e"], **WEBSITE)).encode(),
        {"service_phrases", *BADLY},
    ),
    "a name twice": ("a.ndjson", json.dumps(feature()).replace('"id"', '"id": 1, "id"', 1).encode(), {""}),
}


@pytest.mark.parametrize(("name", "content", "columns"), ALL_AT_ONCE.values(), ids=ALL_AT_ONCE)
def test_all_that_is_wrong_with_a_row_is_said_at_once(
    url: str, tmp_path: Path, name: str, content: bytes, columns: set[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError) as refused:
        import_file(url, path, crs=None, dry_run=False)
    assert {each.column for each in refused.value.problems} == columns
