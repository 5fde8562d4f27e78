"""Where things lie as far as this installation knows: named places, and the outlines of the districts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from app.districts.models import BoundarySet, DistrictBoundary, Place
from app.vocabulary.models import District

if TYPE_CHECKING:
    # Few files need to know where a place lies: what reckons it is loaded then.
    from pyproj import Geod
    from shapely.geometry.base import BaseGeometry

SHORTEST = 4
"""A name of fewer characters, as 七宝, stands in the names of too many other things."""


@dataclass(frozen=True)
class Named:
    """A place that a text names; `accuracy_m` is how exact its position is."""

    name: str
    lon: float
    lat: float
    accuracy_m: float
    kind: str

    def metres_to(self, lon: float, lat: float) -> float:
        """The distance on the spheroid."""
        return float(_spheroid().inv(self.lon, self.lat, lon, lat)[2])


@cache
def _spheroid() -> "Geod":
    from pyproj import Geod

    return Geod(ellps="WGS84")


@dataclass(frozen=True)
class Gazetteer:
    """Places by their names, the longest name first, and the current outlines by the code of their district."""

    names: Sequence[tuple[str, Named]]
    outlines: "dict[str, BaseGeometry]"
    districts: dict[str, str]
    """The code of each district by its Chinese name."""

    def named_in(self, *texts: str | None) -> Named | None:
        """The place with the longest name that stands in one of the texts; those named first count first."""
        for text in texts:
            found = next((place for name, place in self.names if text and name in text), None)
            if found:
                return found
        return None

    def covers(self, district: str, lon: float, lat: float) -> bool | None:
        """Whether a point lies in a district; None where its outline is not known."""
        import shapely

        outline = self.outlines.get(district)
        return None if outline is None else bool(shapely.intersects_xy(outline, lon, lat))

    def district_in(self, text: str) -> str | None:
        """The code of the district that a text names."""
        return next((code for name, code in self.districts.items() if name in text), None)

    @cached_property
    def centres(self) -> dict[str, tuple[float, float]]:
        """A point within each district."""
        points = {code: outline.representative_point() for code, outline in self.outlines.items()}
        return {code: (float(point.x), float(point.y)) for code, point in points.items()}


def load_gazetteer(connection: Connection) -> Gazetteer:
    """The places and outlines of a database."""
    import shapely

    stated = (Place.name_zh, Place.aliases, Place.kind, func.ST_X(Place.geom), func.ST_Y(Place.geom), Place.accuracy_m)
    names = [pair for row in connection.execute(select(*stated)) for pair in _names(*row)]
    names.sort(key=lambda pair: -len(pair[0]))
    current = select(BoundarySet.id).where(BoundarySet.current)
    shapes = select(DistrictBoundary.district, func.ST_AsBinary(DistrictBoundary.geom))
    rows = connection.execute(shapes.where(DistrictBoundary.boundary_set.in_(current))).all()
    outlines = {code: shapely.from_wkb(bytes(shape)) for code, shape in rows}
    for outline in outlines.values():
        shapely.prepare(outline)
    districts = {name: code for code, name in connection.execute(select(District.code, District.name_zh))}
    return Gazetteer(names, outlines, districts)


def _names(
    name: str, aliases: Iterable[str], kind: str, lon: float, lat: float, accuracy_m: float
) -> list[tuple[str, Named]]:
    place = Named(name, lon, lat, accuracy_m, kind)
    return [(each, place) for each in (name, *aliases) if len(each) >= SHORTEST]
