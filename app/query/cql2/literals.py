"""Values as both encodings write them: numbers, days, intervals, and what a geometry collection holds."""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from app.query.cql2.tree import Day, FilterError, Geometry, Number

FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT = re.compile(rf"{FULL_DATE.pattern}T\d{{2}}:\d{{2}}:\d{{2}}(\.\d+)?Z", re.ASCII | re.IGNORECASE)
OPEN = ".."


def number(value: float, text: str) -> Number:
    """Raises FilterError for one that is not finite."""
    if not math.isfinite(value):
        raise FilterError(text[:40], "a finite number")
    return Number(value)


def day(text: str, *, moment: bool) -> Day:
    """A date, or with `moment` the day of a timestamp in UTC. Raises FilterError for one that the calendar lacks."""
    allowed = "a timestamp such as 2025-06-01T08:00:00Z" if moment else "a date such as 2025-06-01"
    if not (MOMENT if moment else FULL_DATE).fullmatch(text):
        raise FilterError(text[:40], allowed)
    try:
        read = datetime.fromisoformat(text.upper()).date() if moment else date.fromisoformat(text)
    except ValueError as error:
        raise FilterError(text[:40], allowed) from error
    return Day(read.isoformat())


def bound(text: str) -> Day | None:
    """An end of an interval: a date, a timestamp, or None for the open one."""
    return None if text == OPEN else day(text, moment="T" in text.upper())


def geometries(parts: Iterable[Any]) -> tuple[Geometry, ...]:
    """The geometries of a collection. Raises FilterError where something else stands among them."""
    every = tuple(parts)
    if not every or not all(isinstance(each, Geometry) for each in every):
        raise FilterError("GEOMETRYCOLLECTION", "geometries within it")
    return every


def points(places: Iterable[Any]) -> tuple[Any, ...]:
    """The positions of a MULTIPOINT, each of which stands in brackets of its own. Raises FilterError for another."""
    every = tuple(places)
    if not all(isinstance(each, tuple) and len(each) == 1 for each in every):
        raise FilterError("MULTIPOINT", "points in brackets, as MULTIPOINT((1 2),(3 4))")
    return tuple(each[0] for each in every)
