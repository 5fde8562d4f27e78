"""The base map's geometry: land without gaps, a river that is one line, labels inside, nothing invented."""

import json
from pathlib import Path

import pytest
from shapely import get_coordinates
from shapely.geometry import MultiPolygon, box, shape

from geo import basemap
from geo.bbox import BBox
from geo.echarts import decode
from geo.precision import RING_M, honest_range
from tests.support.boundary_package import PACKAGE, ROOT

LINES = json.loads((ROOT / "data" / "basemap.geojson").read_text("utf-8"))["features"]
BANKS = json.loads((ROOT / "data" / "outer_banks.geojson").read_text("utf-8"))["features"]


@pytest.fixture(scope="module")
def districts() -> dict[str, MultiPolygon]:
    return decode(json.loads(Path(PACKAGE).read_text("utf-8")))


def test_land_covers_the_districts(districts: dict[str, MultiPolygon]) -> None:
    land = basemap.land(districts)
    assert land.is_valid
    for polygon in districts.values():
        assert polygon.difference(land.buffer(0.001)).area < 1e-6


def test_every_feature_says_its_layer_and_accuracy(districts: dict[str, MultiPolygon]) -> None:
    found = basemap.layers(districts, LINES, BANKS)
    layers = {feature["properties"]["layer"] for feature in found}
    assert {"sea", "outside", "land", "coast", "river", "lake", "metro", "water-label"} <= layers
    assert all(feature["properties"]["accuracy_m"] > 0 for feature in found)
    assert json.dumps(found) == json.dumps(basemap.layers(districts, LINES, BANKS))


def test_no_map_sees_the_edge_of_the_sheet(districts: dict[str, MultiPolygon]) -> None:
    """What reaches the edge goes on beyond it, as far as the widest screen sees at the least zoom; the rest stays."""
    found = basemap.layers(districts, LINES, BANKS)
    west, south, east, north = shape(found[0]["geometry"]).bounds
    pixels_per_degree = 256 * 2**7 / 360
    assert min(121.5 - west, east - 121.5) * pixels_per_degree > 3840 / 2 / 1.1
    assert south < basemap.SHEET.miny - 10 < basemap.SHEET.maxy + 10 < north
    banks = [feature for feature in found if feature["properties"]["layer"] == "outside"]
    assert banks
    for drawn, bank in zip(banks, [b for b in BANKS if b["properties"]["kind"] == "land"], strict=True):
        before, after = (get_coordinates(shape(each["geometry"])) for each in (bank, drawn))
        inner = (before > (basemap.SHEET.minx, basemap.SHEET.miny)).all(1)
        inner &= (before < (basemap.SHEET.maxx, basemap.SHEET.maxy)).all(1)
        assert 3 < inner.sum() < len(before)
        assert {*map(tuple, before[inner].round(5))} <= {*map(tuple, after.round(5))}
        assert not (after == (basemap.SHEET.minx, basemap.SHEET.miny)).any()


def test_the_huangpu_is_one_line(districts: dict[str, MultiPolygon]) -> None:
    found = [f for f in basemap.layers(districts, LINES, BANKS) if f["properties"].get("name_en") == "Huangpu River"]
    lower, upper = (shape(feature["geometry"]) for feature in found)
    assert lower.distance(upper) < 1e-5
    assert lower.bounds[1] < 31.14
    assert lower.length < 0.45
    assert lower.bounds[3] > 31.35


def test_without_districts_no_land_is_invented() -> None:
    layers = {feature["properties"]["layer"] for feature in basemap.layers({}, LINES, BANKS)}
    assert "land" not in layers
    assert "river" in layers


def test_labels_stand_inside(districts: dict[str, MultiPolygon]) -> None:
    for polygon in districts.values():
        assert polygon.contains(basemap.label_point(polygon))


def test_a_box_touches_or_not() -> None:
    square = {"type": "Polygon", "coordinates": [list(box(121, 31, 122, 32).exterior.coords)]}
    assert basemap.intersects(square, BBox(122, 31.5, 123, 31.6))
    assert not basemap.intersects(square, BBox(122.1, 31.5, 123, 31.6))
    lon, lat = basemap.centre(square)
    assert (abs(lon - 121.5) < 0.01, abs(lat - 31.5) < 0.01) == (True, True)


@pytest.mark.parametrize(
    ("metres", "precision", "expected"),
    [
        (2400, "campus", (1.5, 3.0)),
        (300, "park", (0.0, 2.0)),
        (20_300, "district", (15.0, 25.0)),
        (0, "address", (0.0, 0.5)),
    ],
)
def test_a_distance_is_as_exact_as_the_position(metres: float, precision: str, expected: tuple[float, float]) -> None:
    assert honest_range(metres, RING_M[precision]) == expected
