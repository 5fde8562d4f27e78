"""The query parameters that hold a filter: a whole expression, or the value that one property has."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from app.errors import InvalidParameterError
from app.query.cql2 import tree
from app.query.cql2.bounds import storable
from app.query.cql2.condition import condition
from app.query.cql2.queryable import NUMBER, STRING, IntegerQueryable, Queryable, Queryables
from app.query.cql2.text_encoding import EXAMPLE, parse_text
from app.query.cql2.tree import Call, FilterError, Node
from app.query.parameter import Parameter, Schema
from geo.numbers import decimal
from geo.reference_systems import CRS84, ReferenceSystem

TRUTHS = {"true": True, "false": False, "1": True, "0": False}


@dataclass(frozen=True)
class Expression:
    """A filter that was read and checked; the coordinates in it are those of the system."""

    node: Node
    system: ReferenceSystem = CRS84


@dataclass(frozen=True, kw_only=True)
class ExpressionParameter(Parameter[Expression | None]):
    """A filter in CQL2. `reading` gives the encoding, the system, and what may be named; without it, text is parsed."""

    default: Expression | None = None
    read: Callable[[str], Node] = parse_text
    queryables: Queryables | None = None
    system: ReferenceSystem = CRS84

    @property
    def allowed(self) -> str:
        return EXAMPLE

    def parse(self, text: str) -> Expression:
        try:
            node = self.read(text)
            if self.queryables is not None:
                condition(node, self.queryables, self.system)
        except FilterError as error:
            raise InvalidParameterError(self.name, error.value[: self.shown], error.allowed) from error
        return Expression(node, self.system)

    def reading(self, read: Callable[[str], Node], queryables: Queryables, system: ReferenceSystem) -> Self:
        """The same parameter for one encoding, with the names that may stand in it."""
        return replace(self, read=read, queryables=queryables, system=system)


@dataclass(frozen=True, kw_only=True)
class ValueParameter(Parameter[Node | None]):
    """The value that a property must have, as a condition of the filter."""

    LONGEST = 2000
    may_be_empty = True

    default: Node | None = None
    queryable: Queryable

    @classmethod
    def of_queryable(cls, queryable: Queryable) -> "ValueParameter":
        described = queryable.description or "The property of this name."
        return cls(
            name=queryable.name, description=f"{described} Features match that have just this.", queryable=queryable
        )

    @property
    def allowed(self) -> str:
        if self.queryable.type == NUMBER:
            return "a whole number" if isinstance(self.queryable, IntegerQueryable) else "a finite number"
        return f"at most {self.LONGEST} characters" if self.queryable.type == STRING else ", ".join(TRUTHS)

    def schema(self) -> Schema:
        stated = {keyword: value for keyword, value in self.queryable.schema().items() if not keyword.startswith("x-")}
        return {**stated, **({"maxLength": self.LONGEST} if self.queryable.type == STRING else {})}

    def parse(self, text: str) -> Node:
        return Call("=", (tree.Property(self.queryable.name), self._value(text)))

    def _value(self, text: str) -> Node:
        try:
            if self.queryable.type == NUMBER:
                number = decimal(text)
                if math.isfinite(number) and (number.is_integer() or not isinstance(self.queryable, IntegerQueryable)):
                    return tree.Number(number)
            elif self.queryable.type == STRING:
                if len(text) <= self.LONGEST:
                    return tree.Text(storable(text))
            elif text in TRUTHS:
                return tree.Truth(TRUTHS[text])
        except (ValueError, FilterError):
            pass
        raise self.refusal(text)
