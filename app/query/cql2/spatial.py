"""The relations of two geometries: S_INTERSECTS and its kind, computed by PostGIS."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func

from app.query.cql2.operand import WGS84, Operand, Scope
from app.query.cql2.queryable import GEOMETRY, Condition
from app.query.cql2.tree import Node

RELATIONS: Mapping[str, Any] = {
    "s_intersects": func.ST_Intersects,
    "s_disjoint": func.ST_Disjoint,
    "s_equals": func.ST_Equals,
    "s_touches": func.ST_Touches,
    "s_within": func.ST_Within,
    "s_overlaps": func.ST_Overlaps,
    "s_crosses": func.ST_Crosses,
    "s_contains": func.ST_Contains,
}


def related(op: str, left: Node, right: Node, *, scope: Scope) -> Condition:
    """Whether two geometries are so related. What touches intersects."""
    first, second = scope.typed(left, GEOMETRY), scope.typed(right, GEOMETRY)
    srid = scope.srid
    relation: Condition = RELATIONS[op](_in_system(first, srid), _in_system(second, srid))
    if op == "s_disjoint":
        return relation
    return and_(*_enclosed(first, second), *_enclosed(second, first), relation)


def _in_system(operand: Operand, srid: int) -> ColumnElement[Any]:
    """In metres a line between two points is another one than in degrees, so the stored geometry is transformed."""
    stored = operand.queryable is not None and srid != WGS84
    return func.ST_Transform(operand.sql, srid) if stored else operand.sql


def _enclosed(stored: Operand, other: Operand) -> list[Condition]:
    """The degrees that enclose a shape in metres, which the index of positions finds."""
    around = other.shape.around if other.shape else None
    if around is None or stored.queryable is None:
        return []
    box = func.ST_MakeEnvelope(around.minx, around.miny, around.maxx, around.maxy, WGS84)
    return [stored.sql.op("&&", is_comparison=True)(box)]
