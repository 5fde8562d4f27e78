"""The ground of the base map: an extract is read in each form, cut to the city, coarser further out, or refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from shapely.geometry import shape
from sqlalchemy import create_engine, text

from app.imports.reference.ground import GroundRefusedError, import_ground, remove_ground
from app.settings import Settings
from tests.support import extract
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.server import running

Feature = dict[str, Any]
FORMS: dict[str, Callable[[Path], Path]] = {
    "geopackage": lambda folder: extract.geopackage(folder / "shanghai-free.gpkg"),
    "folder of shapefiles": lambda folder: extract.shapefiles(folder / "shanghai-free"),
    "zipped shapefiles": lambda folder: extract.zipped(extract.shapefiles(folder / "s"), folder / "shanghai.shp.zip"),
    "zipped geopackage": lambda folder: extract.zipped(extract.geopackage(folder / "s.gpkg"), folder / "s.gpkg.zip"),
}
EVERY = {"测试湖", "测试公园", "测试大学", "测试医院", "自交大学", "测试高速", "测试路"}


def imported(url: str) -> dict[int, dict[str, Feature]]:
    """The stored features of each level by name."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT level, features FROM ground_parts")).all()
    engine.dispose()
    levels: dict[int, dict[str, Feature]] = {}
    for level, features in rows:
        named = {feature["properties"].get("name", ""): feature for feature in json.loads(features)}
        levels.setdefault(level, {}).update(named)
    return levels


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("the ground of the base map")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_ground(url: str, tmp_path: Path, form: str) -> None:
    steps: list[tuple[int, int]] = []
    counts = import_ground(url, FORMS[form](tmp_path), lambda done, total: steps.append((done, total)))
    levels = imported(url)
    assert set(levels[15]) == EVERY, "nothing else, nothing unnamed that is too small to see"
    assert set(levels[11]) == {"测试湖", "测试公园", "测试大学", "自交大学", "测试高速"}
    assert counts == {level: len(features) for level, features in levels.items()}
    assert steps == [(done, 7) for done in range(1, 8)]


def test_what_lies_over_the_border_is_cut_and_what_is_invalid_is_mended(url: str, tmp_path: Path) -> None:
    import_ground(url, extract.geopackage(tmp_path / "s.gpkg"), lambda done, total: None)
    nearest = imported(url)[15]
    road = shape(nearest["测试高速"]["geometry"])
    assert 121.0 < road.bounds[0] < 121.2, "the road came from the next province"
    bow_tie = shape(nearest["自交大学"]["geometry"])
    assert bow_tie.is_valid
    assert bow_tie.area == pytest.approx(0.0002, rel=0.05)
    assert nearest["测试湖"]["properties"]["kind"] == "water"
    assert nearest["测试路"]["properties"]["rank"] == 3


def test_the_map_reads_it_in_parts_and_anyone_as_a_file(url: str, tmp_path: Path) -> None:
    with running(Settings(database_url=url)) as site, httpx.Client(base_url=site, trust_env=False) as client:
        counted = client.get("/api/collections/platforms/items", params={"limit": "1"}).json()["numberMatched"]
        remove_ground(url)
        assert client.get("/orientation/ground").json()["levels"] == []
        assert client.get("/orientation/ground.geojson").status_code == 404
        done = called(tmp_path, "basemap", "import", str(extract.geopackage(tmp_path / "s.gpkg")), DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        assert "5 at zoom 11" in done.stdout
        assert client.get("/orientation/ground").json()["levels"] == [11, 13, 15]
        part = client.get("/orientation/ground/13/857/418.geojson").json()
        assert part["attribution"] == "© OpenStreetMap contributors (ODbL)"
        assert {feature["properties"]["kind"] for feature in part["features"]} >= {"water", "road", "campus"}
        assert client.get("/orientation/ground/13/1/1.geojson").json()["features"] == []
        assert client.get(f"/orientation/ground/13/{2**40}/1.geojson").status_code == 404
        whole = client.get("/orientation/ground.geojson").json()
        assert (whole["license"], {each["properties"]["name"] for each in whole["features"]}) == ("ODbL-1.0", EVERY)
        after = client.get("/api/collections/platforms/items", params={"limit": "1"}).json()["numberMatched"]
        assert after == counted, "nothing of it becomes a platform"


def _text(folder: Path) -> Path:
    (folder / "s.gpkg").write_text("no database", "utf-8")
    return folder / "s.gpkg"


def _broken_zip(folder: Path) -> Path:
    (folder / "s.zip").write_bytes(b"PK\x03\x04 and no more")
    return folder / "s.zip"


def _other_layers(folder: Path) -> Path:
    path = extract.zipped(extract.shapefiles(folder / "s"), folder / "renamed.zip")
    return extract.renamed(path, folder / "other.zip")


@pytest.mark.parametrize(
    ("made", "english", "chinese"),
    [
        (_text, "cannot be read", "无法读取"),
        (_broken_zip, "cannot be read", "无法读取"),
        (
            lambda folder: extract.geopackage(folder / "s.gpkg", crs="EPSG:3857"),
            "WGS-84 (EPSG:4326) is needed",
            "需要 WGS-84",
        ),
        (lambda folder: extract.geopackage(folder / "s.gpkg", column="class"), "no column fclass", "没有 fclass 列"),
        (_other_layers, "holds no layer that can be used", "没有可用的图层"),
    ],
)
def test_refusals_are_sentences_and_change_nothing(
    url: str, tmp_path: Path, made: Callable[[Path], Path], english: str, chinese: str
) -> None:
    import_ground(url, extract.geopackage(tmp_path / "good.gpkg"), lambda done, total: None)
    before = imported(url)
    with pytest.raises(GroundRefusedError) as refused:
        import_ground(url, made(tmp_path), lambda done, total: None)
    assert english in str(refused.value)
    assert chinese in str(refused.value)
    assert imported(url) == before
