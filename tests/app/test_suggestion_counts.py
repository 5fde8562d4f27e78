"""The count beside a suggestion is the number of records on the list that it opens."""

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from app.settings import Settings
from tests.support.databases import Databases
from tests.support.server import running

PARAMETERS = ("domain", "service", "district", "zone", "q")


def _items(client: httpx.Client, query: dict[str, str]) -> list[dict[str, Any]]:
    groups = client.get("/api/suggest", params=query).json()["groups"]
    return [item for group in groups for item in group["items"] if item["parameter"]]


def _listed(client: httpx.Client, query: dict[str, str]) -> int:
    """What the list of the page says."""
    text = client.get("/en/", params=query).text
    found = re.search(r'<div class="count"><\w+ data-status="(\d+) ', text)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("typed", ["生物", "张江", "浦东", "检测", "上海市", "ai"])
@pytest.mark.parametrize(
    "filters", [{}, {"kind": "pilot,related"}, {"district": "310115", "kind": "poc,pilot,related"}]
)
def test_a_count_is_that_of_the_list(client: httpx.Client, typed: str, filters: dict[str, str]) -> None:
    items = _items(client, {"q": typed, **filters})
    assert items
    for item in items:
        name = item["parameter"]
        assert name in PARAMETERS
        values = dict.fromkeys([*filter(None, [filters.get(name)]), item["value"]])
        assert item["count"] == _listed(client, {**filters, name: ",".join(values)}), item["label"]


def test_an_unknown_parameter_is_refused(client: httpx.Client) -> None:
    assert client.get("/api/suggest", params={"q": "ai", "limit": "3"}).status_code == 400
    assert client.get("/api/suggest", params={"q": "ai", "district": "999999"}).status_code == 400


def test_suggestions_come_without_counts_where_they_take_too_long(databases: Databases) -> None:
    """Among very many records no one waits for a number; here a lock keeps the database from counting."""
    url = databases.url("suggestions-locked")
    engine = create_engine(url)
    with running(Settings(database_url=url, statement_timeout=0.5)) as site, httpx.Client(base_url=site) as client:
        assert all(item["count"] is not None for item in _items(client, {"q": "合成"}))
        with engine.begin() as connection:
            connection.execute(text("LOCK TABLE platforms IN ACCESS EXCLUSIVE MODE"))
            items = _items(client, {"q": "生物"})
        assert items
        assert {item["count"] for item in items} == {None}
    engine.dispose()
