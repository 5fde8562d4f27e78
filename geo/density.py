"""Kernel density of points: binned on a metric grid, then smoothed by a Gaussian filter of scipy."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.bbox import BBox
from geo.loading import LOADING
from geo.metric import to_degrees, to_metres

Numbers = NDArray[np.float64]
FEWEST = 10
LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True)
class Surface:
    """Points per km²: `values[row, column]` on squares of `step` metres from the south-west corner (x0, y0)."""

    x0: float
    y0: float
    step: float
    values: Numbers


def surface(x: Numbers, y: Numbers, weights: Numbers, bandwidth: float, size: int) -> Surface:
    """A size × size surface over the points; x, y and `bandwidth` (one standard deviation) in metres of EPSG:4549.

    `weights` are counts per point, so bins of a database may be given instead of points. The surface reaches four
    bandwidths beyond the points, so its integral is the number of points. Raises ValueError without points.
    """
    with LOADING:
        from scipy.ndimage import gaussian_filter

    if not len(x):
        raise ValueError("no points")
    margin = 4 * bandwidth
    span = max(float(np.ptp(x)), float(np.ptp(y))) + 2 * margin
    step = span / size
    x0, y0 = float(x.min()) - margin, float(y.min()) - margin
    edges = np.arange(size + 1) * step
    counts, _, _ = np.histogram2d(y - y0, x - x0, bins=(edges, edges), weights=weights)
    smooth = gaussian_filter(counts, bandwidth / step, mode="constant", truncate=4.0)
    return Surface(x0, y0, step, smooth / (step / 1000) ** 2)


@dataclass(frozen=True)
class Raster:
    """Classes 0 (below the lowest level) to len(levels), north first, on equal steps of Web Mercator within `bbox`."""

    bbox: BBox
    levels: list[float]
    classes: NDArray[np.int8]


def raster(surface: Surface, size: int) -> Raster:
    """The surface as a map shows it: resampled from the metric grid to Web Mercator, by bilinear interpolation."""
    with LOADING:
        from scipy.ndimage import map_coordinates

    n = surface.values.shape[0]
    reach = n * surface.step
    corners = np.array([(0, 0), (reach, 0), (0, reach), (reach, reach)])
    lon, lat = to_degrees(surface.x0 + corners[:, 0], surface.y0 + corners[:, 1])
    box = BBox(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    half = (np.arange(size) + 0.5) / size
    lons = box.minx + half * (box.maxx - box.minx)
    south, north = _mercator(box.miny), _mercator(box.maxy)
    lats = np.degrees(np.arctan(np.sinh(north - half * (north - south))))
    grid: Any = np.meshgrid(lons, lats)
    x, y = to_metres(grid[0], grid[1])
    at = [(y - surface.y0) / surface.step - 0.5, (x - surface.x0) / surface.step - 0.5]
    values = map_coordinates(surface.values, at, order=1, mode="constant")
    levels = [float(surface.values.max()) * share for share in LEVELS]
    return Raster(box, levels, np.digitize(values, levels).astype(np.int8))


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))
