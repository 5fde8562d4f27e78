"""A parameter that is a day or an interval of days, as OGC API – Features 1.0, 7.15.4 and RFC 3339 write them."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from app.query.parameter import Parameter, Schema

OPEN = ("", "..")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT = re.compile(
    rf"({DAY.pattern})T\d{{2}}:\d{{2}}:\d{{2}}(\.\d+)?(Z|[+-]\d{{2}}:\d{{2}})", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True)
class Interval:
    """From the first day to the last, both of them included, as YYYY-MM-DD; None: open."""

    first: str | None
    last: str | None


@dataclass(frozen=True, kw_only=True)
class Days(Parameter[Interval | None]):
    """`2025-06-01`, `2025-06-01T08:00:00Z`, or two of them with a slash; an open end is `..` or empty.

    A moment counts as the day that it states, whatever its offset: the dates of sources are days.
    """

    default: Interval | None = None

    @property
    def allowed(self) -> str:
        return "a day or an interval such as 2025-06-01, 2025-06-01/.., 2025-06-01T00:00:00Z/2025-12-31T00:00:00Z"

    def parse(self, text: str) -> Interval:
        ends = text.split("/")
        if len(ends) > 2 or all(end in OPEN for end in ends):
            raise self.refusal(text)
        days = [None if end in OPEN and len(ends) == 2 else self._day(end, text) for end in ends]
        first, last = days[0], days[-1]
        if first is not None and last is not None and first > last:
            raise self.refusal(text)
        return Interval(first, last)

    def _day(self, end: str, text: str) -> str:
        try:
            if DAY.fullmatch(end):
                return date.fromisoformat(end).isoformat()
            if MOMENT.fullmatch(end):
                return datetime.fromisoformat(end.upper()).date().isoformat()
        except ValueError as error:
            raise self.refusal(text) from error
        raise self.refusal(text)


@dataclass(frozen=True, kw_only=True)
class Day(Parameter[date | None]):
    """One day, as `2026-06-30`."""

    default: date | None = None

    @property
    def allowed(self) -> str:
        return "a day such as 2026-06-30"

    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}

    def parse(self, text: str) -> date:
        try:
            if DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError as error:
            raise self.refusal(text) from error
        raise self.refusal(text)
