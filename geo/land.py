"""Land: districts without the sea, and how much of it each hexagon of the metric grid holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo import grid
from geo.metric import to_metres

Numbers = NDArray[np.float64]
CORNERS = ((1.0, 0.0), (0.5, 0.5), (-0.5, 0.5), (-1.0, 0.0), (-0.5, -0.5), (0.5, -0.5))
"""Of a hexagon around its centre: x as a share of its side, y as a share of its width."""


@dataclass(frozen=True)
class Lattice:
    """Hexagons with land, numbered as PostGIS' ST_Hexagon numbers them; centres `x`, `y` in metres of EPSG:4549.

    `km2` is the land of each, `centred` tells where its centre lies on land. `owner` is the position of the district
    that has most of it.
    """

    i: NDArray[np.int64]
    j: NDArray[np.int64]
    x: Numbers
    y: Numbers
    km2: Numbers
    centred: NDArray[np.bool_]
    owner: NDArray[np.int64]


def sea_of(features: Sequence[Mapping[str, Any]]) -> BaseGeometry:
    """The sea as one shape, of GeoJSON features in degrees."""
    return shapely.union_all([shapely.geometry.shape(feature["geometry"]) for feature in features])


def without_sea(outlines: Mapping[str, BaseGeometry], sea: BaseGeometry) -> dict[str, BaseGeometry]:
    """The land of each district; everything in degrees."""
    return {code: outline.difference(sea) for code, outline in outlines.items()}


def in_metres(geometry: BaseGeometry) -> BaseGeometry:
    """A shape in degrees as a shape in metres of EPSG:4549."""
    moved: BaseGeometry = shapely.transform(geometry, lambda at: np.column_stack(to_metres(at[:, 0], at[:, 1])))
    return moved


def lattice(land: Sequence[BaseGeometry], width: float) -> Lattice:
    """Every hexagon of a width in metres that holds land of these districts, which are in metres."""
    shapes = [each for each in land if not each.is_empty]
    if not shapes:
        empty, none = np.empty(0), np.empty(0, dtype=np.int64)
        return Lattice(none, none, empty, empty, empty, none.astype(bool), none)
    i, j = _covering(shapely.total_bounds(np.array(shapes, dtype=object)), width)
    x, y = grid.centres(i.astype(float), j.astype(float), width)
    corners = np.array(CORNERS) * (grid.edge(width), width)
    held = _held(list(land), shapely.polygons(np.column_stack([x, y])[:, None, :] + corners))
    total = held.sum(axis=0)
    some = total > 0
    x, y = x[some], y[some]
    centred = np.any([shapely.contains_xy(shape, x, y) for shape in shapes], axis=0)
    return Lattice(i[some], j[some], x, y, total[some] / 1e6, centred, held.argmax(axis=0)[some])


def _covering(bounds: Numbers, width: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of all hexagons that touch a box in metres."""
    west, south, east, north = bounds
    column = 1.5 * grid.edge(width)
    columns = np.arange(int(west // column) - 1, int(east // column) + 3)
    rows = np.arange(int(south // width) - 1, int(north // width) + 3)
    i, j = np.meshgrid(columns, rows)
    return i.ravel(), j.ravel()


def _held(land: list[BaseGeometry], hexagons: Any) -> Numbers:
    """Square metres of each district (rows) in each hexagon (columns). Only those on its edge are really cut."""
    tree = shapely.STRtree(hexagons)
    held = np.zeros((len(land), len(hexagons)))
    for district, shape in enumerate(land):
        shapely.prepare(shape)
        near = tree.query(shape, predicate="intersects")
        whole = shapely.contains_properly(shape, hexagons[near])
        inner, edge = near[whole], near[~whole]
        held[district, inner] = shapely.area(hexagons[inner])
        held[district, edge] = shapely.area(shapely.intersection(hexagons[edge], shape))
    return held
