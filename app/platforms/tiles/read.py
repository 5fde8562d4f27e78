"""One tile of the platforms that match a filter."""

import asyncio
from typing import Any

from app.platforms.filter import Filter
from app.platforms.index.match import matching
from app.platforms.index.record_index import SEPARATOR, RecordIndex
from app.platforms.tiles import queries
from app.platforms.tiles.content import TileContent, content
from app.platforms.tiles.selections import TileSelections
from app.store.glance import OutdatedError
from app.store.reader import Reader
from geo.tile_order import Tile


async def tile(db: Reader, filter: Filter, tile: Tile, lang: str) -> bytes:
    """A tile as a Mapbox Vector Tile; no bytes at all where nothing that matches lies in it.

    Raises DatabaseAwayError where the records' numbers are still being read: the database would not count them in time;
    and OutdatedError where those of newer data were read meanwhile.
    """
    match = await matching(db, filter, wait=True)
    selections = db.memory.get(TileSelections)
    if match is None or selections is None:
        raise OutdatedError
    order = await selections.order(match.index)
    at = await selections.of(match, order)
    # A tile of the whole city looks at all its records: not on the event loop.
    shown = await asyncio.to_thread(content, match.index, order, at, tile)
    if not len(shown.points.rows) and not shown.clusters:
        return b""
    row = await db.row(queries.encoded(), {**bound(shown, match.index), "lang": lang}) or {}
    return bytes(row["tile"])


def bound(shown: TileContent, index: RecordIndex) -> dict[str, Any]:
    """The lists that the statement binds."""
    points, clusters = shown.points, shown.clusters
    boxes = [each.box for each in clusters]
    of_clusters: dict[str, list[Any]] = {
        "x": [each.x for each in clusters],
        "y": [each.y for each in clusters],
        "count": [each.count for each in clusters],
        "kind": [each.kind for each in clusters],
        "districts": [SEPARATOR.join(each.districts) or None for each in clusters],
        **{side: [box[i] for box in boxes] for i, side in enumerate(("west", "south", "east", "north"))},
    }
    known = {
        "kind": index.coded("kind"),
        "domains": index.lists["domain"],
        "precision": index.precision,
        "district_code": index.coded("district"),
        "zone": index.coded("zone"),
    }
    of_points: dict[str, list[Any]] = {
        "id": index.identifiers.of(points.rows),
        "x": points.x.tolist(),
        "y": points.y.tolist(),
        **{name: coded.of_rows(points.rows) for name, coded in known.items()},
    }
    return {
        **{f"point_{name}": queries.lines(values) for name, values in of_points.items()},
        **{f"cluster_{name}": queries.lines(values) for name, values in of_clusters.items()},
    }
