"""The one predicate: every answer about platforms is built from `conditions`.

A `Shape` says which parameters are set, not their values, so that a statement is compiled once per
shape; `values` gives the bound values of a filter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Float, Text, and_, bindparam, exists, func, or_
from sqlalchemy.dialects.postgresql import ARRAY

from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.models import Platform
from app.query.days import Interval
from app.query.facet import Condition
from app.query.text import terms
from app.vocabulary.models import Source
from geo.reference_systems import ProjectedBox

SIDES = ("minx", "miny", "maxx", "maxy")


@dataclass(frozen=True)
class Shape:
    """Which parameters of a filter are set. `terms` counts the words of `q`; `boxes` those of `bbox`.

    `with_nothing` names the parameters that also ask for records without any value. `projection` is the EPSG code of a
    box in metres; `dated`: days are asked for.
    """

    names: frozenset[str]
    with_nothing: frozenset[str]
    terms: int
    boxes: int
    projection: int | None = None
    dated: bool = False


def shape(filter: Filter, days: Interval | None = None) -> Shape:
    """The shape of a filter, and of the days in which the dates of sources lie."""
    names = {name for name, _ in filter.query()} - {"sort"}
    nothing = {facet.name for facet in FACETS if facet.nothing in filter[facet.name]}
    boxes = len(filter.bbox.parts()) if filter.bbox else 0
    projection = filter.bbox.system.srid if isinstance(filter.bbox, ProjectedBox) else None
    return Shape(frozenset(names), frozenset(nothing), len(terms(filter.q)), boxes, projection, days is not None)


def values(filter: Filter, days: Interval | None = None) -> dict[str, Any]:
    """The values that the conditions of the shape of this filter and these days bind."""
    bound: dict[str, Any] = {f"q{i}": _pattern(term) for i, term in enumerate(terms(filter.q))}
    for facet in FACETS:
        if selected := filter[facet.name]:
            bound[facet.name] = [code for code in selected if code != facet.nothing]
    if filter.ids:
        bound["ids"] = list(filter.ids)
    if filter.near is not None:
        bound["near_lon"], bound["near_lat"] = filter.near
    if filter.radius is not None:
        bound["radius"] = filter.radius
    for i, box in enumerate(filter.bbox.parts() if filter.bbox else ()):
        bound |= {f"bbox{i}_{side}": getattr(box, side) for side in SIDES}
    if isinstance(filter.bbox, ProjectedBox):
        corners = (*filter.bbox.lowest, *filter.bbox.highest)
        bound |= {f"projected_{side}": metres for side, metres in zip(SIDES, corners, strict=True)}
    if days is not None:
        bound |= {"first_day": days.first, "last_day": days.last}
    return bound


def _pattern(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _number(name: str) -> ColumnElement[float]:
    return bindparam(name, type_=Float)


def near_point() -> ColumnElement[Any]:
    """The point asked for as geography."""
    return func.geography(func.ST_SetSRID(func.ST_MakePoint(_number("near_lon"), _number("near_lat")), 4326))


def position() -> ColumnElement[Any]:
    """A platform's position as geography, as its index has it."""
    return func.geography(Platform.geom)


def distance() -> ColumnElement[float]:
    """Metres on the spheroid from the point asked for."""
    return func.ST_Distance(position(), near_point(), type_=Float)


def _search(count: int) -> Condition:
    patterns = [bindparam(f"q{i}", type_=Text) for i in range(count)]
    return and_(True, *[Platform.search_text.like(pattern) for pattern in patterns])


def _boxes(count: int) -> Condition:
    """Touching counts. `&&` alone compares boxes in single precision, so the exact test follows the index."""
    corners = [[_number(f"bbox{i}_{side}") for side in SIDES] for i in range(count)]
    return or_(*[func.ST_Intersects(Platform.geom, func.ST_MakeEnvelope(*box, 4326)) for box in corners])


def _projected_box(srid: int) -> Condition:
    """A box in metres is none in degrees: those enclose it, and this is the exact test."""
    corners = [_number(f"projected_{side}") for side in SIDES]
    return func.ST_Intersects(func.ST_Transform(Platform.geom, srid), func.ST_MakeEnvelope(*corners, srid))


def source_date_range() -> tuple[ColumnElement[str], ColumnElement[str]]:
    """The first and the last day of a source's date, which may be a year or a month, as text YYYY-MM-DD.

    A month ends here on its 31st, which orders as its real last day does.
    """
    days = [
        func.concat(Source.date, func.substr(rest, func.length(Source.date) + 1))
        for rest in ("0000-01-01", "0000-12-31")
    ]
    return days[0], days[1]


def _dated() -> Condition:
    """Whether the date of a record's source lies in the days; none always does."""
    first, last = bindparam("first_day", type_=Text), bindparam("last_day", type_=Text)
    begin, end = source_date_range()
    outside = exists().where(Source.code == Platform.source, Source.date.is_not(None), or_(end < first, begin > last))
    return ~outside.correlate(Platform)


def _conditions(of: Shape) -> dict[str, Callable[[], Condition]]:
    return {
        "q": lambda: _search(of.terms),
        **{facet.name: partial(facet.condition, with_nothing=facet.name in of.with_nothing) for facet in FACETS},
        "ids": lambda: Platform.id == func.any(bindparam("ids", type_=ARRAY(Text))),
        "bbox": lambda: _boxes(of.boxes),
        "radius": lambda: func.ST_DWithin(position(), near_point(), _number("radius")),
        "projection": lambda: _projected_box(of.projection or 0),
        "days": _dated,
    }


def conditions(of: Shape, *, without: str | None = None) -> list[Condition]:
    """The predicate, as conditions on `platforms`; `without` leaves one parameter out, as a facet's count needs."""
    also = {"projection"} if of.projection else set()
    parameters = of.names | also | ({"days"} if of.dated else set())
    return [make() for name, make in _conditions(of).items() if name in parameters and name != without]
