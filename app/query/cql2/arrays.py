"""The functions of lists, which count as sets: A_CONTAINS, A_CONTAINEDBY, A_EQUALS, A_OVERLAPS."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_

from app.query.cql2 import tree
from app.query.cql2.operand import Operand, Scope
from app.query.cql2.queryable import STRINGS, Condition, ListQueryable
from app.query.cql2.tree import Node

Arrays = Callable[[ColumnElement[Any], ColumnElement[Any]], Condition]
RELATIONS: Mapping[str, Arrays] = {
    "a_contains": lambda left, right: left.op("@>", is_comparison=True)(right),
    "a_containedby": lambda left, right: left.op("<@", is_comparison=True)(right),
    "a_equals": lambda left, right: and_(
        left.op("@>", is_comparison=True)(right), left.op("<@", is_comparison=True)(right)
    ),
    "a_overlaps": lambda left, right: left.op("&&", is_comparison=True)(right),
}


def related(op: str, left: Node, right: Node, *, scope: Scope, negated: bool) -> Condition:
    """Whether two lists are so related; `negated`: a NOT stands before it, so what is not stated must be NULL."""
    first, second = scope.typed(left, STRINGS), scope.typed(right, STRINGS)
    found = None if negated else _by_index(op, first, second, scope)
    return RELATIONS[op](first.sql, second.sql) if found is None else found


def _by_index(op: str, first: Operand, second: Operand, scope: Scope) -> Condition | None:
    if op not in ("a_contains", "a_overlaps") or not isinstance(second.node, tree.Array):
        return None
    if not isinstance(first.queryable, ListQueryable):
        return None
    return first.queryable.holds(scope.texts(second.node), every=op == "a_contains")
