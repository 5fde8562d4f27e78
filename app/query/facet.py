"""The type of a facet: one property of records that filters them and whose values are counted.

A facet is one object. Parameter checks, conditions, counts, API document, embed contract, pages, snapshots and names
in the browser's code are made from it. The list of a feature's facets is a `FacetTable` of that feature's own.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Text,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.query.lists import Codes
from app.vocabulary import Term, Vocabulary
from frontend.messages import messages

FacetType = Literal["single", "multi", "three-valued"]
Condition = ColumnElement[bool]
Choices = Callable[[Vocabulary], Mapping[str, Term]] | tuple[str, ...]
CountSelect = Select[str, str, int]


@dataclass(frozen=True)
class FacetValue:
    """How many records have one value under the other filters."""

    value: str
    count: int


@dataclass(frozen=True)
class FacetCounts:
    """A facet with the count of each of its values, zero included."""

    facet: "Facet"
    values: list[FacetValue]

    def by_value(self) -> dict[str, int]:
        """The count of each value."""
        return {each.value: each.count for each in self.values}


CountedFacets = Mapping[str, FacetCounts]
"""The counts of every facet by its name, in the order in which the API describes them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Facet(ABC):
    """A facet; its name is its query parameter.

    The facets of type `single` and `three-valued` count each record once, so their counts add up; one of type `multi`
    may count a record under several values.
    """

    name: str
    type: FacetType
    choices: Choices
    """The terms of a vocabulary, or codes."""
    nothing: str | None = None
    """The value of a record that has none; None where every record has one."""
    empty: str | None = None
    """The value of an address that leaves no value, and so no record; None where there is no such value."""
    property: str
    """The property of a GeoJSON feature that holds the code, or the list of codes."""
    description: str
    """What the API document says of the parameter."""
    example: str | None = None
    listed: str = ""
    """The values as the embed's contract lists them; codes list themselves."""
    words: str = ""
    """The codes' messages begin with this; by default with the name: `voucher-yes`."""
    named: bool = False
    """Whether an address may give a term's Chinese name in the place of its code."""
    bar: str | None = None
    """The word of the bar above the list that opens this facet; None where it is in the drawer alone."""

    @abstractmethod
    def condition(self, *, with_nothing: bool) -> Condition:
        """Whether a record has one of the bound values; `with_nothing` takes the records that have none, too."""

    @abstractmethod
    def count_selects(self, others: Sequence[Condition]) -> list[CountSelect]:
        """Selects of `facet`, `value`, `n` over the records that fit the other filters; `value` null is `nothing`.

        Whoever runs one says that it selects from the table of the records.
        """

    def codes(self) -> ColumnElement[Any]:
        """The values that are bound when the statement runs."""
        return func.any(bindparam(self.name, type_=ARRAY(Text)))

    def _counted(self, value: SQLColumnExpression[Any]) -> CountSelect:
        return select(literal(self.name).label("facet"), cast(value, Text).label("value"), func.count().label("n"))

    def terms(self, vocabulary: Vocabulary) -> Mapping[str, Term]:
        """The terms of its values; none where the values are codes."""
        return {} if isinstance(self.choices, tuple) else self.choices(vocabulary)

    def values(self, vocabulary: Vocabulary) -> tuple[str, ...]:
        """All values, in the order in which they are shown."""
        codes = self.choices if isinstance(self.choices, tuple) else tuple(self.choices(vocabulary))
        return codes if self.nothing is None else (*codes, self.nothing)

    def accepted(self, vocabulary: Vocabulary, *, empty: bool = True) -> dict[str, str]:
        """What an address may say, with the value that it means; `empty`: also that it leaves no value."""
        names = {name: code for code in self.terms(vocabulary) if (name := self.name_of(code, vocabulary))}
        none = {self.empty: self.empty} if self.empty and empty else {}
        return {**{value: value for value in self.values(vocabulary)}, **names, **none}

    def parameter(self, vocabulary: Vocabulary | None = None, *, empty: bool = True, open: bool = False) -> Codes:
        """Its query parameter; without a vocabulary it describes itself and takes no value.

        `open`: it also takes a code that no record has, as clients of the API do that push their filters down.
        """
        codes = self.accepted(vocabulary, empty=empty) if vocabulary else {}
        return Codes(name=self.name, description=self.description, example=self.example, codes=codes, open=open)

    def name_of(self, value: str, vocabulary: Vocabulary) -> str | None:
        """The name that an address may give in the place of this value."""
        term = self.terms(vocabulary).get(value) if self.named else None
        return term.name_zh if term else None

    def label(self, lang: str) -> str:
        """What the facet is called."""
        return messages(lang)(f"facet-{self.name}")

    def value_label(self, value: str, vocabulary: Vocabulary, lang: str) -> str:
        """What one of its values is called."""
        say = messages(lang)
        if isinstance(self.choices, tuple):
            return say(f"{self.words or self.name}-{value.replace('_', '-')}")
        term = self.terms(vocabulary).get(value)
        return term.name(lang) if term else say(f"nothing-{self.name}")

    def contract(self) -> str:
        """The values as the embed's contract lists them."""
        codes = self.choices if isinstance(self.choices, tuple) else ()
        return self.listed or ", ".join([*codes, *([self.nothing] if self.nothing else [])])

    def counted(self, counts: Mapping[str | None, int], vocabulary: Vocabulary) -> FacetCounts:
        """Every value with its count; the key None counts the records that have no value."""
        keys = {value: None if value == self.nothing else value for value in self.values(vocabulary)}
        return FacetCounts(self, [FacetValue(value, counts.get(key, 0)) for value, key in keys.items()])


