"""Coordinate reference systems that the API answers in, by the URIs of OGC API – Features, Part 2 (OGC 18-058r1).

Coordinates stand in the order of axes that each system's authority defines: longitude first in CRS84, latitude first
in EPSG:4326 and EPSG:4490, easting first in EPSG:3857, northing first in EPSG:4549. CGCS2000 and WGS-84 differ by
centimetres and are taken as equal, as PROJ does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import box, mapping, shape

from geo.basemap import intersects
from geo.bbox import BBox, BBoxError, box_numbers

if TYPE_CHECKING:
    from pyproj import Transformer

Floats = NDArray[np.float64]
AUTHORITY = "http://www.opengis.net/def/crs/"
DEGREES_DECIMALS = 7  # about 1 cm
METRES_DECIMALS = 3
EDGE_POINTS = 100
"""The points at which an edge of a projected box is converted, to find the degrees that enclose it."""
ENCLOSED_DEG = 1e-5  # about 1 m, more than an edge bends between two of those points

METRES_A_DEGREE = 111_320.0
CORRECTIONS = 5
"""So often is a box widened; each time what is missing shrinks to some hundredths."""
WIDENED = 0.1
"""By this part of its longer side a box may grow."""


@dataclass(frozen=True)
class ProjectedBox(BBox):
    """A box that was given in a projected system; the degrees enclose it.

    `lowest` and `highest` are its corners in metres of the system, easting first as PostGIS stores them.
    """

    system: "ReferenceSystem"
    lowest: tuple[float, float]
    highest: tuple[float, float]


@dataclass(frozen=True)
class ReferenceSystem:
    """A system: its URI, its EPSG code, whether its coordinates are metres, whether north stands before east."""

    uri: str
    srid: int
    metres: bool
    north_first: bool

    @cached_property
    def _from_crs84(self) -> "Transformer":
        # Its import takes half a second, which a start without need of it is spared.
        from pyproj import Transformer

        return Transformer.from_crs("OGC:CRS84", f"EPSG:{self.srid}", always_xy=True)

    @cached_property
    def _to_crs84(self) -> "Transformer":
        from pyproj import Transformer

        return Transformer.from_crs(f"EPSG:{self.srid}", "OGC:CRS84", always_xy=True)

    def eastward(self, points: ArrayLike) -> Floats:
        """Points of CRS84, shape (n, 2), in this system, east before north."""
        given = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        return np.column_stack(self._from_crs84.transform(given[:, 0], given[:, 1])) if self.metres else given

    def positions(self, points: ArrayLike) -> Floats:
        """Points of CRS84, shape (n, 2), in this system and in its order of axes, rounded to some centimetres."""
        rounded = np.round(self.eastward(points), METRES_DECIMALS if self.metres else DEGREES_DECIMALS)
        return rounded[:, ::-1] if self.north_first else rounded

    def degrees(self, points: ArrayLike) -> Floats:
        """Points of this system in its order of axes, shape (n, 2), in degrees of CRS84, rounded to a centimetre.

        What lies outside of the area of the system is NaN.
        """
        given = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        eastward = given[:, ::-1] if self.north_first else given
        there = np.column_stack(self._to_crs84.transform(*eastward.T)) if self.metres else eastward
        # Beyond its area a system goes round the world: the way back then leads to another place.
        away = np.abs(self.eastward(there) - eastward).max(axis=1)
        kept = np.asarray(away <= 1.0)
        return np.where(kept[:, None], np.round(there, DEGREES_DECIMALS), np.nan)

    def geometry(self, geometry: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """A GeoJSON geometry of CRS84 in this system; None stays None."""
        if geometry is None:
            return None
        return mapping(shapely.transform(shape(dict(geometry)), self.positions))

    def bbox(self, text: str) -> BBox:
        """Read a box whose corners are given in this system and in its order of axes; of six numbers heights are left.

        Raises BBoxError for a text that is no box, and for one that lies outside the area of the system.
        """
        first_low, second_low, first_high, second_high = box_numbers(text)
        lowest, highest = (first_low, second_low), (first_high, second_high)
        if self.north_first:
            lowest, highest = lowest[::-1], highest[::-1]
        if not self.metres:
            return BBox.checked(*lowest, *highest)
        if lowest[0] > highest[0] or lowest[1] > highest[1]:
            raise BBoxError("the lower value of each axis before the higher one, in metres")
        return self.enclosing(lowest, highest)

    def widened(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """The box in degrees whose two corners span this one in metres.

        It is the same one far outside of the system's area, where it would grow by more than `WIDENED`.
        """
        wanted = np.array(self._from_crs84.transform_bounds(*box, densify_pts=EDGE_POINTS))
        if not np.isfinite(wanted).all():
            return box
        corners = np.array(box)
        a_degree = METRES_A_DEGREE * np.cos(np.radians(min(max(abs(box[1]), abs(box[3])), 80.0)))
        for _ in range(CORRECTIONS):
            reached = self.eastward(corners.reshape(2, 2)).ravel()
            lacking = np.maximum((reached - wanted) * (1, 1, -1, -1), 0.0)
            if not lacking.any():
                break
            corners += (lacking / a_degree + ENCLOSED_DEG * (lacking > 0)) * (-1, -1, 1, 1)
        west, south, east, north = (float(edge) for edge in corners)
        most = WIDENED * max(box[2] - box[0], box[3] - box[1]) + 10 * ENCLOSED_DEG
        if np.abs(corners - box).max() > most or west < -180 or south < -90 or east > 180 or north > 90:
            return box
        return west, south, east, north

    def enclosing(self, lowest: tuple[float, float], highest: tuple[float, float]) -> ProjectedBox:
        """The box of these two corners in metres of the system, easting first, and the degrees that enclose it.

        Raises BBoxError outside of the area of the system.
        """
        there = np.column_stack(self._to_crs84.transform(*np.transpose([lowest, highest])))
        bounds = self._to_crs84.transform_bounds(*lowest, *highest, densify_pts=EDGE_POINTS)
        # Beyond its area a system goes round the world: the way back then leads to another place.
        if not np.isfinite(bounds).all() or not np.allclose(self.eastward(there), [lowest, highest], atol=1.0):
            raise BBoxError(f"metres within the area of EPSG:{self.srid}")
        west, south, east, north = (float(each) for each in bounds)
        return ProjectedBox(
            max(west - ENCLOSED_DEG, -180.0),
            max(south - ENCLOSED_DEG, -90.0),
            min(east + ENCLOSED_DEG, 180.0),
            min(north + ENCLOSED_DEG, 90.0),
            self,
            lowest,
            highest,
        )


CRS84 = ReferenceSystem(AUTHORITY + "OGC/1.3/CRS84", 4326, metres=False, north_first=False)
SYSTEMS: Mapping[str, ReferenceSystem] = {
    system.uri: system
    for system in (
        CRS84,
        ReferenceSystem(AUTHORITY + "EPSG/0/4326", 4326, metres=False, north_first=True),
        ReferenceSystem(AUTHORITY + "EPSG/0/4490", 4490, metres=False, north_first=True),
        ReferenceSystem(AUTHORITY + "EPSG/0/3857", 3857, metres=True, north_first=False),
        ReferenceSystem(AUTHORITY + "EPSG/0/4549", 4549, metres=True, north_first=True),
    )
}
"""The systems by their URIs; the first is the one that positions are stored in."""


def spanned(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box in degrees around this one whose two corners span it in every system of metres, too.

    Clients make a box in another system out of the transformed corners of an extent alone (so does the official suite,
    18-058r1, abstract test 8), and where meridians converge that one leaves out what lies near the other two corners.
    """
    west, south, east, north = box
    box = (
        max(west - ENCLOSED_DEG, -180.0),
        max(south - ENCLOSED_DEG, -90.0),
        min(east + ENCLOSED_DEG, 180.0),
        min(north + ENCLOSED_DEG, 90.0),
    )
    for system in SYSTEMS.values():
        box = system.widened(box) if system.metres else box
    return box


def touches(geometry: Mapping[str, Any], bbox: BBox) -> bool:
    """Whether a GeoJSON geometry of CRS84 and a box share a point."""
    if not intersects(geometry, bbox):
        return False
    if not isinstance(bbox, ProjectedBox):
        return True
    projected = shapely.transform(shape(dict(geometry)), bbox.system.eastward)
    return bool(projected.intersects(box(*bbox.lowest, *bbox.highest)))
