"""Filters in CQL2 over the API: what they find is what plain Python finds in the data, seeded and by hand."""

import json
import random
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import cql2
import httpx
import pytest
from sqlalchemy import Connection, Text, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.collections.catalogue import COLLECTIONS
from app.query.cql2 import dates
from app.query.cql2.operand import folded
from geo.reference_systems import AUTHORITY, SYSTEMS
from tests.support import recount
from tests.support.cql2_filters import draw, json_of, text_of, truth

Feature = dict[str, Any]
NAMES = tuple(COLLECTIONS)


def _items(client: httpx.Client, name: str, /, **params: str) -> httpx.Response:
    return client.get(f"/api/collections/{name}/items", params={"limit": "10000", **params})


def _found(client: httpx.Client, filter: str, name: str = "platforms", **params: str) -> set[str]:
    answer = _items(client, name, filter=filter, **params)
    assert answer.status_code == 200, (filter, answer.text)
    document = answer.json()
    assert document["numberMatched"] == len(document["features"])
    return {feature["id"] for feature in document["features"]}


@pytest.fixture(scope="module")
def data(client: httpx.Client) -> dict[str, list[Feature]]:
    """All features of each collection, with their ids among their properties."""
    every = {name: _items(client, name).json()["features"] for name in NAMES}
    for features in every.values():
        for feature in features:
            named = {key: value for key, value in feature["properties"].items() if key not in ("label", "bbox")}
            feature["properties"] = {"id": feature["id"], **named}
    return every


@pytest.mark.parametrize(("name", "share"), [("platforms", 0.7), ("districts", 0.2), ("zones", 0.1)])
def test_seeded_filters_find_what_plain_python_finds(
    client: httpx.Client, data: dict[str, list[Feature]], long: bool, name: str, share: float
) -> None:
    rng = random.Random(len(name))
    features = data[name]
    not_empty = 0
    for number in range(int((2000 if long else 100) * share)):
        tree = draw(rng, features)
        expected = {feature["id"] for feature in features if truth(tree, feature) is True}
        encoding = {"filter-lang": "cql2-json"} if number % 2 else {}
        asked = json_of(tree) if number % 2 else text_of(tree)
        assert _found(client, asked, name, properties="name", **encoding) == expected, asked
        not_empty += 0 < len(expected) < len(features)
    assert not_empty > 5


def test_what_is_not_stated_is_null_and_has_three_values(client: httpx.Client, data: dict[str, list[Feature]]) -> None:
    of = {each["id"]: each["properties"] for each in data["platforms"]}
    none = {id for id, stated in of.items() if stated["zone"] is None}
    here = {id for id, stated in of.items() if stated["zone"] == "lingang"}
    assert none
    assert here
    assert _found(client, "zone IS NULL") == none
    assert _found(client, "zone <> 'lingang'") == _found(client, "NOT zone = 'lingang'") == set(of) - none - here
    assert _found(client, "zone <> 'lingang' OR zone IS NULL") == set(of) - here
    unstaged = {id for id, stated in of.items() if not stated["stages"]}
    assert _found(client, "stages IS NULL") == unstaged != set()
    assert _found(client, "NOT A_CONTAINS(stages, ('lab'))").isdisjoint(unstaged)
    assert _found(client, "A_CONTAINEDBY(stages, ('initial','lab','market'))") == set(of) - unstaged


def test_case_is_folded_as_unicode_says(client: httpx.Client) -> None:
    every = _found(client, "TRUE")
    for pair in (
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδος"),
        ("ﬁn", "FIN"),
        ("ÅÉ", "åé"),
        ("Σας", "σασ"),
        ("Ǆ", "ǆ"),
        ("ẞ", "ss"),
    ):
        left, right = pair
        assert left.casefold() == right.casefold()
        assert _found(client, f"CASEI('{left}') = CASEI('{right}')") == every, pair
        assert _found(client, f"CASEI('{left}x') LIKE CASEI('{right}_')") == every, pair
    assert _found(client, "CASEI('ı') = CASEI('i') OR CASEI('Å') = CASEI('A')") == set()
    assert _found(client, "name_en ILIKE '%zhangjiang%'") == _found(client, "CASEI(name_en) LIKE CASEI('%ZhangJiang%')")


