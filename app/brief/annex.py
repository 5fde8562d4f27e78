"""The tables behind the sheet: records and their sources, what is near, domains and their tests, services."""

import math

from app.analysis.table import Cell
from app.brief.content import Column, Sheet
from app.brief.read import MOST_RECORDS
from app.brief.since import changes_sheet
from app.brief.targets import targets_sheet
from app.brief.wording import Wording
from app.platforms.schemas import Platform

DECIMALS = 4


def annex(wording: Wording) -> list[Sheet]:
    """All tables in the order of their numbers."""
    say, facts = wording.say, wording.facts
    aims = targets_sheet(say, facts.targets, facts.tallies.of(wording.city).kinds["poc"])
    behind = [_records(wording), _near(wording), _domains(wording), _services(wording)]
    # Their numbers are named on the sheet, so what may be lacking comes last.
    tables = [*behind, changes_sheet(wording), aims]
    return [table for table in tables if table is not None]


def _records(wording: Wording) -> Sheet:
    say, facts = wording.say, wording.facts
    codes = ("name", "kind", "status", "status_date", "district", "basis", "source", "source_date")
    columns = [Column(code, say(f"brief-col-{code.replace('_', '-')}")) for code in codes]
    rows = [_record(wording, platform) for platform in facts.listing.platforms]
    more = facts.listing.number_matched - len(rows)
    note = say("brief-annex-more", n=more) if more > 0 else ""
    return Sheet(
        "records", say("brief-annex-records", n=facts.listing.number_matched), columns, rows[:MOST_RECORDS], note
    )


def _record(wording: Wording, platform: Platform) -> list[Cell]:
    say = wording.say
    basis = platform.zone_basis if wording.scope.kind == "zone" else platform.district_basis
    return [
        platform.name(wording.lang),
        say(f"kind-{platform.kind}"),
        say(f"lifecycle-{platform.lifecycle.replace('_', '-')}"),
        platform.lifecycle_date,
        wording.district(platform.district_code),
        say(f"brief-basis-{basis or 'none'}"),
        platform.source_title,
        platform.source_date,
    ]


def _near(wording: Wording) -> Sheet | None:
    """What lies nearest of the kinds that the district has none of."""
    say, facts = wording.say, wording.facts
    if not facts.near:
        return None
    codes = ("name", "kind", "status", "district", "source")
    columns = [Column(code, say(f"brief-col-{code}")) for code in codes] + [
        Column("km", say("brief-col-km"), "decimal")
    ]
    rows: list[list[Cell]] = []
    for p in facts.near:
        km = None if p.distance_m is None else round(p.distance_m / 1000, 1)
        state = say(f"lifecycle-{p.lifecycle.replace('_', '-')}")
        kind = say(f"kind-{p.kind}")
        rows.append([p.name(wording.lang), kind, state, wording.district(p.district_code), p.source_title, km])
    kinds = wording.joined([say(f"kind-{kind}") for kind in facts.missing_kinds])
    return Sheet("near", say("brief-annex-near", kinds=kinds), columns, rows, say("brief-annex-near-said"))


def _domains(wording: Wording) -> Sheet:
    """Every domain of the plan; of a district or zone with the test against the rest of the city."""
    say, facts, scope = wording.say, wording.facts, wording.scope
    columns = [Column("domain", say("brief-col-domain")), Column("n", say("brief-col-n"), "count")]
    judged = scope.kind != "city"
    if judged:
        columns.append(Column("city", say("brief-col-city"), "count"))
        names = ("expected", "quotient", "low", "high", "p")
        columns += [Column(name, say(f"brief-col-{name}"), "decimal") for name in names]
        columns.append(Column("verdict", say("brief-col-verdict")))
    rows: list[list[Cell]] = []
    for code in facts.vocabulary.domains:
        row: list[Cell] = [wording.domain(code), facts.tallies.of_domain(scope, code).n]
        if judged:
            s = facts.domains[code]
            row.append(facts.in_city(code))
            row += [_rounded(each) for each in (s.expected, s.quotient, s.low, s.high, s.p_adjusted)]
            row.append(say(f"brief-verdict-{s.verdict}"))
        rows.append(row)
    note = say("brief-annex-domains-said", n=len(facts.domains)) if judged else ""
    return Sheet("domains", say("brief-annex-domains"), columns, rows, note, len(rows))


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, DECIMALS)


def _services(wording: Wording) -> Sheet:
    """Every service, in the place and in the city."""
    say, facts = wording.say, wording.facts
    here, city = facts.tallies.services_of(wording.scope), facts.tallies.services_of(wording.city)
    columns = [Column("service", say("brief-col-service")), Column("n", say("brief-col-n"), "count")]
    rows: list[list[Cell]] = [
        [term.name(wording.lang), here.get(code, 0)] for code, term in facts.vocabulary.services.items()
    ]
    if wording.scope.kind != "city":
        columns.append(Column("city", say("brief-col-city"), "count"))
        rows = [[*row, city.get(code, 0)] for row, code in zip(rows, facts.vocabulary.services, strict=True)]
    return Sheet("services", say("brief-annex-services"), columns, rows, say("brief-annex-services-said"))
