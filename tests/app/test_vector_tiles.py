"""Vector tiles: what they stand for is what PostGIS counts in the same squares, for seeded tiles and filters."""

import gzip
import random
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import psycopg
import pytest
from pyroaring import BitMap
from sqlalchemy import Connection, create_engine, text

from app.platforms.index.identifiers import Identifiers
from app.platforms.index.load import Readings, load_index
from app.platforms.index.record_index import RecordIndex
from app.platforms.tiles import queries
from app.platforms.tiles.content import MOST_POINTS, POINTS_FROM, content
from app.platforms.tiles.read import bound
from app.store.connections import conninfo
from app.store.version import Version
from geo.positions import Positions
from geo.tile_order import Tile, TileOrder
from tests.support import recount
from tests.support.seeded_filters import draw, pairs
from tests.support.tiles import PLATFORMS, tile, tile_at

IN_TILE = text(
    "SELECT id, ST_X(geom) AS lon, ST_Y(geom) AS lat, kind, district, name_zh, precision, zone, "
    "(SELECT string_agg(domain, ',' ORDER BY position) FROM platform_domains WHERE platform = id) AS domains "
    "FROM platforms, ST_Transform(geom, 3857) AS place, ST_TileEnvelope(:zoom, :column, :row) AS tile "
    "WHERE id = ANY(:ids) AND ST_X(place) >= ST_XMin(tile) AND ST_X(place) < ST_XMax(tile) "
    "AND ST_Y(place) > ST_YMin(tile) AND ST_Y(place) <= ST_YMax(tile)"
)
"""Not by `&&`, which compares single-precision numbers: in metres of Web Mercator it is a metre or so too wide."""
TILE_OF = text(
    "SELECT floor((ST_X(geom) + 180) / 360 * 2 ^ :zoom)::int, "
    "floor((1 - asinh(tan(radians(ST_Y(geom)))) / pi()) / 2 * 2 ^ :zoom)::int FROM platforms WHERE id = :id"
)


