"""The kinds of parameters that take one value: a choice, a number, a whole number, a text, a point, a box."""

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, Self, TypeVar

from app.errors import InvalidParameterError
from app.query.parameter import Parameter, Schema, plain
from geo.bbox import BBox, BBoxError
from geo.numbers import decimal
from geo.reference_systems import CRS84, ReferenceSystem

UNSEEN = ("Cc", "Cf")
"""Categories of signs without a picture: controls, and signs of format as a zero-width blank."""
C = TypeVar("C", bound=str)
# Where a parameter has no default, its value may be None.
N = TypeVar("N", float, float | None)
W = TypeVar("W", int, int | None)


@dataclass(frozen=True, kw_only=True)
class Choice(Parameter[C], Generic[C]):
    """One of some values. Where the values depend on the data, `among` names them and the document does not."""

    values: tuple[C, ...] = ()

    @property
    def allowed(self) -> str:
        return ", ".join(self.values)

    def schema(self) -> Schema:
        return {"type": "string", **({"enum": list(self.values)} if self.values else {})}

    def parse(self, text: str) -> C:
        for value in self.values:
            if text == value:
                return value
        raise self.refusal(text)

    def among(self, values: Iterable[C]) -> Self:
        """The same parameter with these values."""
        return replace(self, values=tuple(values))


@dataclass(frozen=True, kw_only=True)
class Number(Parameter[N], Generic[N]):
    """A finite number from `low` to `high`."""

    low: float
    high: float

    @property
    def allowed(self) -> str:
        return f"a number from {self.low:g} to {self.high:g}"

    def limits(self) -> dict[str, str]:
        return {"low": f"{self.low:g}", "high": f"{self.high:g}"}

    def schema(self) -> Schema:
        return {"type": "number", "minimum": plain(self.low), "maximum": plain(self.high)}

    def parse(self, text: str) -> N:
        value = _number(text)
        if not self.low <= value <= self.high:
            raise self.refusal(text)
        return value


@dataclass(frozen=True, kw_only=True)
class Whole(Parameter[W], Generic[W]):
    """A whole number from `low` to `high`, or of any size where `high` is None; at most 12 digits.

    `capped`: a larger one counts as `high`, of however many digits.
    """

    LONGEST: ClassVar[int] = 12

    low: int
    high: int | None = None
    capped: bool = False

    @property
    def allowed(self) -> str:
        return f"a whole number from {self.low}" + ("" if self.high is None else f" to {self.high}")

    def limits(self) -> dict[str, str]:
        return {"low": str(self.low)} | ({} if self.high is None else {"high": str(self.high)})

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.low} | ({} if self.high is None else {"maximum": self.high})

    def parse(self, text: str) -> W:
        if not text.isascii() or not text.isdigit() or (len(text) > self.LONGEST and not self.capped):
            raise self.refusal(text)
        # So many digits and one more are larger than any `high`; without the rest no time is lost on them.
        value = int(text if len(text) <= self.LONGEST else text.lstrip("0")[: self.LONGEST + 1] or "0")
        if self.high is not None and value > self.high and self.capped:
            return self.high
        if value < self.low or (self.high is not None and value > self.high):
            raise self.refusal(text)
        return value

    def every(self) -> range:
        """All values. Raises ValueError where there is no largest one."""
        if self.high is None:
            raise ValueError(f"{self.name} has no largest value")
        return range(self.low, self.high + 1)


@dataclass(frozen=True, kw_only=True)
class Text(Parameter[str]):
    """Words of at most `longest` characters; blanks become single."""

    may_be_empty: ClassVar[bool] = True

    longest: int
    default: str = ""

    @property
    def allowed(self) -> str:
        return f"at most {self.longest} characters"

    def limits(self) -> dict[str, str]:
        return {"most": str(self.longest)}

    def schema(self) -> Schema:
        return {"type": "string", "maxLength": self.longest}

    def parse(self, text: str) -> str:
        if len(text) > self.longest or "\x00" in text:
            raise self.refusal(text)
        words = " ".join(text.split())
        # Signs that nobody sees are no words: an empty box would hold a filter.
        return words if any(unicodedata.category(sign) not in UNSEEN for sign in words) else ""


@dataclass(frozen=True, kw_only=True)
class Point(Parameter[tuple[float, float] | None]):
    """A point `lon,lat` in degrees WGS-84."""

    default: tuple[float, float] | None = None

    @property
    def allowed(self) -> str:
        return "lon,lat in degrees: 121.47,31.23"

    def parse(self, text: str) -> tuple[float, float]:
        degrees = [_number(part) for part in text.split(",")]
        if len(degrees) != 2 or not (abs(degrees[0]) <= 180 and abs(degrees[1]) <= 90):
            raise self.refusal(text)
        return degrees[0], degrees[1]


@dataclass(frozen=True, kw_only=True)
class Box(Parameter[BBox | None]):
    """A bounding box `west,south,east,north` in degrees (CRS84), or two corners of another system in its order of axes.

    Of six numbers the heights are left out.
    """

    default: BBox | None = None
    system: ReferenceSystem = CRS84

    @property
    def allowed(self) -> str:
        return "west,south,east,north in degrees"

    def schema(self) -> Schema:
        return {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}

    def parse(self, text: str) -> BBox:
        try:
            return self.system.bbox(text)
        except BBoxError as error:
            raise InvalidParameterError(self.name, text[: self.shown], str(error)) from error


def _number(text: str) -> float:
    """The number that a text says; NaN where it says none."""
    try:
        return decimal(text)
    except ValueError:
        return math.nan
