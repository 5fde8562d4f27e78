"""How CQL2 is read: precedence, what an independent reader understands, and what is refused at once."""

import json
import random
import time
from typing import Any

import cql2
import pytest
from sqlalchemy import select

from app.collections.catalogue import COLLECTIONS
from app.collections.parameters import FILTER
from app.errors import InvalidParameterError
from app.platforms.filter import Filter
from app.platforms.models import Platform
from app.platforms.predicate import Shape, conditions, shape
from app.query.cql2.bounds import DEEPEST, MOST_BYTES
from app.query.cql2.condition import condition
from app.query.cql2.json_encoding import parse_json
from app.query.cql2.text_encoding import parse_text
from app.query.cql2.tree import Call, Node, Property, Text
from app.query.items import ItemsConditions
from app.store.statements import FEW, AnySelect, compile_select, compiled_once
from geo.reference_systems import CRS84
from tests.support.cql2_filters import draw, json_of, text_of

QUERYABLES = COLLECTIONS["platforms"].queryables
FEATURE: dict[str, Any] = {
    "geometry": {"type": "Point", "coordinates": [121.5, 31.2]},
    "properties": {
        **{
            "kind": "poc",
            "name_zh": "张江 it's (AND)",
            "domains": ["ai", "ic"],
            "domains_other": [],
            "stages": ["lab"],
        },
        **{"services": [], "service_phrases": ["小试"], "synthetic": True, "area_km2": 12.5, "source_date": "2025-06"},
        **{"zone": None},
    },
}


def _is(name: str, value: str) -> Call:
    return Call("=", (Property(name), Text(value)))


def test_not_binds_before_and_and_before_or() -> None:
    read = parse_text("NOT a='1' OR b='2' AND c='3' OR d='4'")
    assert read == Call(
        "or", (Call("not", (_is("a", "1"),)), Call("and", (_is("b", "2"), _is("c", "3"))), _is("d", "4"))
    )
    assert parse_text("(a='1' OR b='2') AND c='3'") == Call(
        "and", (Call("or", (_is("a", "1"), _is("b", "2"))), _is("c", "3"))
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'it''s'", "it's"),
        (r"'it\'s'", "it's"),
        (r"'\a\b\t\n\v\f\r'", "\a\b\t\n\v\f\r"),
        (r"'\\ \% \_'", r"\ \% \_"),
        ("'上海，張江'", "上海，張江"),
        ("''", ""),
        ("'a AND b) -- /*'", "a AND b) -- /*"),
    ],
)
def test_strings_stand_for_what_the_standard_says(text: str, value: str) -> None:
    assert parse_text(f"a={text}") == _is("a", value)


def test_words_are_names_where_they_are_longer_or_quoted() -> None:
    read = parse_text("android='1' AND \"in\"='2' and eo:cloud.cover_1='3' And 名称='4'")
    assert read == Call("and", (_is("android", "1"), _is("in", "2"), _is("eo:cloud.cover_1", "3"), _is("名称", "4")))


def test_what_is_read_is_what_an_independent_reader_reads(long: bool) -> None:
    """No text here has a backslash, which that reader does not take for the escape character that it is.

    Nor does it read an empty list, which the standard has.
    """
    rng = random.Random(7)
    for _ in range(2000 if long else 150):
        tree = draw(rng, [FEATURE])
        text = text_of(tree)
        if len(text.encode()) > MOST_BYTES:
            continue
        ours = _nested(parse_text(text))
        assert ours == _nested(parse_json(json_of(tree))), text
        if "()" not in text:
            assert ours == _nested(parse_json(json.dumps(cql2.parse_text(text).to_json()))), text


def _nested(node: Node) -> Any:
    """A tree without the difference of `a AND (b AND c)` and `a AND b AND c`, which mean the same."""
    if not isinstance(node, Call):
        return node
    args = [_nested(each) for each in node.args]
    if node.op in ("and", "or"):
        args = [
            part for each in args for part in (each[1] if isinstance(each, tuple) and each[0] == node.op else [each])
        ]
    return (node.op, args)


