"""Reads CQL2 text. The parser has a stack of its own and builds the tree as it goes, so nesting costs no recursion."""

import re
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from app.query.cql2 import literals
from app.query.cql2.bounds import check_text, checked_tree, storable
from app.query.cql2.grammar import GRAMMAR, WORDS
from app.query.cql2.tree import (
    Array,
    Box,
    Call,
    Day,
    FilterError,
    Geometry,
    Interval,
    Node,
    Property,
    Text,
    Truth,
    joined,
)

CONTROLS = {"a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "'": "'", "\\": "\\"}
ESCAPED = re.compile(r"''|\\(.)", re.DOTALL)
KINDS = {
    kind.upper(): kind
    for kind in (
        *("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"),
    )
}
EXAMPLE = "CQL2 text such as kind = 'poc' AND zone IS NOT NULL"


def parse_text(text: str) -> Node:
    """The tree of a filter. Raises FilterError for one that is too long, too deep or no CQL2."""
    check_text(text)
    try:
        return checked_tree(_parser().parse(text))  # type: ignore[arg-type]
    except UnexpectedInput as error:
        raise _refusal(text, error) from error
    except VisitError as error:
        if isinstance(error.orig_exc, FilterError):
            raise error.orig_exc from error
        raise


def _refusal(text: str, error: UnexpectedInput) -> FilterError:
    at = error.pos_in_stream
    ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    if at is None or at < 0 or ended or not isinstance(error, UnexpectedToken | UnexpectedCharacters):
        return FilterError(text[-20:] or "nothing", f"{EXAMPLE}; it ends too early")
    return FilterError(text[at : at + 20], f"{EXAMPLE}; at character {at + 1} something else has to stand")


def _unescaped(quoted: str) -> str:
    """The characters that a string stands for; a backslash before any other character stays, as LIKE needs it."""

    def replaced(found: re.Match[str]) -> str:
        sign = found.group(1)
        return "'" if sign is None else CONTROLS.get(sign, "\\" + sign)

    return storable(ESCAPED.sub(replaced, quoted[1:-1]))


def _word(token: Token) -> Token:
    word = token.upper()
    return Token.new_borrow_pos(word, token, token) if word in WORDS else token


@cache
def _parser() -> Lark:
    return Lark(
        GRAMMAR, parser="lalr", lexer="basic", transformer=_Builder(), lexer_callbacks={"NAME": _word}, strict=False
    )


def _negated(parts: list[Any], call: Call) -> Call:
    return Call("not", (call,)) if any(isinstance(part, Token) and part.type == "NOT" for part in parts) else call


@v_args(inline=True)
class _Builder(Transformer[Token, Node]):
    """Makes a node of each rule as soon as it is complete."""

    def start(self, node: Node) -> Node:
        return node

    primary = scalar = argument = affirmation = place = start

    def disjunction(self, *parts: Any) -> Node:
        return joined("or", _nodes(parts))

    def conjunction(self, *parts: Any) -> Node:
        return joined("and", _nodes(parts))

    def negation(self, _: Token, node: Node) -> Node:
        return Call("not", (node,))

    def comparison(self, left: Node, sign: Token, right: Node) -> Node:
        return Call(str(sign), (left, right))

    def like(self, *parts: Any) -> Node:
        return _negated([*parts], Call("like", tuple(_nodes(parts))))

    def ilike(self, *parts: Any) -> Node:
        """An addition of ours, as GDAL writes it."""
        folded = (Call("casei", (each,)) for each in _nodes(parts))
        return _negated([*parts], Call("like", tuple(folded)))

    def between(self, *parts: Any) -> Node:
        return _negated([*parts], Call("between", tuple(_nodes(parts))))

    def inside(self, *parts: Any) -> Node:
        value, *items = _nodes(parts)
        return _negated([*parts], Call("in", (value, Array(tuple(items)))))

    def is_null(self, *parts: Any) -> Node:
        return _negated([*parts], Call("isnull", tuple(_nodes(parts))))

    def truth(self, word: Token) -> Node:
        return Truth(word.type == "TRUE")

    def name(self, token: Token) -> Node:
        return Property(token.strip('"'))

    def text(self, token: Token) -> Node:
        return Text(_unescaped(token))

    def number(self, token: Token) -> Node:
        return literals.number(float(token), str(token))

    def instant(self, kind: Token, text: Token) -> Node:
        return literals.day(_unescaped(text), moment=kind.upper() == "TIMESTAMP")

    def bound(self, node: Text | Property) -> Day | Property | None:
        return node if isinstance(node, Property) else literals.bound(node.value)

    def interval(self, _: Token, start: Any, end: Any) -> Node:
        return Interval(start, end)

    def call(self, name: Token, *arguments: Any) -> Node:
        return Call(name.lower(), tuple(each for each in arguments if each is not None))

    def array(self, *items: Any) -> Node:
        return Array(tuple(each for each in items if each is not None))

    def box(self, _: Token, *numbers: Any) -> Node:
        return Box(tuple(each.value for each in numbers))

    def position(self, *numbers: Any) -> tuple[float, ...]:
        return tuple(each.value for each in numbers if each is not None)

    def places(self, *places: Any) -> tuple[Any, ...]:
        return places

    def geometry(self, shape: Token, *places: Any) -> Node:
        kind = KINDS[re.sub(r"[^A-Z]|Z$", "", shape.upper())]
        if kind == "GeometryCollection":
            return Geometry(kind, geometries=literals.geometries(places))
        if kind == "MultiPoint":
            return Geometry(kind, literals.points(places))
        return Geometry(kind, places[0] if kind == "Point" and len(places) == 1 else places)


def _nodes(parts: Any) -> list[Node]:
    return [part for part in parts if not isinstance(part, Token) and part is not None]
