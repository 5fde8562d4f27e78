"""Which part of the earth a picture shows, and where a point of it stands: Web Mercator, as the page's map has it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees WGS-84."""
METRES_A_DEGREE = 111_320.0


def mercator(points: Points) -> Points:
    """Longitude and latitude in degrees as x and y of Web Mercator in degrees of the equator."""
    lat = np.radians(np.clip(points[:, 1], -85.0, 85.0))
    return np.column_stack([points[:, 0], np.degrees(np.log(np.tan(np.pi / 4 + lat / 2)))])


@dataclass(frozen=True)
class Window:
    """A rectangle of the picture, in its pixels from the top left, filled by a part of the earth.

    `west` and `north` are its left and upper edge in degrees of the equator, `scale` is pixels a degree.
    """

    left: float
    top: float
    width: float
    height: float
    west: float
    north: float
    scale: float

    @classmethod
    def around(cls, box: Box, left: float, top: float, width: float, height: float, margin: float = 0.0) -> "Window":
        """As near as shows the whole box with so many pixels around it; a box without extent is refused."""
        (x0, y0), (x1, y1) = mercator(np.array([(box[0], box[1]), (box[2], box[3])]))
        if not (x1 > x0 and y1 > y0):
            raise ValueError("a window needs a box with an extent")
        scale = min((width - 2 * margin) / (x1 - x0), (height - 2 * margin) / (y1 - y0))
        west, north = (x0 + x1) / 2 - width / 2 / scale, (y0 + y1) / 2 + height / 2 / scale
        return cls(left, top, width, height, float(west), float(north), float(scale))

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point stands in the picture, in pixels."""
        [(x, y)] = mercator(np.array([(lon, lat)]))
        return self.left + (float(x) - self.west) * self.scale, self.top + (self.north - float(y)) * self.scale

    @property
    def latitude(self) -> float:
        """The parallel in its middle, degrees."""
        y = math.radians(self.north - self.height / 2 / self.scale)
        return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)

    @property
    def metres_a_pixel(self) -> float:
        """On the ground, in the middle of the window."""
        return METRES_A_DEGREE * math.cos(math.radians(self.latitude)) / self.scale

    @property
    def edges(self) -> Box:
        """Its left, lower, right and upper edge in degrees of the equator."""
        return (
            self.west,
            self.north - self.height / self.scale,
            self.west + self.width / self.scale,
            self.north,
        )

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a pixel lies in it, so many pixels from its edge."""
        return (
            self.left + margin <= x <= self.left + self.width - margin
            and self.top + margin <= y <= self.top + self.height - margin
        )


def box_of(points: Iterable[tuple[float, float]], least_deg: float) -> Box | None:
    """The box of points (lon, lat), in either direction at least so many degrees long; None without points."""
    every = list(points)
    if not every:
        return None
    lons, lats = [lon for lon, _ in every], [lat for _, lat in every]
    (west, east), (south, north) = (_widened(min(v), max(v), least_deg) for v in (lons, lats))
    return west, south, east, north


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    more = max(least - (high - low), 0.0) / 2
    return low - more, high + more
