"""Programs of GIS staff read each collection: GDAL into a GeoPackage and back, OWSLib. Each counts what SQL counts."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from shapely import wkt
from shapely.geometry import shape
from sqlalchemy import Connection

from app.collections.catalogue import COLLECTIONS
from tests.support.identifiers import NAMES, identifiers


def _printed(module: str, *arguments: str, **settings: str) -> dict[str, Any]:
    """What a module prints as JSON: in a process of its own, as these clients hold the interpreter while they wait."""
    command, environment = [sys.executable, "-m", module, *arguments], {**os.environ, **settings}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


@pytest.fixture
def counted(connection: Connection) -> dict[str, list[str]]:
    """The identifiers of each collection, by SQL."""
    return identifiers(connection)


def test_gdal_writes_each_collection_into_a_geopackage_and_reads_it_back(
    client: httpx.Client, real_site: str, counted: dict[str, list[str]], tmp_path: Path
) -> None:
    settings = dict(re.findall(r"ogr2ogr --config (\S+) (\S+) ", client.get("/en/open-data").text))
    copied = _printed("tests.support.gdal", f"{real_site}/api", str(tmp_path / "copy.gpkg"), *NAMES, **settings)
    for name in NAMES:
        features = client.get(f"/api/collections/{name}/items", params={"limit": "1000"}).json()["features"]
        assert sorted(copied[name]["ids"]) == counted[name], name
        assert copied[name]["names"] == [each["properties"]["name_zh"] for each in features], name
        for column, dates in copied[name]["dates"].items():
            assert dates == [each["properties"][column] for each in features], f"{name}: {column}"
        for place, feature in zip(copied[name]["places"], features, strict=True):
            assert bool(place) == bool(feature["geometry"]), feature["id"]
            if place:
                assert wkt.loads(place).equals_exact(shape(feature["geometry"]), 1e-6), feature["id"]


def test_owslib_reads_each_collection_and_the_document(
    client: httpx.Client, real_site: str, counted: dict[str, list[str]]
) -> None:
    read = _printed("tests.support.owslib_client", f"{real_site}/api")
    assert read["version"].startswith("3.0")
    assert read["conformance"] == client.get("/api/conformance").json()["conformsTo"]
    assert set(read["collections"]) == set(NAMES)
    for name, found in read["collections"].items():
        assert {f"/collections/{name}/items", f"/collections/{name}/items/{{id}}"} <= set(read["paths"])
        assert sorted(found["ids"]) == counted[name], name
        assert found["queryables"] == list(COLLECTIONS[name].queryables)
        assert (found["title"], found["first"], found["filtered"]) == (
            COLLECTIONS[name].title("zh-CN"),
            found["ids"][0],
            1,
        )
        boxed = client.get(
            f"/api/collections/{name}/items", params={"bbox": "121.5,31.1,121.7,31.3", "limit": "1000"}
        ).json()
        assert found["in_box"] == [each["id"] for each in boxed["features"]]
