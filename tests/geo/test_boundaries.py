"""The default district boundaries, decoded from the package, and the checks that an official file meets."""

import csv
import json
import os

import pytest
from pyproj import Geod
from shapely import affinity
from shapely.geometry import MultiPolygon, Point, box

from geo.boundaries import HOLD_WATER, area_km2, bridge_offsets, check
from geo.crs import convert_geometry
from geo.echarts import decode
from tests.support.boundary_package import PACKAGE, ROOT

Districts = dict[str, MultiPolygon]


@pytest.fixture(scope="module")
def districts() -> Districts:
    if not PACKAGE.is_file() and not os.environ.get("CI"):
        pytest.skip("the echarts package is not installed")
    return decode(json.loads(PACKAGE.read_text("utf-8")))


@pytest.fixture(scope="module")
def published() -> dict[str, float]:
    lines = (ROOT / "data" / "districts.csv").read_text("utf-8-sig").splitlines()
    return {row["code"]: float(row["area_km2"]) for row in csv.DictReader(lines)}


def refusals(districts: Districts, published: dict[str, float]) -> list[str]:
    return [f"{found.code} {found.text}" for found in check(districts, published) if found.refuses]


def test_the_default_boundaries_pass_every_check(districts: Districts, published: dict[str, float]) -> None:
    assert set(districts) == set(published)
    assert len(districts) == 16
    assert all(shape.is_valid for shape in districts.values())
    assert refusals(districts, published) == []
    told = {found.code for found in check(districts, published) if not found.refuses}
    assert told == set(HOLD_WATER)


def test_areas_agree_with_an_independent_computation(districts: Districts) -> None:
    geod = Geod(ellps="WGS84")
    for shape in districts.values():
        exact = abs(geod.geometry_area_perimeter(shape)[0]) / 1e6
        assert area_km2(shape) == pytest.approx(exact, rel=1e-3)


def test_the_bridges_lie_on_the_river(districts: Districts) -> None:
    assert max(bridge_offsets(districts).values()) < 50


def test_a_file_in_the_wrong_datum_is_refused_and_the_right_one_is_named(
    districts: Districts, published: dict[str, float]
) -> None:
    shifted = {code: convert_geometry(shape, "wgs84", "gcj02") for code, shape in districts.items()}
    assert any("gcj02" in text for text in refusals(shifted, published))


def test_each_fault_is_named(districts: Districts, published: dict[str, float]) -> None:
    missing = {code: shape for code, shape in districts.items() if code != "310101"}
    assert refusals(missing, published) == ["310101 this district is missing"]
    square = MultiPolygon([box(121, 31, 121.1, 31.1)])
    assert any("no district" in text for text in refusals({**districts, "310199": square}, published))
    grown = {**districts, "310101": MultiPolygon([affinity.scale(p, 1.2, 1.2) for p in districts["310101"].geoms])}
    found = " ".join(refusals(grown, published))
    assert "overlaps" in found
    assert "of area against" in found


def test_points_known_to_lie_in_a_district(districts: Districts) -> None:
    for code, lon, lat in (("310101", 121.4737, 31.2304), ("310115", 121.4998, 31.2397), ("310151", 121.397, 31.623)):
        assert districts[code].contains(Point(lon, lat)), code
