"""Seeded filters in CQL2, as text and as JSON, with what they mean in plain Python: nothing of the application.

A filter is a tree of tuples: `("and", a, b, …)`, `("or", …)`, `("not", a)`, or a leaf with an operator, the name of a
property and values. Its truth is True, False or None, as the standard has it: None is what nobody knows.
"""

import json
import random
from collections.abc import Callable
from typing import Any

import shapely
from shapely import box
from shapely.geometry import Point, shape

Feature = dict[str, Any]
Tree = tuple[Any, ...]
Truth = bool | None
LISTS = ("domains", "domains_other", "stages", "services", "service_phrases")
ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
SETS: dict[str, Callable[[set[str], set[str]], bool]] = {
    "a_contains": lambda a, b: a >= b,
    "a_containedby": lambda a, b: a <= b,
    "a_equals": lambda a, b: a == b,
    "a_overlaps": lambda a, b: bool(a & b),
}
WHEN: dict[str, Callable[[str, str, str], bool]] = {
    "t_before": lambda day, start, end: day < start,
    "t_after": lambda day, start, end: day > end,
    "t_intersects": lambda day, start, end: start <= day <= end,
    "t_disjoint": lambda day, start, end: not start <= day <= end,
}
RELATED: dict[str, Callable[[Any, Any], Any]] = {
    "s_intersects": shapely.intersects,
    "s_disjoint": shapely.disjoint,
    "s_within": shapely.within,
}


def draw(rng: random.Random, features: list[Feature], depth: int = 3) -> Tree:
    """A filter whose values come from the features."""
    if depth and rng.random() < 0.6:
        op = rng.choice(("and", "or", "and", "or", "not"))
        return (op, *(draw(rng, features, depth - 1) for _ in range(1 if op == "not" else rng.choice((2, 2, 3)))))
    feature = rng.choice(features)
    name = rng.choice(["geometry", *feature["properties"]])
    value = feature["geometry"] if name == "geometry" else feature["properties"][name]
    if value is None or rng.random() < 0.1:
        return ("is null", name)
    if name == "geometry":
        return _spatial(rng, value)
    if name in LISTS:
        others = rng.choice(features)["properties"][name]
        return (rng.choice(list(SETS)), name, tuple(rng.sample(value, min(len(value), 2)) + (others or [])[:1]))
    if isinstance(value, bool):
        return (rng.choice(("=", "<>")), name, value)
    return _number(rng, name, value) if isinstance(value, float | int) else _text(rng, name, value)


def _spatial(rng: random.Random, geometry: dict[str, Any]) -> Tree:
    lon, lat = (round(edge, 4) for edge in shape(geometry).centroid.coords[0])
    if rng.random() < 0.3:
        return ("s_intersects", "geometry", shape(geometry).representative_point())
    west, south = lon - rng.uniform(0.01, 0.2), lat - rng.uniform(0.01, 0.2)
    return (rng.choice(list(RELATED)), "geometry", (round(west, 4), round(south, 4), lon + 0.05, lat + 0.05))


def _number(rng: random.Random, name: str, value: float) -> Tree:
    if rng.random() < 0.3:
        return ("between", name, value - rng.choice((0, 1, 100)), value + rng.choice((0, 0.5, 300)))
    return (rng.choice(list(ORDER)), name, value)


def _text(rng: random.Random, name: str, value: str) -> Tree:
    if name.endswith("_date") and rng.random() < 0.3:
        first = (value + "-06-15")[:10]
        return (
            rng.choice(list(WHEN)),
            name,
            rng.choice(((first, first), (first, "2026-03-01"), ("2024-01-01", first))),
        )
    if name.endswith("_date") and rng.random() < 0.5:
        return (
            "day " + rng.choice(list(ORDER)),
            name,
            (value + "-06-15")[: 10 if len(value) < 10 else len(value)][:10],
        )
    start = rng.randrange(len(value)) if value else 0
    part = value[start : start + rng.choice((1, 2, 8))]
    return rng.choice(
        (
            (rng.choice(list(ORDER)), name, value),
            ("in", name, (value, part or "x")),
            ("like", name, part),
            ("casei =", name, value.swapcase()),
            ("casei like", name, part.upper()),
        )
    )


def text_of(tree: Tree) -> str:
    """The filter as CQL2 text; brackets stand only where they have to, so that precedence is tried."""
    op, *rest = tree
    if op in ("and", "or"):
        return f" {op.upper()} ".join(_bracketed(each, op) for each in rest)
    if op == "not":
        return f"NOT ({text_of(rest[0])})" if rest[0][0] in ("and", "or", "not") else f"NOT {text_of(rest[0])}"
    name, *values = rest
    return _leaf_text(op, name, *values)


def _bracketed(tree: Tree, within: str) -> str:
    return f"({text_of(tree)})" if within == "and" and tree[0] == "or" else text_of(tree)


