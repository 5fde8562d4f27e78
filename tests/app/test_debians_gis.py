"""QGIS and GDAL, as Debian has them, read each collection, and each counts what SQL counts: with `--long` alone.

`test_gis_clients.py` asks the newest GDAL from PyPI. Both read the API by other ways than that one: QGIS takes the type
of a column from its first values, and so does the older GDAL that draws for it.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pyogrio
import pytest
from sqlalchemy import Connection

from app.collections.catalogue import COLLECTIONS
from app.pages.open_data.page import DATES_AS_STATED
from app.platforms.columns import LISTS
from tests.support.identifiers import NAMES, identifiers
from tests.support.missing import missing

pytestmark = pytest.mark.long
PYTHON = "/usr/bin/python3"
PROGRAM = Path(__file__).parents[1] / "support" / "qgis_program.py"
BOX = "121.5,31.1,121.7,31.3"
NO_PROXY = {"no_proxy": "*", "NO_PROXY": "*"}


def _run(*command: str, **settings: str) -> str:
    environment = {**os.environ, **NO_PROXY, **settings}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _features(client: httpx.Client, name: str, **asked: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/collections/{name}/items", params={"limit": "1000", **asked})
    features: list[dict[str, Any]] = answer.json()["features"]
    return features


def test_qgis_opens_the_project_and_reads_what_sql_counts(
    client: httpx.Client, real_site: str, connection: Connection, tmp_path: Path
) -> None:
    if subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode:
        missing("QGIS (Debian's python3-qgis)")
    for name in ("servicemap.qgs", "platforms.qml"):
        (tmp_path / name).write_bytes(client.get(f"/api/qgis/{name}").content)
    files = [str(tmp_path / "servicemap.qgs"), str(tmp_path / "platforms.qml")]
    settings = dict([DATES_AS_STATED], HOME=str(tmp_path))
    found = json.loads(_run(PYTHON, str(PROGRAM), f"{real_site}/api", *files, BOX, **settings))
    assert found["read"]
    layers = {layer["source"]: layer for layer in found["layers"]}
    assert set(layers) == set(NAMES)
    counted = identifiers(connection)
    for name, layer in layers.items():
        assert sorted(layer["ids"]) == counted[name], name
        features = _features(client, name)
        placed = sorted(each["id"] for each in features if each["geometry"])
        assert sorted(layer["located"]) == placed, name
        if name in ("platforms", "zones"):
            boxed = _features(client, name, bbox=BOX)
            assert sorted(layer["in_box"]) == sorted(each["id"] for each in boxed if each["geometry"]), name
        for column, kind in layer["columns"].items():
            values = [value for each in features if (value := each["properties"].get(column)) not in (None, "")]
            assert kind != "JSON", f"{name}: {column} is read as text of a program"
            assert kind != "Date", f"{name}: {column} would have no year and no month"
            assert layer["stated"][column] == sum(1 for value in values if value), f"{name}: {column}"
    pilots = _features(client, "platforms", kind="pilot", zone="lingang")
    assert sorted(found["pilots"]) == sorted(each["id"] for each in pilots) != []
    assert (found["style"]["taken"], found["style"]["renderer"]) == (True, "categorizedSymbol")
    assert found["colours"] > len(("nothing", "three kinds", "districts", "zones"))


def test_debians_gdal_copies_each_collection_and_sends_conditions_along(
    client: httpx.Client, real_site: str, connection: Connection, tmp_path: Path
) -> None:
    if shutil.which("ogr2ogr") is None:
        missing("ogr2ogr (Debian's gdal-bin)")
    source, counted = f"OAPIF:{real_site}/api", identifiers(connection)
    whole = tmp_path / "whole.gpkg"
    _run("ogr2ogr", "-f", "GPKG", str(whole), source, "-oo", "PAGE_SIZE=7", **dict([DATES_AS_STATED]))
    for name in NAMES:
        frame = pyogrio.read_dataframe(whole, layer=name)
        assert sorted(frame["id"]) == counted[name], name
        dates = {each["id"]: each["properties"].get("source_date") for each in _features(client, name)}
        read = dict(zip(frame["id"], frame["source_date"], strict=True)) if "source_date" in frame else {}
        assert {id: date for id, date in read.items() if isinstance(date, str)} == {
            id: date for id, date in dates.items() if date
        }, name
    asked = ("-where", "kind = 'poc'", "-spat", *BOX.split(","))
    some = tmp_path / "some.gpkg"
    _run("ogr2ogr", "-f", "GPKG", str(some), source, "platforms", *asked)
    expected = [each["id"] for each in _features(client, "platforms", kind="poc", bbox=BOX) if each["geometry"]]
    assert sorted(pyogrio.read_dataframe(some)["id"]) == sorted(expected) != []
    typed = pyogrio.read_info(whole, layer="platforms")
    kinds = dict(zip(typed["fields"], typed["ogr_types"], strict=True))
    assert {kinds[name] for name in LISTS} == {"OFTString"}, "a GeoPackage has lists as texts"
    assert COLLECTIONS["platforms"].properties[0] in kinds
