"""The land of the districts, and the points and hexagons on it, made once per version of the data.

Land is a district's outline without the sea of `data/orientation/sea.geojson`. Where a figure is an area, the points of
a district are weighted so that they add up to its published area: density, coverage and siting then speak of the same
area.
"""

import asyncio
import json
from functools import partial
from pathlib import Path
from typing import Any

from cachetools import LRUCache

from app.districts import read as districts
from app.districts.read import District
from app.store.kept import Kept
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from geo.coverage import Demand, area_points
from geo.land import Lattice, in_metres, lattice, sea_of, without_sea

SEA = "orientation/sea.geojson"
WIDTHS = 8
"""So many lattices are kept, of the widths that were asked for last."""


class Land:
    """What analyses know of the land; everything is empty where no boundaries are loaded."""

    def __init__(self, data: Path) -> None:
        self._sea = data / SEA
        self._shapes: Kept[None, dict[str, Any]] = Kept()
        self._points: Kept[float, Demand] = Kept()
        self._lattices: Kept[float, Lattice] = Kept(LRUCache(WIDTHS))

    async def points(self, db: Reader, vocabulary: Vocabulary, step: float) -> Demand:
        """Points every `step` metres on land, each with its share of the published area of its district in km²."""

        async def make() -> Demand:
            shapes, published = await self.shapes(db, vocabulary), await districts.areas(db)
            return await asyncio.to_thread(_points, shapes, published, list(vocabulary.districts), step)

        return await self._points.get(vocabulary.data_version, step, make)

    async def lattice(self, db: Reader, vocabulary: Vocabulary, width: float) -> Lattice:
        """The hexagons of a width in metres that hold land; their owners are positions in the list of districts."""

        async def make() -> Lattice:
            shapes = await self.shapes(db, vocabulary)
            return await asyncio.to_thread(_lattice, shapes, list(vocabulary.districts), width)

        return await self._lattices.get(vocabulary.data_version, width, make)

    async def shapes(self, db: Reader, vocabulary: Vocabulary) -> dict[str, Any]:
        """The land of each district by code, in metres of EPSG:4549."""

        async def make() -> dict[str, Any]:
            return await asyncio.to_thread(partial(_land, await districts.districts(db), self._sea))

        return await self._shapes.get(vocabulary.data_version, None, make)


def _land(listed: list[District], sea: Path) -> dict[str, Any]:
    """A city without a file of its sea has none."""
    import shapely

    outlined = [district for district in listed if district.geometry]
    outlines = {district.code: shapely.from_geojson(json.dumps(district.geometry)) for district in outlined}
    features = json.loads(sea.read_text("utf-8"))["features"] if sea.exists() else []
    return {code: in_metres(shape) for code, shape in without_sea(outlines, sea_of(features)).items()}


def _points(shapes: dict[str, Any], published: dict[str, float], order: list[str], step: float) -> Demand:
    groups = {order.index(code): shape for code, shape in shapes.items()}
    return area_points(groups, step, {order.index(code): km2 for code, km2 in published.items()})


def _lattice(shapes: dict[str, Any], order: list[str], width: float) -> Lattice:
    import shapely

    return lattice([shapes.get(code, shapely.MultiPolygon()) for code in order], width)
