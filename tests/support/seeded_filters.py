"""Filters drawn from the records themselves by a seeded generator, and the API's answer to one."""

import random
from collections.abc import Callable
from typing import Any

import httpx

from tests.support import recount

VALUES: dict[str, Callable[[recount.Row], list[str]]] = {
    "kind": lambda row: [row["kind"]],
    "status": lambda row: [row["lifecycle"]],
    "district": lambda row: [row["district_code"] or "not-stated"],
    "zone": lambda row: [row["zone"] or "none"],
    "voucher": lambda row: [row["voucher"] or "not-stated"],
    "fund": lambda row: [row["fund"] or "not-stated"],
    "domain": lambda row: row["domains"] or ["other"],
    "stage": lambda row: row["stages"] or ["not-stated"],
    "service": lambda row: row["services"] or ["not-stated"],
}


def draw(rng: random.Random, rows: list[recount.Row]) -> dict[str, list[str]]:
    """A filter whose values come from one or two existing records."""
    first, second = rng.choice(rows), rng.choice(rows)
    query: dict[str, list[str]] = {}
    for name in rng.sample(list(VALUES), rng.choice((1, 1, 2, 2, 3))):
        values = [rng.choice(VALUES[name](first))]
        if rng.random() < 0.4:
            values.append(rng.choice(VALUES[name](second)))
        query[name] = sorted(set(values))
    if first["lon"] is not None and rng.random() < 0.3:
        query["near"] = [f"{first['lon'] + rng.uniform(-0.05, 0.05):.4f},{first['lat']:.4f}"]
        query["radius"] = [str(rng.choice((3000, 10_000, 30_000)))]
    if first["lon"] is not None and rng.random() < 0.2:
        box = (first["lon"] - 0.1, first["lat"] - 0.1, first["lon"] + 0.1, first["lat"] + 0.1)
        query["bbox"] = [",".join(f"{side:.5f}" for side in box)]
    return query


def pairs(query: dict[str, list[str]], *more: tuple[str, str]) -> list[tuple[str, str | int | float | bool | None]]:
    return [*((name, value) for name, values in query.items() for value in values), *more]


def items(client: httpx.Client, query: dict[str, list[str]]) -> dict[str, Any]:
    found = client.get(
        "/api/collections/platforms/items", params=pairs(query, ("limit", "10000"), ("properties", "kind"))
    )
    assert found.status_code == 200, found.text
    document: dict[str, Any] = found.json()
    return document


def in_view(features: list[dict[str, Any]], query: dict[str, list[str]]) -> list[dict[str, Any]]:
    """What a page shows of items: where a box is asked for, items also give what has no position."""
    return [each for each in features if each["geometry"] or "bbox" not in query]
