"""What stands on the sides of an operator: a property or a value, with its type and its SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Float, LargeBinary, Text, collate, func, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from app.query.cql2 import geometry, tree
from app.query.cql2.queryable import (
    GEOMETRY,
    NUMBER,
    STRING,
    STRINGS,
    TRUTH,
    Queryable,
    Queryables,
    TextQueryable,
)
from app.query.cql2.tree import FilterError, Node, shown
from geo.reference_systems import ReferenceSystem

DAY = "date"
CODE_POINTS = "C"
"""The collation in which texts are put in order: by their code points, as other programs do, in every database."""
UNICODE = "und-x-icu"
CAPITAL_SS, DOTLESS_I, SIGMA, FINAL_SIGMA = "ẞ", "ı", "σ", "ς"
SET_ASIDE = "\ufdd0"
"""No character of any text (Unicode, 23.7)."""
WGS84 = 4326


VALUES: Mapping[type[Any], tuple[str, TypeEngine[Any]]] = {
    tree.Text: (STRING, Text()),
    tree.Number: (NUMBER, Float()),
    tree.Truth: (TRUTH, Boolean()),
    tree.Day: (DAY, Text()),
}
"""Nodes that say a value, with its type in a filter and in SQL."""


@dataclass(frozen=True)
class Operand:
    """`node` is what the filter says, `queryable` the property that it names, None of a value."""

    node: Node
    type: str
    sql: ColumnElement[Any]
    queryable: Queryable | None = None
    shape: geometry.Literal | None = None

    @property
    def dated(self) -> bool:
        return isinstance(self.queryable, TextQueryable) and self.queryable.dated


@dataclass(frozen=True)
class Scope:
    """What a filter may name, and the system of the coordinates in it."""

    queryables: Queryables
    system: ReferenceSystem

    @property
    def srid(self) -> int:
        """The number of the system in PostGIS; systems of degrees are taken as equal."""
        return self.system.srid if self.system.metres else WGS84

    def operand(self, node: Node) -> Operand:
        """The operand of a node. Raises FilterError for a name that is no property, and for what has no value."""
        if isinstance(node, tree.Property):
            return self._property(node)
        if isinstance(node, tree.Geometry | tree.Box):
            return self._shape(node)
        if isinstance(node, tree.Array):
            return Operand(node, STRINGS, literal(self.texts(node), ARRAY(Text)))
        if isinstance(node, tree.Call):
            return self._folded(node)
        for kind, (name, sql_type) in VALUES.items():
            if isinstance(node, kind):
                return Operand(node, name, literal(node.value, sql_type))
        raise FilterError(shown(node), "a property or a value")

    def typed(self, node: Node, *types: str) -> Operand:
        """The operand of a node. Raises FilterError for one that is of none of these types, too."""
        operand = self.operand(node)
        if operand.type not in types:
            raise FilterError(shown(node), f"a {' or '.join(types)}")
        return operand

    def texts(self, node: tree.Array) -> list[str]:
        """The texts of a list, each once. Raises FilterError for one that is no text."""
        for each in node.items:
            if not isinstance(each, tree.Text):
                raise FilterError(shown(each), f"a {STRING} in a {STRINGS}")
        return list(dict.fromkeys(each.value for each in node.items if isinstance(each, tree.Text)))

    def _property(self, node: tree.Property) -> Operand:
        if node.name not in self.queryables:
            raise FilterError(node.name[:60], f"one of the properties {', '.join(self.queryables)}")
        queryable = self.queryables[node.name]
        return Operand(node, queryable.type, queryable.value, queryable)

    def _folded(self, node: tree.Call) -> Operand:
        if node.op != "casei" or len(node.args) != 1:
            raise FilterError(shown(node)[:60], "CASEI with one argument, the only function that gives a value")
        return Operand(node, STRING, folded(self.typed(node.args[0], STRING).sql))

    def _shape(self, node: tree.Geometry | tree.Box) -> Operand:
        made = geometry.literal(node, self.system)
        sql = func.ST_GeomFromWKB(literal(made.shape.wkb, LargeBinary), self.srid)
        return Operand(node, GEOMETRY, sql, shape=made)


def folded(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """A text without capitals, by Unicode's full case folding, which PostgreSQL has from version 18 on alone.

    Small letters of capitals are nearly that: ß is as ss. What is not is put right: a capital ß has no other capital,
    a dotless i would become one with its dot, and a sigma has two small letters.
    """
    prepared = func.replace(func.translate(text, DOTLESS_I, SET_ASIDE, type_=Text), CAPITAL_SS, "ss", type_=Text)
    capitals = func.upper(collate(prepared, UNICODE), type_=Text)
    small = func.lower(collate(capitals, UNICODE), type_=Text)
    return func.translate(small, FINAL_SIGMA + SET_ASIDE, SIGMA + DOTLESS_I, type_=Text)