def test_casei_folds_every_character_as_unicode_does(connection: Connection) -> None:
    """Two characters are the same in SQL where Python folds them to the same text, and nowhere else."""
    every = (chr(code) for code in (*range(1, 0xD800), *range(0xE000, 0x1F000)))
    cased = {each for each in every if len({each, each.lower(), each.upper(), each.casefold()}) > 1}
    characters = sorted(cased | {part for each in cased for part in each.casefold()})
    given = func.unnest(literal(characters, ARRAY(Text))).table_valued("one", with_ordinality="n").render_derived()
    rows = connection.execute(select(folded(given.c.one)).order_by(given.c.n)).scalars().all()
    by_python: dict[str, set[str]] = {}
    by_sql: dict[str, set[str]] = {}
    for character, sql in zip(characters, rows, strict=True):
        by_python.setdefault(character.casefold(), set()).add(character)
        by_sql.setdefault(sql, set()).add(character)
    assert sorted(map(sorted, by_sql.values())) == sorted(map(sorted, by_python.values()))


def test_a_filter_goes_with_all_else_that_is_asked(client: httpx.Client, data: dict[str, list[Feature]]) -> None:
    filter = "source_kind = 'official' OR confidence = 'low' AND fund IS NOT NULL"
    chosen = {
        each["id"]
        for each in data["platforms"]
        if each["properties"]["source_kind"] == "official"
        or (each["properties"]["confidence"] == "low" and each["properties"]["fund"])
    }
    for params in ({"kind": "poc"}, {"domain": "ai,ic"}, {"bbox": "121.4,31.1,121.7,31.3"}, {"zone": "lingang"}):
        alone = {each["id"] for each in _items(client, "platforms", **params).json()["features"]}
        assert _found(client, filter, **params) == chosen & alone != set()
    exported = _items(client, "platforms", filter=filter, f="csv")
    assert {row["id"] for row in recount.read(exported.text)} == chosen
    for crs in SYSTEMS:
        assert _found(client, filter, crs=crs) == chosen
    pages: list[str] = []
    address = f"/api/collections/platforms/items?limit=7&filter={filter}"
    while address:
        page = client.get(address).json()
        pages += [feature["id"] for feature in page["features"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    assert len(pages) == len(chosen) > 7
    assert set(pages) == chosen


def test_each_simple_property_is_a_parameter(client: httpx.Client, data: dict[str, list[Feature]]) -> None:
    for name, features in data.items():
        for queryable in COLLECTIONS[name].queryables.values():
            stated = [
                each for each in features if queryable.simple and each["properties"][queryable.name] not in (None, "")
            ]
            if not stated:
                continue
            value = stated[0]["properties"][queryable.name]
            text = str(value).lower() if isinstance(value, bool) else str(value)
            same = {each["id"] for each in stated if each["properties"][queryable.name] == value}
            answer = _items(client, name, **{queryable.name: text}).json()
            assert {each["id"] for each in answer["features"]} == same, (name, queryable.name)


@pytest.mark.parametrize("uri", list(SYSTEMS))
def test_coordinates_are_those_of_filter_crs(client: httpx.Client, data: dict[str, list[Feature]], uri: str) -> None:
    system = SYSTEMS[uri]
    low, high = (tuple(map(float, each)) for each in system.eastward([(121.4987, 31.1013), (121.7021, 31.3029)]))
    corners = [each[::-1] if system.north_first else each for each in (low, high)]
    box = f"BBOX({','.join(repr(number) for corner in corners for number in corner)})"
    ring = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]), (low[0], low[1])]
    written = ", ".join(f"{a!r} {b!r}" for a, b in (each[::-1] if system.north_first else each for each in ring))
    inside = _found(client, f"S_INTERSECTS(geometry, {box})", **{"filter-crs": uri})
    located = {each["id"] for each in data["platforms"] if each["geometry"]}
    asked = _items(client, "platforms", **{"bbox": box[5:-1], "bbox-crs": uri}).json()["features"]
    assert inside == {each["id"] for each in asked if each["geometry"]} != set()
    for relation in ("S_INTERSECTS", "S_WITHIN"):
        assert _found(client, f"{relation}(geometry, POLYGON(({written})))", **{"filter-crs": uri}) == inside
    assert _found(client, f"S_DISJOINT(geometry, {box})", **{"filter-crs": uri}) == located - inside
    assert _found(client, f"S_INTERSECTS({box}, geometry)", "districts", **{"filter-crs": uri}) >= {"310115"}


