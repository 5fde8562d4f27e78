"""Each parameter is one object: it parses strictly, leniently and in part, describes itself and explains a refusal."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pytest
from starlette.datastructures import QueryParams

from app.analysis.parameters import COMPARE, FOCUS, PICTURE_SIZE
from app.analysis.parameters import PARAMETERS as OF_ANALYSIS
from app.analysis.question import Question, parse_question
from app.analysis.siting.parameters import CITY, WITHIN
from app.analysis.siting.parameters import PARAMETERS as OF_SITING
from app.collections.catalogue import COLLECTIONS
from app.collections.parameters import BBOX_CRS, CRS, DATETIME, DATUM, FILTERING, LIMIT, PROPERTIES
from app.downloads.parameters import COLUMNS
from app.embed.parameters import HEIGHT, LOCK, PART
from app.embed.parameters import PARAMETERS as OF_FRAMES
from app.errors import InvalidParameterError
from app.history.parameters import AS_OF, FROM, MOST, SINCE, TO, UNTIL
from app.main import create_app
from app.match.parameters import PARAMETERS as OF_MATCH
from app.platforms.bubbles import GROUP
from app.platforms.columns import PROPERTIES as NAMES
from app.platforms.facets import FACETS
from app.platforms.filter import Filter, parse_filter
from app.query.cql2 import tree
from app.query.cql2.parameters import Expression
from app.query.cql2.tree import Call, Property, Text
from app.query.days import Interval
from app.query.kinds import Number, Whole
from app.query.parameter import Parameter, Problem
from app.query.parameters import FORMAT, LANG, OFFSET, RADIUS, ZOOM
from app.query.parse import filters
from app.settings import Settings
from app.void.parameters import BY
from geo.bbox import BBox
from geo.reference_systems import SYSTEMS
from tests.support.embed_vocabulary import VOCABULARY

OF_COLLECTIONS: tuple[Parameter[Any], ...] = (LIMIT, OFFSET, DATETIME, CRS, BBOX_CRS, DATUM, PROPERTIES, *FILTERING)
OF_ALL: tuple[Parameter[Any], ...] = (FORMAT, LANG, ZOOM, COLUMNS, PICTURE_SIZE, GROUP, BY)
OF_HISTORY: tuple[Parameter[Any], ...] = (AS_OF, SINCE, UNTIL, FROM, TO, MOST)
OTHERS: tuple[Parameter[Any], ...] = (*OF_ALL, *OF_HISTORY, *OF_COLLECTIONS, *OF_MATCH, *OF_SITING)
DESCRIBED: dict[str, Parameter[Any]] = {**filters(FACETS), **{each.name: each for each in (*OF_ANALYSIS, *OTHERS)}}
"""As they describe themselves, without the values that depend on the data."""
OF_FILTER = filters(FACETS, VOCABULARY)
AREAS = (*VOCABULARY.districts, *VOCABULARY.zones)
CODED: dict[str, Parameter[Any]] = {FOCUS.name: FOCUS.among(VOCABULARY.domains), COMPARE.name: COMPARE.among(AREAS)}
OF_QUESTION: dict[str, Parameter[Any]] = {each.name: CODED.get(each.name, each) for each in OF_ANALYSIS}
EVERY: dict[str, Parameter[Any]] = {
    **OF_FILTER,
    **OF_QUESTION,
    **{each.name: each for each in OTHERS},
    PROPERTIES.name: PROPERTIES.among(NAMES),
    WITHIN.name: WITHIN.among((CITY, *AREAS)),
}
"""As they parse."""
LIMITS = ("minimum", "maximum", "maxLength")


class Row(NamedTuple):
    """A text that is allowed, what it means, the texts that are refused, and what the refusal says is allowed."""

    text: str
    value: Any
    refused: tuple[str, ...]
    allowed: str


WEB_MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
LAND = "lon,lat;lon,lat in degrees"
DAY = "a day such as 2026-06-30"
PAST_DAY = "a day up to today such as 2026-06-30"
ROWS = {
    "as_of": Row("2026-06-30", date(2026, 6, 30), ("2026", "2026-02-30", "２０２６-06-30", "today"), DAY),
    "since": Row("2026-06-30", date(2026, 6, 30), ("2026-06-30T00:00:00Z", "2026-6-3", "2999-01-01"), PAST_DAY),
    "until": Row("2026-06-30", date(2026, 6, 30), ("2026", "2999-01-01"), PAST_DAY),
    "from": Row("2026-06-30", date(2026, 6, 30), ("2026", "2999-01-01"), PAST_DAY),
    "to": Row("2026-06-30", date(2026, 6, 30), ("2026", "2999-01-01"), PAST_DAY),
    "most": Row("7", 7, ("0", "10001", "-1", "ten"), "a whole number from 1 to 10000"),
    "by": Row("district", "district", ("city", "DISTRICT"), "place, district"),
    "q": Row("  a  b ", "a b", ("长" * 201, "a\x00b"), "at most 200 characters"),
    "domain": Row("ai,biomedicine,ai", ("ai", "biomedicine"), ("alchemy", "ai,alchemy"), "biomedicine, ai, other"),
    "stage": Row("lab", ("lab",), ("late",), "initial, lab, market, not-stated"),
    "service": Row("prototype,not-stated", ("prototype", "not-stated"), ("tea",), "prototype, not-stated"),
    "kind": Row("poc", ("poc",), ("shop",), "poc, pilot, related"),
    "status": Row(
        "closed",
        ("closed",),
        ("lost",),
        "planned, under_construction, unveiled, operating, tapering, closed, unknown",
    ),
    "district": Row("310115", ("310115",), ("310199",), "310112, 310115, not-stated"),
    "zone": Row("lingang", ("lingang",), ("mars",), "zhangjiang, lingang, none"),
    "voucher": Row("yes", ("yes",), ("maybe",), "yes, no, not-stated"),
    "fund": Row("not-stated", ("not-stated",), ("maybe",), "yes, no, not-stated"),
    "near": Row(
        "121.5,31.2", (121.5, 31.2), ("121.5", "181,0", "0,91", "inf,31", "1,2,3"), "lon,lat in degrees: 121.47,31.23"
    ),
    "radius": Row("200000", 200_000.0, ("0.9", "200001", "NaN", "1_000", "far"), "a number from 1 to 200000"),
    "bbox": Row("121,31,0,122,32,9", BBox(121, 31, 122, 32), ("121,32,122,31",), "south not above north"),
    "ids": Row("a-1,b_2", ("a-1", "b_2"), ("a b", "x" * 65), "identifiers such as sh-poc-001"),
    "sort": Row("date", "date", ("price",), "default, name, distance, date"),
    "f": Row("csv", "csv", ("yaml", ""), "json, html, csv, xlsx"),
    "lang": Row("en", "en", ("fr",), "zh-CN, en"),
    "columns": Row("labels", "labels", ("words", ""), "codes, labels"),
    "zoom": Row("20", 20, ("21", "-1", "1.5"), "a whole number from 0 to 20"),
    "limit": Row("999999", 10_000, ("0", "ten"), "a whole number from 1 to 10000"),
    "crs": Row(WEB_MERCATOR, WEB_MERCATOR, ("EPSG:3857", "x"), ", ".join(SYSTEMS)),
    "bbox-crs": Row(WEB_MERCATOR, WEB_MERCATOR, ("EPSG:3857", "x"), ", ".join(SYSTEMS)),
    "datetime": Row(
        "2025-01-01T23:00:00Z/..",
        Interval("2025-01-01", None),
        ("2025", "../..", "2025-02-30"),
        "a day or an interval such as 2025-06-01, 2025-06-01/.., 2025-06-01T00:00:00Z/2025-12-31T00:00:00Z",
    ),
    "filter": Row(
        "kind = 'poc'",
        Expression(Call("=", (Property("kind"), Text("poc")))),
        ("kind = ", "kind == 'poc'", "(" * 51, "x" * 4097),
        "CQL2 text such as kind = 'poc' AND zone IS NOT NULL",
    ),
    "filter-lang": Row("cql2-json", "cql2-json", ("cql-text", "CQL2-JSON", ""), "cql2-text, cql2-json"),
    "filter-crs": Row(WEB_MERCATOR, WEB_MERCATOR, ("EPSG:3857", "x"), ", ".join(SYSTEMS)),
    "offset": Row("100000000", 100_000_000, ("100000001", "-1"), "a whole number from 0 to 100000000"),
    "datum": Row("bd09", "bd09", ("mars",), "wgs84, gcj02, bd09, cgcs2000"),
    "properties": Row("kind,name", ("name", "kind"), ("colour",), ", ".join(NAMES)),
    "group": Row("zone", "zone", ("none",), "district, zone"),
    "have": Row("data", "data", ("gold", "data,idea"), "idea, data, prototype, product"),
    "show": Row("makes", "makes", ("gold",), "works, makes, buys, sells"),
    "need": Row("money,people", ("people", "money"), ("gold", "people,gold"), "people, instruments, money, clinical"),
    "want": Row(
        "fund,voucher",
        ("voucher", "fund"),
        ("gold", "fund,gold"),
        "voucher, fund, manager, instruments, clinical, pilot",
    ),
    "origin": Row("  张江  高科 ", "张江 高科", ("长" * 61, "a\x00b"), "at most 60 characters"),
    "top": Row("100", 100, ("0", "101", "1.5"), "a whole number from 1 to 100"),
    "measure": Row("share", "share", ("size",), "count, density, share, quotient"),
    "focus": Row("ai", "ai", ("alchemy", "other"), "biomedicine, ai"),
    "breaks": Row("equal", "equal", ("none",), "quantile, equal, jenks"),
    "classes": Row("3", 3, ("2", "6"), "a whole number from 3 to 5"),
    "size": Row("print", "print", ("a3",), "slide, print"),
    "scheme": Row("viridis", "viridis", ("red",), "azure, viridis, cividis"),
    "cells": Row("density", "density", ("squares",), "hexagons, hotspots, density, clusters"),
    "cell": Row("950", 950.0, ("949.9", "20001", "0", "wide"), "a number from 950 to 20000"),
    "bandwidth": Row("500", 500.0, ("499", "20001"), "a number from 500 to 20000"),
    "eps": Row("100", 100.0, ("99", "20001"), "a number from 100 to 20000"),
    "members": Row("50", 50, ("1", "51"), "a whole number from 2 to 50"),
    "reach": Row("50000", 50_000.0, ("499", "50001"), "a number from 500 to 50000"),
    "basis": Row("park", "park", ("lake",), "area, university, park"),
    "sites": Row("121.4,31.2;121.5,31.3", ((121.4, 31.2), (121.5, 31.3)), ("121.4", "1;2"), LAND),
    "within": Row("310115", "310115", ("310199", "CITY"), "city, 310"),
    "needs": Row(
        "park,university", ("university", "park"), ("firm", "park,firm"), "university, park, metro_station, own"
    ),
    "university": Row("2.5", 2.5, ("0", "101", "nan", "-5"), "a number from 0.1 to 100"),
    "park": Row("1", 1.0, ("0", "inf"), "a number from 0.1 to 100"),
    "metro_station": Row("100", 100.0, ("0", "x"), "a number from 0.1 to 100"),
    "km": Row("4", 4.0, ("-5", "nan", "21", "0.4"), "a number from 0.5 to 20"),
    "wanted": Row("10", 10, ("0", "11"), "a whole number from 1 to 10"),
    "candidates": Row("park", "park", ("lake",), "hexagon, district, park"),
    "compare": Row("lingang,310115", ("lingang", "310115"), ("310199",), "at most 6 codes of districts or zones"),
    "order": Row("-name", "-name", ("-size",), "name, count, density, share, focus, quotient, -name, "),
}


@pytest.fixture(scope="module")
def document() -> dict[str, dict[str, Any]]:
    """The query parameters of the API document by name. One that is described in two ways fails.

    Left out is what items take in a way of their own: a box, and what is named as a property. Of the formats each
    address names its own.
    """
    found: dict[str, dict[str, Any]] = {}
    formats: set[str] = set()
    for path, entry in _entries():
        if entry["name"] == FORMAT.name:
            assert entry == FORMAT.among(entry["schema"]["enum"]).described()
            formats |= set(entry["schema"]["enum"])
        elif path not in PROPERTIES_OF or entry["name"] not in {"bbox", *PROPERTIES_OF[path]}:
            assert found.setdefault(entry["name"], entry) == entry
    assert formats == set(FORMAT.values)
    return {FORMAT.name: FORMAT.described(), **found}


PROPERTIES_OF = {each.items_path: each.queryables for each in COLLECTIONS.values()}


@cache
def _entries() -> list[tuple[str, dict[str, Any]]]:
    paths = create_app(Settings(database_url="postgresql+psycopg://nobody@/none?host=/none")).openapi()["paths"]
    every = [(path, method) for path, methods in paths.items() for method in methods.values()]
    methods = [(path, method) for path, method in every if "security" not in method]
    entries = ((path, each) for path, method in methods for each in method.get("parameters", []))
    return [(path, each) for path, each in entries if each["in"] == "query"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_items_of_a_collection_name_each_parameter_that_they_take(name: str) -> None:
    collection = COLLECTIONS[name]
    described = [entry for path, entry in _entries() if path == collection.items_path]
    assert described == [each.described() for each in collection.parameters()]
    names = [entry["name"] for entry in described]
    assert len(names) == len(set(names))
    simple = {each.name: each.schema()["type"] for each in collection.queryables.values() if each.simple}
    assert {each["name"]: each["schema"]["type"] for each in described if each["name"] in simple} == simple


def test_the_value_of_a_property_is_read_by_its_type() -> None:
    of = {each.name: each for name in COLLECTIONS for each in COLLECTIONS[name].of_queryables.values()}
    assert of["area_km2"].parse("-1.5e2") == Call("=", (Property("area_km2"), tree.Number(-150.0)))
    assert (
        of["synthetic"].parse("1")
        == of["synthetic"].parse("true")
        == Call("=", (Property("synthetic"), tree.Truth(True)))
    )
    assert of["name_zh"].parse(" a,b ") == Call("=", (Property("name_zh"), Text(" a,b ")))
    refused = {
        "area_km2": ("nan", "inf", "1_0", "", "a"),
        "district_number": ("310115.5", "nan", "", "a"),
        "synthetic": ("yes", "", "TRUE"),
        "name_zh": ("a\0", "长" * 2001),
    }
    for name, texts in refused.items():
        for text in texts:
            assert _refusal(of[name], text).parameter == name


def test_a_code_that_names_nothing_is_taken_where_clients_push_their_filters_down() -> None:
    facet = FACETS["kind"].parameter(VOCABULARY, open=True)
    assert facet.parse_all(["poc,nosuch-1", "别的"]) == ("poc", "nosuch-1", "别的")
    for malformed in ("no such", "<b>", "a" * 65, "poc;", "a\0"):
        assert _refusal(facet, malformed).value == malformed


def test_every_parameter_of_the_api_document_is_one_of_these_and_described_by_it(
    document: dict[str, dict[str, Any]],
) -> None:
    of_pages = {name for name, parameter in DESCRIBED.items() if not parameter.description}
    assert set(document) == DESCRIBED.keys() - of_pages
    for name, entry in document.items():
        assert entry == DESCRIBED[name].described()


def test_every_parameter_has_a_row_here() -> None:
    assert EVERY.keys() == DESCRIBED.keys() == ROWS.keys()


@pytest.mark.parametrize("name", EVERY)
def test_a_parameter_parses_what_it_says_of_itself(name: str) -> None:
    parameter, row = EVERY[name], ROWS[name]
    assert parameter.parse_all([row.text]) == row.value
    described = DESCRIBED[name].described()
    if default := described["schema"].get("default"):
        assert parameter.parse(str(default)) == parameter.default
    for value in described["schema"].get("enum", []):
        assert parameter.parse(value) == value
    if name == "ids":
        assert parameter.parse(described["example"][0]) == ("sh-poc-001",)
    assert parameter.of({}) == parameter.default
    assert parameter.of({name: row.text}) == row.value


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, row in ROWS.items() for text in row.refused])
def test_a_refusal_names_parameter_value_and_what_is_allowed(name: str, text: str) -> None:
    parameter = EVERY[name]
    with pytest.raises(InvalidParameterError) as refused:
        parameter.parse_all([text])
    error = refused.value
    assert error.parameter == name
    assert error.value in text
    assert error.allowed.startswith(ROWS[name].allowed) or name == "filter"


@pytest.mark.parametrize("name", EVERY)
def test_the_limits_of_the_document_are_those_that_a_refusal_names(name: str) -> None:
    schema = DESCRIBED[name].described()["schema"]
    stated = [str(schema[limit]) for limit in LIMITS if limit in schema]
    words = EVERY[name].allowed.replace(",", " ").split()
    assert [each for each in (*stated, *schema.get("enum", [])) if each not in words] == []
    assert set(stated) <= set(EVERY[name].limits().values())


@pytest.mark.parametrize("name", [name for name, each in EVERY.items() if isinstance(each, Number | Whole)])
def test_a_number_is_taken_at_its_limits_and_refused_beyond(name: str) -> None:
    parameter = EVERY[name]
    assert isinstance(parameter, Number | Whole)
    assert parameter.parse(f"{parameter.low:g}") == parameter.low
    with pytest.raises(InvalidParameterError):
        parameter.parse(f"{parameter.low - 1:g}")
    if parameter.high is not None:
        assert parameter.parse(str(int(parameter.high))) == parameter.high
        beyond = str(int(parameter.high) + 1)
        if isinstance(parameter, Whole) and parameter.capped:
            assert parameter.parse(beyond) == parameter.high
        else:
            with pytest.raises(InvalidParameterError):
                parameter.parse(beyond)


@pytest.mark.parametrize("name", EVERY)
def test_a_parameter_is_lenient(name: str) -> None:
    parameter, text, problems = EVERY[name], ROWS[name].refused[0], list[Problem]()
    assert parameter.parse_or_default([text], problems) == parameter.default
    [problem] = problems
    assert (problem.parameter, problem.allowed) == (name, _refusal(parameter, text).allowed)
    assert parameter.parse_or_default([ROWS[name].text], problems) == ROWS[name].value
    assert len(problems) == 1


def _refusal(parameter: Parameter[Any], text: str) -> InvalidParameterError:
    with pytest.raises(InvalidParameterError) as refused:
        parameter.parse_all([text])
    return refused.value


@pytest.mark.parametrize("name", OF_FILTER)
def test_a_page_shows_everything_where_a_filter_cannot_be_used(name: str) -> None:
    text = ROWS[name].refused[0]
    parsed = parse_filter(QueryParams({name: text}), VOCABULARY, strict=False)
    assert parsed.filter == Filter()
    assert [(each.parameter, each.value in text) for each in parsed.problems] == [(name, True)]
    with pytest.raises(InvalidParameterError):
        parse_filter(QueryParams({name: text}), VOCABULARY)


@pytest.mark.parametrize("name", OF_QUESTION)
def test_a_page_asks_the_usual_where_a_question_cannot_be_used(name: str) -> None:
    text, row = ROWS[name].refused[0], ROWS[name]
    parsed = parse_question(QueryParams({name: text}), VOCABULARY, strict=False)
    assert parsed.question == Question()
    assert [(each.parameter, each.value in text) for each in parsed.problems] == [(name, True)]
    assert getattr(parse_question(QueryParams({name: row.text}), VOCABULARY).question, name) == row.value


def test_every_parameter_of_the_analysis_is_a_field_of_its_question() -> None:
    assert tuple(OF_QUESTION) == tuple(vars(Question()))
    assert {name: each.default for name, each in OF_QUESTION.items()} == vars(Question())


@pytest.mark.parametrize("name", [facet.name for facet in FACETS])
def test_of_several_values_a_frame_keeps_those_that_are_allowed(name: str) -> None:
    good, problems = ROWS[name].text, list[Problem]()
    parameter = OF_FILTER[name]
    assert parameter.parse_in_part([f"{good},nonsense", "nonsense"], problems) == ROWS[name].value
    assert [each.value for each in problems] == ["nonsense"]
    with pytest.raises(InvalidParameterError, match="nonsense"):
        parameter.parse_all([f"{good},nonsense"])


def test_a_list_has_a_largest_number_of_values_also_in_part() -> None:
    problems: list[Problem] = []
    assert OF_FILTER["ids"].parse_in_part([",".join(f"a{n}" for n in range(501))], problems) == ()
    assert [(each.value, each.allowed) for each in problems] == [("501 values", "at most 500 values")]


def test_a_single_value_given_twice_is_refused() -> None:
    with pytest.raises(InvalidParameterError, match="one value"):
        RADIUS.parse_all(["1", "2"])


def test_a_long_value_is_repeated_in_part() -> None:
    assert len(_refusal(RADIUS, "9" * 500).value) == 80
    assert len(_refusal(LANG, "x" * 500).value) == 40


@pytest.mark.parametrize("parameter", OF_FRAMES, ids=lambda parameter: str(parameter.name))
def test_what_a_frame_lists_of_a_choice_is_what_it_takes(parameter: Parameter[Any]) -> None:
    problems: list[Problem] = []
    assert parameter.parse_or_default(["<nonsense>"], problems) == parameter.default
    assert [(each.parameter, each.value) for each in problems] == [(parameter.name, "<nonsense>")]
    for text in parameter.contract().split(", ") if not parameter.listed and parameter is not HEIGHT else ():
        assert parameter.parse(text) == text


def test_the_height_of_a_frame_has_its_limits_in_pixels_and_as_a_ratio() -> None:
    assert [HEIGHT.parse(text) for text in ("auto", "160", "4000", "1:4", "4:1")]
    for text in ("159", "4001", "1:5", "5:1", "0:1"):
        assert _refusal(HEIGHT, text).allowed == "auto, pixels (160 to 4000), width:height from 1:4 to 4:1"


def test_the_part_of_the_map_touches_the_city() -> None:
    assert PART.parse("121,31,122,32") == BBox(121, 31, 122, 32)
    assert _refusal(PART, "31,121,32,122").allowed == "latitudes from -90 to 90"
    assert _refusal(PART, "1,2,3,4").allowed == "west,south,east,north in degrees, touching Shanghai"


def test_a_lock_takes_names_of_filters() -> None:
    assert LOCK.parse("zone,q") == ("q", "zone")
    assert _refusal(LOCK, "zone,sort").value == "sort"
