"""Reads the digest: what was listed, in which state, taken out or corrected between two days, apart from each other."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeVar, get_args

from cachetools import LRUCache

from app.city import CHINA_TIME
from app.history.digest import placed, queries
from app.history.models import WHOLE
from app.history.read import FieldChange, begin
from app.platforms.filter import Filter
from app.platforms.predicate import shape
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.version import Version, data_state
from frontend.language import choose

Value = TypeVar("Value")
Key = tuple[Any, ...]
"""What a line is named by, as `queries.KEYS` says."""
Make = Callable[[], Awaitable[Value]]
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
    """What became of one record, as it was at the end of the span or when it was taken out; `made_at` is the last
    change of it.

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
    def too_early(self) -> bool:
        """Whether the history begins after the last day that is asked for, so that nothing is known of these days."""
        return self.began is not None and self.span.until is not None and self.span.until < self.began

    @property
    def since(self) -> date | None:
        """The day from which on it speaks: that of the question, or the beginning where that is later."""
        if self.too_early:
            return self.span.since
        days = [day for day in (self.span.since, self.began) if day is not None]
        return max(days) if days else None


@dataclass(frozen=True)
class Summary:
    """A digest without its lines: `parts` is empty where nobody asked for them.

    `keys` name the lines of the page that it was asked with: so many of them from a place on.
    """

    began: date | None
    first: bool
    counts: Counts
    parts: Mapping[str, Mapping[str, Counts]]
    page: tuple[int, int]
    keys: Sequence[Key]

    def __len__(self) -> int:
        return len(self.keys) + 1


Filters = tuple[tuple[str, tuple[str, ...]], ...]
MOST_LINES = 20_000
"""So many lines of pages are kept, some 2 kB each."""
MOST_KEYS = 50_000
"""So many lines that summaries name, and summaries, are kept."""


class Digests:
    """Digests of the newest version of the data: of 100,000 changed records each takes seconds to sort.

    A change of the data is a new version, so that what is kept is never behind.
    """

    def __init__(self) -> None:
        self._summaries: Kept[tuple[Filters, Span, tuple[str, ...]], Summary] = Kept(LRUCache(MOST_KEYS, getsizeof=len))
        self._pages: Kept[tuple[Filters, Span, int, int], tuple[Line, ...]] = Kept(
            LRUCache(MOST_LINES, getsizeof=lambda lines: len(lines) + 1)
        )

    async def summary(
        self, version: Version, asked: tuple[Filters, Span, tuple[str, ...]], make: Make[Summary]
    ) -> Summary:
        """The counts of a question."""
        return await self._summaries.get(version, asked, make)

    async def page(
        self, version: Version, asked: tuple[Filters, Span, int, int], make: Make[tuple[Line, ...]]
    ) -> tuple[Line, ...]:
        """So many lines from a place on."""
        return await self._pages.get(version, asked, make)


async def digest(
    db: Reader, filter: Filter, span: Span, most: int, offset: int = 0, *, parts: tuple[str, ...] = queries.PARTED
) -> Digest:
    """What changed of the records that belong to a filter by codes, words and places, or did in the span.

    `parts`: also how many in each value of these filters.
    """
    codes, place = queries.values(filter), placed.part(filter)
    filters: Filters = (
        *((name, tuple(those)) for name, those in codes.items()),
        *((name, (text,)) for name, text in place.query()),
    )
    bound = {**span.bound(), **codes, **placed.values(place), "most": most, "offset": offset}
    of_place = shape(place)
    kept, version = db.memory.get(Digests), (await data_state(db)).version

    async def counted() -> Summary:
        await db.row(queries.ROOM)
        return _summary(await db.row(queries.counted(tuple(codes), parts, of_place), bound), (most, offset))

    async def listed() -> tuple[Line, ...]:
        if summary.page == (most, offset):
            return await _lines(db, span, summary.keys)
        rows = await db.rows(queries.listed(tuple(codes), of_place), bound)
        return await _lines(db, span, [tuple(row.values()) for row in rows])

    summary = await (kept.summary(version, (filters, span, parts), counted) if kept else counted())
    lines: tuple[Line, ...] = ()
    if most and sum(summary.counts.values()) > offset:
        lines = await (kept.page(version, (filters, span, most, offset), listed) if kept else listed())
    return Digest(span, summary.began, summary.first, summary.counts, summary.parts, lines)


async def every_line(db: Reader, filter: Filter, span: Span, at_a_time: int) -> AsyncIterator[tuple[Line, ...]]:
    """All lines, so many at a time: they are sorted once."""
    codes, place = queries.values(filter), placed.part(filter)
    bound = {**span.bound(), **codes, **placed.values(place), "most": None, "offset": 0}
    rows = await db.rows(queries.listed(tuple(codes), shape(place)), bound)
    keys = [tuple(row.values()) for row in rows]
    for first in range(0, len(keys), at_a_time):
        yield await _lines(db, span, keys[first : first + at_a_time])


async def _lines(db: Reader, span: Span, keys: Sequence[Key]) -> tuple[Line, ...]:
    """The lines of these names with their values."""
    if not keys:
        return ()
    bound = {name: list(values) for name, values in zip(queries.KEYS, zip(*keys, strict=True), strict=True)}
    return tuple(_line(row) for row in await db.rows(queries.page(), {**span.bound(), **bound}))


def _summary(row: dict[str, Any] | None, page: tuple[int, int]) -> Summary:
    assert row is not None  # noqa: S101 - the question has one row
    began = row["began"].astimezone(CHINA_TIME).date() if row["began"] else None
    counts, parts = _counts(row["counts"] or {}), _parts(row["parts"] or ())
    return Summary(began, not row["changes"], counts, parts, page, [tuple(key) for key in row["page"] or ()])


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
        made_at=row["made_at"],
        names=(row["name_zh"], row["name_en"]),
        fields=tuple(FieldChange(name, *values) for name, values in fields.items() if name != WHOLE),
        again=row["section"] == "corrected" and WHOLE in fields,
    )
