"""What a filter may name: a property with its type, its words and the SQL that gives its value.

A value that is not stated is NULL in SQL, an empty list included.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, SQLColumnExpression, Text, and_, exists, func, literal
from sqlalchemy.dialects.postgresql import ARRAY

from frontend.messages import messages

Schema = dict[str, Any]
Condition = ColumnElement[bool]
NUMBER, STRING, TRUTH, STRINGS, GEOMETRY = "number", "string", "boolean", "list of strings", "geometry"


def title(name: str, lang: str) -> str:
    """What the property of a feature is called."""
    return messages(lang)(f"property-{name.replace('_', '-')}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Queryable(ABC):
    """A property of records that filters may name; `expression` gives it in SQL."""

    type: ClassVar[str]
    """What it can be compared with, in the words of a refusal."""

    name: str
    expression: ColumnElement[Any]
    description: str = ""

    @property
    def value(self) -> ColumnElement[Any]:
        """The value of a record in SQL, NULL where it is not stated."""
        return self.expression

    @abstractmethod
    def schema(self) -> Schema:
        """Its values as JSON Schema."""

    @property
    def simple(self) -> bool:
        """Whether it has one text, number or truth, and so a query parameter of its name."""
        return self.type in (NUMBER, STRING, TRUTH)

    def described(self, lang: str) -> Schema:
        """Its schema with its title in a language and its description."""
        description = {"description": self.description} if self.description else {}
        return {"title": title(self.name, lang), **description, **self.schema()}


@dataclass(frozen=True, kw_only=True, eq=False)
class TextQueryable(Queryable):
    """A text. `dated`: it is a year, a month or a day, and can be compared with dates, too."""

    type = STRING
    dated: bool = False

    def schema(self) -> Schema:
        return {"type": "string"}


@dataclass(frozen=True, kw_only=True, eq=False)
class IdQueryable(TextQueryable):
    """The identifier of a record."""

    def schema(self) -> Schema:
        return {"type": "string", "x-ogc-role": "id"}


@dataclass(frozen=True, kw_only=True, eq=False)
class NumberQueryable(Queryable):
    type = NUMBER

    def schema(self) -> Schema:
        return {"type": "number"}


@dataclass(frozen=True, kw_only=True, eq=False)
class IntegerQueryable(NumberQueryable):
    """A whole number; it is compared with any number."""

    def schema(self) -> Schema:
        return {"type": "integer"}


@dataclass(frozen=True, kw_only=True, eq=False)
class TruthQueryable(Queryable):
    type = TRUTH

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, kw_only=True, eq=False)
class ListQueryable(Queryable):
    """A list of texts, as an array of SQL."""

    type = STRINGS

    @property
    def value(self) -> ColumnElement[Any]:
        return func.nullif(self.expression, literal([], ARRAY(Text)), type_=ARRAY(Text))

    def schema(self) -> Schema:
        return {"type": "array", "items": {"type": "string"}}

    def holds(self, codes: Sequence[str], *, every: bool) -> Condition | None:
        """Whether the list has one of these codes, or each of them, in a way that an index finds; None: there is none.

        It is false where the list is empty, which is right as long as nothing negates it.
        """
        return None


@dataclass(frozen=True, kw_only=True, eq=False)
class ChildQueryable(ListQueryable):
    """A list of codes that are rows of a child table: `owner` refers to the record's `record`."""

    record: SQLColumnExpression[str]
    owner: SQLColumnExpression[str]
    code: SQLColumnExpression[str]

    def holds(self, codes: Sequence[str], *, every: bool) -> Condition | None:
        if not codes:
            return None
        if every:
            return and_(*(exists().where(self.owner == self.record, self.code == code) for code in codes))
        listed = func.any(literal(list(codes), ARRAY(Text)))
        return exists().where(self.owner == self.record, self.code == listed)


@dataclass(frozen=True, kw_only=True, eq=False)
class GeometryQueryable(Queryable):
    """The position or outline, in degrees WGS-84; `kind` is its kind in small letters, as `point`."""

    type = GEOMETRY
    kind: str

    def schema(self) -> Schema:
        return {"format": f"geometry-{self.kind}", "x-ogc-role": "primary-geometry"}


Queryables = Mapping[str, Queryable]


def table(queryables: Iterable[Queryable]) -> Queryables:
    """Queryables by their names. Raises ValueError where two have the same."""
    every = tuple(queryables)
    names = {each.name: each for each in every}
    if len(names) != len(every):
        raise ValueError("two queryables have the same name")
    return names
