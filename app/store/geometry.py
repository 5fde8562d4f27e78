"""The types of columns with a geometry: all of the program takes them from here.

GeoAlchemy2 imports shapely wherever it is installed, and shapely numpy: 15 MB for a function or two that turn shapes
into values of such columns. `stored` is ours.
"""

from typing import TYPE_CHECKING

from app.absent import absent

with absent("shapely"):
    from geoalchemy2 import Geography, Geometry, WKBElement

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["WGS84", "Geography", "Geometry", "WKBElement", "stored"]
WGS84 = 4326


def stored(shape: "BaseGeometry") -> WKBElement:
    """A shape in degrees WGS-84 as the value of a column.

    It says its system itself (EWKB): GeoAlchemy2 would ask shapely for the text of one that does not.
    """
    from shapely import set_srid, to_wkb

    return WKBElement(to_wkb(set_srid(shape, WGS84), include_srid=True), srid=WGS84, extended=True)
