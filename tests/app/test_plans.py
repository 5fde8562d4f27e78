"""The plans of the statements that every visitor causes: an index is read, never all platforms."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from app.history import queries as history
from app.imports.synthetic import load_synthetic
from app.platforms import queries
from app.platforms.columns import PROPERTIES
from app.platforms.filter import Filter
from app.platforms.index import queries as index
from app.platforms.predicate import shape, values
from app.platforms.tiles import queries as tiles
from app.store.connections import conninfo
from app.store.statements import Compiled
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.reading import reading

Plan = dict[str, Any]
NEAREST = Filter(near=(121.47, 31.23), sort="distance")
USUAL = queries.ItemsShape(shape(Filter()), "default", PROPERTIES, "zh-CN")
LISTED: dict[str, tuple[Compiled, dict[str, Any]]] = {
    "features by identifier": (
        queries.listed(PROPERTIES, False),
        {"ids": [f"synthetic-{n:07d}" for n in range(7, 107)], "lang": "en"},
    ),
    "one feature": (queries.item("en"), {"id": "synthetic-0000077", "lang": "en"}),
    "what became of a record": (history.of_platform(), {"id": "synthetic-0000077"}),
    "the others at a position": (queries.same_position(), {"id": "synthetic-0000077", "lang": "en"}),
    "a tile with points and a cluster": (
        tiles.encoded(),
        {
            "point_id": tiles.lines(f"synthetic-{n:07d}" for n in range(7, 207)),
            **{f"point_{name}": tiles.lines([7] * 200) for name in ("x", "y", *tiles.KNOWN)},
            **{f"cluster_{name}": "7" for name in ("x", "y", *tiles.CLUSTER_PROPERTIES)},
            "lang": "en",
        },
    ),
}


def nodes(plan: Plan) -> Iterator[Plan]:
    """All nodes of a plan."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def plan_of(url: str, query: Compiled, bound: dict[str, Any], *, by_index: bool = False) -> list[Plan]:
    """How PostgreSQL would run a statement with these values, as a connection of the application does.

    `by_index`: it takes any index that it can, whatever that costs.
    """
    with psycopg.connect(conninfo(url, 30), autocommit=True) as connection:
        if by_index:
            connection.execute("SET enable_seqscan = off")
        explained = connection.execute(f"EXPLAIN (FORMAT JSON) {query.sql}".encode(), {**query.fixed, **bound})
        [(document,)] = explained.fetchall()
    return list(nodes(document[0]["Plan"]))


def scanned(plan: list[Plan]) -> set[str]:
    """The tables that are read from end to end."""
    return {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}


def check(url: str) -> None:
    with psycopg.connect(conninfo(url, 60, read_only=False), autocommit=True) as connection:
        connection.execute("ANALYZE platforms, revisions")
    large = {
        "platforms",
        "platform_domains",
        "platform_stages",
        "platform_services",
        "sources",
        "operators",
        "revisions",
    }
    for name, (query, bound) in LISTED.items():
        assert not scanned(plan_of(url, query, bound)) & large, name
    page = plan_of(url, queries.items(USUAL), {"limit": 100, "offset": 0, "lang": "en"})
    assert "ix_platforms_order" in {node.get("Index Name") for node in page}
    bound = {**values(NEAREST), "limit": 20, "offset": 0, "lang": "en"}
    nearest = plan_of(url, queries.items(queries.ItemsShape(shape(NEAREST), "distance", ("name",), "zh-CN")), bound)
    candidates = [node for node in nearest if node.get("Index Name") == "ix_platforms_geography"]
    assert any("(geography(geom) <->" in node.get("Order By", "") for node in candidates), candidates
    position = plan_of(url, *LISTED["the others at a position"])
    assert "ix_platforms_geom" in {node.get("Index Name") for node in position}


OFTEN = 12
KEPT = Compiled("SELECT statement, generic_plans FROM pg_prepared_statements", {})
READ_WHOLE = Compiled("SELECT relname FROM pg_stat_xact_user_tables WHERE seq_scan > 0", {})


def test_what_finds_rows_by_key_keeps_one_plan_and_filters_make_theirs_anew(synthetic_url: str) -> None:
    lookups = {name: (query, bound) for name, (query, bound) in LISTED.items() if query.lookup}
    assert len(lookups) == 4
    filter = Filter(domain=("synbio",))

    async def run() -> tuple[dict[str, int], set[str]]:
        async with reading(synthetic_url) as database, database.snapshot() as snapshot:
            for _ in range(OFTEN):
                for query, bound in lookups.values():
                    await snapshot.rows(query, bound)
                await snapshot.rows(queries.matched(shape(filter)), values(filter))
            kept = {row["statement"]: row["generic_plans"] for row in await snapshot.rows(KEPT)}
            return kept, {row["relname"] for row in await snapshot.rows(READ_WHOLE)}

    kept, read_whole = finished(run())
    assert len(kept) == len(lookups)
    assert [statement[:200] for statement, plans in kept.items() if not plans] == []
    # The filter alone looks at all platforms.
    assert not read_whole & {"platform_stages", "platform_services", "sources", "operators"}


@pytest.mark.parametrize(
    ("words", "found"),
    [("研究院", True), ("synthetic platform", True), ("市心", False), ("研究院 市心", True), ("z", False)],
)
def test_an_index_that_would_be_read_from_end_to_end_finds_no_words(
    synthetic_url: str, words: str, found: bool
) -> None:
    """PostgreSQL does not end that when its time is over."""
    filter = Filter(q=words)
    plan = plan_of(synthetic_url, index.matching(shape(filter)), values(filter), by_index=True)
    conditions = [node["Index Cond"] for node in plan if node.get("Index Name") == "ix_platforms_search_text"]
    assert bool(conditions) == found
    assert not any("市心" in condition for condition in conditions)


def test_plans_among_ten_thousand(synthetic_url: str) -> None:
    check(synthetic_url)


@pytest.mark.long
def test_plans_among_a_hundred_thousand(databases: Databases) -> None:
    url = databases.url("hundred-thousand")
    load_synthetic(url, 100_000, 1, lambda made: None)
    check(url)
    bound = {**values(Filter(domain=("synbio",))), "limit": 100, "offset": 0, "lang": "en"}
    of_domain = queries.ItemsShape(shape(Filter(domain=("synbio",))), "default", PROPERTIES, "zh-CN")
    assert "ix_platforms_order" in {node.get("Index Name") for node in plan_of(url, queries.items(of_domain), bound)}
