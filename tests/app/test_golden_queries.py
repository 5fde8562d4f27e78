"""What people type, and the answer it must give (`tests/data/golden_queries.yaml`): as suggestions and as lists."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

GOLDEN: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "golden_queries.yaml").read_text("utf-8")
)["queries"]
VOCABULARY = ("kind", "domain", "service", "zone", "district", "stage")
ITEMS = "/api/collections/platforms/items"


def ids(row: dict[str, Any]) -> str:
    return f"{row['code']} {row['query']}"


def suggested(client: httpx.Client, query: str) -> dict[str, list[str]]:
    """What is suggested, by the groups of the file."""
    answer = client.get("/api/suggest", params={"q": query, "kind": "poc,pilot,related"})
    assert answer.status_code == 200, answer.text
    groups = ("platform", "vocabulary", "place", "operator", "policy", "glossary")
    listed: dict[str, list[str]] = {group: [] for group in groups}
    for group in answer.json()["groups"]:
        coded = group["name"] in VOCABULARY
        values = [f"{group['name']}:{item['value']}" if coded else item["value"] for item in group["items"]]
        listed["vocabulary" if coded else group["name"]] += values
    assert sum(map(len, listed.values())) <= 8
    return listed


def check(row: dict[str, Any], listed: list[str]) -> None:
    if row["rule"] == "first":
        assert listed[:1], "nothing"
        assert listed[0] in row["expect"], listed
    else:
        assert row["rule"] == "top3"
        assert set(row["expect"]) <= set(listed[:3]), listed


def test_the_file_is_whole() -> None:
    assert len(GOLDEN) == 95
    assert {row["rule"] for row in GOLDEN} == {"first", "top3", "none"}
    assert len({row["code"] for row in GOLDEN}) == len(GOLDEN)


@pytest.mark.parametrize("row", GOLDEN, ids=ids)
def test_suggestions(client: httpx.Client, row: dict[str, Any]) -> None:
    listed = suggested(client, row["query"])
    if row["rule"] == "none":
        assert not any(listed.values()), listed
        assert client.get(ITEMS, params={"q": row["query"]}).json()["numberMatched"] == 0
    else:
        check(row, listed[row["group"]])


LISTS = [row for row in GOLDEN if row["group"] == "platform" and row["class"] != "typo"]


@pytest.mark.parametrize("row", LISTS, ids=ids)
def test_lists(client: httpx.Client, row: dict[str, Any]) -> None:
    """The list in its usual order, text first; what has a fault in it is put right before a list is opened."""
    found = client.get(ITEMS, params={"q": row["query"], "limit": "3", "properties": "name"}).json()
    check(row, [feature["id"] for feature in found["features"]])
