"""Whether the answers that are timed are the same: ours, the SQL's, and those of the peers as far as they can say it.

Each is compared for some drawn requests before any is timed. A difference is told, and the request is not timed.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import httpx
import mapbox_vector_tile
import psycopg

from app.database_url import libpq
from bench import best
from bench.asks import Ask
from bench.databases import Databases
from bench.draw import Drawn, numbers
from bench.programs import Running

COMPARED = 8
DIGIT_M = 0.11
"""Distances are rounded to a tenth of a metre, on two ways."""
Difference = str
DISTANCE = "distance_m"


def with_sql(ask: Ask, ours: Running, databases: Databases) -> Difference:
    """How our answers differ from those of the statement; empty where they do not."""
    compare = COMPARISONS[ask.answer] if ask.answer else None
    if compare is None:
        return ""
    query = best.bound(ask.sql)
    with psycopg.connect(libpq(databases.best), autocommit=True) as connection:
        for drawn in _some(ask):
            row = connection.execute(query.encode(), dict(drawn)).fetchone() or ()
            address = ask.address(drawn)
            if difference := compare(ours.get(address).content, row):
                return f"{address}: {difference}"
    return ""


def with_peer(
    ask: Ask, ours: Running, peer: Running, address: Callable[[Drawn], str], databases: Databases
) -> Difference:
    """How a peer's answers differ from ours, in what it can say: numbers and identifiers."""
    with psycopg.connect(libpq(databases.best), autocommit=True) as connection:
        for drawn in _some(ask):
            try:
                mine, its = ours.get(ask.address(drawn)).content, peer.get(address(drawn)).content
            except httpx.HTTPError as error:
                return f"{address(drawn)}: {error}"
            if "tile" in ask.name:
                difference = _same_tile(mine, its)
            elif ask.counted is None:
                difference = _said("id", json.loads(mine)["id"], json.loads(its)["id"])
            else:
                difference = _same_number(connection, ask.counted(drawn), mine, its)
            if difference:
                return f"{address(drawn)}: {difference}"
    return ""


def _some(ask: Ask) -> Iterator[Drawn]:
    return islice(numbers(ask.ranges), COMPARED)


def _said(what: str, mine: object, its: object) -> Difference:
    return "" if mine == its else f"{what}: {str(mine)[:80]} here, {str(its)[:80]} there"


def _same_number(connection: psycopg.Connection[Any], condition: str, mine: bytes, its: bytes) -> Difference:
    """Ours counts records without a position in a box, too, as the standard has it; the peers leave them out."""
    query = f"SELECT count(*), count(geom) FROM platforms WHERE {condition}"
    [(count, located)] = connection.execute(query.encode()).fetchall()
    ours, theirs = json.loads(mine), json.loads(its)
    return (
        _said("number matched", ours["numberMatched"], count)
        or _said("number matched", located if "ST_Intersects" in condition else count, theirs["numberMatched"])
        or _said("number returned", min(100, theirs["numberMatched"], len(ours["features"])), len(theirs["features"]))
    )


def _items(body: bytes, row: tuple[Any, ...]) -> Difference:
    return _features(json.loads(body)["features"], json.loads(row[0] or "[]"))


def _features(mine: list[dict[str, Any]], its: list[dict[str, Any]]) -> Difference:
    ids = [[each["id"] for each in features] for features in (mine, its)]
    return _said("identifiers", *ids) or next(
        (f"{a['id']} differs" for a, b in zip(mine, its, strict=True) if a != b), ""
    )


def _nearest(body: bytes, row: tuple[Any, ...]) -> Difference:
    mine, its = json.loads(body)["features"], json.loads(row[0] or "[]")
    far = [feature["properties"].pop(DISTANCE) for feature in mine]
    apart = [abs(a - float(b)) for a, b in zip(far, row[1] or [], strict=False)]
    return _features(mine, its) or _said("distances", max(apart, default=0.0) <= DIGIT_M, True)


def _item(body: bytes, row: tuple[Any, ...]) -> Difference:
    its, mine = json.loads(row[0]), json.loads(body)
    return next(
        (_said(name, mine[name], its[name]) for name in ("id", "geometry", "properties") if mine[name] != its[name]), ""
    )


def _tile(body: bytes, row: tuple[Any, ...]) -> Difference:
    return _said("points and clusters", _shown(body), _shown(bytes(row[0] or b"")))


def _shown(tile: bytes) -> tuple[list[str], list[int]]:
    layers = mapbox_vector_tile.decode(tile) if tile else {}
    found = {name: [each["properties"] for each in layer["features"]] for name, layer in layers.items()}
    ids = sorted(each["id"] for name in ("platforms", "default", "public.platforms") for each in found.get(name, []))
    return ids, sorted(each["count"] for each in found.get("clusters", []))


def _same_tile(mine: bytes, its: bytes) -> Difference:
    """The records of a tile; where ours gathers them in clusters, how many they are."""
    (ids, counts), (others, _) = _shown(mine), _shown(its)
    if counts:
        return _said("records in the tile", len(ids) + sum(counts), len(others))
    return _said("identifiers", ids, others)


def _facets(body: bytes, row: tuple[Any, ...]) -> Difference:
    its: dict[str, Counter[str]] = {}
    for facet, value, n in row[0] or []:
        its.setdefault(facet, Counter())[value or "null"] += n
    mine = {
        each["name"]: {v["value"]: v["count"] for v in each["values"] if v["count"]}
        for each in json.loads(body)["facets"]
    }
    for facet, counts in mine.items():
        theirs = its.get(facet, Counter())
        stated = {value: n for value, n in counts.items() if value in theirs}
        unstated = sum(counts.values()) - sum(stated.values())
        known = set(theirs) - {"null"} <= set(counts)
        if not known or unstated != theirs["null"] or any(n != theirs[value] for value, n in stated.items()):
            return f"{facet}: {counts} here, {dict(theirs)} there"
    return ""


COMPARISONS: dict[str, Callable[[bytes, tuple[Any, ...]], Difference]] = {
    "items": _items,
    "nearest": _nearest,
    "item": _item,
    "tile": _tile,
    "facets": _facets,
}
