"""Every polygon that the API gives goes round as RFC 7946 (3.1.6) says; geometry for a zoom is short and near."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import shapely
from shapely.geometry import shape

from app.city import city
from geo import detail

GIVEN = (
    *("/api/basemap", "/api/basemap?zoom=10", "/api/basemap?zoom=0", "/api/features"),
    *("/api/collections/districts/items", "/api/collections/districts/items?zoom=10"),
    *("/api/collections/districts/items?zoom=2", "/api/collections/districts/items?zoom=20", "/api/basemap?zoom=20"),
    *("/api/collections/districts/items/310115", "/api/collections/zones/items", "/api/insight/hexagons"),
    *("/api/insight/hotspots", "/api/insight/clusters?eps=3000"),
)


def _geometries(value: Any) -> Iterator[dict[str, Any]]:
    """Every GeoJSON geometry of a document, wherever it stands."""
    if isinstance(value, dict):
        if "coordinates" in value:
            yield value
        else:
            for each in value.values():
                yield from _geometries(each)
    elif isinstance(value, list):
        for each in value:
            yield from _geometries(each)


def _polygons(document: Any) -> Iterator[list[Any]]:
    for geometry in _geometries(document):
        if geometry["type"] == "Polygon":
            yield geometry["coordinates"]
        elif geometry["type"] == "MultiPolygon":
            yield from geometry["coordinates"]


@pytest.mark.parametrize("address", GIVEN)
def test_outer_rings_go_counter_clockwise_and_inner_ones_clockwise(client: httpx.Client, address: str) -> None:
    found = list(_polygons(client.get(address).raise_for_status().json()))
    assert found
    for rings in found:
        if shapely.Polygon(rings[0]).area == 0:
            continue  # records in a row: their hull goes round nothing
        turns = [bool(shapely.is_ccw(shapely.linearrings(ring))) for ring in rings]
        assert turns == [True] + [False] * (len(rings) - 1)


def _districts(client: httpx.Client, query: str) -> dict[str, Any]:
    answer = client.get(f"/api/collections/districts/items?{query}").raise_for_status().json()
    return {feature["id"]: feature for feature in answer["features"]}


def test_districts_for_a_zoom_are_shorter_and_a_pixel_near(client: httpx.Client) -> None:
    whole, coarse = _districts(client, ""), _districts(client, "zoom=10")
    assert list(whole) == list(coarse)
    for code, feature in coarse.items():
        assert feature["properties"] == whole[code]["properties"]
        far = shape(feature["geometry"]).hausdorff_distance(shape(whole[code]["geometry"]))
        assert far < 1.2 * detail.pixel(10, city().latitude)


def test_a_part_of_the_districts_has_the_lines_that_all_have(client: httpx.Client) -> None:
    every = _districts(client, "zoom=10")
    for query in ("zoom=10&limit=3&offset=5", "zoom=10&bbox=121.4,31.2,121.5,31.3"):
        part = _districts(client, query)
        assert 0 < len(part) < len(every)
        assert part == {code: every[code] for code in part}


def test_the_next_page_keeps_the_zoom(client: httpx.Client) -> None:
    links = client.get("/api/collections/districts/items?zoom=10&limit=3").json()["links"]
    onward = next(each["href"] for each in links if each["rel"] == "next")
    assert len(client.get(onward).json()["features"]) == 3
    assert "zoom=10" in onward


@pytest.mark.parametrize("address", ["/api/basemap", "/api/collections/districts/items"])
@pytest.mark.parametrize("zoom", ["-1", "21", "ten", "10.5", ""])
def test_a_zoom_that_is_none_is_refused(client: httpx.Client, address: str, zoom: str) -> None:
    answer = client.get(address, params={"zoom": zoom})
    assert answer.status_code == 400
    assert "zoom" in answer.json()["detail"]


def test_zones_are_schematic_and_take_no_zoom(client: httpx.Client) -> None:
    assert client.get("/api/collections/zones/items?zoom=10").status_code == 400
