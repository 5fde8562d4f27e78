"""Faults of rings: each is named with the vertex where it is."""

from typing import Any

import pytest
from shapely.geometry import box, mapping

from geo.faults import faults

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


FAULTS = {
    "two points": (polygon([[0, 0], [1, 1]]), (1, 1, 1), "has 2 points"),
    "no point": (polygon([]), (1, 1, 1), "has 0 points"),
    "not closed": (polygon([*SQUARE[:-1], [0, 1]]), (1, 1, 5), "not closed"),
    "a bow": (polygon([[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]), (1, 1, 1), "crosses"),
    "one point four times": (polygon([[1, 1]] * 4), (1, 1, 1), "crosses"),
    "a line out and back": (polygon([[0, 0], [4, 0], [4, 4], [6, 6], [4, 4], [0, 4], [0, 0]]), (1, 1, 2), "crosses"),
    "a crossing hole": (polygon(SQUARE, [[1, 1], [3, 3], [3, 1], [1, 3], [1, 1]]), (1, 2, 1), "crosses"),
    "a hole outside": (polygon(SQUARE, [[9, 9], [9, 8], [8, 8], [9, 9]]), (1, 2, 1), "outside"),
    "a hole that crosses the edge": (polygon(SQUARE, [[3, 1], [5, 1], [5, 2], [3, 1]]), (1, 2, 1), "intersection"),
    "parts that overlap": (
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[x + 1, y + 1] for x, y in SQUARE]]]},
        (1, 1, 2),
        "intersection",
    ),
}


@pytest.mark.parametrize(("geometry", "place", "text"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_vertex(geometry: dict[str, Any], place: tuple[int, int, int], text: str) -> None:
    found = faults(geometry)
    assert text in str(found[0])
    assert (found[0].part, found[0].ring, found[0].vertex) == place


def test_every_crossing_of_a_ring_is_named() -> None:
    zigzag = [[0, 0], [6, 0], [6, 2], [5, -1], [4, 2], [3, -1], [2, 2], [1, -1], [0, 2], [0, 0]]
    assert len(faults(polygon(zigzag))) == 6


@pytest.mark.parametrize("geometry", [mapping(box(0, 0, 1, 1)), polygon(SQUARE, [[1, 1], [1, 2], [2, 2], [1, 1]])])
def test_a_sound_polygon_has_none(geometry: dict[str, Any]) -> None:
    assert faults(geometry) == []


def test_a_point_said_twice_is_no_fault() -> None:
    assert faults(polygon([[0, 0], [4, 0], [4, 0], [4, 4], [0, 4], [0, 4], [0, 0]])) == []


def test_vertices_are_counted_as_the_file_has_them() -> None:
    (fault, *_) = faults(polygon([[0, 0], [0, 0], [0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]))
    assert fault.vertex == 3
