"""What requests are drawn from: numbers in ranges, the same for the same seed."""

import random
from collections.abc import Iterator, Mapping

from app.imports.synthetic import CITY
from geo.tile_order import DEPTH, places

SEED = 5
Ranges = Mapping[str, tuple[int, int]]
Drawn = Mapping[str, int]
EDGE = 0.1
"""Degrees from the edge of the city within which no place is drawn: a box or the nearest would lie outside."""
PLACE: Ranges = {
    "west": (round((CITY.minx + EDGE) * 10_000), round((CITY.maxx - EDGE) * 10_000)),
    "south": (round((CITY.miny + EDGE) * 10_000), round((CITY.maxy - EDGE) * 10_000)),
}
"""A place in ten-thousandths of a degree."""


def tiles(zoom: int) -> Ranges:
    """The columns and rows of the tiles of the city."""
    columns, rows = places([CITY.minx + EDGE, CITY.maxx - EDGE], [CITY.maxy - EDGE, CITY.miny + EDGE])
    (west, east), (north, south) = ([int(each) >> (DEPTH - zoom) for each in both] for both in (columns, rows))
    return {"column": (west, east), "row": (north, south)}


def numbers(ranges: Ranges, seed: int = SEED) -> Iterator[Drawn]:
    """Draw for ever."""
    rng = random.Random(seed)
    while True:
        yield {name: rng.randint(low, high) for name, (low, high) in ranges.items()}
