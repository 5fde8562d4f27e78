"""OGC API – Features, Part 3 (queryables, filters) and the schemas of Part 5, requirement by requirement."""

import json
import subprocess
import sys
from html import unescape
from typing import Any

import httpx
import pytest
from openapi_schema_validator import OAS31Validator

from app.collections.catalogue import COLLECTIONS
from app.query.cql2.condition import FUNCTIONS
from frontend.language import LANGUAGE_CODES
from tests.support.gdal import WHERE

NAMES = tuple(COLLECTIONS)
SCHEMA = "application/schema+json"
RELATION = "http://www.opengis.net/def/rel/ogc/1.0/"
FEATURES = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/"
CLAIMED = {
    **{FEATURES + "queryables": (), FEATURES + "queryables-query-parameters": (), FEATURES + "filter": ()},
    **{FEATURES + "features-filter": (), CQL2 + "cql2-text": (), CQL2 + "cql2-json": ()},
    CQL2 + "basic-cql2": ("and", "or", "not", "=", "<>", "<", ">", "<=", ">=", "isnull"),
    CQL2 + "advanced-comparison-operators": ("like", "between", "in"),
    CQL2 + "case-insensitive-comparison": ("casei",),
    CQL2 + "array-functions": ("a_contains", "a_containedby", "a_equals", "a_overlaps"),
    CQL2 + "basic-spatial-functions": ("s_intersects",),
    CQL2 + "basic-spatial-functions-plus": (),
    CQL2 + "temporal-functions": (
        *("t_after", "t_before", "t_disjoint", "t_equals", "t_intersects", "t_contains", "t_during", "t_finishedby"),
        *("t_finishes", "t_meets", "t_metby", "t_overlappedby", "t_overlaps", "t_startedby", "t_starts"),
    ),
    CQL2 + "spatial-functions": (
        *("s_intersects", "s_disjoint", "s_equals", "s_touches", "s_within", "s_overlaps", "s_crosses", "s_contains"),
    ),
}
"""The classes of conformance that are declared, with the operators that each asks for."""


def _schema(client: httpx.Client, name: str, what: str, **params: str) -> dict[str, Any]:
    answer = client.get(f"/api/collections/{name}/{what}", params=params)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(SCHEMA)
    document: dict[str, Any] = answer.json()
    return document


def test_what_is_declared_is_met_and_what_is_met_is_declared(client: httpx.Client) -> None:
    declared = set(client.get("/api/conformance").json()["conformsTo"])
    assert {each for each in declared if each.startswith((FEATURES, CQL2))} == set(CLAIMED)
    assert {op for ops in CLAIMED.values() for op in ops} == set(FUNCTIONS)


@pytest.mark.parametrize("name", NAMES)
def test_a_collection_links_its_queryables_and_its_schemas(client: httpx.Client, name: str) -> None:
    """/req/queryables/queryables-link, /req/returnables-and-receivables/link; GDAL reads `describedBy`."""
    document = client.get(f"/api/collections/{name}").json()
    links = {each["rel"]: each for each in document["links"] if each["type"] == SCHEMA}
    assert set(links) == {RELATION + "queryables", RELATION + "schema", "describedBy"}
    for each in links.values():
        schema = client.get(each["href"], headers={"Accept": SCHEMA})
        assert schema.headers["content-type"].startswith(SCHEMA)
        assert schema.json()["$id"] == each["href"]
    page = client.get(f"/api/collections/{name}", params={"f": "html", "lang": "en"})
    assert f"/api/collections/{name}/queryables?lang=en&amp;f=html" in page.text


