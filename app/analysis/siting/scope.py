"""Where sites may be: the land of a district, of a key zone or of the city, in metres of EPSG:4549."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.land import Land
from app.analysis.siting.parameters import CITY
from app.districts import read as districts
from app.errors import NoBoundariesError
from app.store.kept import Kept
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from geo.land import in_metres
from geo.metric import to_degrees

EDGE_M = 2.0
"""A position is written to five decimals: one on the edge may lie so far outside."""
OUTLINE_M = 60.0
"""An outline for a map keeps to the land within so much."""


@dataclass(frozen=True)
class Scope:
    """An area: its code, its land (shapely, metres), and the outline of it in degrees as GeoJSON, for a map."""

    code: str
    land: Any
    outline: dict[str, Any]

    def holds(self, at: NDArray[np.float64], edge: float = EDGE_M) -> NDArray[np.bool_]:
        """Which positions (n × 2, metres) lie on it."""
        import shapely

        return np.asarray(shapely.dwithin(shapely.points(at), self.land, edge))


class Scopes:
    """The areas that were asked for, kept while the data stay the same."""

    def __init__(self, land: Land) -> None:
        self._land = land
        self._kept: Kept[str, Scope] = Kept()

    async def of(self, db: Reader, vocabulary: Vocabulary, code: str) -> Scope:
        """The area of a code. Raises NoBoundariesError where no boundary of it is loaded."""

        async def make() -> Scope:
            return await asyncio.to_thread(_scope, code, await self._parts(db, vocabulary, code))

        return await self._kept.get(vocabulary.data_version, code, make)

    async def _parts(self, db: Reader, vocabulary: Vocabulary, code: str) -> list[Any]:
        import shapely

        shapes = await self._land.shapes(db, vocabulary)
        if code in vocabulary.zones:
            extents = [extent for extent in await districts.extents(db) if extent.zone == code and extent.is_default]
            drawn = [in_metres(shapely.from_geojson(json.dumps(extent.geometry))) for extent in extents]
            # An extent is schematic: some of it lies at sea.
            return [extent.intersection(land) for extent in drawn for land in shapes.values()]
        return list(shapes.values()) if code == CITY else [shapes[code]] if code in shapes else []


def _scope(code: str, parts: list[Any]) -> Scope:
    import shapely

    land = shapely.union_all(parts)
    if land.is_empty:
        raise NoBoundariesError(code)
    shapely.prepare(land)
    rough = shapely.transform(land.simplify(OUTLINE_M), lambda at: np.column_stack(to_degrees(at[:, 0], at[:, 1])))
    outline: dict[str, Any] = json.loads(shapely.to_geojson(shapely.set_precision(rough, 0.00001)))
    return Scope(code, land, outline)