RELATIONS = ("S_INTERSECTS", "S_DISJOINT", "S_EQUALS", "S_TOUCHES", "S_WITHIN", "S_OVERLAPS", "S_CROSSES", "S_CONTAINS")
SHAPES = (
    *("POINT(121.5 31.2)", "LINESTRING(121 31, 122 31.5)", "POLYGON((121 31,122 31,122 32,121 32,121 31))"),
    *("MULTIPOINT((121.5 31.2),(121.6 31.3))", "MULTILINESTRING((121 31,122 31),(121 32,122 32))"),
    *("MULTIPOLYGON(((121 31,122 31,122 32,121 31)))", "BBOX(121,31,122,32)", "BBOX(121,31,0,122,32,9)"),
    *(
        "GEOMETRYCOLLECTION(POINT(121.5 31.2),LINESTRING(121 31, 122 31.5))",
        "BBOX(170,-10,-170,10)",
        "BBOX(121,31,121,31)",
    ),
    "POINT Z(121.5 31.2 4)",
)


def test_every_relation_takes_every_shape(client: httpx.Client) -> None:
    for name in ("platforms", "zones"):
        for shape in SHAPES:
            conditions = " AND ".join(f"({each}(geometry,{shape}) OR TRUE)" for each in RELATIONS)
            assert _found(client, conditions, name) == _found(client, "TRUE", name), shape
    assert _found(client, "S_CONTAINS(geometry, POINT(121.52 31.22))", "districts") == {"310115"}


DAYS = ("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01")
AMONG = f"INTERVAL('{DAYS[1]}', '{DAYS[3]}')"


def test_days_and_intervals_are_related_as_an_independent_reader_finds(client: httpx.Client) -> None:
    """Each of the thirteen ways in which an interval can lie to another one, and of the ways of a day."""
    spans = [f"INTERVAL('{start}', '{end}')" for start, end in combinations(DAYS, 2)]
    pairs = [(span, AMONG, dates.RELATIONS) for span in spans]
    pairs += [(f"DATE('{day}')", other, dates.OF_ANY) for day in DAYS for other in (AMONG, f"DATE('{DAYS[2]}')")]
    every = _found(client, "TRUE", "zones")
    for one, other, names in pairs:
        relations = [f"{name.upper()}({one}, {other})" for name in names]
        found = [each if cql2.parse_text(each).matches({}) else f"NOT {each}" for each in relations]
        assert _found(client, " AND ".join(found), "zones") == every, found


