"""The datums that positions in China come in, and a single position in another one: `crs.py` has the formulas.

Most positions need not be moved: row by row that costs nothing.
"""

from typing import Literal

Crs = Literal["wgs84", "cgcs2000", "gcj02", "bd09"]
EQUAL = ("wgs84", "cgcs2000")
"""They differ by centimetres and are taken as equal."""


def convert_point(lon: float, lat: float, source: Crs, target: Crs) -> tuple[float, float]:
    """A position in degrees from one datum to another."""
    if source == target or (source in EQUAL and target in EQUAL):
        return lon, lat
    from geo.crs import convert

    x, y = convert(lon, lat, source, target)
    return float(x), float(y)