BOMBS = {
    "deep": "(" * (DEEPEST + 1) + "kind='poc'" + ")" * (DEEPEST + 1),
    "very deep": "(" * 5_000 + "kind='poc'" + ")" * 5_000,
    "open": "(" * 4_000,
    "deep without end": "NOT (" * 800,
    "deep tree": "NOT (kind='a' OR kind='b' AND " * 20 + "kind='c'" + ")" * 20,
    "deep call": "CASEI(" * 600 + "kind" + ")" * 600 + "='a'",
    "long": " AND ".join(["kind='poc'"] * 4_000),
    "huge number": "kind < 1" + "0" * 4_000,
    "no number": "kind < 1e999",
    "nul": "kind = 'a\x00b'",
    "unterminated": "kind = 'a" + "''" * 1_500,
    "backslashes": "kind = '" + "\\" * 3_999,
    "pattern": "kind LIKE 'a\\\\'",
    "statement": "kind = 'a'; DROP TABLE platforms",
    "function": "pg_sleep(10) = 1",
    "cast": "kind = 'a'::text",
    "nothing": "",
    "blank": " \t\n",
    "other sign": "kind = “poc”",
}
JSON_BOMBS = {
    "deep": "[" * 5_000,
    "deep objects": '{"op":"not","args":[' * 200 + "true" + "]}" * 200,
    "surrogate": r'{"op":"=","args":[{"property":"kind"},"\ud800"]}',
    "nul": r'{"op":"=","args":[{"property":"kind"},"\u0000"]}',
    "huge number": '{"op":"=","args":[{"property":"kind"},1' + "0" * 4_000 + "]}",
    "no number": '{"op":"=","args":[{"property":"kind"},NaN]}',
    "a number": "1",
    "a text": '"kind"',
    "null": "null",
    "other members": '{"kind":"poc"}',
    "arguments": '{"op":"=","args":{"property":"kind"}}',
    "operator": '{"op":["="],"args":[]}',
    "few": '{"op":"and","args":[]}',
    "no json": "{'op': '='}",
    "geometry": '{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":["a",true]}]}',
}


@pytest.mark.parametrize(
    ("read", "text"),
    [*((parse_text, text) for text in BOMBS.values()), *((parse_json, text) for text in JSON_BOMBS.values())],
    ids=[*BOMBS, *(f"json {name}" for name in JSON_BOMBS)],
)
def test_a_bomb_is_refused_within_a_tenth_of_a_second(read: Any, text: str) -> None:
    parameter = FILTER.reading(read, QUERYABLES, CRS84)
    durations = []
    for _ in range(3):
        began = time.perf_counter()
        with pytest.raises(InvalidParameterError) as refused:
            parameter.parse(text)
        durations.append(time.perf_counter() - began)
    assert refused.value.parameter == "filter"
    assert min(durations) < 0.1
    assert "Traceback" not in str(refused.value)


def test_what_is_as_large_as_allowed_is_read() -> None:
    parameter = FILTER.reading(parse_text, QUERYABLES, CRS84)
    assert parameter.parse("(" * DEEPEST + "kind='a'" + ")" * DEEPEST)
    deepest = "NOT (kind='a' OR kind='b' AND " * 16 + "kind='c'" + ")" * 16
    assert compile_select(select(Platform.id).where(condition(parse_text(deepest), QUERYABLES))).sql
    every = " OR ".join(["zone=''"] * (MOST_BYTES // 11 - 1))
    assert parameter.parse(every)
    with pytest.raises(InvalidParameterError, match="4096 bytes"):
        parameter.parse("kind='" + "长" * 1_400 + "'")


def test_what_somebody_wrote_pushes_no_statement_out() -> None:
    """Some thousand filters of strangers would else take the places of everybody's statements."""
    built: list[Shape] = []

    @compiled_once
    def rows(of: Shape) -> AnySelect:
        built.append(of)
        return select(Platform.id).where(*conditions(of))

    plain = shape(Filter(kind=("poc",)))
    rows(plain)
    for number in range(FEW + 1):
        rows(shape(Filter(), ItemsConditions(expression=FILTER.parse(f"id = '{number}'"))))
    written = len(built)
    assert written == FEW + 2
    rows(plain)
    rows(shape(Filter(), ItemsConditions(expression=FILTER.parse(f"id = '{FEW}'"))))
    assert len(built) == written
    rows(shape(Filter(), ItemsConditions(expression=FILTER.parse("id = '0'"))))
    assert len(built) == written + 1
