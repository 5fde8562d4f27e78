"""Where the names of districts and key zones stand on a map, read once per version of the data."""

from typing import Literal

from app.districts import read
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.version import Version
from geo.basemap import centre

Area = Literal["district", "zone"]
Points = dict[str, tuple[float, float]]
"""Degrees WGS-84 by code."""


class LabelPoints:
    """The points of the newest version of the data."""

    def __init__(self) -> None:
        self._kept: Kept[Area, Points] = Kept()

    async def of(self, db: Reader, version: Version, area: Area) -> Points:
        """Those of the districts or of the zones. Raises DatabaseAwayError."""
        return await self._kept.get(version, area, lambda: _read(db, area))


async def label_points(db: Reader, version: Version, area: Area) -> Points:
    """The points of the districts or of the zones in the data of this version. Raises DatabaseAwayError."""
    kept = db.memory.get(LabelPoints)
    return await (kept.of(db, version, area) if kept else _read(db, area))


async def _read(db: Reader, area: Area) -> Points:
    if area == "district":
        return await read.labels(db)
    return {e.zone: centre(e.geometry) for e in await read.extents(db) if e.is_default}
