"""The type of a parameter: one object that parses a query parameter, describes it and explains a refusal.

Each parameter is defined once, in the feature that takes it. Its limits, choices and default stand in that object
alone: parsing, refusals, the API document, form fields and the contract of frames take them from there.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from app.errors import InvalidParameterError

T = TypeVar("T")
Schema = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """A value that could not be used: shown to a person with what is allowed, and kept as typed."""

    parameter: str
    value: str
    allowed: str
    limits: Mapping[str, str] = field(default_factory=dict)
    """The limits of the parameter, by the names that they have in messages."""


@dataclass(frozen=True, kw_only=True)
class Parameter(ABC, Generic[T]):
    """A query parameter whose values are of type T."""

    name: str
    default: T
    """The value where an address does not name it, or where a page or a frame cannot use what the address says."""
    description: str = ""
    """What the API document says of it; empty for a parameter that pages and frames alone take."""
    listed: str = ""
    """The values as the contract of frames lists them; by default as a refusal does."""
    undocumented: tuple[str, ...] = ()
    """Keywords of the schema that the API document does not state."""
    shown: int = 80
    """The number of signs of a refused value that the refusal repeats."""

    several: ClassVar[bool] = False
    """Whether a question that names it several times means all of them; else the last one counts."""
    explode: ClassVar[bool] = False
    """Whether the API document says that it may be repeated."""
    may_be_empty: ClassVar[bool] = False
    """Whether the API takes an empty text, which then says as much as none."""

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What is allowed, in the words of a refusal."""

    def schema(self) -> Schema:
        """Its values as JSON Schema, with their limits and without the default; by default any text."""
        return {"type": "string"}

    @abstractmethod
    def parse(self, text: str) -> T:
        """Read one text strictly. Raises InvalidParameterError for a value that is not allowed."""

    def parse_all(self, texts: Sequence[str]) -> T:
        """Read strictly what an address says in one or several places.

        Raises InvalidParameterError for a value that is not allowed, and for several where one is taken.
        """
        if len(texts) > 1:
            raise InvalidParameterError(self.name, ",".join(texts)[:80], "one value")
        return self.parse(texts[0])

    def parse_or_default(self, texts: Sequence[str], problems: list[Problem]) -> T:
        """Read leniently: what is not allowed is added to `problems`, and the default counts."""
        try:
            return self.parse_all(texts)
        except InvalidParameterError as error:
            problems.append(self.problem(error))
            return self.default

    def parse_in_part(self, texts: Sequence[str], problems: list[Problem]) -> T:
        """Read leniently, and of several values keep those that are allowed."""
        return self.parse_or_default(texts, problems)

    def of(self, query: Mapping[str, str]) -> T:
        """Read a query string strictly: its value, or the default where it is not named.

        Raises InvalidParameterError for a value that is not allowed, an empty one included.
        """
        return self.parse(query[self.name]) if self.name in query else self.default

    def refusal(self, text: str) -> InvalidParameterError:
        """The error for a value that is not allowed."""
        return InvalidParameterError(self.name, text[: self.shown], self.allowed)

    def limits(self) -> dict[str, str]:
        """Its limits as text, by the names that they have in messages; none where words say them."""
        return {}

    def problem(self, error: InvalidParameterError) -> Problem:
        """A refusal of its own as a page or a frame keeps it."""
        return Problem(error.parameter, error.value, error.allowed, self.limits())

    def contract(self) -> str:
        """The values as the contract of frames lists them."""
        return self.listed or self.allowed

    def described(self) -> Schema:
        """Its entry in the API document (OpenAPI 3.1, Parameter Object)."""
        schema = self.schema() | ({} if self.default in (None, "", ()) else {"default": plain(self.default)})
        return {
            "name": self.name,
            "in": "query",
            "required": False,
            "description": self.description,
            "style": "form",
            "explode": self.explode,
            "schema": {keyword: value for keyword, value in schema.items() if keyword not in self.undocumented},
        }


def check_given(parameters: Iterable[Parameter[Any]], pairs: Iterable[tuple[str, str]]) -> None:
    """Check how often the pairs of a query string name each parameter, and whether with a text.

    Raises InvalidParameterError where one stands several times though it takes one value, or where it is empty.
    """
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        given.setdefault(name, []).append(text)
    for parameter in parameters:
        texts = given.get(parameter.name, [])
        if len(texts) > 1 and not (parameter.explode or parameter.several):
            raise InvalidParameterError(parameter.name, ",".join(texts)[: parameter.shown], "one value")
        if "" in texts and not parameter.may_be_empty:
            raise parameter.refusal("")


def plain(value: Any) -> Any:
    """A whole number without a fraction, as people write it: 3000 and not 3000.0. Other values stay as they are."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def documented(*parameters: Parameter[Any]) -> Schema:
    """The `openapi_extra` of a route that takes these parameters."""
    return {"parameters": [parameter.described() for parameter in parameters]}


def names(parameters: Iterable[Parameter[Any]]) -> tuple[str, ...]:
    """The names of parameters, in their order."""
    return tuple(parameter.name for parameter in parameters)
