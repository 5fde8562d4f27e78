"""Nearby: exact order by the spheroid's distance and the id, from the index."""

from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import create_engine, text

from app.imports.ingest import import_file
from app.imports.synthetic import load_synthetic
from app.platforms import queries
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.settings import Settings
from app.store.database import conninfo
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


def test_the_index_finds_candidates_among_a_hundred_thousand(databases: Databases) -> None:
    url = databases.url("hundred-thousand")
    engine = create_engine(url)
    with engine.connect() as connection:
        present = connection.execute(text("SELECT count(*) FROM platforms WHERE synthetic")).scalar_one()
    if present < 100_000:
        load_synthetic(url, 100_000, 5, lambda made: None)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
    asked = Filter(near=(121.47, 31.23), sort="distance")
    query = queries.items(queries.ItemsShape(shape(asked), "distance", ("name",), "zh-CN"))
    bound = {**query.fixed, **values(asked), "limit": 20, "offset": 0, "lang": "zh-CN"}
    with psycopg.connect(conninfo(url, 60)) as connection:
        plan = connection.execute(b"EXPLAIN " + query.sql.encode(), bound).fetchall()
    shown = "\n".join(row[0] for row in plan)
    assert "Order By: (geography(geom) <->" in shown, shown
    assert "ix_platforms_geography" in shown
