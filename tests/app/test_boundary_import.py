"""`servicemap boundaries import`: an official file in the place of the default one, checked, swapped at once."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import shapely
from shapely.geometry import mapping, shape
from sqlalchemy import create_engine, text

from app.imports.reference.boundaries import import_boundaries
from app.imports.rows.problems import ImportRefusedError
from app.resources import locate
from app.settings import Settings
from geo.crs import Crs, convert_geometry
from tests.support.databases import Databases
from tests.support.server import running

SAID = {"source": "市规划资源局", "license": "许可", "review_number": "沪S(2026)001号", "as_of": "2026-01-01"}


def official(path: Path, crs: Crs = "wgs84", changed: str = "") -> Path:
    """The default outlines in another datum, under the names that an official file may use."""
    built = locate().boundaries
    assert built
    features = []
    for feature in json.loads(built.read_text("utf-8"))["features"]:
        moved = convert_geometry(shape(feature["geometry"]), "wgs84", crs)
        if feature["id"] == changed:
            moved = shapely.buffer(moved, 0.002)
        features.append({"type": "Feature", "properties": {"adcode": int(feature["id"])}, "geometry": mapping(moved)})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("boundaries")


def scalar(url: str, statement: str) -> Any:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(statement)).scalar_one()
    engine.dispose()
    return found


def test_a_file_in_its_own_datum_is_swapped_in_and_named(url: str, tmp_path: Path) -> None:
    before = scalar(url, "SELECT version FROM data_version")
    import_boundaries(url, official(tmp_path / "a.geojson", "gcj02"), crs="gcj02", **SAID)
    assert scalar(url, "SELECT count(*) FROM boundary_sets WHERE current") == 1
    assert scalar(url, "SELECT review_number FROM boundary_sets WHERE current") == "沪S(2026)001号"
    assert scalar(url, "SELECT version FROM data_version") == before + 1
    with running(Settings(database_url=url)) as address:
        assert "市规划资源局" in httpx.get(address + "/", trust_env=False).text


@pytest.mark.parametrize("claimed", ["wgs84", "bd09"])
def test_a_wrong_datum_is_refused_and_the_better_one_named(url: str, tmp_path: Path, claimed: str) -> None:
    sets = scalar(url, "SELECT count(*) FROM boundary_sets")
    with pytest.raises(ImportRefusedError) as refused:
        import_boundaries(url, official(tmp_path / "b.geojson", "gcj02"), crs=claimed, **SAID)
    assert any("as gcj02 the file would fit" in problem.reason for problem in refused.value.problems)
    assert scalar(url, "SELECT count(*) FROM boundary_sets") == sets


def test_overlapping_districts_are_refused(url: str, tmp_path: Path) -> None:
    path = official(tmp_path / "c.geojson", changed="310101")
    with pytest.raises(ImportRefusedError) as refused:
        import_boundaries(url, path, crs="wgs84", **SAID)
    assert any("overlaps" in problem.reason for problem in refused.value.problems)


def test_without_any_boundaries_the_application_works(databases: Databases) -> None:
    url = databases.url("no-boundaries")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM boundary_sets"))
        connection.execute(text("UPDATE data_version SET version = version + 1"))
    engine.dispose()
    with running(Settings(database_url=url)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        for path in ("/", "/district/310112", "/api/basemap", "/api/features"):
            assert client.get(path).status_code == 200, path
        bubbles = client.get("/api/bubbles").json()
        assert sum(f["properties"]["count"] for f in bubbles["features"]) + bubbles["notStated"] == 75
        assert client.get("/api/collections/districts/items").json()["features"][0]["geometry"] is None


def refused(url: str, path: Path, **stated: str) -> list[tuple[str, str]]:
    with pytest.raises(ImportRefusedError) as refusal:
        import_boundaries(url, path, **{"crs": "wgs84", **SAID, **stated})
    return [(problem.column, problem.reason) for problem in refusal.value.problems]


def changed(path: Path, changes: dict[str, Any], **members: Any) -> Path:
    """The default outlines with other geometries for some districts."""
    document = json.loads(official(path).read_text("utf-8"))
    for feature in document["features"]:
        code = str(feature["properties"]["adcode"])
        feature["geometry"] = changes.get(code, feature["geometry"])
    path.write_text(json.dumps({**document, **members}), "utf-8")
    return path


def test_every_fault_of_every_district_is_named_with_its_vertex(url: str, tmp_path: Path) -> None:
    bow = [[121.4, 31.2], [121.5, 31.3], [121.5, 31.2], [121.4, 31.3], [121.4, 31.2]]
    faults = {
        "310101": {"type": "Polygon", "coordinates": [[[121.4, 31.2], [121.5, 31.2]]]},
        "310104": {"type": "MultiPolygon", "coordinates": [[bow], [[[121.4, 31.2], [121.4, 31.2]]]]},
        "310105": {"type": "Polygon", "coordinates": [[*bow[:2], ["x", 31.2], *bow[3:]]]},
        "310106": {"type": "Polygon", "coordinates": []},
        "310107": {"type": "Point", "coordinates": [121.4, 31.2]},
        "310109": {"type": ["Polygon"], "coordinates": [bow]},
    }
    found = refused(url, changed(tmp_path / "faults.geojson", faults))
    assert [column for column, _ in found] == ["310101", "310104", "310104", "310105", "310106", "310107", "310109"]
    reasons = [reason for _, reason in found]
    assert "part 1, ring 1, vertex 1 (“121.4, 31.2”): the ring has 2 points" in reasons[0]
    assert "part 1, ring 1, vertex 1" in reasons[1]
    assert "part 2, ring 1, vertex 1" in reasons[2]
    assert "ring 1, vertex 3: a position" in reasons[3]


def test_an_overlap_is_named_with_a_vertex(url: str, tmp_path: Path) -> None:
    found = refused(url, official(tmp_path / "d.geojson", changed="310101"))
    assert any(column == "310101" and "vertex" in reason and "overlaps" in reason for column, reason in found)


def test_a_file_that_names_another_datum_is_refused(url: str, tmp_path: Path) -> None:
    ((column, reason),) = refused(url, changed(tmp_path / "e.geojson", {}, datum="gcj02"))
    assert (column, "--crs says wgs84" in reason) == ("crs", True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[", "not valid JSON"),
        (b"[]", "FeatureCollection"),
        (b'{"type":"FeatureCollection","features":[1]}', "not a Feature"),
        (b'{"type":"FeatureCollection","features":[' + b"[" * 100_000, "deeply"),
        (b'{"type":"FeatureCollection","features":[' + b"1" * 5000 + b"]}", "digits"),
        (b"\x80\x81", "--encoding"),
    ],
)
def test_what_is_no_collection_is_a_sentence(url: str, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "f.geojson"
    path.write_bytes(content)
    assert said in refused(url, path)[0][1]


def test_what_is_stated_is_looked_at(url: str, tmp_path: Path) -> None:
    path = official(tmp_path / "g.geojson")
    assert refused(url, path, as_of="0001-01-01")[0][0] == "as-of"
    assert refused(url, path, source="\udcff")[0][0] == "source"
    assert refused(url, path, crs="mars")[0][0] == "crs"
