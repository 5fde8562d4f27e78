"""What a tile of platforms shows: its points, and its clusters.

A tile is cut into 8 by 8 cells, some 64 pixels wide where a map shows a tile 512 pixels wide. A cell with one record
shows it as a point, one with several as a cluster at their mean position. From `POINTS_FROM` on every record is a
point, unless the tile has more than `MOST_POINTS`. Each record is in exactly one tile of a zoom and in one cell of it,
so that the numbers of all tiles add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.platforms.index.record_index import Coded, RecordIndex
from geo.positions import Numbers
from geo.tile_order import DEEPEST, DEPTH, EXTENT, Tile, TileOrder, degrees

POINTS_FROM = 13
"""The zoom from which a tile has its records one by one."""
MOST_POINTS = 400
"""More of them, with their names, take more than 10 kB when they are sent: such a tile keeps its clusters."""
CELL_BITS = 3
CELLS_ACROSS = 1 << CELL_BITS
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
    rows, column, row = order.numbers[inside], order.column[inside], order.row[inside]
    if tile.zoom >= POINTS_FROM and len(rows) <= MOST_POINTS:
        return TileContent(_points(tile, rows, column, row), ())
    starts, sizes = _parts(tile, column, row)
    single = starts[sizes == 1]
    points = _points(tile, rows[single], column[single], row[single])
    several = np.repeat(sizes > 1, sizes)
    members = Members(tile, rows[several], column[several], row[several], sizes[sizes > 1])
    return TileContent(points, members.clusters(index.coded("kind"), index.coded("district")))


def _parts(tile: Tile, column: Numbers, row: Numbers) -> tuple[Units, Units]:
    """Where the records of each cell that has some begin, and how many they are: they stand cell by cell."""
    shift, last = DEPTH - tile.zoom - CELL_BITS, np.uint32(CELLS_ACROSS - 1)
    cells = (row >> np.uint32(shift) & last) * np.uint32(CELLS_ACROSS) + (column >> np.uint32(shift) & last)
    starts = np.flatnonzero(np.diff(cells.astype(np.int64), prepend=-1))
    return starts, np.diff(starts, append=len(cells))


def _points(tile: Tile, rows: Numbers, column: Numbers, row: Numbers) -> Points:
    shift = DEEPEST - tile.zoom
    x, y = column.astype(np.int64) >> shift, row.astype(np.int64) >> shift
    return Points(rows, x - tile.column * EXTENT, y - tile.row * EXTENT)


@dataclass(frozen=True)
class Members:
    """The records of the clusters of a tile, one cluster after another; `sizes` says how many each has."""

    tile: Tile
    rows: Numbers
    column: Numbers
    row: Numbers
    sizes: Units

    def clusters(self, kinds: Coded, districts: Coded) -> list[Cluster]:
        """The clusters, in their order."""
        if not len(self.sizes):
            return []
        which = np.repeat(np.arange(len(self.sizes)), self.sizes)
        x, y = self._means(self.column, self.tile.column), self._means(self.row, self.tile.row)
        of_kinds, of_districts = (each.commonest(self.rows, which, len(self.sizes)) for each in (kinds, districts))
        rest = zip(x, y, self.sizes.tolist(), of_kinds, of_districts, self._boxes(), strict=True)
        return [
            Cluster(x, y, count, kind[0] if len(kind) == 1 else MIXED, tuple(codes[:MOST_DISTRICTS]), box)
            for x, y, count, kind, codes, box in rest
        ]

    @property
    def _starts(self) -> Units:
        return np.cumsum(self.sizes) - self.sizes

    def _means(self, places: Numbers, of_tile: int) -> list[int]:
        """Where the members are on the average, in units of the tile."""
        sums = np.add.reduceat(places.astype(np.uint64), self._starts)
        unit = self.sizes * (1 << (DEEPEST - self.tile.zoom))
        return [int(mean) - of_tile * EXTENT for mean in sums // unit.astype(np.uint64)]

    def _boxes(self) -> list[tuple[float, float, float, float]]:
        """West, south, east, north of each. A place has a width: eastern and southern edges are those of the next."""
        (first_column, first_row), (last_column, last_row) = (
            [edge.reduceat(places, self._starts).astype(np.int64) for places in (self.column, self.row)]
            for edge in (np.minimum, np.maximum)
        )
        west, north = degrees(first_column, first_row)
        east, south = degrees(last_column + 1, last_row + 1)
        return [tuple(box) for box in np.stack([west, south, east, north], axis=1).tolist()]
