"""Reads the digest: what was listed, in which state, taken out or corrected between two days, apart from each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from app.city import CHINA_TIME
from app.history.digest import queries
from app.history.models import WHOLE
from app.history.read import FieldChange, begin
from app.platforms.filter import Filter
from app.store.database import Reader
from frontend.language import choose

Section = Literal["listed", "status", "left", "corrected"]
SECTIONS: tuple[Section, ...] = get_args(Section)
Counts = Mapping[Section, int]
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=CHINA_TIME), datetime(9999, 1, 1, tzinfo=CHINA_TIME)


@dataclass(frozen=True)
class Span:
    """From the first day to the end of the last, in China; None: since the history begins, or until now."""

    since: date | None = None
    until: date | None = None

    def bound(self) -> dict[str, datetime]:
        """The moments between which a change lies."""
        ends = begin(self.until + timedelta(days=1)) if self.until else LATEST
        return {"since": begin(self.since) if self.since else EARLIEST, "ends": ends}


@dataclass(frozen=True)
class Line:
    """What became of one record, as it is now or was when it was taken out; `made_at` is the last change of it.

    `fields` differ, from the first value in the span to the last; `again`: it was taken out and listed again.
    """

    section: Section
    platform: str
    number: int
    made_at: datetime
    reason: str
    names: tuple[str, str]
    kind: str
    lifecycle: str
    lifecycle_date: str | None
    district: str | None
    source_title: str | None
    source_date: str | None
    fields: tuple[FieldChange, ...]
    again: bool

    @property
    def day(self) -> str:
        """The day in China."""
        return self.made_at.astimezone(CHINA_TIME).date().isoformat()

    def name(self, lang: str) -> str:
        """In the language of the reader."""
        return choose(lang, *self.names)


@dataclass(frozen=True)
class Digest:
    """`counts` are of all lines, of which `lines` are a page; `parts` by filter and code, that of "none" empty.

    `began`: the day on which the history begins, None where nothing was ever stored. `first`: nothing has been changed
    since, so that there is one version alone.
    """

    span: Span
    began: date | None
    first: bool
    counts: Counts
    parts: Mapping[str, Mapping[str, Counts]] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()

    @property
    def matched(self) -> int:
        """How many lines there are on all pages."""
        return sum(self.counts.values())

    @property
    def since(self) -> date | None:
        """The day from which on it speaks: that of the question, or the beginning where that is later."""
        days = [day for day in (self.span.since, self.began) if day is not None]
        return max(days) if days else None


async def digest(db: Reader, filter: Filter, span: Span, most: int, offset: int = 0, *, parts: bool = True) -> Digest:
    """What changed of the records that belong to a filter's district, zone, domain and kind, or did in the span.

    `parts`: also how many in each of these.
    """
    codes = queries.values(filter)
    row = await db.row(queries.question(tuple(codes), parts), {**span.bound(), **codes, "most": most, "offset": offset})
    assert row is not None  # noqa: S101 - the question has one row
    began = row["began"].astimezone(CHINA_TIME).date() if row["began"] else None
    lines = tuple(_line(each) for each in row["lines"] or ())
    return Digest(span, began, not row["changes"], _counts(row["counts"] or {}), _parts(row["parts"] or ()), lines)


def _counts(given: Mapping[str, int]) -> Counts:
    return {section: given.get(section, 0) for section in SECTIONS}


def _parts(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Counts]]:
    """The counts of each code of each filter."""
    given: dict[str, dict[str, dict[str, int]]] = {}
    for row in rows:
        given.setdefault(row["by"], {}).setdefault(row["value"], {})[row["section"]] = row["n"]
    return {by: {code: _counts(counts) for code, counts in of.items()} for by, of in given.items()}


def _line(row: dict[str, Any]) -> Line:
    fields: dict[str, list[Any]] = row["fields"]
    same = ("section", "platform", "number", "reason", "kind", "lifecycle", "lifecycle_date", "district")
    return Line(
        **{name: row[name] for name in (*same, "source_title", "source_date")},
        made_at=datetime.fromisoformat(row["made_at"]),
        names=(row["name_zh"], row["name_en"]),
        fields=tuple(FieldChange(name, *values) for name, values in fields.items() if name != WHOLE),
        again=row["section"] == "corrected" and WHOLE in fields,
    )
