"""The tree of a filter, which both encodings of CQL2 are read into. Operators have their names of the JSON encoding,
in small letters.

A tree says what somebody wrote, not that it makes sense: names and types are checked where it becomes a condition.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import quoted


class FilterError(ValueError):
    """A filter cannot be used: `value` is the part of it that is wrong, `allowed` what could stand there."""

    def __init__(self, value: str, allowed: str) -> None:
        self.value = value
        self.allowed = allowed
        super().__init__(f"{quoted(value)}: allowed is {allowed}")


@dataclass(frozen=True)
class Text:
    value: str


@dataclass(frozen=True)
class Number:
    """A finite number."""

    value: float


@dataclass(frozen=True)
class Truth:
    value: bool


@dataclass(frozen=True)
class Day:
    """A date, or the day of a moment, YYYY-MM-DD."""

    value: str


@dataclass(frozen=True)
class Property:
    name: str


@dataclass(frozen=True)
class Array:
    """Several values, in the order in which they were given."""

    items: tuple["Node", ...]


Coordinates = float | tuple["Coordinates", ...]


@dataclass(frozen=True)
class Geometry:
    """A geometry as GeoJSON has it: its kind, and the coordinates or (of a collection) the geometries within."""

    kind: str
    coordinates: Coordinates = ()
    geometries: tuple["Geometry", ...] = ()


@dataclass(frozen=True)
class Box:
    """The four or six numbers of a bounding box."""

    numbers: tuple[float, ...]


@dataclass(frozen=True)
class Interval:
    """From one day to another; a Property gives a day of the record, None is open."""

    start: Day | Property | None
    end: Day | Property | None


@dataclass(frozen=True)
class Call:
    """An operator or a function with what it is applied to."""

    op: str
    args: tuple["Node", ...]


Node = Text | Number | Truth | Day | Property | Array | Geometry | Box | Interval | Call


def joined(op: str, parts: list[Node]) -> Node:
    """Several conditions as one; a single one stays as it is."""
    return parts[0] if len(parts) == 1 else Call(op, tuple(parts))


def shown(node: Node) -> str:
    """A part of a filter as a refusal names it."""
    return NAMED[type(node)](node) if type(node) in NAMED else type(node).__name__.upper()


NAMED: Mapping[type[Any], Callable[[Any], str]] = {
    Text: lambda node: f"'{node.value}'",
    Number: lambda node: f"{node.value:g}",
    Truth: lambda node: str(node.value).upper(),
    Day: lambda node: f"DATE('{node.value}')",
    Property: lambda node: str(node.name),
    Geometry: lambda node: str(node.kind).upper(),
    Call: lambda node: str(node.op).upper(),
}
"""How those are named that have more than their kind to say."""
