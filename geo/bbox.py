"""Bounding boxes in degrees, west-south-east-north, as OGC API and RFC 7946 write them."""

import math
from dataclasses import dataclass

from geo.numbers import decimal


class BBoxError(ValueError):
    """The text is no bounding box; `str()` says what one looks like."""


@dataclass(frozen=True)
class BBox:
    """`minx > maxx` means that the box crosses the antimeridian (RFC 7946, 5.2)."""

    minx: float
    miny: float
    maxx: float
    maxy: float

    @classmethod
    def parse(cls, text: str) -> "BBox":
        """Read `west,south,east,north`; of six numbers the two heights are left out.

        Raises BBoxError for another count, NaN or infinity, a latitude beyond ±90, a longitude beyond
        ±180, or south above north.
        """
        return cls.checked(*box_numbers(text))

    @classmethod
    def checked(cls, minx: float, miny: float, maxx: float, maxy: float) -> "BBox":
        """The box of these degrees. Raises BBoxError as `parse` does."""
        if max(abs(minx), abs(maxx)) > 180:
            raise BBoxError("longitudes from -180 to 180")
        if max(abs(miny), abs(maxy)) > 90:
            raise BBoxError("latitudes from -90 to 90")
        if miny > maxy:
            raise BBoxError("south not above north")
        return cls(minx, miny, maxx, maxy)

    def parts(self) -> list["BBox"]:
        """The box, cut in two where it crosses the antimeridian."""
        if self.minx <= self.maxx:
            return [self]
        return [BBox(self.minx, self.miny, 180.0, self.maxy), BBox(-180.0, self.miny, self.maxx, self.maxy)]

    def contains(self, lon: float, lat: float) -> bool:
        """Whether a point lies in the box or on its edge."""
        return any(b.minx <= lon <= b.maxx and b.miny <= lat <= b.maxy for b in self.parts())

    def encloses(self, lon: float, lat: float) -> bool:
        """Whether a point lies in the box and not on its edge, as PostGIS' `ST_Within` has it."""
        return any(b.minx < lon < b.maxx and b.miny < lat < b.maxy for b in self.parts())


def box_numbers(text: str) -> tuple[float, float, float, float]:
    """The two corners that a text names with four numbers; of six the third and the last, heights, are left out.

    Raises BBoxError for another count, NaN or infinity.
    """
    try:
        numbers = [decimal(part) for part in text.split(",")]
    except ValueError as error:
        raise BBoxError("four numbers: west,south,east,north in degrees") from error
    if len(numbers) not in (4, 6) or not all(math.isfinite(number) for number in numbers):
        raise BBoxError("four finite numbers: west,south,east,north in degrees")
    if len(numbers) == 6:
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    first, second, third, fourth = numbers
    return first, second, third, fourth