@pytest.mark.parametrize("name", NAMES)
def test_the_queryables_are_those_that_a_filter_may_name(client: httpx.Client, name: str) -> None:
    """/req/queryables/get-queryables-response."""
    document = _schema(client, name, "queryables")
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (document["type"], document["additionalProperties"]) == ("object", False)
    properties = document["properties"]
    assert set(properties) == set(COLLECTIONS[name].queryables)
    places = {each: schema["format"] for each, schema in properties.items() if "type" not in schema}
    assert places in ({"geometry": "geometry-point"}, {"geometry": "geometry-multipolygon"}, {})
    assert bool(places) == ("spatial" in client.get(f"/api/collections/{name}").json()["extent"])
    assert properties["id"]["x-ogc-role"] == "id"
    items = f"/api/collections/{name}/items"
    either = " AND ".join(f'("{each}" IS NULL OR "{each}" IS NOT NULL)' for each in properties)
    every = client.get(items, params={"limit": "1"}).json()["numberMatched"]
    assert client.get(items, params={"limit": "1", "filter": either}).json()["numberMatched"] == every
    assert client.get(items, params={"filter": "nosuch IS NULL"}).status_code == 400


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", ["queryables", "schema", "schema/feature"])
def test_the_schemas_have_a_page_and_titles_in_both_languages(client: httpx.Client, name: str, what: str) -> None:
    titles = []
    for lang in LANGUAGE_CODES:
        document = _schema(client, name, what, lang=lang)
        properties = document["properties"]
        properties = properties["properties"]["properties"] if what == "schema/feature" else properties
        assert all(each["title"] for each in properties.values())
        titles.append([each["title"] for each in properties.values()])
        page = client.get(f"/api/collections/{name}/{what}", params={"lang": lang, "f": "html"}).text
        assert all(each["title"] in unescape(page) for each in properties.values())
    assert titles[0] != titles[1]
    assert client.get(f"/api/collections/nosuch/{what}").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_every_feature_is_as_its_schemas_say(client: httpx.Client, name: str) -> None:
    """What is not stated is null, which in the model is left out."""
    model, geojson = (
        OAS31Validator(_schema(client, name, "schema")),
        OAS31Validator(_schema(client, name, "schema/feature")),
    )
    for feature in client.get(f"/api/collections/{name}/items", params={"limit": "1000"}).json()["features"]:
        stated = {key: value for key, value in feature["properties"].items() if value is not None}
        model.validate({"id": feature["id"], **stated})
        geojson.validate({**feature, "properties": stated})
        assert list(feature["properties"]) == [
            each for each in model.schema["properties"] if each not in ("id", "geometry")
        ]


@pytest.fixture(scope="module")
def read(real_site: str) -> dict[str, Any]:
    """The columns that GDAL makes of each collection, and what it finds by a condition."""
    program = [sys.executable, "-m", "tests.support.gdal", f"{real_site}/api", "columns", *NAMES]
    done = subprocess.run(program, capture_output=True, text=True, check=True, timeout=300)
    layers: dict[str, Any] = json.loads(done.stdout)
    return layers


@pytest.mark.parametrize("name", NAMES)
def test_gdal_reads_lists_numbers_and_truths_as_such(client: httpx.Client, read: dict[str, Any], name: str) -> None:
    kinds = {"string": "OFTString", "number": "OFTReal", "integer": "OFTInteger", "boolean": "OFTInteger"}
    for column, schema in _schema(client, name, "schema")["properties"].items():
        if column == "geometry":
            continue
        of_items = schema.get("items", {}).get("type")
        expected = {"string": "OFTStringList", "number": "OFTRealList"}[of_items] if of_items else kinds[schema["type"]]
        assert read[name]["types"][column] == expected, column
    features = client.get(f"/api/collections/{name}/items", params={"limit": "1000"}).json()["features"]
    for column, values in read[name]["lists"].items():
        assert values == [feature["properties"][column] or [] for feature in features], column


@pytest.mark.parametrize("name", NAMES)
def test_gdal_finds_by_a_condition_what_the_api_finds(client: httpx.Client, read: dict[str, Any], name: str) -> None:
    for where, filter in WHERE[name].items():
        found = client.get(f"/api/collections/{name}/items", params={"limit": "1000", "filter": filter}).json()
        assert sorted(read[name]["where"][where]) == sorted(feature["id"] for feature in found["features"]), where
