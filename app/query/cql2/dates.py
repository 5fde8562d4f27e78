"""Dates that are known to the year, the month or the day: compared with days, and in T_BEFORE and its kind.

What is known to the year lies somewhere in it: a comparison is true or false where every day of the year says so, and
NULL where some do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, collate, false, func, literal, not_, or_, true

from app.query.cql2 import tree
from app.query.cql2.operand import CODE_POINTS, DAY, Operand, Scope
from app.query.cql2.queryable import Condition
from app.query.cql2.tree import FilterError, Node, shown

EARLIEST, LATEST = "0000-00-00", "9999-99-99"
"""Before and after every day, where an interval is open."""


@dataclass(frozen=True)
class Moment:
    """A day of which the earliest and the latest that it can be are known, as text YYYY-MM-DD in SQL."""

    earliest: ColumnElement[Any]
    latest: ColumnElement[Any]

    def __lt__(self, other: "Moment") -> Condition:
        return case((self.latest < other.earliest, true()), (self.earliest >= other.latest, false()))

    def __le__(self, other: "Moment") -> Condition:
        return case((self.latest <= other.earliest, true()), (self.earliest > other.latest, false()))

    def same(self, other: "Moment") -> Condition:
        """Whether both are the same day."""
        known = and_(self.earliest == self.latest, other.earliest == other.latest, self.earliest == other.earliest)
        return case((known, true()), (or_(self.latest < other.earliest, self.earliest > other.latest), false()))


@dataclass(frozen=True)
class Span:
    """From one moment to another; `named` are the dates of the record that it is made of."""

    start: Moment
    end: Moment
    named: tuple[ColumnElement[Any], ...]
    instant: bool


COMPARED: Mapping[str, Callable[[Moment, Moment], Condition]] = {
    "=": Moment.same,
    "<>": lambda one, other: not_(one.same(other)),
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: other < one,
    ">=": lambda one, other: other <= one,
}
Relation = Callable[[Span, Span], Condition]
OF_ANY: Mapping[str, Relation] = {
    "t_after": lambda one, other: other.end < one.start,
    "t_before": lambda one, other: one.end < other.start,
    "t_disjoint": lambda one, other: or_(one.end < other.start, other.end < one.start),
    "t_equals": lambda one, other: and_(one.start.same(other.start), one.end.same(other.end)),
    "t_intersects": lambda one, other: and_(one.start <= other.end, other.start <= one.end),
}
OF_INTERVALS: Mapping[str, Relation] = {
    "t_contains": lambda one, other: and_(one.start < other.start, other.end < one.end),
    "t_during": lambda one, other: and_(other.start < one.start, one.end < other.end),
    "t_finishedby": lambda one, other: and_(one.start < other.start, one.end.same(other.end)),
    "t_finishes": lambda one, other: and_(other.start < one.start, one.end.same(other.end)),
    "t_meets": lambda one, other: one.end.same(other.start),
    "t_metby": lambda one, other: one.start.same(other.end),
    "t_overlappedby": lambda one, other: and_(other.start < one.start, one.start < other.end, other.end < one.end),
    "t_overlaps": lambda one, other: and_(one.start < other.start, other.start < one.end, one.end < other.end),
    "t_startedby": lambda one, other: and_(one.start.same(other.start), other.end < one.end),
    "t_starts": lambda one, other: and_(one.start.same(other.start), one.end < other.end),
}
RELATIONS: Mapping[str, Relation] = {**OF_ANY, **OF_INTERVALS}
"""As the W3C's Time Ontology in OWL defines them."""


def compared(op: str, left: Operand, right: Operand) -> Condition:
    """Two operands, each of them a day or the date of a record."""
    return COMPARED[op](_moment(left), _moment(right))


def related(op: str, left: Node, right: Node, *, scope: Scope) -> Condition:
    """Whether two days or intervals are so related. Raises FilterError for a day where only an interval makes sense."""
    one, other = _span(left, scope), _span(right, scope)
    for node, span in ((left, one), (right, other)):
        if op in OF_INTERVALS and span.instant:
            raise FilterError(shown(node), "an interval, as INTERVAL('2025-01-01','..')")
    named = [*one.named, *other.named]
    relation = RELATIONS[op](one, other)
    # What is made of a date that is not stated is not known, whatever its other end says.
    return case((and_(*(each.is_not(None) for each in named)), relation)) if named else relation


def _span(node: Node, scope: Scope) -> Span:
    if isinstance(node, tree.Interval):
        starts, ends = _end(node.start, EARLIEST, scope), _end(node.end, LATEST, scope)
        if isinstance(node.start, tree.Day) and isinstance(node.end, tree.Day) and node.end.value < node.start.value:
            raise FilterError(shown(node.start), "a start that is not after the end of its interval")
        return Span(starts[0], ends[0], (*starts[1], *ends[1]), instant=False)
    moment, named = _end(node, EARLIEST, scope)
    return Span(moment, moment, named, instant=True)


def _end(node: Node | None, outside: str, scope: Scope) -> tuple[Moment, tuple[ColumnElement[Any], ...]]:
    """A day or a date of the record, with that date; where there is none, `outside`."""
    operand = scope.operand(tree.Day(outside) if node is None else node)
    if operand.type != DAY and not operand.dated:
        raise FilterError(shown(operand.node), f"a {DAY}")
    return _moment(operand), (operand.sql,) if operand.dated else ()


def _moment(operand: Operand) -> Moment:
    """A month ends here on its 31st, which orders as its real last day does."""
    if not operand.dated:
        day = collate(operand.sql, CODE_POINTS)
        return Moment(day, day)
    known = func.length(operand.sql) - 3
    rests = (func.substr(literal(rest, Text), known, type_=Text) for rest in ("-01-01", "-12-31"))
    earliest, latest = (collate(operand.sql.op("||")(rest), CODE_POINTS) for rest in rests)
    return Moment(earliest, latest)
