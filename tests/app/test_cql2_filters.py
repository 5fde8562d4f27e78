"""Filters in CQL2 over the API: what they find is what plain Python finds in the data, seeded and by hand."""

import random
import re
from itertools import combinations
from pathlib import Path

import cql2
import httpx
import pytest
from sqlalchemy import Connection, Text, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.collections.catalogue import COLLECTIONS
from app.query.cql2 import dates
from app.query.cql2.operand import folded
from geo.reference_systems import SYSTEMS
from tests.support import recount
from tests.support.cql2_filters import draw, json_of, text_of, truth
from tests.support.items import Feature, every_feature, found, items


@pytest.fixture(scope="module")
def data(client: httpx.Client) -> dict[str, list[Feature]]:
    """All features of each collection, with their ids among their properties."""
    return every_feature(client)


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
        assert found(client, asked, name, properties="name", **encoding) == expected, asked
        not_empty += 0 < len(expected) < len(features)
    assert not_empty > 5


def test_what_is_not_stated_is_null_and_has_three_values(client: httpx.Client, data: dict[str, list[Feature]]) -> None:
    of = {each["id"]: each["properties"] for each in data["platforms"]}
    none = {id for id, stated in of.items() if stated["zone"] is None}
    here = {id for id, stated in of.items() if stated["zone"] == "lingang"}
    assert none
    assert here
    assert found(client, "zone IS NULL") == none
    assert found(client, "zone <> 'lingang'") == found(client, "NOT zone = 'lingang'") == set(of) - none - here
    assert found(client, "zone <> 'lingang' OR zone IS NULL") == set(of) - here
    unstaged = {id for id, stated in of.items() if not stated["stages"]}
    assert found(client, "stages IS NULL") == unstaged != set()
    assert found(client, "NOT A_CONTAINS(stages, ('lab'))").isdisjoint(unstaged)
    assert found(client, "A_CONTAINEDBY(stages, ('initial','lab','market'))") == set(of) - unstaged


def test_case_is_folded_as_unicode_says(client: httpx.Client) -> None:
    every = found(client, "TRUE")
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
        assert found(client, f"CASEI('{left}') = CASEI('{right}')") == every, pair
        assert found(client, f"CASEI('{left}x') LIKE CASEI('{right}_')") == every, pair
    assert found(client, "CASEI('ı') = CASEI('i') OR CASEI('Å') = CASEI('A')") == set()
    assert found(client, "name_en ILIKE '%zhangjiang%'") == found(client, "CASEI(name_en) LIKE CASEI('%ZhangJiang%')")


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
        alone = {each["id"] for each in items(client, "platforms", **params).json()["features"]}
        assert found(client, filter, **params) == chosen & alone != set()
    exported = items(client, "platforms", filter=filter, f="csv")
    assert {row["id"] for row in recount.read(exported.text)} == chosen
    for crs in SYSTEMS:
        assert found(client, filter, crs=crs) == chosen
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
            answer = items(client, name, **{queryable.name: text}).json()
            assert {each["id"] for each in answer["features"]} == same, (name, queryable.name)


@pytest.mark.parametrize("uri", list(SYSTEMS))
def test_coordinates_are_those_of_filter_crs(client: httpx.Client, data: dict[str, list[Feature]], uri: str) -> None:
    system = SYSTEMS[uri]
    low, high = (tuple(map(float, each)) for each in system.eastward([(121.4987, 31.1013), (121.7021, 31.3029)]))
    corners = [each[::-1] if system.north_first else each for each in (low, high)]
    box = f"BBOX({','.join(repr(number) for corner in corners for number in corner)})"
    ring = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]), (low[0], low[1])]
    written = ", ".join(f"{a!r} {b!r}" for a, b in (each[::-1] if system.north_first else each for each in ring))
    inside = found(client, f"S_INTERSECTS(geometry, {box})", **{"filter-crs": uri})
    located = {each["id"] for each in data["platforms"] if each["geometry"]}
    asked = items(client, "platforms", **{"bbox": box[5:-1], "bbox-crs": uri}).json()["features"]
    assert inside == {each["id"] for each in asked if each["geometry"]} != set()
    for relation in ("S_INTERSECTS", "S_WITHIN"):
        assert found(client, f"{relation}(geometry, POLYGON(({written})))", **{"filter-crs": uri}) == inside
    assert found(client, f"S_DISJOINT(geometry, {box})", **{"filter-crs": uri}) == located - inside
    assert found(client, f"S_INTERSECTS({box}, geometry)", "districts", **{"filter-crs": uri}) >= {"310115"}


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
            assert found(client, conditions, name) == found(client, "TRUE", name), shape
    assert found(client, "S_CONTAINS(geometry, POINT(121.52 31.22))", "districts") == {"310115"}


DAYS = ("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01")
AMONG = f"INTERVAL('{DAYS[1]}', '{DAYS[3]}')"


def test_days_and_intervals_are_related_as_an_independent_reader_finds(client: httpx.Client) -> None:
    """Each of the thirteen ways in which an interval can lie to another one, and of the ways of a day."""
    spans = [f"INTERVAL('{start}', '{end}')" for start, end in combinations(DAYS, 2)]
    pairs = [(span, AMONG, dates.RELATIONS) for span in spans]
    pairs += [(f"DATE('{day}')", other, dates.OF_ANY) for day in DAYS for other in (AMONG, f"DATE('{DAYS[2]}')")]
    every = found(client, "TRUE", "zones")
    for one, other, names in pairs:
        relations = [f"{name.upper()}({one}, {other})" for name in names]
        held = [each if cql2.parse_text(each).matches({}) else f"NOT {each}" for each in relations]
        assert found(client, " AND ".join(held), "zones") == every, held


def test_a_date_that_is_not_stated_has_no_relation(client: httpx.Client, data: dict[str, list[Feature]]) -> None:
    stated = {each["id"] for each in data["platforms"] if each["properties"]["lifecycle_date"]}
    always = "T_DURING(INTERVAL(lifecycle_date, '2020-01-01'), INTERVAL('1850-01-01', '1860-01-01'))"
    assert found(client, f"NOT {always}") == stated != set()
    assert found(client, "T_INTERSECTS(lifecycle_date, INTERVAL('..', '..'))") == stated
    assert found(client, "T_BEFORE(lifecycle_date, INTERVAL('..', '..'))") == set()


def test_the_examples_of_the_documentation_find_something(client: httpx.Client) -> None:
    document = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    examples = re.findall(r'collections/(\w+)/items --data-urlencode \\\n  "filter=(.*)"', document)
    assert [name for name, _ in examples] == ["platforms", "districts"]
    for name, filter in examples:
        assert set() != found(client, filter, name) < found(client, "TRUE", name)
    [json_example] = re.findall(r'`(\{"op":.*\})`', document)
    assert found(client, json_example, **{"filter-lang": "cql2-json"}) == found(client, "zone = 'lingang'") != set()
