"""The kinds of parameters that take several values, with commas between."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from app.errors import InvalidParameterError
from app.query.parameter import Parameter, Problem, Schema


@dataclass(frozen=True, kw_only=True)
class Several(Parameter[tuple[str, ...]]):
    """Values of which a record has any: they may also stand in several places of an address."""

    MOST: ClassVar[int] = 500
    """The largest number of values."""
    explode: ClassVar[bool] = True
    may_be_empty: ClassVar[bool] = True

    default: tuple[str, ...] = ()
    example: str | None = None

    @abstractmethod
    def one(self, text: str) -> str:
        """Read one of the values strictly. Raises InvalidParameterError for one that is not allowed."""

    def schema(self) -> Schema:
        return {"type": "array", "items": {"type": "string"}}

    def parse(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.one(part) for part in self._parts(text)))

    def parse_all(self, texts: Sequence[str]) -> tuple[str, ...]:
        return self.parse(",".join(texts))

    def parse_in_part(self, texts: Sequence[str], problems: list[Problem]) -> tuple[str, ...]:
        values: dict[str, None] = {}
        try:
            for part in self._parts(",".join(texts)):
                values |= dict.fromkeys(self._usable(part, problems))
        except InvalidParameterError as error:
            problems.append(self.problem(error))
        return tuple(values)

    def described(self) -> Schema:
        described = super().described()
        described["description"] += " Repeated or comma-separated values are OR."
        return described | ({"example": [self.example]} if self.example else {})

    def _parts(self, text: str) -> tuple[str, ...]:
        parts = [part for part in text.split(",") if part]
        if len(parts) > self.MOST:
            raise InvalidParameterError(self.name, f"{len(parts)} values", f"at most {self.MOST} values")
        return tuple(dict.fromkeys(parts))

    def _usable(self, part: str, problems: list[Problem]) -> tuple[str, ...]:
        try:
            return (self.one(part),)
        except InvalidParameterError as error:
            problems.append(self.problem(error))
            return ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Codes(Several):
    """Codes of a list: `codes` has what an address may say, each with the code that it means.

    `open`: any other well-formed code is one, too, which no record has. `single`: the API document describes one value.
    """

    WELL_FORMED: ClassVar[re.Pattern[str]] = re.compile(r"[\w-]{1,64}")

    codes: Mapping[str, str] = field(default_factory=dict)
    open: bool = False
    single: bool = False

    def schema(self) -> Schema:
        return {"type": "string"} if self.single else super().schema()

    @property
    def allowed(self) -> str:
        return ", ".join(dict.fromkeys(self.codes.values()))

    def one(self, text: str) -> str:
        if text in self.codes:
            return self.codes[text]
        if self.open and self.WELL_FORMED.fullmatch(text):
            return text
        raise self.refusal(text)


@dataclass(frozen=True, kw_only=True)
class Identifiers(Several):
    """Identifiers of records: letters, digits, `-` and `_`, at most 64 signs."""

    LONGEST: ClassVar[int] = 64
    example: str

    @property
    def allowed(self) -> str:
        return f"identifiers such as {self.example}"

    def one(self, text: str) -> str:
        if len(text) > self.LONGEST or not text.replace("-", "").replace("_", "").isalnum() or not text.isascii():
            raise self.refusal(text)
        return text


@dataclass(frozen=True, kw_only=True)
class Names(Parameter[tuple[str, ...]]):
    """Some of a list of names; the value has them in the list's order. An empty text names none of them."""

    may_be_empty: ClassVar[bool] = True

    default: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    def schema(self) -> Schema:
        if not self.values:
            return super().schema()
        return {"type": "array", "items": {"type": "string", "enum": list(self.values)}}

    @property
    def allowed(self) -> str:
        return ", ".join(self.values)

    def parse(self, text: str) -> tuple[str, ...]:
        given = {name for name in text.split(",") if name}
        if unknown := sorted(given.difference(self.values)):
            raise self.refusal(unknown[0])
        return tuple(name for name in self.values if name in given)

    def among(self, values: Iterable[str]) -> Self:
        """The same parameter with these names, of which all are given where an address names none."""
        every = tuple(values)
        return replace(self, values=every, default=every)
