"""The one predicate: every answer about platforms is built from `conditions`.

A `Shape` says which parameters are set, not their values, so that a statement is compiled once per
shape; `values` gives the bound values of a filter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Float, Text, and_, bindparam, exists, func, or_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from app.platforms.models import Platform, PlatformDomain, PlatformService, PlatformStage
from app.query.filter import Filter
from app.query.text import terms

Condition = ColumnElement[bool]
NOTHING = {
    "domain": "other",
    "stage": "not-stated",
    "service": "not-stated",
    "district": "not-stated",
    "zone": "none",
}


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
    nothing = {name for name, value in NOTHING.items() if value in getattr(filter, name)}
    boxes = len(filter.bbox.parts()) if filter.bbox else 0
    return Shape(frozenset(names), frozenset(nothing), len(terms(filter.q)), boxes)


def values(filter: Filter) -> dict[str, Any]:
    """The values that the conditions of this filter's shape bind."""
    found: dict[str, Any] = {f"q{i}": _pattern(term) for i, term in enumerate(terms(filter.q))}
    for name in (
        "domain",
        "stage",
        "service",
        "kind",
        "status",
        "district",
        "zone",
        "voucher",
        "fund",
        "ids",
    ):
        if chosen := getattr(filter, name):
            found[name] = [code for code in chosen if code != NOTHING.get(name)]
    if filter.near is not None:
        found["near_lon"], found["near_lat"] = filter.near
    if filter.radius is not None:
        found["radius"] = filter.radius
    for i, box in enumerate(filter.bbox.parts() if filter.bbox else ()):
        found |= {f"bbox{i}_{side}": getattr(box, side) for side in ("minx", "miny", "maxx", "maxy")}
    return found


def _pattern(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _codes(name: str) -> ColumnElement[Any]:
    return func.any(bindparam(name, type_=ARRAY(Text)))


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


def _child(
    name: str, owner: InstrumentedAttribute[str], code: InstrumentedAttribute[str], has_nothing: bool
) -> Condition:
    found: Condition = exists().where(owner == Platform.id, code == _codes(name))
    return or_(found, ~exists().where(owner == Platform.id)) if has_nothing else found


def _column(name: str, column: InstrumentedAttribute[Any], has_nothing: bool) -> Condition:
    found: Condition = column == _codes(name)
    return or_(found, column.is_(None)) if has_nothing else found


def _three_valued(name: str, column: InstrumentedAttribute[Any]) -> Condition:
    return func.coalesce(column, "not-stated") == _codes(name)


def _search(count: int) -> Condition:
    patterns = [bindparam(f"q{i}", type_=Text) for i in range(count)]
    return and_(True, *[Platform.search_text.like(pattern) for pattern in patterns])


def _boxes(count: int) -> Condition:
    """Touching counts. `&&` alone compares boxes in single precision, so the exact test follows the index."""
    sides = ("minx", "miny", "maxx", "maxy")
    corners = [[_number(f"bbox{i}_{side}") for side in sides] for i in range(count)]
    return or_(*[func.ST_Intersects(Platform.geom, func.ST_MakeEnvelope(*box, 4326)) for box in corners])


def _conditions(of: Shape) -> dict[str, Callable[[], Condition]]:
    nothing = of.with_nothing
    return {
        "q": lambda: _search(of.terms),
        "domain": lambda: _child("domain", PlatformDomain.platform, PlatformDomain.domain, "domain" in nothing),
        "stage": lambda: _child("stage", PlatformStage.platform, PlatformStage.stage, "stage" in nothing),
        "service": lambda: _child("service", PlatformService.platform, PlatformService.service, "service" in nothing),
        "kind": lambda: _column("kind", Platform.kind, False),
        "status": lambda: _column("status", Platform.lifecycle, False),
        "district": lambda: _column("district", Platform.district, "district" in nothing),
        "zone": lambda: _column("zone", Platform.zone, "zone" in nothing),
        "voucher": lambda: _three_valued("voucher", Platform.voucher),
        "fund": lambda: _three_valued("fund", Platform.fund),
        "ids": lambda: _column("ids", Platform.id, False),
        "bbox": lambda: _boxes(of.boxes),
        "radius": lambda: func.ST_DWithin(position(), near_point(), _number("radius")),
    }


def conditions(of: Shape, *, without: str | None = None) -> list[Condition]:
    """The predicate, as conditions on `platforms`; `without` leaves one parameter out, as a facet's count needs."""
    return [make() for name, make in _conditions(of).items() if name in of.names and name != without]
