"""Land and its hexagons against areas of shapely."""

import numpy as np
import pytest
import shapely

from geo import grid, metric
from geo.land import in_metres, lattice, sea_of, without_sea

WEST, EAST = shapely.box(121.3, 31.0, 121.5, 31.15), shapely.box(121.5, 31.0, 121.7, 31.15)
SEA = [{"type": "Feature", "geometry": shapely.geometry.mapping(shapely.box(121.65, 30.9, 121.8, 31.3))}]


def test_the_sea_is_no_land() -> None:
    land = without_sea({"west": WEST, "east": EAST}, sea_of(SEA))
    assert land["west"].equals(WEST)
    assert land["east"].bounds == pytest.approx((121.5, 31.0, 121.65, 31.15))
    assert without_sea({"east": EAST}, sea_of([]))["east"].equals(EAST)


@pytest.mark.parametrize("width", [950.0, 2500.0, 12_000.0])
def test_hexagons_hold_all_land_once(width: float) -> None:
    land = [in_metres(shape) for shape in without_sea({"west": WEST, "east": EAST}, sea_of(SEA)).values()]
    found = lattice(land, width)
    assert found.km2.sum() * 1e6 == pytest.approx(sum(shape.area for shape in land))
    assert found.km2.max() <= grid.hexagon_km2(width) * (1 + 1e-9)
    assert found.km2.min() > 0
    x, y = grid.centres(found.i.astype(float), found.j.astype(float), width)
    assert (found.x == x).all()
    assert (found.y == y).all()
    lon, _ = metric.to_degrees(found.x, found.y)
    inner = (lon < 121.48) & (lon > 121.32)
    assert (found.owner[inner] == 0).all()
    assert len(set(zip(found.i.tolist(), found.j.tolist(), strict=True))) == len(found.i)


def test_a_city_without_outlines_has_no_hexagons() -> None:
    found = lattice([shapely.MultiPolygon()], 3000)
    assert len(found.i) == len(found.km2) == 0
    assert isinstance(found.x, np.ndarray)
