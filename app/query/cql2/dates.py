"""Dates that are known to the year, the month or the day, compared with a day.

What is known to the year lies somewhere in it: a comparison is true or false where every day of the year says so, and
NULL where some do.
"""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, collate, false, func, literal, not_, or_, true

from app.query.cql2.operand import CODE_POINTS, Operand
from app.query.cql2.queryable import Condition

MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def compared(op: str, left: Operand, right: Operand) -> Condition:
    """One operand is such a date, the other one a day."""
    dated, day = (left, right) if left.dated else (right, left)
    op = op if left.dated else MIRRORED.get(op, op)
    first, last = _days(dated.sql)
    if op in ("=", "<>"):
        same = case((and_(first == day.sql, last == day.sql), true()), (or_(last < day.sql, first > day.sql), false()))
        return not_(same) if op == "<>" else same
    sure = {"<": last < day.sql, "<=": last <= day.sql, ">": first > day.sql, ">=": first >= day.sql}[op]
    never = {"<": first >= day.sql, "<=": first > day.sql, ">": last <= day.sql, ">=": last < day.sql}[op]
    return case((sure, true()), (never, false()))


def _days(text: ColumnElement[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The first and the last day; a month ends here on its 31st, which orders as its real last day does."""
    known = func.length(text) - 3
    first, last = (
        collate(text.op("||")(func.substr(literal(rest, Text), known, type_=Text)), CODE_POINTS)
        for rest in ("-01-01", "-12-31")
    )
    return first, last
