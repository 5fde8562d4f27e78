"""Boxes and GeoJSON from outside: what is taken and what is refused."""

import copy
from typing import Any

import pytest

from geo.bbox import BBox, BBoxError
from geo.geojson import GeoJSONError, read_feature_collection

CITY = BBox(120.5, 30.2, 122.9, 32.2)


def test_four_and_six_numbers() -> None:
    assert BBox.parse("121,31,122,32") == BBox(121, 31, 122, 32)
    assert BBox.parse("121,31,0,122,32,100") == BBox(121, 31, 122, 32)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "a,b,c,d",
        "NaN,1,2,3",
        "1,2,inf,4",
        "181,0,182,1",
        "0,-91,1,0",
        "0,2,1,1",
        "1,2,3,4,5",
        "1_0,2,13,4",
        "１,2,3,4",
    ],
)
def test_no_box(text: str) -> None:
    with pytest.raises(BBoxError):
        BBox.parse(text)


def test_over_the_antimeridian_a_box_has_two_parts() -> None:
    crossing = BBox.parse("170,-10,-170,10")
    assert crossing.parts() == [BBox(170, -10, 180, 10), BBox(-180, -10, -170, 10)]
    assert crossing.contains(175, 0)
    assert not crossing.contains(0, 0)


POINT: dict[str, Any] = {
    "type": "Feature",
    "properties": {},
    "geometry": {"type": "Point", "coordinates": [121.5, 31.2]},
}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_features_without_geometry_are_taken() -> None:
    assert len(read_feature_collection(collection(POINT, {**POINT, "geometry": None}), CITY)) == 2
    assert read_feature_collection(collection(), CITY) == []


@pytest.mark.parametrize(
    ("coordinates", "hint"),
    [
        ([31.2, 121.5], "swapped"),
        ([float("nan"), 1], "finite"),
        ([121.5], "finite"),
        ([True, 1], "finite"),
        ("x", "list"),
    ],
)
def test_bad_positions_name_their_feature(coordinates: Any, hint: str) -> None:
    bad = copy.deepcopy(POINT)
    bad["geometry"]["coordinates"] = coordinates
    with pytest.raises(GeoJSONError, match=hint) as refused:
        read_feature_collection(collection(POINT, bad), CITY)
    assert refused.value.index == 1


@pytest.mark.parametrize("document", [None, [], {"type": "Feature"}, {"type": "FeatureCollection"}, collection("x")])
def test_no_collection(document: Any) -> None:
    with pytest.raises(GeoJSONError):
        read_feature_collection(document, CITY)
