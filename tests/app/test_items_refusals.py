"""What items do not take is named, and what a value or a box means in them and in what is our own."""

import json

import httpx
import pytest

from geo.reference_systems import AUTHORITY
from tests.support import recount
from tests.support.items import Feature, every_feature, found, items


@pytest.fixture(scope="module")
def platforms(client: httpx.Client) -> list[Feature]:
    """All platforms."""
    return every_feature(client)["platforms"]


REFUSED = {
    "T_DURING(source_date, INTERVAL('2025-01-01', '..'))": "source_date",
    "T_AFTER(source_date, INTERVAL('2025-02-01', '2025-01-01'))": "DATE('2025-02-01')",
    "T_AFTER(name_zh, DATE('2025-02-01'))": "name_zh",
    "T_AFTER(source_date, '2025-02-01')": "'2025-02-01'",
    "T_NOW(source_date)": "t_now",
    "colour = 'red'": "colour",
    "kind = 1": "1",
    "area_km2 = 'a'": "area_km2",
    "kind = TRUE": "TRUE",
    "domains = 'ai'": "domains",
    "kind LIKE zone": "zone",
    "kind LIKE 'a\\'": "",
    "kind BETWEEN 'a' AND 'b'": "kind",
    "A_CONTAINS(kind, ('poc'))": "kind",
    "A_CONTAINS(domains, (1, 2))": "1",
    "A_CONTAINS(domains)": "A_CONTAINS",
    "S_INTERSECTS(kind, POINT(121 31))": "kind",
    "S_INTERSECTS(geometry, POINT(31 121))": "POINT",
    "S_INTERSECTS(geometry, POINT(379213 3610774))": "POINT",
    "S_INTERSECTS(geometry, POLYGON((0 0,1 1,1 0,0 1,0 0)))": "POLYGON",
    "S_INTERSECTS(geometry, POLYGON((0 0,1 1,1 0,0 1)))": "POLYGON",
    "S_INTERSECTS(geometry, BBOX(121,32,122,31))": "BBOX",
    "S_INTERSECTS(geometry, BBOX(121,32,122))": "BBOX",
    "S_NEAR(geometry, POINT(121 31))": "s_near",
    "pg_sleep(10)": "pg_sleep",
    "pg_sleep(10) = 1": "PG_SLEEP",
    "source_date > DATE('2025-02-30')": "2025-02-30",
    "name_zh > DATE('2025-02-28')": "DATE('2025-02-28')",
    "kind": "",
    "'poc'": "",
    "CASEI(kind)": "CASEI",
    "kind IN ('poc', 2)": "2",
    "kind = 'a'; DROP TABLE platforms": ";",
}


def test_what_cannot_be_asked_is_named(client: httpx.Client) -> None:
    for filter, named in REFUSED.items():
        answer = items(client, "platforms", filter=filter)
        assert answer.status_code == 400, (filter, answer.text[:300])
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["parameter"] == "filter"
        assert named in problem["value"], (filter, problem)
        assert "Traceback" not in answer.text
    for params in ({"filter-lang": "cql-text"}, {"filter-crs": AUTHORITY + "EPSG/0/2154"}, {"filter": ""}):
        answer = items(client, "platforms", **{"filter": "TRUE", **params})
        assert (answer.status_code, answer.json()["parameter"]) == (400, next(iter(params)))
    outside = {"filter": "S_INTERSECTS(geometry,POINT(1e9 1e9))", "filter-crs": AUTHORITY + "EPSG/0/4549"}
    assert items(client, "platforms", **outside).status_code == 400
    answer = client.get("/api/facets", params={"filter": "TRUE"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "filter")


def test_values_are_values_and_never_statements(client: httpx.Client) -> None:
    for value in ("'; DROP TABLE platforms; --", "%(kind)s", "%s", ":kind", "$1", "\\x00", "{}", "a' OR '1'='1"):
        quoted = value.replace("\\", "\\\\").replace("'", "''")
        assert found(client, f"name_zh = '{quoted}' OR A_CONTAINS(domains, ('{quoted}'))") == set()
        tree = {"op": "like", "args": [{"property": "name_zh"}, value.replace("%", "\\%")]}
        assert found(client, json.dumps(tree), **{"filter-lang": "cql2-json"}) == set()


def test_a_value_that_names_nothing_finds_nothing_and_a_malformed_one_is_refused(client: httpx.Client) -> None:
    for params in (
        {"kind": "nosuch"},
        {"district": "999999"},
        {"domain": "alchemy"},
        {"name_zh": "没有"},
        {"id": "x y"},
    ):
        answer = items(client, "platforms", **params)
        assert (answer.status_code, answer.json()["numberMatched"]) == (200, 0), params
    poc = items(client, "platforms", kind="poc").json()["numberMatched"]
    assert items(client, "platforms", kind="poc,nosuch").json()["numberMatched"] == poc > 0
    for params in ({"kind": "<b>"}, {"kind": "a b"}, {"synthetic": "perhaps"}, {"name_zh": "a\x00"}):
        answer = items(client, "platforms", **params)
        assert (answer.status_code, answer.json()["parameter"]) == (400, next(iter(params)))
    for path in ("/api/facets", "/api/bubbles", "/api/insight/districts"):
        answer = client.get(path, params={"kind": "nosuch"})
        assert (answer.status_code, answer.json()["allowed"]) == (400, "poc, pilot, related, none")


def test_a_box_gives_what_has_no_position_in_items_and_leaves_it_out_of_view(
    client: httpx.Client, platforms: list[Feature]
) -> None:
    box = (121.4, 31.1, 121.7, 31.3)
    text = ",".join(map(str, box))
    unlocated = {each["id"] for each in platforms if each["geometry"] is None}
    inside = {
        each["id"]
        for each in platforms
        if each["geometry"]
        and box[0] <= each["geometry"]["coordinates"][0] <= box[2]
        and box[1] <= each["geometry"]["coordinates"][1] <= box[3]
    }
    answer = items(client, "platforms", bbox=text).json()
    assert {each["id"] for each in answer["features"]} == inside | unlocated
    assert (answer["numberMatched"], answer["unlocated"]) == (len(inside | unlocated), len(unlocated))
    assert unlocated
    in_view = client.get("/api/facets", params={"bbox": text}).json()
    assert (in_view["numberMatched"], in_view["unlocated"]) == (len(inside), 0)
    exported = recount.read(items(client, "platforms", bbox=text, f="csv").text)
    assert {row["id"] for row in exported} == inside | unlocated
