"""Points in the order of the tiles of WebMercatorQuad (OGC 17-083r4, Annex D): a tile of any zoom is a slice of them.

The square of the world is cut into 2^29 by 2^29 places, each at most 7.5 cm wide. The bits of a place's column and row,
in turn, are its code: places with the same first bits lie in the same tile. Rows are counted from the north.
"""

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.positions import Chosen, Degrees, Numbers

Codes = NDArray[np.uint64]
Places = NDArray[np.uint64]

DEPTH = 29
"""Bits of a place's column, and of its row."""
EXTENT_BITS = 12
EXTENT = 1 << EXTENT_BITS
"""A tile is so many units wide and high."""
DEEPEST = DEPTH - EXTENT_BITS
"""At this zoom a unit of a tile is one place: nearer, positions would not be told apart."""
SIDE = 1 << DEPTH
MASKS = tuple(
    (shift, np.uint64(mask))
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    )
)
"""Steps by which the bits of a number move apart, so that those of another one fit between them."""


@dataclass(frozen=True)
class Tile:
    """One tile of WebMercatorQuad. `zoom` is its matrix."""

    zoom: int
    row: int
    column: int

    @property
    def exists(self) -> bool:
        """Whether the matrix has such a tile, and is none of those that are nearer than positions are told apart."""
        side = 1 << self.zoom if 0 <= self.zoom <= DEEPEST else 0
        return 0 <= self.row < side and 0 <= self.column < side


def places(lon: ArrayLike, lat: ArrayLike) -> tuple[Places, Places]:
    """Column and row of the places of degrees WGS-84. What lies beyond the square of the world is at its edge."""
    across = (np.asarray(lon, np.float64) + 180.0) / 360.0
    sine = np.sin(np.radians(np.asarray(lat, np.float64)))
    with np.errstate(divide="ignore"):
        down = 0.5 - np.log((1.0 + sine) / (1.0 - sine)) / (4.0 * math.pi)
    column, row = (np.clip(np.floor(share * SIDE), 0, SIDE - 1).astype(np.uint64) for share in (across, down))
    return column, row


def degrees(column: ArrayLike, row: ArrayLike) -> tuple[Degrees, Degrees]:
    """Longitude and latitude of the north-western corners of places, or of points between them."""
    across, down = np.asarray(column, np.float64) / SIDE, np.asarray(row, np.float64) / SIDE
    lat = np.degrees(np.arctan(np.sinh(math.pi * (1.0 - 2.0 * down))))
    return np.asarray(across * 360.0 - 180.0, np.float64), np.asarray(lat, np.float64)


def codes_of(column: Places, row: Places) -> Codes:
    """The codes of places."""
    return _apart(column) | (_apart(row) << np.uint64(1))


def _apart(numbers: Places) -> Codes:
    spread = numbers.astype(np.uint64)
    for shift, mask in MASKS:
        spread = (spread | (spread << np.uint64(shift))) & mask
    return spread


SPREAD = tuple(int(code) for code in _apart(np.arange(256, dtype=np.uint64)))


def code_of(column: int, row: int) -> int:
    """The code of one place."""
    return _spread(column) | _spread(row) << 1


def _spread(number: int) -> int:
    return (
        SPREAD[number & 255]
        | SPREAD[number >> 8 & 255] << 16
        | SPREAD[number >> 16 & 255] << 32
        | SPREAD[number >> 24] << 48
    )


class TileOrder:
    """Points, each with a number, in the order of their places' codes. `column` and `row` are their places."""

    def __init__(self, numbers: Numbers, lon: Degrees, lat: Degrees) -> None:
        column, row = places(lon, lat)
        order = np.argsort(codes_of(column, row), kind="stable")
        self.numbers = numbers[order].astype(np.uint32)
        self.column, self.row = column[order].astype(np.uint32), row[order].astype(np.uint32)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        return self.numbers.nbytes + self.column.nbytes + self.row.nbytes

    def chosen(self, chosen: Chosen) -> Numbers:
        """Where the chosen points stand in this order; `chosen` says of each number whether it counts."""
        return np.flatnonzero(chosen[self.numbers]).astype(np.uint32)

    def within(self, tile: Tile, at: Numbers) -> Numbers:
        """Those of the places `at` in this order that lie in the tile. A point on an edge lies in one tile alone."""
        shift, code = 2 * (DEPTH - tile.zoom), code_of(tile.column, tile.row)

        def tile_of(place: int) -> int:
            return code_of(int(self.column[place]), int(self.row[place])) >> shift

        # A code of each point, kept or made for all, would take as much memory or time as all else.
        start = bisect_left(at, code, key=tile_of)
        return at[start : bisect_right(at, code, lo=start, key=tile_of)]
