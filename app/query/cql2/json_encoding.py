"""Reads CQL2 JSON. Python's own reader makes lists and objects of it; its depth was checked before."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from app.query.cql2 import literals
from app.query.cql2.bounds import check_json, checked_tree, storable
from app.query.cql2.tree import (
    Array,
    Box,
    Call,
    Coordinates,
    Day,
    FilterError,
    Geometry,
    Interval,
    Node,
    Number,
    Property,
    Text,
    Truth,
)

EXAMPLE = 'CQL2 JSON such as {"op": "=", "args": [{"property": "kind"}, "poc"]}'


def parse_json(text: str) -> Node:
    """The tree of a filter. Raises FilterError for one that is too long, too deep or no CQL2."""
    check_json(text)
    try:
        # Whole numbers, too: a long one would take long, and one without end is refused below.
        read = json.loads(text, parse_int=float, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        found = text[error.pos : error.pos + 20] or text[-20:] or "nothing"
        raise FilterError(found, f"{EXAMPLE}; at character {error.pos + 1} it is no JSON") from error
    return checked_tree(_node(read))


def _no_number(text: str) -> float:
    raise FilterError(text, "a finite number")


def _node(read: Any) -> Node:
    if isinstance(read, bool):
        return Truth(read)
    if isinstance(read, float):
        return _number(read)
    if isinstance(read, str):
        return Text(storable(read))
    if isinstance(read, list):
        return Array(tuple(_node(each) for each in read))
    if isinstance(read, dict):
        for key, make in MEMBERS.items():
            if key in read:
                return make(read)
    raise FilterError(json.dumps(read)[:40], EXAMPLE)


def _number(read: Any) -> Number:
    if isinstance(read, bool) or not isinstance(read, float):
        raise FilterError(json.dumps(read)[:40], "a number")
    return literals.number(read, f"{read}")


def _string(read: Any, what: str) -> str:
    if not isinstance(read, str):
        raise FilterError(json.dumps(read)[:40], what)
    return storable(read)


def _list(read: Any, what: str) -> list[Any]:
    if not isinstance(read, list):
        raise FilterError(json.dumps(read)[:40], what)
    return read


def _call(read: dict[str, Any]) -> Node:
    arguments = _list(read.get("args"), "a list of arguments, named args")
    op = _string(read["op"], "the name of an operator").lower()
    return Call(op, tuple(_node(each) for each in arguments))


def _day(key: str) -> Callable[[dict[str, Any]], Node]:
    moment = key == "timestamp"
    return lambda read: literals.day(_string(read[key], f"a {key} as text"), moment=moment)


def _interval(read: dict[str, Any]) -> Node:
    ends = _list(read["interval"], "the two ends of an interval")
    if len(ends) != 2:
        raise FilterError(json.dumps(read)[:40], "the two ends of an interval")
    return Interval(_end(ends[0]), _end(ends[1]))


def _end(read: Any) -> Day | Property | None:
    if isinstance(read, dict):
        node = _node(read)
        if isinstance(node, Day | Property):
            return node
    return literals.bound(_string(read, "a date, a timestamp or .."))


def _geometry(read: dict[str, Any]) -> Geometry:
    kind = _string(read["type"], "the kind of a geometry")
    if kind == "GeometryCollection":
        parts = _list(read.get("geometries"), "geometries within it")
        return Geometry(kind, geometries=literals.geometries(_node(each) for each in parts))
    return Geometry(kind, _coordinates(read.get("coordinates")))


def _coordinates(read: Any) -> Coordinates:
    return tuple(_coordinates(each) for each in read) if isinstance(read, list) else _number(read).value


MEMBERS: Mapping[str, Callable[[dict[str, Any]], Node]] = {
    "op": _call,
    "property": lambda read: Property(_string(read["property"], "the name of a property")),
    "date": _day("date"),
    "timestamp": _day("timestamp"),
    "interval": _interval,
    "bbox": lambda read: Box(tuple(_number(each).value for each in _list(read["bbox"], "four or six numbers"))),
    "type": _geometry,
}
"""The member of an object that says what it is."""
