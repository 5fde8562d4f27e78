"""The ground of the base map, as an operator imported it: in parts as the map reads it, and whole as a file."""

import json
from typing import Any

from app.districts import queries
from app.districts.orientation import OSM_LINE
from app.store.reader import Reader

ABOUT = {
    "title": "Ground of the base map, from an extract of OpenStreetMap",
    "license": "ODbL-1.0",
    "attribution": OSM_LINE,
}
SNAPSHOT_LEVEL = 13
"""As fine as a document without a server has it: the whole city of the next level is some megabytes."""


async def levels(db: Reader) -> list[int]:
    """The zooms that there are; none where nothing was imported."""
    return [row["level"] for row in await db.rows(queries.ground_levels())]


async def part(db: Reader, level: int, x: int, y: int) -> str:
    """A part of a level as a FeatureCollection; empty where there is nothing."""
    row = await db.row(queries.ground_part(), {"level": level, "x": x, "y": y})
    return _collection(row["features"] if row else "[]")


async def whole(db: Reader, level: int) -> str:
    """A whole level as a FeatureCollection, each feature once."""
    once: dict[int, Any] = {}
    for row in await db.rows(queries.ground_level(), {"level": level}):
        once |= {feature["id"]: feature for feature in json.loads(row["features"])}
    return _collection(json.dumps(list(once.values()), ensure_ascii=False, separators=(",", ":")))


def _collection(features: str) -> str:
    about = json.dumps(ABOUT, ensure_ascii=False)[1:-1]
    return f'{{"type":"FeatureCollection",{about},"features":{features}}}'