@pytest.fixture(scope="module")
def database(synthetic_url: str) -> Iterator[Connection]:
    engine = create_engine(synthetic_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def rows(synthetic_client: httpx.Client) -> list[recount.Row]:
    return recount.read(synthetic_client.get("/api/collections/platforms/items", params={"f": "csv"}).text)


def located(rows: list[recount.Row], query: dict[str, list[str]]) -> list[recount.Row]:
    return [row for row in rows if row["lon"] is not None and recount.matches(row, query)]


def test_a_tile_stands_for_what_sql_counts_in_it(
    synthetic_client: httpx.Client, database: Connection, rows: list[recount.Row], filters: int
) -> None:
    rng = random.Random(6)
    kinds_of_tile = {"points": 0, "clusters": 0}
    for _ in range(filters):
        query = draw(rng, rows)
        expected = located(rows, query)
        if not expected:
            continue
        zoom = rng.choice((3, 8, 9, 10, 11, 12, 13, 15, 17))
        near = rng.choice(expected)
        [(column, row)] = database.execute(TILE_OF, {"zoom": zoom, "id": near["id"]}).all()
        there = database.execute(
            IN_TILE, {"ids": [each["id"] for each in expected], "zoom": zoom, "column": column, "row": row}
        ).all()
        decoded = tile(synthetic_client, zoom, row, column, pairs(query))
        assert decoded.n == len(there) > 0, (query, zoom, row, column)
        assert len(set(decoded.ids)) == len(decoded.points)
        by_id = {each.id: each for each in there}
        assert set(decoded.ids) <= set(by_id)
        if zoom >= POINTS_FROM:
            assert set(decoded.ids) == set(by_id)
        for point in decoded.points:
            check_point(point, by_id[point["properties"]["id"]], zoom, row, column)
        for cluster in decoded.clusters:
            check_cluster(cluster["properties"], there)
        kinds_of_tile["points"] += bool(decoded.points)
        kinds_of_tile["clusters"] += bool(decoded.clusters)
    assert min(kinds_of_tile.values()) > filters / 5, kinds_of_tile


def check_point(point: dict[str, Any], record: Any, zoom: int, row: int, column: int) -> None:
    x, y = point["geometry"]["coordinates"]
    assert 0 <= x < 4096
    assert 0 <= y < 4096
    lon = (column + (x + 0.5) / 4096) / 2**zoom * 360 - 180
    assert abs(lon - record.lon) <= 0.51 * 360 / 4096 / 2**zoom
    stated = {
        "id": record.id,
        "name": record.name_zh,
        "kind": record.kind,
        "domains": record.domains,
        "precision": record.precision,
        "district_code": record.district,
        "zone": record.zone,
    }
    assert point["properties"] == {name: value for name, value in stated.items() if value is not None}


def check_cluster(cluster: dict[str, Any], there: Any) -> None:
    """Its members are those in its box, which lies within one cell."""
    west, south, east, north = (cluster[side] for side in ("west", "south", "east", "north"))
    inside = [each for each in there if west <= each.lon <= east and south <= each.lat <= north]
    assert len(inside) == cluster["count"] > 1
    kinds = {each.kind for each in inside}
    assert cluster["kind"] == (kinds.pop() if len(kinds) == 1 else "mixed")
    districts = {each.district for each in inside} - {None}
    assert set(filter(None, cluster.get("districts", "").split(","))) <= districts


def test_the_tiles_of_a_zoom_add_up_to_the_one_above(synthetic_client: httpx.Client, rows: list[recount.Row]) -> None:
    params = pairs({"kind": ["poc", "pilot"]})
    expected = len(located(rows, {"kind": ["poc", "pilot"]}))
    above = {(0, 0)}
    for zoom in range(11):
        numbers = {at: tile(synthetic_client, zoom, *at, params).n for at in above}
        assert sum(numbers.values()) == expected, zoom
        above = {(2 * r + i, 2 * c + j) for (r, c), n in numbers.items() if n for i in (0, 1) for j in (0, 1)}
    bodies = [
        synthetic_client.get(f"{PLATFORMS}/9/{r}/{c}", params=params) for r, c in {(a // 4, b // 4) for a, b in above}
    ]
    assert all(len(body.content) < 10_000 for body in bodies)


def test_the_number_of_the_page_is_that_of_the_tiles(client: httpx.Client) -> None:
    """With the default data, in both languages, and with words, which are found in another way."""
    for params in (
        {"q": "概念验证"},
        {"kind": "poc", "lang": "en"},
        {"zone": "zhangjiang"},
        {"ids": "sh-poc-001,none"},
    ):
        asked = {**params, "limit": "1"}
        page = client.get("/api/collections/platforms/items", params=asked).json()
        assert tile(client, 0, 0, 0, params).n == page["numberMatched"] - page["unlocated"], params
    record = client.get("/api/collections/platforms/items/sh-poc-002", params={"lang": "en"}).json()
    at = tile_at(record["geometry"]["coordinates"], 15)
    shown = {each["properties"]["id"]: each["properties"] for each in tile(client, 15, *at, {"lang": "en"}).points}
    assert shown["sh-poc-002"]["name"] == record["properties"]["name_en"]
    assert shown["sh-poc-002"]["domains"].split(",") == record["properties"]["domains"]


def test_a_tile_is_known_by_its_etag_and_an_empty_one_has_no_bytes(client: httpx.Client) -> None:
    address = f"{PLATFORMS}/10/418/857"
    first = client.get(address)
    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address).content == client.get(address, headers={"Accept-Encoding": "identity"}).content
    empty = client.get(f"{PLATFORMS}/10/0/0")
    assert (empty.status_code, empty.content) == (200, b"")
    nothing = client.get(address, params={"kind": "none"})
    assert (nothing.status_code, nothing.content) == (200, b"")


@pytest.mark.parametrize("n", [MOST_POINTS, MOST_POINTS + 1])
def test_a_tile_with_too_many_records_keeps_its_clusters(n: int) -> None:
    """As many as fit come one by one even at one place; one more, and a cluster says how many there are."""
    numbers = np.arange(n, dtype=np.uint32)
    at = Positions(numbers, np.full(n, 121.5), np.full(n, 31.2))
    every = BitMap(range(n))
    identifiers = Identifiers(np.array([f"p{i:05}".encode() for i in range(n)]))
    facets: dict[str, dict[str | None, BitMap]] = {
        "kind": {"poc": every},
        "district": {"310115": every, None: BitMap()},
    }
    index = RecordIndex(Version("made", 1), identifiers, n, facets, {}, at)
    order = TileOrder(*at.points)
    nearest = Tile(17, *tile_at((121.5, 31.2), 17))
    shown = content(index, order, order.chosen(index.chosen(every)), nearest)
    if n > MOST_POINTS:
        [cluster] = shown.clusters
        assert (cluster.count, cluster.kind, cluster.districts, len(shown.points.rows)) == (n, "poc", ("310115",), 0)
        west, south, east, north = cluster.box
        assert west <= 121.5 <= east
        assert south <= 31.2 <= north
    else:
        assert (len(shown.points.rows), list(shown.clusters)) == (n, [])


MOST_BYTES = 10_000
"""A tile as it is sent."""


def test_a_tile_full_of_points_is_small_as_it_is_sent(synthetic_url: str) -> None:
    """As many real records as a tile shows one by one, with their names, somewhere in it."""
    index = load_index(Readings(synthetic_url))
    rows = np.arange(MOST_POINTS, dtype=np.uint32)
    # A tile of zoom 13 is some 0.044 by 0.037 degrees here.
    somewhere, far = np.random.default_rng(5), tile_at((121.5, 31.2), 13)
    lon = (far[1] + somewhere.uniform(0.01, 0.99, MOST_POINTS)) / 2**13 * 360 - 180
    y = (far[0] + somewhere.uniform(0.01, 0.99, MOST_POINTS)) / 2**13
    at = Positions(rows, lon, np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y)))))
    order = TileOrder(*at.points)
    shown = content(index, order, np.arange(MOST_POINTS, dtype=np.uint32), Tile(13, *far))
    assert len(shown.points.rows) == MOST_POINTS
    query = queries.encoded()
    with psycopg.connect(conninfo(synthetic_url, 10)) as connection:
        row = connection.execute(query.sql.encode(), {**query.fixed, **bound(shown, index), "lang": "zh-CN"}).fetchone()
    assert row
    assert 4_000 < len(gzip.compress(row[0], 6)) < MOST_BYTES
