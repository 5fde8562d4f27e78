"""`servicemap boundaries import`: an official file in the place of the default one, checked, swapped at once."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import shapely
from shapely.geometry import mapping, shape
from sqlalchemy import create_engine, text

from app.imports.boundaries import import_boundaries
from app.imports.problems import ImportRefusedError
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
