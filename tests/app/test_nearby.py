"""Nearby: exact order by the spheroid's distance and the id, from the index."""

from pathlib import Path

import httpx
import pytest

from app.imports.ingest import import_file
from app.settings import Settings
from tests.support import recount
from tests.support.databases import Databases
from tests.support.import_files import PLACED, write
from tests.support.server import running

ITEMS = "/api/collections/platforms/items"


def nearest(client: httpx.Client, near: str, **query: str) -> list[tuple[str, float]]:
    answer = client.get(ITEMS, params={"near": near, "properties": "name", **query}).json()
    return [(f["id"], f["properties"]["distance_m"]) for f in answer["features"]]


@pytest.mark.parametrize("near", ["121.5,31.2", "121.6006,31.2049", "121.0,30.7"])
def test_the_order_is_that_of_an_independent_computation(client: httpx.Client, near: str) -> None:
    rows = recount.default_rows()
    placed = [row for row in rows if row["lon"] is not None]
    expected = sorted(placed, key=lambda row: (recount.distance(row, near), row["id"]))
    found = nearest(client, near, limit="1000")
    assert [i for i, _ in found[: len(placed)]] == [row["id"] for row in expected]
    for (_, metres), row in zip(found, expected, strict=False):
        assert metres == pytest.approx(recount.distance(row, near), abs=0.06)
    assert [metres for _, metres in found[len(placed) :]] == [None] * (len(rows) - len(placed))


def test_pages_of_nearest_join_without_gap_or_overlap(synthetic_client: httpx.Client) -> None:
    whole = nearest(synthetic_client, "121.47,31.23", limit="90")
    pages = [nearest(synthetic_client, "121.47,31.23", limit="30", offset=str(at)) for at in (0, 30, 60)]
    assert [i for page in pages for i, _ in page] == [i for i, _ in whole]


def test_degrees_would_give_the_wrong_order(databases: Databases, tmp_path: Path) -> None:
    """East-west degrees are shorter than north-south ones at 31° N: 0.0110° east is nearer than 0.0100° north."""
    url = databases.url("degrees")
    east = {**PLACED, "id": "pair-east", "lon": "121.5110", "lat": "31.2"}
    north = {**PLACED, "id": "pair-north", "lon": "121.5", "lat": "31.2100"}
    import_file(url, write(tmp_path / "pair.csv", east, north), crs=None, dry_run=False)
    with running(Settings(database_url=url)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        found = nearest(client, "121.5,31.2", ids="pair-east,pair-north")
    assert [i for i, _ in found] == ["pair-east", "pair-north"]
