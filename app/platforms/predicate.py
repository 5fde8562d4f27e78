"""The one predicate: every answer about platforms is built from `conditions`.

A `Shape` says which parameters are set, not their values, so that a statement is compiled once per
shape; `values` gives the bound values of a filter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Float, Text, and_, bindparam, func, or_
from sqlalchemy.dialects.postgresql import ARRAY

from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.models import Platform
from app.query.facet import Condition
from app.query.text import terms


@dataclass(frozen=True)
class Shape:
    """Which parameters of a filter are set. `terms` counts the words of `q`; `boxes` those of `bbox`.

    `with_nothing` names the parameters that also ask for records without any value.
    """

    names: frozenset[str]
    with_nothing: frozenset[str]
    terms: int
    boxes: int


def shape(filter: Filter) -> Shape:
    """The shape of a filter."""
    names = {name for name, _ in filter.query()} - {"sort"}
    nothing = {facet.name for facet in FACETS if facet.nothing in filter[facet.name]}
    boxes = len(filter.bbox.parts()) if filter.bbox else 0
    return Shape(frozenset(names), frozenset(nothing), len(terms(filter.q)), boxes)


def values(filter: Filter) -> dict[str, Any]:
    """The values that the conditions of this filter's shape bind."""
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
        bound |= {f"bbox{i}_{side}": getattr(box, side) for side in ("minx", "miny", "maxx", "maxy")}
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
    sides = ("minx", "miny", "maxx", "maxy")
    corners = [[_number(f"bbox{i}_{side}") for side in sides] for i in range(count)]
    return or_(*[func.ST_Intersects(Platform.geom, func.ST_MakeEnvelope(*box, 4326)) for box in corners])


def _conditions(of: Shape) -> dict[str, Callable[[], Condition]]:
    return {
        "q": lambda: _search(of.terms),
        **{facet.name: partial(facet.condition, with_nothing=facet.name in of.with_nothing) for facet in FACETS},
        "ids": lambda: Platform.id == func.any(bindparam("ids", type_=ARRAY(Text))),
        "bbox": lambda: _boxes(of.boxes),
        "radius": lambda: func.ST_DWithin(position(), near_point(), _number("radius")),
    }


def conditions(of: Shape, *, without: str | None = None) -> list[Condition]:
    """The predicate, as conditions on `platforms`; `without` leaves one parameter out, as a facet's count needs."""
    return [make() for name, make in _conditions(of).items() if name in of.names and name != without]
