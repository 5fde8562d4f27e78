"""Districts in figures: count, density, share, and how special each is in each domain."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from app.analysis import queries
from app.analysis.parameters import Measure
from app.analysis.question import Question
from app.districts import read as districts
from app.districts.read import DistrictFeature
from app.figures.complete import Complete, complete
from app.figures.figure import Figure
from app.figures.scope import CITY, scope_of
from app.figures.tally import Tallies, tallies
from app.platforms import read as platforms
from app.platforms.filter import Filter
from app.platforms.index.match import matching
from app.platforms.predicate import shape, values
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from geo.classify import ClassBreak, class_breaks, class_of
from geo.quotient import Counts, Specialisation, specialisations

DIVERGING = (0.5, 0.8, 1.25, 2.0)
"""Bounds of the quotient's classes: below, near and above 1, the same for every domain."""


Pair = tuple[str, str]
"""Codes of a district and a domain."""
Specialities = dict[Pair, Specialisation]
"""Pairs that are shown together, in the order of districts and domains, each with its verdict."""


@dataclass(frozen=True)
class DistrictFigures:
    """One row: `code` None is "district not stated", of which there is no area and no specialisation.

    `speciality` is None, too, where the table was read without quotients.
    """

    code: str | None
    n: int
    of_focus: int
    share: float
    per_100km2: float | None
    speciality: Specialisation | None

    def value(self, measure: Measure) -> float | None:
        """What the map shows of it; None is "no verdict"."""
        if measure == "quotient":
            speciality = self.speciality
            return speciality.quotient if speciality and speciality.verdict != "few" else None
        return {"count": float(self.n), "density": self.per_100km2, "share": self.share}[measure]


@dataclass(frozen=True)
class DomainCounts:
    """Counts under one filter: `total[district]`, `named[district, domain]`; the district None is "not stated"."""

    total: dict[str | None, int]
    named: dict[tuple[str | None, str], int]

    @property
    def n(self) -> int:
        return sum(self.total.values())

    def of_domain(self, domain: str, *, with_district: bool) -> int:
        return sum(n for (d, name), n in self.named.items() if name == domain and (d is not None or not with_district))

    def compared(self, district: str, domain: str, declared: set[Pair]) -> Counts:
        """What is compared of a district and a domain, among the records that have a district."""
        return Counts(
            n=self.named.get((district, domain), 0),
            of_district=self.total.get(district, 0),
            of_domain=self.of_domain(domain, with_district=True),
            of_all=self.n - self.total.get(None, 0),
            declared=(district, domain) in declared,
        )


@dataclass(frozen=True)
class DistrictTable:
    """16 districts and "not stated"; the rows add up to `n`. `classes` is by code, None where no verdict is given.

    The rows are judged together. `tallies` is None where nobody asked of what the numbers are made up.
    """

    focus: str
    counts: DomainCounts
    rows: list[DistrictFigures]
    breaks: list[ClassBreak]
    classes: dict[str, int | None]
    tallies: Tallies | None = None

    def complete(self, vocabulary: Vocabulary, code: str) -> Complete | None:
        """The number of a district's records said completely, with `CITY` that of all; None where nobody asked."""
        return complete(self.tallies, vocabulary, code) if self.tallies else None

    def share(self, vocabulary: Vocabulary, row: DistrictFigures) -> Figure | None:
        """The records of a district in the focus, as a share that the test judges; None where it was not judged."""
        if self.tallies is None or row.code is None or row.speciality is None:
            return None
        return share_figure(self.tallies, vocabulary, row.code, self.focus, row.speciality)

    @property
    def n(self) -> int:
        return self.counts.n

    @property
    def of_focus(self) -> int:
        return self.counts.of_domain(self.focus, with_district=False)


@dataclass(frozen=True)
class ZoneFigures:
    """Members of a key zone by attribute; a platform of the same district outside the zone is none."""

    code: str
    n: int
    km2: float | None

    @property
    def per_100km2(self) -> float | None:
        return self.n / self.km2 * 100 if self.km2 else None


async def zone_figures(db: Reader, filter: Filter, vocabulary: Vocabulary) -> list[ZoneFigures]:
    """Every key zone with its members and the published area of its default extent."""
    counts = {count.code: count.count for count in await platforms.group_counts(db, filter, "zone")}
    sizes = {e.zone: e.published_area_km2 for e in await districts.extents(db) if e.is_default}
    return [ZoneFigures(code, counts.get(code, 0), sizes.get(code)) for code in vocabulary.zones]


