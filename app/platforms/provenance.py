"""What the records rest on: how many of them by nature of the source, grade, year, and whether it has an address."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median_low

from sqlalchemy import Text, cast, func, select

from app.platforms.models import Platform
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_once
from app.store.version import Version
from app.vocabulary.models import Source
from app.web.provided import Provided

GRADES = ("high", "medium", "low")


@dataclass(frozen=True)
class SourceCount:
    """So many records whose source is of this kind, grade and year (None: no date), with or without an address."""

    kind: str
    grade: str
    linked: bool
    year: int | None
    n: int


@dataclass(frozen=True)
class Provenance:
    """All records, counted."""

    counts: tuple[SourceCount, ...]

    @cached_property
    def records(self) -> int:
        return sum(each.n for each in self.counts)

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of source, those of most records first; among equals by name, so that the order is always one."""
        totals: Counter[str] = Counter()
        for each in self.counts:
            totals[each.kind] += each.n
        return sorted(totals, key=lambda kind: (-totals[kind], kind))

    def number(self, *, kind: str | None = None, grade: str | None = None, linked: bool | None = None) -> int:
        """How many records are of this kind, grade, and with or without an address; None: of any."""
        return sum(
            each.n
            for each in self.counts
            if kind in (None, each.kind) and grade in (None, each.grade) and linked in (None, each.linked)
        )

    @cached_property
    def years(self) -> dict[int, int]:
        """Records by the year of their source, each year from the first to the last."""
        totals: Counter[int] = Counter()
        for each in self.counts:
            if each.year is not None:
                totals[each.year] += each.n
        return {year: totals[year] for year in range(min(totals), max(totals) + 1)} if totals else {}

    @property
    def undated(self) -> int:
        return sum(each.n for each in self.counts if each.year is None)

    @property
    def middle(self) -> int | None:
        """The year up to which half of the dated sources lie (the lower median)."""
        every = [year for year, n in self.years.items() for _ in range(n)]
        return median_low(every) if every else None


@compiled_once
def _counts() -> AnySelect:
    year = func.left(Source.date, 4).label("year")
    linked = Source.url.is_not(None).label("linked")
    columns = (Source.kind, cast(Platform.confidence, Text).label("grade"), linked, year)
    counted = select(*columns, func.count().label("n")).join(Source, Source.code == Platform.source)
    return counted.group_by(*columns)


class Provenances:
    """The counts, kept while the data stay as they are: all records are read for them."""

    def __init__(self) -> None:
        self._kept: Kept[None, Provenance] = Kept()

    async def get(self, db: Reader, version: Version) -> Provenance:
        return await self._kept.get(version, None, lambda: provenance(db))


provenances_of = Provided(Provenances)


async def provenance(db: Reader) -> Provenance:
    """Counts all records. Raises DatabaseAwayError."""
    rows = await db.rows(_counts())
    return Provenance(
        tuple(
            SourceCount(row["kind"], row["grade"], row["linked"], int(row["year"]) if row["year"] else None, row["n"])
            for row in rows
        )
    )
