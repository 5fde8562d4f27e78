"""Hexagons of a metric grid: their size, how many a city needs, and the refusal of too many."""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
CELL_BUDGET = 20_000
CITY_KM2 = 14_600
"""The box around the city, sea included: about 107 × 137 km. The largest grid that a request can ask for covers it."""


def edge(width: float) -> float:
    """The side of a hexagon whose opposite sides are `width` metres apart; neighbours' centres are that far apart."""
    return width / math.sqrt(3)


def hexagon_km2(width: float) -> float:
    """The area of such a hexagon."""
    return math.sqrt(3) / 2 * width**2 / 1e6


def cells_needed(width: float) -> int:
    """How many hexagons cover the city's box; known before any of them is made."""
    return math.ceil(CITY_KM2 / hexagon_km2(width))


def least_width() -> int:
    """The smallest width within the budget, in metres, rounded up to 50."""
    exact = math.sqrt(CITY_KM2 / CELL_BUDGET * 2 / math.sqrt(3)) * 1000
    return math.ceil(exact / 50) * 50


def centres(i: Numbers, j: Numbers, width: float) -> tuple[Numbers, Numbers]:
    """The centres, in metres, of hexagons numbered as PostGIS' ST_Hexagon numbers them."""
    return i * 1.5 * edge(width), (j + 0.5 * np.abs(i % 2)) * width


def hexagons_of(x: Numbers, y: Numbers, side: float) -> tuple[Whole, Whole, Whole]:
    """The hexagons that hold points, and how many each: columns, rows and counts, numbered as ST_Hexagon numbers them.

    The centres of even and of odd columns are two rectangular grids; a point belongs to the nearer of the two centres
    that rounding gives. In metres; `side` is that of a hexagon.
    """
    wide, high = side * 3.0, side * math.sqrt(3.0)
    even = np.round(x / wide), np.round(y / high)
    odd = np.round(x / wide - 0.5), np.round(y / high - 0.5)
    to_even = (x - even[0] * wide) ** 2 + (y - even[1] * high) ** 2
    to_odd = (x - (odd[0] + 0.5) * wide) ** 2 + (y - (odd[1] + 0.5) * high) ** 2
    nearer = to_even <= to_odd
    return counted(np.where(nearer, even[0] * 2, odd[0] * 2 + 1), np.where(nearer, even[1], odd[1]))


def squares_of(x: Numbers, y: Numbers, step: float) -> tuple[Whole, Whole, Whole]:
    """The squares of a side in metres that hold points, and how many each: columns, rows and counts."""
    return counted(np.floor(x / step), np.floor(y / step))


def counted(columns: Numbers, rows: Numbers) -> tuple[Whole, Whole, Whole]:
    """Each pair of a column and a row that occurs, and how often."""
    if not len(columns):
        return (np.empty(0, np.int64),) * 3
    i, j = columns.astype(np.int64), rows.astype(np.int64)
    first, height = int(j.min()), int(j.max() - j.min()) + 1
    cells, counts = np.unique(i * height + (j - first), return_counts=True)
    return cells // height, cells % height + first, counts