@dataclass(frozen=True, kw_only=True, eq=False)
class ColumnFacet(Facet):
    """A facet whose one value stands in a column of the records' table; null is `nothing`."""

    column: SQLColumnExpression[Any]
    type: FacetType = "single"

    def condition(self, *, with_nothing: bool) -> Condition:
        named: Condition = self.column == self.codes()
        return or_(named, self.column.is_(None)) if with_nothing else named

    def count_selects(self, others: Sequence[Condition]) -> list[CountSelect]:
        return [self._counted(self.column).where(*others).group_by(self.column)]


@dataclass(frozen=True, kw_only=True, eq=False)
class ChildFacet(Facet):
    """A facet whose values are rows of a child table: `owner` refers to the record's `record`, `code` is the value."""

    record: SQLColumnExpression[str]
    owner: SQLColumnExpression[str]
    code: SQLColumnExpression[str]
    type: FacetType = "multi"

    def condition(self, *, with_nothing: bool) -> Condition:
        named: Condition = exists().where(self.owner == self.record, self.code == self.codes())
        return or_(named, self._has_none()) if with_nothing else named

    def count_selects(self, others: Sequence[Condition]) -> list[CountSelect]:
        each = self._counted(self.code).where(self.owner == self.record, *others).group_by(self.code)
        none = self._counted(null()).where(self._has_none(), *others)
        return [each, none]

    def _has_none(self) -> Condition:
        return ~exists().where(self.owner == self.record)


class FacetTable:
    """The facets of a feature in the order of their parameters in an address. Names must differ."""

    def __init__(self, *facets: Facet) -> None:
        self._by_name = {facet.name: facet for facet in facets}
        if len(self._by_name) != len(facets):
            raise ValueError("two facets have the same name")

    def __iter__(self) -> Iterator[Facet]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Facet:
        """The facet of this name. Raises KeyError where there is none."""
        return self._by_name[name]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._by_name)

    def first(self, *names: str) -> tuple[Facet, ...]:
        """All facets, those named here before the others."""
        return tuple(self[name] for name in dict.fromkeys([*names, *self.names]))
