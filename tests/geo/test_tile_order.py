"""Points in the order of tiles: each lies in the tile that the formula of web maps names, and in no other."""

import numpy as np
import pytest

from geo.tile_order import DEEPEST, SIDE, Tile, TileOrder, code_of, codes_of, degrees, places
from tests.support.tiles import tile_of

RNG = np.random.default_rng(5)


def test_each_point_is_in_the_tile_of_the_formula_and_in_no_other() -> None:
    lon, lat = RNG.uniform(120.9, 122.1, 500), RNG.uniform(30.6, 31.9, 500)
    order = TileOrder(np.arange(500, dtype=np.uint32), lon, lat)
    every = np.arange(len(order), dtype=np.uint32)
    for zoom in (0, 1, 7, 9, 12, DEEPEST):
        seen: list[int] = []
        for row, column in {tile_of(*point, zoom) for point in zip(lon, lat, strict=True)}:
            numbers = order.numbers[order.within(Tile(zoom, row, column), every)]
            assert {tile_of(lon[n], lat[n], zoom) for n in numbers} == {(row, column)}
            seen += numbers.tolist()
        assert sorted(seen) == list(range(500)), zoom


def test_a_part_of_the_points_is_found_in_their_order() -> None:
    lon, lat = RNG.uniform(-179, 179, 300), RNG.uniform(-80, 80, 300)
    order = TileOrder(np.arange(300, dtype=np.uint32), lon, lat)
    chosen = RNG.random(300) < 0.4
    at = order.chosen(chosen)
    assert sorted(order.numbers[at].tolist()) == np.flatnonzero(chosen).tolist()
    assert order.numbers[order.within(Tile(0, 0, 0), at)].tolist() == order.numbers[at].tolist()


def test_degrees_lead_back_to_the_place() -> None:
    column, row = RNG.integers(0, SIDE, 1000).astype(np.uint64), RNG.integers(0, SIDE, 1000).astype(np.uint64)
    again = places(*degrees(column + 0.5, row + 0.5))
    assert (again[0] == column).all()
    assert (again[1] == row).all()


def test_the_bits_of_column_and_row_stand_in_turn() -> None:
    column, row = RNG.integers(0, SIDE, 200).astype(np.uint64), RNG.integers(0, SIDE, 200).astype(np.uint64)
    for code, x, y in zip(codes_of(column, row).tolist(), column.tolist(), row.tolist(), strict=True):
        assert f"{code:058b}" == "".join(a + b for a, b in zip(f"{y:029b}", f"{x:029b}", strict=True))
        assert code_of(x, y) == code


@pytest.mark.parametrize("lat", [90.0, -90.0, 86.0])
def test_what_lies_beyond_the_square_of_the_world_is_at_its_edge(lat: float) -> None:
    column, row = places([180.0, -180.0], [lat, lat])
    assert column.tolist() == [SIDE - 1, 0]
    assert set(row.tolist()) <= {0, SIDE - 1}


@pytest.mark.parametrize(
    ("tile", "exists"),
    [
        (Tile(0, 0, 0), True),
        (Tile(0, 1, 0), False),
        (Tile(DEEPEST, 2**DEEPEST - 1, 0), True),
        (Tile(DEEPEST + 1, 0, 0), False),
        (Tile(-1, 0, 0), False),
        (Tile(3, 0, -1), False),
        (Tile(3, 8, 0), False),
    ],
)
def test_a_tile_out_of_range_does_not_exist(tile: Tile, exists: bool) -> None:
    assert tile.exists is exists
