"""The layers to find one's way by: files of their own with their licences, and what the map reads of them."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from shapely.geometry import Point, shape

from app.districts import orientation
from app.pages.maps import MAX_ZOOM, TILES_MAX_ZOOM
from app.settings import Settings
from tests.support.server import running

FILES = Path(__file__).parents[2] / "data" / "orientation"
STYLES = Path(__file__).parents[2] / "frontend" / "src" / "styles"
NEAR_DEG = 0.004
"""400 m; the sea is known to 200 to 700 m."""
OSM = ("sea.geojson", "transport.geojson", "town_outlines.geojson")


def spec(page: str) -> dict[str, Any]:
    found = re.search(r"<script[^>]*data-map[^>]*>(.*?)</script>", page, re.S)
    assert found
    document: dict[str, Any] = json.loads(found[1])
    return document


def test_a_layer_is_kept_for_ever_under_its_version_and_compressed(client: httpx.Client) -> None:
    for layer, version in orientation.versions().items():
        answer = client.get(f"/orientation/{version}/{layer}.geojson", headers={"Accept-Encoding": "br"})
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-encoding"] == "br"
        assert {"license", "attribution"} <= answer.json().keys()
        assert client.get(f"/orientation/{version}/{layer}.geojson", headers={"Accept-Encoding": ""}).json()
        old = client.get(f"/orientation/0000000000/{layer}.geojson")
        assert "immutable" not in old.headers["cache-control"], "an address of another version"
        again = client.get(
            f"/orientation/{version}/{layer}.geojson",
            headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["etag"]},
        )
        assert again.status_code == 304
    assert client.get("/orientation/0000000000/nothing.geojson").status_code == 404


def test_each_file_can_be_had_with_its_licence(client: httpx.Client) -> None:
    licences = client.get("/licences").text
    for name in OSM:
        answer = client.get(f"/orientation/{name}")
        assert answer.content == (FILES / name).read_bytes()
        assert (answer.json()["license"], answer.json()["attribution"]) == ("ODbL-1.0", orientation.OSM_LINE)
        assert f'href="/orientation/{name}"' in licences
    assert client.get("/orientation/towns.csv").content == (FILES / "towns.csv").read_bytes()
    assert "CC BY 4.0" in licences
    for name in ("places.csv", "..%2Fplaces.csv", "nothing"):
        assert client.get(f"/orientation/{name}").status_code == 404


def test_names_stand_in_their_outlines_and_the_others_have_none() -> None:
    outlines = orientation.document("town_outlines")["features"]
    assert len(outlines) == 115
    shapes = {each["properties"]["name_zh"]: shape(each["geometry"]) for each in outlines}
    assert all(shapes[each["properties"]["name_zh"]].contains(Point(each["properties"]["label"])) for each in outlines)
    points = {each["properties"]["name_zh"]: each for each in orientation.document("town_names")["features"]}
    assert not [
        name for name, each in points.items() for area in shapes.values() if area.contains(shape(each["geometry"]))
    ]
    with (FILES / "towns.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["name_zh"]: row["kind"] for row in csv.DictReader(lines)}
    assert {"district"} & {rows[name] for name in points} == set()
    assert "城桥" in points, "Chongming has no outline"
    assert "金桥" not in points, "its point lies beside the outline of that name"


def test_the_sea_that_is_drawn_is_the_sea() -> None:
    exact, drawn = (
        shape(each["features"][0]["geometry"])
        for each in (json.loads((FILES / "sea.geojson").read_text("utf-8")), orientation.document("sea"))
    )
    assert drawn.is_valid
    assert drawn.symmetric_difference(exact).area < 0.01 * exact.area
    assert drawn.difference(exact.buffer(NEAR_DEG)).is_empty
    assert exact.buffer(-NEAR_DEG).difference(drawn).is_empty


def test_stations_say_their_lines(client: httpx.Client) -> None:
    features = client.get("/api/basemap").json()["features"]
    stations = [each["properties"] for each in features if each["properties"].get("lines")]
    assert len(stations) == 418
    refs = {each["properties"]["ref"] for each in orientation.document("transport")["features"]}
    named = {re.match(r"\d*", line)[0] for each in stations for line in each["lines"]}  # type: ignore[index]
    assert named - {""} <= refs


def test_the_map_ends_where_the_data_are_exact_unless_there_are_tiles(client: httpx.Client, real_url: str) -> None:
    for path in ("/", "/platform/sh-poc-002", "/embed/v1"):
        assert spec(client.get(path).text)["options"]["max_zoom"] == MAX_ZOOM
    words = {"attribution": "t", "approval_number": "t", "label_zh": "t", "label_en": "t"}
    tiles = [{"name": "streets", "url": "http://127.0.0.1:9/{z}/{x}/{y}", **words}]
    with running(Settings.model_validate({"database_url": real_url, "base_layers": tiles})) as site:
        assert spec(httpx.get(site, trust_env=False).text)["options"]["max_zoom"] == TILES_MAX_ZOOM


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("land", ["#fafaf6", "#1d282e"])
def test_every_metro_line_can_be_told_from_the_land(land: str) -> None:
    assert f"--land: {land};" in (STYLES / "tokens.css").read_text("utf-8")
    colours = re.findall(r"--m\d+: (#[0-9a-f]{6});", (STYLES / "orientation-tokens.css").read_text("utf-8"))
    assert len(colours) == 18
    for colour in colours:
        high, low = sorted((_luminance(colour), _luminance(land)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 3, colour
