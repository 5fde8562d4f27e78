"""All districts at a glance: declared features and what is listed of them, kinds, bases with grades, key zones."""

from dataclasses import dataclass
from datetime import date

from app.analysis.table import Cell, Table
from app.districts import read as districts
from app.districts.read import DistrictFeature
from app.figures import complete as told
from app.figures.citation import Citing
from app.figures.complete import Complete, complete
from app.figures.scope import CITY
from app.figures.tally import Tallies, Tally, tallies
from app.history.digest.queries import BY, NOTHING
from app.history.digest.read import SECTIONS, Counts, Digest, Span, digest
from app.history.digest.words import title as digest_title
from app.platforms.filter import Filter
from app.store.reader import Reader
from app.vocabulary import Vocabulary

NO_CHANGES: Counts = dict.fromkeys(SECTIONS, 0)


@dataclass(frozen=True)
class DistrictLine:
    """One district, or with the code None the records whose district is not stated.

    `complete` is its number with the grade, of which records without a district have none. `domains` are the declared
    domains that a kept source states, each with its records; `zones` the key zones that records of it belong to.
    """

    code: str | None
    tally: Tally
    complete: Complete | None
    feature: DistrictFeature | None
    domains: list[tuple[str, int]]
    zones: list[tuple[str, int]]


@dataclass(frozen=True)
class Glance:
    """The lines add up to `total`."""

    lines: list[DistrictLine]
    total: Complete
    in_zones: int
    changes: Digest | None = None
    """What changed of each district; None where there is one version, or a filter that says nothing of changes."""

    def changed(self, code: str | None) -> Counts | None:
        """What changed of a district, or of records without one; None where nothing is told."""
        if self.changes is None:
            return None
        return self.changes.parts.get("district", {}).get(code or NOTHING, NO_CHANGES)

    @property
    def placed(self) -> int:
        """The records whose district is known."""
        return self.total.tally.stated + self.total.tally.inferred


async def glance(db: Reader, filter: Filter, vocabulary: Vocabulary, since: date | None = None) -> Glance:
    """Every district under a filter, the one with most records first; "not stated" at the end.

    What changed is told from the day `since` on, else since the history begins.
    """
    counted = await tallies(db, filter, vocabulary.as_of)
    features = {feature.code: feature for feature in await districts.features(db)}
    lines = [_line(counted, vocabulary, code, features.get(code)) for code in vocabulary.districts]
    lines.sort(key=lambda line: -line.tally.n)
    rest = DistrictLine(None, counted.unplaced, None, None, [], [])
    in_zones = sum(row.n for row in counted.rows if row.zone)
    return Glance([*lines, rest], complete(counted, vocabulary, CITY), in_zones, await _changes(db, filter, since))


async def _changes(db: Reader, filter: Filter, since: date | None) -> Digest | None:
    if {name for name, _ in filter.query()} - {"sort", *BY}:
        return None
    found = await digest(db, filter, Span(since), 0, parts=("district",))
    return None if found.first else found


def _line(counted: Tallies, vocabulary: Vocabulary, code: str, feature: DistrictFeature | None) -> DistrictLine:
    whole = complete(counted, vocabulary, code)
    sourced = [each.code for each in feature.domains if each.sourced] if feature else []
    domains = [(domain, counted.of_domain(whole.scope, domain).n) for domain in sourced]
    zones = {zone: sum(r.n for r in counted.rows if r.zone == zone and r.district == code) for zone in vocabulary.zones}
    named = [(zone, n) for zone, n in zones.items() if n]
    return DistrictLine(code, whole.tally, whole, feature, domains, named)


def glance_table(shown: Glance, vocabulary: Vocabulary, citing: Citing) -> Table:
    """The same as a table: one row a district, "not stated" and the total."""
    say = citing.say
    codes = ["code", "district", "n", *told.COLUMNS, "feature", "domains", "zones"]
    codes += SECTIONS if shown.changes else []
    headings: dict[str, str] = {
        "code": say("column-code"),
        "district": say("column-district"),
        "n": say("brief-col-n"),
        **told.headings(say),
        "feature": say("glance-feature"),
        "domains": say("glance-domains"),
        "zones": say("glance-zones"),
        **{section: say(f"digest-{section}") for section in SECTIONS},
    }
    rows = [_row(line, vocabulary, citing) + _sections(shown.changed(line.code)) for line in shown.lines]
    total: list[Cell] = ["total", say("total"), shown.total.tally.n, *told.cells(shown.total, citing), None, None, None]
    rows.append(total + _sections(shown.changes.counts if shown.changes else None))
    notes = [say("as-of-said", date=vocabulary.as_of or say("date-not-stated")), say("brief-caveat-said")]
    notes += [digest_title(say, shown.changes), say("digest-by-said")] if shown.changes else []
    labels = {"grade": told.grade_labels(say)}
    columns = [(code, headings[code]) for code in codes]
    return Table("glance", columns, rows, notes, vocabulary.as_of, say("topic-glance"), labels)


def _sections(counts: Counts | None) -> list[Cell]:
    return [counts[section] for section in SECTIONS] if counts else []


def _row(line: DistrictLine, vocabulary: Vocabulary, citing: Citing) -> list[Cell]:
    say = citing.say
    name = vocabulary.districts[line.code].name(say.lang) if line.code else say("district-not-stated")
    feature = line.feature.feature(say.lang) if line.feature else None
    domains = [f"{vocabulary.domains[code].name(say.lang)} {n}" for code, n in line.domains]
    zones = [f"{vocabulary.zones[code].name(say.lang)} {n}" for code, n in line.zones]
    texts: list[Cell] = [feature, "|".join(domains) or None, "|".join(zones) or None]
    made = told.cells(line.complete, citing) if line.complete else told.uncited(line.tally)
    return [line.code, name, line.tally.n, *made, *texts]
