"""The count beside a suggestion is the number of records on the list that it opens."""

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from app.settings import Settings
from tests.support.databases import Databases
from tests.support.server import running

PARAMETERS = ("domain", "service", "district", "zone", "kind", "stage", "q")


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
        before = None if name == "kind" else filters.get(name)
        values = dict.fromkeys([*filter(None, [before]), item["value"]])
        opened = {**filters, "kind": ",".join(item["kinds"]), name: ",".join(values)}
        assert item["count"] == _listed(client, opened), item["label"]
        # What has none of the kinds that are shown opens the list of all kinds.
        assert item["count"] or set(item["kinds"]) == {"poc", "pilot", "related"}


def test_an_unknown_parameter_is_refused(client: httpx.Client) -> None:
    assert client.get("/api/suggest", params={"q": "ai", "limit": "3"}).status_code == 400
    assert client.get("/api/suggest", params={"q": "ai", "district": "999999"}).status_code == 400


def test_suggestions_come_though_the_database_does_not_answer_in_time(databases: Databases) -> None:
    """Names are in memory; no one waits for numbers that must be looked up: here a lock keeps the database from it."""
    url = databases.url("suggestions-locked")
    engine = create_engine(url)
    with running(Settings(database_url=url, statement_timeout=0.5)) as site, httpx.Client(base_url=site) as client:
        groups = client.get("/api/suggest", params={"q": "生物"}).json()["groups"]
        before = {item["value"]: item["count"] for group in groups for item in group["items"]}
        assert "platform" in {group["name"] for group in groups}
        assert all(item["count"] is not None for item in _items(client, {"q": "合成"}))
        assert client.get("/api/suggest?q=生").headers["etag"]
        with engine.begin() as connection:
            connection.execute(text("LOCK TABLE platforms IN ACCESS EXCLUSIVE MODE"))
            answer = client.get("/api/suggest", params={"q": "生物 "})
        items = [item for group in answer.json()["groups"] for item in group["items"]]
        assert {item["value"] for item in items} == before.keys()
        assert all(item["count"] in (None, before[item["value"]]) for item in items if item["parameter"])
    engine.dispose()
