"""How well a position is known, and what may honestly be said of a distance to it."""

import math

RING_M = {"address": 100.0, "campus": 600.0, "street": 1200.0, "park": 1500.0, "district": 4500.0}
"""Radius in metres of the ring that is drawn for each precision: design values, not measured errors."""


def honest_range(distance_m: float, radius_m: float) -> tuple[float, float]:
    """A distance in metres to a position known to `radius_m`, as a range in kilometres.

    The range is distance ± radius, the lower end not below 0, each rounded outwards to half a kilometre up to
    10 km and to whole kilometres beyond.
    """
    low, high = max(distance_m - radius_m, 0.0) / 1000, (distance_m + radius_m) / 1000
    step = 0.5 if high <= 10 else 1.0
    return math.floor(low / step) * step, math.ceil(high / step) * step
