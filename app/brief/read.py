"""Reads what a brief says: everything of one place, and what it is compared with."""

import asyncio
from dataclasses import dataclass
from datetime import date

from app.brief import queries
from app.brief.figures import figures_of
from app.brief.sites import Sites
from app.brief.targets import aims
from app.districts import read as districts
from app.districts.read import District, DistrictFeature, Extent
from app.figures.figure import Figure
from app.figures.scope import CITY, Scope, scope_of
from app.figures.tally import Tallies, Tally, tallies
from app.history.digest.read import Digest, Span, digest
from app.lists import read as lists
from app.lists.read import PolicyRow
from app.platforms import read as platforms
from app.platforms.filter import Filter
from app.platforms.read import Listing
from app.platforms.schemas import Platform
from app.platforms.values import KINDS, Kind
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from geo.quotient import Counts, Specialisation, specialisations

OTHER = "other"
"""The service of phrases that no word of the vocabulary fits."""
MOST_RECORDS = 200
"""So many records are listed in the annex; the others are counted."""
NEAREST = 8
COMPARED = 2
"""So many other places stand beside the one that the brief is about."""
MOST_LINES = 60
"""So many changes are listed in the annex; the others are counted."""
FACTS_SAID = ("voucher", "fund")
"""What an official asks for first, and hardly any source states."""


@dataclass(frozen=True)
class BriefQuestion:
    """Of which place, beside which others, and what changed since which day; None: since the history begins."""

    code: str
    compare: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True)
class NamedPlace:
    """A place that readers know, at degrees WGS-84."""

    name_zh: str
    name_en: str
    kind: str
    lon: float
    lat: float


@dataclass(frozen=True)
class BriefFacts:
    """All that a brief says, not yet in words. `km2` is the published area of each place by its code."""

    scope: Scope
    vocabulary: Vocabulary
    tallies: Tallies
    figures: list[Figure]
    domains: dict[str, Specialisation]
    feature: DistrictFeature | None
    compared: list[Scope]
    km2: dict[str, float]
    missing_services: list[str]
    stated: dict[str, int]
    listing: Listing
    near: list[Platform]
    district: District | None
    extents: list[Extent]
    places: list[NamedPlace]
    changes: Digest
    targets: list[PolicyRow]
    sites: Sites

    @property
    def whole(self) -> Tally:
        """All records of the place."""
        return self.tallies.of(self.scope)

    @property
    def missing_kinds(self) -> list[Kind]:
        """The kinds of which nothing is listed there."""
        return [kind for kind in KINDS if not self.whole.kinds[kind]]

    def in_city(self, domain: str) -> int:
        """The records of the city that name a domain; of a district's test those alone whose district is known."""
        counted = self.tallies.of_domain(scope_of(self.vocabulary, CITY), domain)
        return counted.n - (counted.unplaced if self.scope.kind == "district" else 0)

    def per_100km2(self, scope: Scope) -> float | None:
        """Records to 100 km² of published area."""
        km2 = sum(self.km2[code] for code in self.vocabulary.districts) if scope.code == CITY else self.km2[scope.code]
        return self.tallies.of(scope).n / km2 * 100 if km2 else None


async def brief_facts(db: Reader, vocabulary: Vocabulary, question: BriefQuestion, sites: Sites) -> BriefFacts:
    """Read it; `sites` are what is known of the next places.

    Raises NotFoundError for a code that is neither a district nor a zone, nor the city.
    """
    code, compare = question.code, question.compare
    scope = scope_of(vocabulary, code)
    counted = await tallies(db, Filter(), vocabulary.as_of)
    feature = await districts.feature(db, code) if scope.kind == "district" else None
    domains = await _domains(scope, counted, vocabulary, feature)
    extents = await districts.extents(db)
    km2 = await districts.areas(db) | {e.zone: e.published_area_km2 for e in extents if e.is_default}
    district = await districts.district(db, code) if scope.kind == "district" else None
    missing = [kind for kind in KINDS if not counted.of(scope).kinds[kind]]
    return BriefFacts(
        scope,
        vocabulary,
        counted,
        figures_of(scope, counted, vocabulary, feature, domains),
        domains,
        feature,
        _compared(vocabulary, scope, counted, compare),
        km2,
        _missing_services(scope, counted, vocabulary),
        await _stated(db, scope),
        await platforms.listing(db, scope.filter, MOST_RECORDS, 0),
        await _near(db, scope, missing, district),
        district,
        [each for each in extents if each.zone == code and each.is_default],
        [NamedPlace(**row) for row in await db.rows(queries.named_places())],
        await digest(db, scope.filter, Span(question.since), MOST_LINES, parts=()),
        aims(await lists.policies(db)) if scope.kind == "city" else [],
        sites,
    )


async def _domains(
    scope: Scope, counted: Tallies, vocabulary: Vocabulary, feature: DistrictFeature | None
) -> dict[str, Specialisation]:
    """Every domain of the plan, judged together against the rest of the city; nothing for the city itself.

    A district is compared among the records that have a district, a zone among all.
    """
    if scope.kind == "city":
        return {}
    city = scope_of(vocabulary, CITY)
    named = {each.code for each in feature.domains} if feature else set()
    unplaced = counted.of(city).unplaced if scope.kind == "district" else 0
    compared = []
    for code in vocabulary.domains:
        of_domain = counted.of_domain(city, code)
        away = of_domain.unplaced if scope.kind == "district" else 0
        sums = (
            counted.of_domain(scope, code).n,
            counted.of(scope).n,
            of_domain.n - away,
            counted.of(city).n - unplaced,
        )
        compared.append(Counts(*sums, declared=code in named))
    return dict(zip(vocabulary.domains, await asyncio.to_thread(specialisations, compared), strict=True))


def _compared(vocabulary: Vocabulary, scope: Scope, counted: Tallies, asked: tuple[str, ...]) -> list[Scope]:
    """The places asked for; else those of the same sort whose number of records is nearest. Never the place itself."""
    of_sort = vocabulary.zones if scope.kind == "zone" else vocabulary.districts
    known = [code for code in asked if code != scope.code and code in vocabulary.districts | vocabulary.zones]
    chosen = known[:COMPARED]
    n = counted.of(scope).n
    others = [code for code in of_sort if code not in (*chosen, scope.code)]
    others.sort(key=lambda code: abs(counted.of(scope_of(vocabulary, code)).n - n))
    chosen += others[: COMPARED - len(chosen)]
    return [scope_of(vocabulary, code) for code in chosen]


def _missing_services(scope: Scope, counted: Tallies, vocabulary: Vocabulary) -> list[str]:
    """The services that somebody in the city offers and nobody there; for the city those that nobody offers."""
    offered = set(counted.services_of(scope))
    city = scope_of(vocabulary, CITY)
    among = set(vocabulary.services) if scope.kind == "city" else set(counted.services_of(city))
    return [code for code in vocabulary.services if code in among - offered and code != OTHER]


async def _stated(db: Reader, scope: Scope) -> dict[str, int]:
    """How many records of the place state each of the facts that one asks for first."""
    return {name: (await platforms.counts(db, scope.filter.replace(**{name: ("yes", "no")})))[0] for name in FACTS_SAID}


async def _near(db: Reader, scope: Scope, missing: list[Kind], district: District | None) -> list[Platform]:
    """The nearest records of the kinds that are not listed in a district, from the middle of it."""
    if not missing or district is None or district.label is None:
        return []
    nearest = Filter(kind=tuple(missing), near=district.label, sort="distance")
    return (await platforms.listing(db, nearest, NEAREST, 0)).platforms