def _leaf_text(op: str, name: str, *values: Any) -> str:
    first: Any = values[0] if values else ""
    if op in SETS:
        return f"{op.upper()}({name}, ({', '.join(map(_quoted, first))}))"
    if op in WHEN:
        return f"{op.upper()}({name}, INTERVAL({', '.join(map(_quoted, sorted(first)))}))"
    if op in RELATED:
        shape = f"BBOX({_listed(first)})" if isinstance(first, tuple) else f"POINT({first.x!r} {first.y!r})"
        return f'{op.upper()}("{name}", {shape})'
    written = {
        "is null": lambda: f"{name} IS NULL",
        "between": lambda: f"{name} BETWEEN {_listed(values, ' AND ')}",
        "in": lambda: f"{name} IN ({', '.join(map(_quoted, first))})",
        "like": lambda: f"{name} LIKE {_quoted(_pattern(first))}",
        "casei =": lambda: f"CASEI({name}) = CASEI({_quoted(first)})",
        "casei like": lambda: f"casei({name}) like casei({_quoted(_pattern(first))})",
    }
    if op in written:
        return written[op]()
    if op.startswith("day "):
        return f"{name} {op[4:]} DATE({_quoted(first)})"
    return f"{name}{op}{_quoted(first) if isinstance(first, str) else repr(first)}"


def _listed(numbers: Any, between: str = ", ") -> str:
    return between.join(map(repr, numbers))


def _pattern(part: str) -> str:
    return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def json_of(tree: Tree) -> str:
    """The filter as CQL2 JSON."""
    return json.dumps(_json(tree), ensure_ascii=False)


def _json(tree: Tree) -> dict[str, Any]:
    op, *rest = tree
    if op in ("and", "or", "not"):
        return {"op": op, "args": [_json(each) for each in rest]}
    name, *values = rest
    of, first = {"property": name}, [*values, ""][0]
    if op.startswith("casei "):
        second = first if op == "casei =" else _pattern(first)
        return {"op": op[6:], "args": [{"op": "casei", "args": [of]}, {"op": "casei", "args": [second]}]}
    if op in RELATED:
        literal = (
            {"bbox": list(first)} if isinstance(first, tuple) else {"type": "Point", "coordinates": [first.x, first.y]}
        )
        return {"op": op, "args": [of, literal]}
    if op in WHEN:
        return {"op": op, "args": [of, {"interval": sorted(first)}]}
    plain: dict[str, list[Any]] = {"is null": [], "like": [_pattern(first) if op == "like" else ""], "between": values}
    plain |= {"in": [list(first)] if op == "in" else []} | {each: [list(first)] for each in SETS if op == each}
    second = plain.get(op, [{"date": first}] if op.startswith("day ") else [first])
    return {
        "op": {"is null": "isNull", "a_containedby": "a_containedBy"}.get(op, op.removeprefix("day ")),
        "args": [of, *second],
    }


def truth(tree: Tree, feature: Feature) -> Truth:
    """Whether a feature fulfils the filter."""
    op, *rest = tree
    if op == "not":
        inner = truth(rest[0], feature)
        return None if inner is None else not inner
    if op in ("and", "or"):
        found = [truth(each, feature) for each in rest]
        decided = op == "or"
        return decided if decided in found else None if None in found else not decided
    name, *values = rest
    value = feature["geometry"] if name == "geometry" else feature["properties"][name]
    missing = value is None or value == []
    if op == "is null":
        return missing
    return None if missing else _leaf_truth(op, value, *values)


def _leaf_truth(op: str, value: Any, *values: Any) -> Truth:
    first = values[0]
    if op in SETS:
        return SETS[op](set(value), set(first))
    if op in RELATED:
        return bool(RELATED[op](shape(value), box(*first) if isinstance(first, tuple) else Point(first)))
    if op in WHEN:
        start, end = sorted(first)
        return _known({WHEN[op](day, start, end) for day in _days(value, start, end)})
    if op.startswith("day "):
        return _known({ORDER[op[4:]](day, first) for day in _days(value, first)})
    simple: dict[str, Callable[[], bool]] = {
        "between": lambda: values[0] <= value <= values[1],
        "in": lambda: value in first,
        "like": lambda: first in value,
        "casei =": lambda: first.casefold() == value.casefold(),
        "casei like": lambda: first.casefold() in value.casefold(),
    }
    return simple[op]() if op in simple else ORDER[op](value, first)


def _days(value: str, *asked: str) -> list[str]:
    """The first and the last day that a date can be, and those asked for that it can be as well."""
    first = value + {4: "-01-01", 7: "-01", 10: ""}[len(value)]
    last = value + {4: "-12-31", 7: "-31", 10: ""}[len(value)]
    return [first, *(day for day in asked if first <= day <= last), last]


def _known(said: set[bool]) -> Truth:
    """What all days say alike is known."""
    return said.pop() if len(said) == 1 else None
