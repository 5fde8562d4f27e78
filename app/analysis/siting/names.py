"""What a site is called: by the nearest place, and by its town where that is not near."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.districts import orientation
from app.resources import locate
from geo.land import in_metres
from geo.metric import to_metres

NEAR_M = 1200.0
"""Nearer than this a site is named by the place alone."""
TOWN_M = 2500.0
"""The name of a town without an outline holds so far around its point."""
NAMING = ("metro_station", "park", "university")
"""The kinds of places that name a site."""
Names = tuple[str, str]
"""In Chinese and in English."""


@dataclass(frozen=True)
class SiteName:
    """The nearest place, the metres to it, and the town; each None where there is none."""

    place: Names | None
    metres: float
    town: Names | None

    @property
    def near(self) -> bool:
        return self.place is not None and self.metres < NEAR_M


class Naming:
    """Names positions by the places of the city (rows with `kind`, names, x and y in metres) and its towns."""

    def __init__(self, places: Sequence[dict[str, Any]]) -> None:
        self._places = [row for row in places if row["kind"] in NAMING]
        self._at = np.array([(row["x"], row["y"]) for row in self._places], dtype=float).reshape(-1, 2)

    def of(self, at: NDArray[np.float64]) -> SiteName:
        """The name of one position in metres."""
        town = towns().of(at)
        if not len(self._at):
            return SiteName(None, 0.0, town)
        away = np.hypot(*(self._at - at).T)
        nearest = int(np.argmin(away))
        row = self._places[nearest]
        return SiteName((row["name_zh"], row["name_en"]), float(away[nearest]), town)


class Towns:
    """Subdistricts and towns: outlines where there are some, else the points of their names."""

    def __init__(self, outlines: list[tuple[Any, Names]], points: list[tuple[float, float, Names]]) -> None:
        import shapely

        self._outlines = outlines
        self._tree = shapely.STRtree([shape for shape, _ in outlines])
        self._points = points
        self._at = np.array([(x, y) for x, y, _ in points], dtype=float).reshape(-1, 2)

    def of(self, at: NDArray[np.float64]) -> Names | None:
        """The town whose outline holds the position, else the nearest name of a town; None where none is near."""
        import shapely

        holding = self._tree.query(shapely.Point(at), predicate="within")
        if len(holding):
            return self._outlines[int(holding.min())][1]
        if not len(self._at):
            return None
        away = np.hypot(*(self._at - at).T)
        nearest = int(np.argmin(away))
        return self._points[nearest][2] if away[nearest] <= TOWN_M else None


@cache
def towns() -> Towns:
    """The towns of `data/orientation/`, read once; none where the files are not there."""
    import shapely

    folder = locate().data / "orientation"
    outlines = folder / orientation.FILES["town_outlines"]
    drawn = json.loads(outlines.read_text("utf-8"))["features"] if outlines.is_file() else []
    shapes = [
        (in_metres(shapely.from_geojson(json.dumps(each["geometry"]))), _names(each["properties"])) for each in drawn
    ]
    return Towns(shapes, _points(folder / orientation.FILES["town_names"]))


def _points(path: Any) -> list[tuple[float, float, Names]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] != "district"]
    return [(*map(float, to_metres(float(row["lon"]), float(row["lat"]))), _names(row)) for row in rows]  # type: ignore[misc]


def _names(row: dict[str, Any]) -> Names:
    return str(row["name_zh"]), str(row["name_en"])
