"""A filter's tree as a condition of SQL: names and types are checked here, and every value is bound.

NULL stands for what is not stated and has the three-valued logic of SQL, which is that of CQL2: `IS NULL` finds it,
`<>` does not.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, collate, false, not_, or_, true

from app.query.cql2 import arrays, dates, spatial, tree
from app.query.cql2.operand import CODE_POINTS, DAY, Operand, Scope
from app.query.cql2.queryable import NUMBER, STRING, TRUTH, Condition, Queryables
from app.query.cql2.tree import Call, FilterError, Node, shown
from geo.reference_systems import CRS84, ReferenceSystem

COMPARED: Mapping[str, Callable[[Operand, Operand], Condition]] = {
    "=": lambda left, right: left.sql == right.sql,
    "<>": lambda left, right: left.sql != right.sql,
    "<": lambda left, right: _ordered(left) < _ordered(right),
    ">": lambda left, right: _ordered(left) > _ordered(right),
    "<=": lambda left, right: _ordered(left) <= _ordered(right),
    ">=": lambda left, right: _ordered(left) >= _ordered(right),
}


def condition(node: Node, queryables: Queryables, system: ReferenceSystem = CRS84) -> Condition:
    """The condition of a filter on the records that the queryables speak of; coordinates are in `system`.

    Raises FilterError for an unknown property or function, a wrong type, and a geometry that is none. It goes as deep
    as the tree does, which `bounds` limits before a tree is made.
    """
    return _condition(node, Scope(queryables, system), negated=False)


def _condition(node: Node, scope: Scope, *, negated: bool) -> Condition:
    if isinstance(node, tree.Truth):
        return true() if node.value else false()
    if not isinstance(node, Call) or node.op == "casei":
        raise FilterError(shown(node), "a condition")
    if node.op in ("and", "or"):
        _count(node, 2, at_least=True)
        parts = [_condition(each, scope, negated=negated) for each in node.args]
        return and_(*parts) if node.op == "and" else or_(*parts)
    if node.op == "not":
        _count(node, 1)
        return not_(_condition(node.args[0], scope, negated=True))
    if node.op in arrays.RELATIONS:
        _count(node, 2)
        return arrays.related(node.op, *node.args, scope=scope, negated=negated)
    return _predicate(node, scope)


def _predicate(node: Call, scope: Scope) -> Condition:
    if node.op in COMPARED:
        _count(node, 2)
        left, right = node.args
        return _comparison(node.op, left, right, scope=scope)
    for of_two in (spatial, dates):
        if node.op in of_two.RELATIONS:
            _count(node, 2)
            related: Condition = of_two.related(node.op, *node.args, scope=scope)
            return related
    if node.op not in PREDICATES:
        raise FilterError(node.op[:60], f"one of {', '.join(FUNCTIONS)}")
    count, make = PREDICATES[node.op]
    _count(node, count)
    return make(node.args, scope)


def _count(node: Call, count: int, *, at_least: bool = False) -> None:
    if len(node.args) < count or (len(node.args) > count and not at_least):
        raise FilterError(f"{node.op.upper()} with {len(node.args)}", f"{count} arguments")


def _ordered(operand: Operand) -> ColumnElement[Any]:
    return collate(operand.sql, CODE_POINTS) if operand.type == STRING else operand.sql


def _comparison(op: str, left: Node, right: Node, *, scope: Scope) -> Condition:
    first = scope.typed(left, STRING, NUMBER, TRUTH, DAY)
    second = scope.typed(right, STRING, NUMBER, TRUTH, DAY)
    if first.type == second.type and first.type != DAY:
        return COMPARED[op](first, second)
    if all(each.type == DAY or each.dated for each in (first, second)):
        return dates.compared(op, first, second)
    raise FilterError(shown(right), f"a {first.type}, as {shown(left)} is one")


def _like(args: tuple[Node, ...], scope: Scope) -> Condition:
    value, pattern = args
    inner = pattern
    while isinstance(inner, Call) and inner.op == "casei" and len(inner.args) == 1:
        inner = inner.args[0]
    if not isinstance(inner, tree.Text):
        raise FilterError(shown(pattern), "a pattern as text, or CASEI of one")
    # PostgreSQL takes no pattern that ends in the middle of an escaped sign.
    if (len(inner.value) - len(inner.value.rstrip("\\"))) % 2:
        raise FilterError(inner.value[-20:], "a pattern with something behind its last \\")
    return scope.typed(value, STRING).sql.like(scope.typed(pattern, STRING).sql)


def _between(args: tuple[Node, ...], scope: Scope) -> Condition:
    value, low, high = (scope.typed(each, NUMBER) for each in args)
    return value.sql.between(low.sql, high.sql)


def _in(args: tuple[Node, ...], scope: Scope) -> Condition:
    value, items = args
    if not isinstance(items, tree.Array) or not items.items:
        raise FilterError(shown(items), "a list of values")
    return or_(*(_comparison("=", value, each, scope=scope) for each in items.items))


def _is_null(args: tuple[Node, ...], scope: Scope) -> Condition:
    if not isinstance(args[0], tree.Property):
        raise FilterError(shown(args[0]), "a property")
    return scope.operand(args[0]).sql.is_(None)


PREDICATES: Mapping[str, tuple[int, Callable[[tuple[Node, ...], Scope], Condition]]] = {
    "like": (2, _like),
    "between": (3, _between),
    "in": (2, _in),
    "isnull": (1, _is_null),
}
FUNCTIONS = (
    *PREDICATES,
    *COMPARED,
    "and",
    "or",
    "not",
    "casei",
    *arrays.RELATIONS,
    *spatial.RELATIONS,
    *dates.RELATIONS,
)
"""What a filter may say, by its names of the JSON encoding."""
