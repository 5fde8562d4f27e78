"""As much of a geometry as a zoom can show: near the whole, on a grid, with lines that neighbours still share."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, shape

from geo import basemap, detail
from geo.echarts import decode
from tests.support.boundary_package import PACKAGE, ROOT

ZOOMS = (8, 10, 12)
LATITUDE = 31.2


@pytest.fixture(scope="module")
def districts() -> dict[str, MultiPolygon]:
    return decode(json.loads(Path(PACKAGE).read_text("utf-8")))


def test_a_pixel_is_that_of_web_maps() -> None:
    # A kilometre of the equator is 0.0089832° of longitude; of a pixel of zoom 0 there are 156,543 m.
    assert detail.pixel(0, LATITUDE) == pytest.approx(360 / 256 * np.cos(np.radians(LATITUDE)))
    assert detail.pixel(9, LATITUDE) == pytest.approx(2 * detail.pixel(10, LATITUDE))


@pytest.mark.parametrize(("zoom", "step", "decimals"), [(8, 0.002, 3), (10, 0.0005, 4), (12, 0.0001, 4), (15, 1e-5, 5)])
def test_the_grid_is_no_coarser_than_half_a_pixel(zoom: int, step: float, decimals: int) -> None:
    assert detail.step(zoom, LATITUDE) == pytest.approx(step)
    assert detail.step(zoom, LATITUDE) <= detail.pixel(zoom, LATITUDE) / 2
    assert detail.decimals(zoom, LATITUDE) == decimals


@pytest.mark.parametrize("zoom", ZOOMS)
def test_districts_stay_where_they_are_and_share_their_borders(districts: dict[str, MultiPolygon], zoom: int) -> None:
    coarse = detail.simple_areas(districts, zoom, LATITUDE)
    assert list(coarse) == list(districts)
    for code, polygon in coarse.items():
        assert polygon.is_valid
        assert polygon.hausdorff_distance(districts[code]) < (1 if zoom == 10 else 2) * detail.pixel(zoom, LATITUDE), (
            code
        )
        assert abs(polygon.area - districts[code].area) < districts[code].length * detail.pixel(zoom, LATITUDE) / 2
        points = shapely.get_coordinates(polygon)
        assert np.array_equal(points, np.round(points, detail.decimals(zoom, LATITUDE)))
    assert sum(map(_points, coarse.values())) < sum(map(_points, districts.values()))
    for one, other in combinations(districts, 2):
        assert coarse[one].intersection(coarse[other]).area == 0
        before = districts[one].intersection(districts[other]).length
        if before > 10 * detail.pixel(zoom, LATITUDE):
            assert coarse[one].intersection(coarse[other]).length > 0.5 * before, (one, other)
    assert _gaps(coarse) <= _gaps(districts)


def _points(geometry: MultiPolygon) -> int:
    return len(shapely.get_coordinates(geometry))


def _gaps(areas: dict[str, MultiPolygon]) -> int:
    """How many holes are in all areas together."""
    return int(shapely.get_num_interior_rings(shapely.get_parts(shapely.union_all(list(areas.values())))).sum())


def test_a_line_has_no_more_points_than_are_seen() -> None:
    line = LineString([(121.0, 31.0), (121.1, 31.0001), (121.2, 31.0), (121.2, 31.2)])
    assert shapely.get_coordinates(detail.simple(line, 10, LATITUDE)).tolist() == [
        [121.0, 31.0],
        [121.2, 31.0],
        [121.2, 31.2],
    ]


def test_rings_go_counter_clockwise_outside_and_clockwise_inside() -> None:
    hole = [(121.4, 31.4), (121.6, 31.4), (121.6, 31.6), (121.4, 31.6)]
    ring = Polygon([(121, 31), (121, 32), (122, 32), (122, 31)], [hole])
    assert not ring.exterior.is_ccw
    assert ring.interiors[0].is_ccw
    for found in (
        detail.simple(ring, 10, LATITUDE),
        detail.simple_areas({"one": MultiPolygon([ring])}, 10, LATITUDE)["one"].geoms[0],
    ):
        assert isinstance(found, Polygon)
        assert found.exterior.is_ccw
        assert [inner.is_ccw for inner in found.interiors] == [False]


def test_the_base_map_of_a_zoom_leaves_out_what_is_shown_nearer(districts: dict[str, MultiPolygon]) -> None:
    lines, banks = (
        json.loads((ROOT / "data" / name).read_text("utf-8"))["features"]
        for name in ("basemap.geojson", "outer_banks.geojson")
    )
    whole = basemap.layers(districts, lines, banks)
    label = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [121.5, 31.2]}}
    near, far = (label | {"properties": {"layer": "place-label", "min_zoom": zoom}} for zoom in (12.5, 10.5))
    coarse = basemap.at_zoom([*whole, near, far], 10, LATITUDE)
    assert far in coarse
    assert near not in coarse
    layers = {feature["properties"]["layer"] for feature in coarse}
    assert layers == {feature["properties"]["layer"] for feature in whole} - {"metro", "station"} | {"place-label"}
    by_layer = {feature["properties"]["layer"]: shape(feature["geometry"]) for feature in coarse}
    assert by_layer["coast"].equals(by_layer["land"].boundary)
    full = next(shape(each["geometry"]) for each in whole if each["properties"]["layer"] == "land")
    assert by_layer["land"].hausdorff_distance(full) < detail.pixel(10, LATITUDE)
    assert "metro" in {feature["properties"]["layer"] for feature in basemap.at_zoom(whole, 11, LATITUDE)}
