"""How long a way through the city takes, as an honest band: an estimate from the straight line, never a route.

A way by road is longer than the straight line by the detour factor. 1.4 is the mean that Boscoe, Henry and Zdeb found
for ways to hospitals (A Nationwide Comparison of Driving Distance Versus Straight-Line Distance to Hospitals, The
Professional Geographer 64 (2), 2012: 1.417). The speeds are assumptions for driving by day, door to door; nobody
measured them for this city. Straight lines are taken on the sphere (haversine, `Positions.metres_from`), within 0.6 %
of the spheroid: far less than the factor is uncertain.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DETOUR = 1.4
"""Length of a way by road ÷ straight line."""
SLOW_KMH, FAST_KMH = 22.0, 28.0
"""Assumed speeds in km/h."""
STEP_MIN = 5
"""A band is rounded outwards to so many minutes."""
WITHIN_MIN = 60.0
"""What is surely nearer counts as within reach, what is surely farther does not."""

Values = NDArray[np.float64] | np.float64
"""Metres or minutes, of one way or of many."""


@dataclass(frozen=True)
class Band:
    """Minutes between which a way takes, not rounded."""

    low: float
    high: float

    @property
    def rounded(self) -> tuple[int, int]:
        """The band as it is shown: outwards to five minutes; the higher end is never 0."""
        low, high = math.floor(self.low / STEP_MIN), math.ceil(self.high / STEP_MIN)
        return low * STEP_MIN, max(high, 1) * STEP_MIN


def low_minutes(metres: Values, radius_m: Values) -> Values:
    """The fewest minutes: the fast speed, from the near side of the ring in which the position lies."""
    return np.maximum(metres - radius_m, 0.0) * DETOUR * 60 / (FAST_KMH * 1000)


def high_minutes(metres: Values, radius_m: Values) -> Values:
    """The most minutes: the slow speed, from the far side of the ring."""
    return (metres + radius_m) * DETOUR * 60 / (SLOW_KMH * 1000)


def band(metres: float, radius_m: float) -> Band:
    """The band for a straight line in metres between two positions that are known to `radius_m` in sum."""
    ends = np.float64(metres), np.float64(radius_m)
    return Band(float(low_minutes(*ends)), float(high_minutes(*ends)))


def road_band(minutes: float, radius_m: float) -> Band:
    """The band about a time by road between two positions that are known to `radius_m` in sum.

    The way may be shorter or longer by what lies within their rings, at the speeds of the estimate.
    """
    aside = np.float64(0.0), np.float64(radius_m)
    return Band(max(minutes - radius_m * DETOUR * 60 / (FAST_KMH * 1000), 0.0), minutes + float(high_minutes(*aside)))
