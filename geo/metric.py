"""Metres in the city: EPSG:4549 (CGCS2000, 3-degree Gauss-Krüger, central meridian 120° E).

Lengths are true to 0.05 % within Shanghai. CGCS2000 equals WGS-84 within centimetres, so no datum is shifted.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

SRID = 4549


@lru_cache(maxsize=2)
def _transformer(inverse: bool) -> Any:
    from pyproj import Transformer

    ends = (f"EPSG:{SRID}", "EPSG:4490") if inverse else ("EPSG:4490", f"EPSG:{SRID}")
    return Transformer.from_crs(*ends, always_xy=True)


def to_metres(lon: "ArrayLike", lat: "ArrayLike") -> tuple[Any, Any]:
    """Easting and northing in metres of degrees."""
    x, y = _transformer(False).transform(lon, lat)
    return x, y


def to_degrees(x: "ArrayLike", y: "ArrayLike") -> tuple[Any, Any]:
    """Longitude and latitude in degrees of metres."""
    lon, lat = _transformer(True).transform(x, y)
    return lon, lat
