"""What a tile of platforms shows: its points, and its clusters.

A tile is cut into 8 by 8 cells, some 64 pixels wide where a map shows a tile 512 pixels wide. A cell with one record
shows it as a point, one with several as a cluster at their mean position. From `POINTS_FROM` on every record is a
point, unless the tile has more than `MOST_POINTS`. Each record is in exactly one tile of a zoom and in one cell of it,
so that the numbers of all tiles add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.platforms.index.record_index import Coded, RecordIndex
from geo.positions import Numbers
from geo.tile_order import DEEPEST, DEPTH, EXTENT, Codes, Places, Tile, TileOrder, degrees, places_of

POINTS_FROM = 13
"""The zoom from which a tile has its records one by one."""
MOST_POINTS = 1_000
"""More of them would be too many for one answer: such a tile keeps its clusters."""
CELL_BITS = 3
CELLS_ACROSS = 1 << CELL_BITS
CELLS = CELLS_ACROSS**2
MIXED = "mixed"
MOST_DISTRICTS = 2
"""So many districts of its members tell where a cluster is."""
Units = NDArray[np.int64]


@dataclass(frozen=True)
class Points:
    """Records one by one: their rows in the index, and where they are, in units of the tile."""

    rows: Numbers
    x: Units
    y: Units


@dataclass(frozen=True)
class Cluster:
    """Several records of a cell: where they are on the average, in units of the tile, and how many they are.

    `kind` is the one kind of all, or `mixed`. `districts` are codes of those that most of them lie in. `box` is west,
    south, east and north of all of them, in degrees.
    """

    x: int
    y: int
    count: int
    kind: str
    districts: tuple[str, ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class TileContent:
    """The points and the clusters of one tile."""

    points: Points
    clusters: Sequence[Cluster]


def content(index: RecordIndex, order: TileOrder, at: Numbers, tile: Tile) -> TileContent:
    """What a tile shows of the records `at`, which are places in the order of tiles."""
    inside = order.within(tile, at)
    codes, rows = order.codes[inside], order.numbers[inside]
    column, row = places_of(codes)
    if tile.zoom >= POINTS_FROM and len(rows) <= MOST_POINTS:
        return TileContent(_points(tile, rows, column, row), ())
    members = _Members(tile, rows, column, row, index.coded("kind"), index.coded("district"))
    edges = np.searchsorted(_cells(codes, tile), np.arange(CELLS + 1))
    parts = [slice(int(start), int(end)) for start, end in pairwise(edges)]
    single = np.array([part.start for part in parts if part.stop - part.start == 1], dtype=np.intp)
    points = _points(tile, rows[single], column[single], row[single])
    return TileContent(points, [members.cluster(part) for part in parts if part.stop - part.start > 1])


def _cells(codes: Codes, tile: Tile) -> Codes:
    """The cell of each code, from 0 to 63: they come in this order."""
    return (codes >> np.uint64(2 * (DEPTH - tile.zoom - CELL_BITS))) & np.uint64(CELLS - 1)


def _points(tile: Tile, rows: Numbers, column: Places, row: Places) -> Points:
    shift = np.uint64(DEEPEST - tile.zoom)
    x, y = (column >> shift).astype(np.int64), (row >> shift).astype(np.int64)
    return Points(rows, x - tile.column * EXTENT, y - tile.row * EXTENT)


@dataclass(frozen=True)
class _Members:
    """The records of a tile, in the order of its cells."""

    tile: Tile
    rows: Numbers
    column: Places
    row: Places
    kinds: Coded
    districts: Coded

    def cluster(self, part: slice) -> Cluster:
        """The cluster of those of one cell."""
        column, row = self.column[part], self.row[part]
        unit = float(1 << (DEEPEST - self.tile.zoom))
        kinds, districts = (each.commonest(self.rows[part]) for each in (self.kinds, self.districts))
        return Cluster(
            int(column.mean() / unit) - self.tile.column * EXTENT,
            int(row.mean() / unit) - self.tile.row * EXTENT,
            len(row),
            kinds[0] if len(kinds) == 1 else MIXED,
            tuple(districts[:MOST_DISTRICTS]),
            _box(column, row),
        )


def _box(column: Places, row: Places) -> tuple[float, float, float, float]:
    """West, south, east, north of places. A place has a width: the eastern and southern edges are those of the next."""
    lon, lat = degrees([column.min(), column.max() + np.uint64(1)], [row.max() + np.uint64(1), row.min()])
    return float(lon[0]), float(lat[0]), float(lon[1]), float(lat[1])