async def domain_counts(db: Reader, filter: Filter) -> DomainCounts:
    """Records by district and domain."""
    total: dict[str | None, int] = {}
    named: dict[tuple[str | None, str], int] = {}
    if match := await matching(db, filter, wait=True):
        total = {district: n for (district,), n in (await match.crossed("district")).items()}
        pairs = await match.crossed("district", "domain")
        return DomainCounts(total, {(district, domain): n for (district, domain), n in pairs.items() if domain})
    for row in await db.rows(queries.domain_counts(shape(filter)), values(filter)):
        if row["domain"] is None:
            total[row["district"]] = row["n"]
        else:
            named[row["district"], row["domain"]] = row["n"]
    return DomainCounts(total, named)


def focus_of(counts: DomainCounts, question: Question, vocabulary: Vocabulary) -> str:
    """The domain asked for, else the one that most records name; the first of the plan where none is named."""
    if question.focus:
        return question.focus
    order = list(vocabulary.domains)
    return max(order, key=lambda code: (counts.of_domain(code, with_district=False), -order.index(code)))


async def district_table(
    db: Reader, filter: Filter, question: Question, vocabulary: Vocabulary, *, complete: bool = True
) -> DistrictTable:
    """The figures of every district and the classes of the measure asked for.

    `complete`: whether the rows are judged, whatever the measure, and counted by all that a number is made up of. The
    first exact test loads its library for more than a second, and no page should wait for what it does not show.
    """
    counts = await domain_counts(db, filter)
    areas = await districts.areas(db)
    focus = focus_of(counts, question, vocabulary)
    judged: Specialities = {}
    if complete or question.measure == "quotient":
        declared = declared_in(await districts.features(db))
        judged = await judge(counts, [(code, focus) for code in vocabulary.districts], declared)
    rows = [
        _figures(counts, focus, code, areas.get(code or ""), judged.get((code or "", focus)))
        for code in (*vocabulary.districts, None)
    ]
    values_of = {row.code: row.value(question.measure) for row in rows if row.code}
    # In a thread: the first call loads libraries for some seconds, and others are waiting.
    breaks = await asyncio.to_thread(_breaks, question, [value for value in values_of.values() if value is not None])
    classes = {code: None if value is None else class_of(value, breaks) for code, value in values_of.items()}
    tallied = await tallies(db, filter, vocabulary.as_of) if complete else None
    return DistrictTable(focus, counts, rows, breaks, classes, tallied)


def share_figure(tallied: Tallies, vocabulary: Vocabulary, code: str, domain: str, judged: Specialisation) -> Figure:
    """The records of a district that name a domain, as a part of all of the district."""
    scope, of_city = scope_of(vocabulary, code), tallied.of_domain(scope_of(vocabulary, CITY), domain).n
    tally, whole = tallied.of_domain(scope, domain), tallied.of(scope).n
    return Figure("domain", tally.n, tally, of_city, whole, domain, judged, synthetic=vocabulary.synthetic)


async def specialities_of(db: Reader, counts: DomainCounts, vocabulary: Vocabulary) -> Specialities:
    """Every pair of a district and a domain that is declared or listed, judged together."""
    declared = declared_in(await districts.features(db))
    return await judge(counts, declared_or_listed(counts, declared, vocabulary), declared)


def declared_in(features: Iterable[DistrictFeature]) -> set[Pair]:
    """The domains that districts name as their speciality."""
    return {(feature.code, domain.code) for feature in features for domain in feature.domains}


def declared_or_listed(counts: DomainCounts, declared: set[Pair], vocabulary: Vocabulary) -> list[Pair]:
    """The pairs of which there is anything to say."""
    pairs = [(district, domain) for district in vocabulary.districts for domain in vocabulary.domains]
    return [pair for pair in pairs if pair in declared or counts.named.get(pair)]


async def judge(counts: DomainCounts, pairs: list[Pair], declared: set[Pair]) -> Specialities:
    """Pairs that are shown together, each with its verdict; in a thread, since exact tests take their time."""
    compared = [counts.compared(*pair, declared) for pair in pairs]
    return dict(zip(pairs, await asyncio.to_thread(specialisations, compared), strict=True))


def _figures(
    counts: DomainCounts, focus: str, code: str | None, km2: float | None, speciality: Specialisation | None
) -> DistrictFigures:
    n = counts.total.get(code, 0)
    return DistrictFigures(
        code,
        n,
        counts.named.get((code, focus), 0),
        n / counts.n if counts.n else 0.0,
        n / km2 * 100 if km2 else None,
        speciality,
    )


def _breaks(question: Question, numbers: list[float]) -> list[ClassBreak]:
    if question.measure != "quotient":
        return class_breaks(numbers, question.breaks, question.classes)
    lowers, uppers = (0.0, *DIVERGING), (*DIVERGING, float("inf"))
    breaks = []
    for i, (low, high) in enumerate(zip(lowers, uppers, strict=True)):
        within = [v for v in numbers if (v > low or i == 0) and v <= high]
        breaks.append(ClassBreak(low, high, min(within, default=None), max(within, default=None), len(within)))
    return breaks
