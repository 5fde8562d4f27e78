"""List, map, CSV, bubbles and facets agree with one another and with an independent count, for seeded filters."""

import random
import re
from collections import Counter
from typing import Any

import httpx
import pytest

from app.pages.home.facts import PAGE
from tests.support import recount
from tests.support.seeded_filters import VALUES, draw, in_view, items, pairs

SINGLE = ("kind", "zone", "district", "status", "voucher", "fund")


def check(client: httpx.Client, rows: list[recount.Row], seed: int, filters: int) -> None:
    rng = random.Random(seed)
    not_empty = 0
    for _ in range(filters):
        query = draw(rng, rows)
        expected = [row for row in rows if recount.matches(row, query)]
        ids = {row["id"] for row in rows if recount.matches(row, query, in_view=False)}
        not_empty += bool(ids)
        document = items(client, query)
        assert {feature["id"] for feature in document["features"]} == ids, query
        assert document["numberMatched"] == len(ids)
        exported = client.get("/api/collections/platforms/items", params=pairs(query, ("f", "csv")))
        assert {row["id"] for row in recount.read(exported.text)} == ids, query
        check_list(client, query, document)
        check_bubbles(client, query, expected)
        check_facets(client, query, rows)
    assert not_empty >= filters / 2


def check_list(client: httpx.Client, query: dict[str, list[str]], document: dict[str, Any]) -> None:
    """The page's list begins with the same records in the same order, and gives the same number."""
    explicit = {"kind": ["poc", "pilot", "related"], **query}
    panel = client.get("/panel", params=pairs(explicit)).text
    shown = re.findall(r'data-id="([^"]+)"', panel)
    seen = in_view(document["features"], query)
    assert shown == [feature["id"] for feature in seen[:PAGE]], query
    if shown:
        said = re.search(r'data-status="([0-9,]+)', panel)
        assert said
        assert int(said.group(1).replace(",", "")) == len(seen)


def check_bubbles(client: httpx.Client, query: dict[str, list[str]], expected: list[recount.Row]) -> None:
    for group, column in (("district", "district_code"), ("zone", "zone")):
        document = client.get("/api/bubbles", params=pairs(query, ("group", group))).json()
        shown = {f["id"]: f["properties"]["count"] for f in document["features"]}
        counted = Counter(row[column] for row in expected)
        assert document["notStated"] == counted.pop(None, 0)
        assert shown == dict(counted), query
        assert sum(shown.values()) + document["notStated"] == len(expected)
        for feature in document["features"]:
            members = [row for row in expected if row[column] == feature["id"]]
            assert feature["properties"]["unlocated"] == sum(row["lon"] is None for row in members)


def check_facets(client: httpx.Client, query: dict[str, list[str]], rows: list[recount.Row]) -> None:
    document = client.get("/api/facets", params=pairs(query)).json()
    for facet in document["facets"]:
        others = {name: values for name, values in query.items() if name != facet["name"]}
        under_others = [row for row in rows if recount.matches(row, others)]
        counted = Counter(value for row in under_others for value in VALUES[facet["name"]](row))
        shown = {value["value"]: value["count"] for value in facet["values"]}
        assert {value: n for value, n in shown.items() if n} == dict(counted), (facet["name"], query)
        if facet["name"] in SINGLE:
            assert sum(shown.values()) == len(under_others)


def test_the_default_data(client: httpx.Client, filters: int) -> None:
    check(client, recount.default_rows(), seed=1, filters=filters)


@pytest.fixture(scope="module")
def synthetic_rows(synthetic_client: httpx.Client) -> list[recount.Row]:
    """The synthetic records as the export gives them; their number is the generator's."""
    rows = recount.read(synthetic_client.get("/api/collections/platforms/items?f=csv").text)
    assert len(rows) == 10_000
    return rows


def test_ten_thousand_synthetic_platforms(
    synthetic_client: httpx.Client, synthetic_rows: list[recount.Row], filters: int
) -> None:
    # Each filter costs ten times as much here; the rules were tried on the default data.
    check(synthetic_client, synthetic_rows, seed=2, filters=filters // 3)
