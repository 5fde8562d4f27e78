"""Hexagons of a metric grid: their size, how many a city needs, and the refusal of too many."""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
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
