"""What items of the API are asked for besides a filter: a box, days, an expression. The same for every collection.

The conditions stand over a column of positions or outlines in degrees WGS-84 and over one of dates; the values that
they bind come from `values`.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Float, Text, and_, bindparam, false, func, not_, or_

from app.query.cql2.parameters import Expression
from app.query.days import Interval
from geo.bbox import BBox
from geo.reference_systems import ProjectedBox

SIDES = ("minx", "miny", "maxx", "maxy")
WGS84 = 4326
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class ItemsConditions:
    """What items of the API are asked for besides a filter.

    `bbox`: what touches it, and what has no position (OGC 17-069r4, 7.15.3). `days`: those in which the date of a
    record's source lies. `expression`: a filter in CQL2.
    """

    bbox: BBox | None = None
    days: Interval | None = None
    expression: Expression | None = None

    @property
    def boxes(self) -> int:
        """How many boxes `bbox` is: two where it crosses the antimeridian, 0 where there is none."""
        return len(self.bbox.parts()) if self.bbox else 0

    @property
    def projection(self) -> int | None:
        """The EPSG code of a `bbox` that was given in metres."""
        return self.bbox.system.srid if isinstance(self.bbox, ProjectedBox) else None


NO_CONDITIONS = ItemsConditions()


def values(also: ItemsConditions) -> dict[str, Any]:
    """The values that the conditions on box and days bind; those of an expression stand in it."""
    bound = sides("bbox", also.bbox)
    if isinstance(also.bbox, ProjectedBox):
        corners = (*also.bbox.lowest, *also.bbox.highest)
        bound |= {f"projected_{side}": metres for side, metres in zip(SIDES, corners, strict=True)}
    if also.days is not None:
        bound |= {"first_day": also.days.first, "last_day": also.days.last}
    return bound


def sides(name: str, box: BBox | None) -> dict[str, Any]:
    """The values that `in_boxes` binds."""
    parts = box.parts() if box else []
    return {f"{name}{i}_{side}": getattr(part, side) for i, part in enumerate(parts) for side in SIDES}


def in_boxes(name: str, count: int, geom: Any) -> Condition:
    """Touching counts. `&&` alone compares boxes in single precision, so the exact test follows the index."""
    corners = [[bindparam(f"{name}{i}_{side}", type_=Float) for side in SIDES] for i in range(count)]
    return or_(*[func.ST_Intersects(geom, func.ST_MakeEnvelope(*box, WGS84)) for box in corners])


def in_bbox(count: int, projection: int | None, geom: Any) -> Condition:
    """Features without a position belong to every box. A box in metres is none in degrees: those enclose it."""
    touched = in_boxes("bbox", count, geom)
    if projection:
        corners = [bindparam(f"projected_{side}", type_=Float) for side in SIDES]
        there = func.ST_Transform(geom, projection)
        touched = and_(touched, func.ST_Intersects(there, func.ST_MakeEnvelope(*corners, projection)))
    return or_(geom.is_(None), touched)


def date_range(date: Any) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """The first and the last day of a date, which may be a year or a month, as text YYYY-MM-DD.

    A month ends here on its 31st, which orders as its real last day does.
    """
    days = [func.concat(date, func.substr(rest, func.length(date) + 1)) for rest in ("0000-01-01", "0000-12-31")]
    return days[0], days[1]


def outside_days(date: Any) -> Condition:
    """Whether no day of a date lies in the days that are asked for; NULL may stand for no, where one end is open."""
    first, last = bindparam("first_day", type_=Text), bindparam("last_day", type_=Text)
    begin, end = date_range(date)
    return or_(end < first, begin > last)


def in_days(date: Any) -> Condition:
    """Whether a day of a date lies in the days that are asked for; without a date it is of any day."""
    return or_(date.is_(None), not_(func.coalesce(outside_days(date), false())))
