"""What lies within reach of sites: coverage of weighted demand points, and marginal gains.

Coordinates are metres of EPSG:4549; reach is a straight line, not a way on roads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.loading import LOADING

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
FEW_SITES = 64
"""So many are measured one by one, as fast as through a tree, whose library takes a third of a second to load."""


@dataclass(frozen=True)
class Demand:
    """Points to be reached: `at` (n × 2, metres), `weight` each, and `group`, the index of their district."""

    at: Numbers
    weight: Numbers
    group: NDArray[np.int16]

    def only(self, kept: Flags) -> "Demand":
        return Demand(self.at[kept], self.weight[kept], self.group[kept])


@dataclass(frozen=True)
class Gain:
    """One site in the order of what each adds: its index, what it newly covers, and the sum so far."""

    site: int
    gain: float
    total: float


def area_points(land: Mapping[int, Any], step: float, published_km2: Mapping[int, float]) -> Demand:
    """Points every `step` metres on the land of each group (shapely, metres of EPSG:4549).

    The points of a group share its published area evenly, so that they add up to it whatever its outline.
    """
    import shapely

    parts: list[Numbers] = []
    groups: list[NDArray[np.int16]] = []
    weights: list[Numbers] = []
    for group, shape in land.items():
        shapely.prepare(shape)
        west, south, east, north = (np.floor(side / step) * step for side in shape.bounds)
        x, y = np.meshgrid(
            np.arange(west, east + step, step) + step / 2, np.arange(south, north + step, step) + step / 2
        )
        inside = shapely.contains_xy(shape, x.ravel(), y.ravel())
        points = np.column_stack([x.ravel()[inside], y.ravel()[inside]])
        parts.append(points)
        groups.append(np.full(len(points), group, dtype=np.int16))
        weights.append(np.full(len(points), published_km2[group] / max(len(points), 1)))
    if not parts:
        return Demand(np.empty((0, 2)), np.empty(0), np.empty(0, dtype=np.int16))
    return Demand(np.concatenate(parts), np.concatenate(weights), np.concatenate(groups))


def within(at: Numbers, sites: Numbers, reach: float) -> Flags:
    """Which points have a site within reach, the rim included."""
    if len(sites) <= FEW_SITES or not len(at):
        near = np.zeros(len(at), dtype=np.bool_)
        for x, y in sites:
            near |= np.sqrt((at[:, 0] - x) ** 2 + (at[:, 1] - y) ** 2) <= reach
        return near
    with LOADING:
        from scipy.spatial import cKDTree

    nearest, _ = cKDTree(sites).query(at, distance_upper_bound=np.nextafter(reach, np.inf))
    return np.asarray(nearest <= reach)


def gains(demand: Demand, sites: Numbers, reach: float) -> list[Gain]:
    """The sites in the order in which each next one adds most to what those before it cover; ties by position."""
    reached = [within(demand.at, sites[i : i + 1], reach) for i in range(len(sites))]
    left = np.ones(len(demand.at), dtype=np.bool_)
    rest, ordered, total = list(range(len(sites))), list[Gain](), 0.0
    while rest:
        added = {i: float(demand.weight[reached[i] & left].sum()) for i in rest}
        best = max(rest, key=lambda i: (added[i], -i))
        total += added[best]
        ordered.append(Gain(best, added[best], total))
        left &= ~reached[best]
        rest.remove(best)
    return ordered