def test_a_date_that_is_not_stated_has_no_relation(client: httpx.Client, data: dict[str, list[Feature]]) -> None:
    stated = {each["id"] for each in data["platforms"] if each["properties"]["lifecycle_date"]}
    always = "T_DURING(INTERVAL(lifecycle_date, '2020-01-01'), INTERVAL('1850-01-01', '1860-01-01'))"
    assert _found(client, f"NOT {always}") == stated != set()
    assert _found(client, "T_INTERSECTS(lifecycle_date, INTERVAL('..', '..'))") == stated
    assert _found(client, "T_BEFORE(lifecycle_date, INTERVAL('..', '..'))") == set()


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
        answer = _items(client, "platforms", filter=filter)
        assert answer.status_code == 400, (filter, answer.text[:300])
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["parameter"] == "filter"
        assert named in problem["value"], (filter, problem)
        assert "Traceback" not in answer.text
    for params in ({"filter-lang": "cql-text"}, {"filter-crs": AUTHORITY + "EPSG/0/2154"}, {"filter": ""}):
        answer = _items(client, "platforms", **{"filter": "TRUE", **params})
        assert (answer.status_code, answer.json()["parameter"]) == (400, next(iter(params)))
    outside = {"filter": "S_INTERSECTS(geometry,POINT(1e9 1e9))", "filter-crs": AUTHORITY + "EPSG/0/4549"}
    assert _items(client, "platforms", **outside).status_code == 400
    answer = client.get("/api/facets", params={"filter": "TRUE"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "filter")


def test_values_are_values_and_never_statements(client: httpx.Client) -> None:
    for value in ("'; DROP TABLE platforms; --", "%(kind)s", "%s", ":kind", "$1", "\\x00", "{}", "a' OR '1'='1"):
        quoted = value.replace("\\", "\\\\").replace("'", "''")
        assert _found(client, f"name_zh = '{quoted}' OR A_CONTAINS(domains, ('{quoted}'))") == set()
        tree = {"op": "like", "args": [{"property": "name_zh"}, value.replace("%", "\\%")]}
        assert _found(client, json.dumps(tree), **{"filter-lang": "cql2-json"}) == set()


def test_a_value_that_names_nothing_finds_nothing_and_a_malformed_one_is_refused(client: httpx.Client) -> None:
    for params in (
        {"kind": "nosuch"},
        {"district": "999999"},
        {"domain": "alchemy"},
        {"name_zh": "没有"},
        {"id": "x y"},
    ):
        answer = _items(client, "platforms", **params)
        assert (answer.status_code, answer.json()["numberMatched"]) == (200, 0), params
    poc = _items(client, "platforms", kind="poc").json()["numberMatched"]
    assert _items(client, "platforms", kind="poc,nosuch").json()["numberMatched"] == poc > 0
    for params in ({"kind": "<b>"}, {"kind": "a b"}, {"synthetic": "perhaps"}, {"name_zh": "a\x00"}):
        answer = _items(client, "platforms", **params)
        assert (answer.status_code, answer.json()["parameter"]) == (400, next(iter(params)))
    for path in ("/api/facets", "/api/bubbles", "/api/insight/districts"):
        answer = client.get(path, params={"kind": "nosuch"})
        assert (answer.status_code, answer.json()["allowed"]) == (400, "poc, pilot, related, none")


def test_a_box_gives_what_has_no_position_in_items_and_leaves_it_out_of_view(
    client: httpx.Client, data: dict[str, list[Feature]]
) -> None:
    box = (121.4, 31.1, 121.7, 31.3)
    text = ",".join(map(str, box))
    unlocated = {each["id"] for each in data["platforms"] if each["geometry"] is None}
    inside = {
        each["id"]
        for each in data["platforms"]
        if each["geometry"]
        and box[0] <= each["geometry"]["coordinates"][0] <= box[2]
        and box[1] <= each["geometry"]["coordinates"][1] <= box[3]
    }
    answer = _items(client, "platforms", bbox=text).json()
    assert {each["id"] for each in answer["features"]} == inside | unlocated
    assert (answer["numberMatched"], answer["unlocated"]) == (len(inside | unlocated), len(unlocated))
    assert unlocated
    in_view = client.get("/api/facets", params={"bbox": text}).json()
    assert (in_view["numberMatched"], in_view["unlocated"]) == (len(inside), 0)
    exported = recount.read(_items(client, "platforms", bbox=text, f="csv").text)
    assert {row["id"] for row in exported} == inside | unlocated


def test_the_examples_of_the_documentation_find_something(client: httpx.Client) -> None:
    document = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    examples = re.findall(r'collections/(\w+)/items --data-urlencode \\\n  "filter=(.*)"', document)
    assert [name for name, _ in examples] == ["platforms", "districts"]
    for name, filter in examples:
        assert set() != _found(client, filter, name) < _found(client, "TRUE", name)
    [json_example] = re.findall(r'`(\{"op":.*\})`', document)
    assert _found(client, json_example, **{"filter-lang": "cql2-json"}) == _found(client, "zone = 'lingang'") != set()
