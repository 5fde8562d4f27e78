"""The parts of the sheet beside and below the figures: declared and listed, compared, missing, next."""

from app.analysis.siting.table import SitingWords, kilometres
from app.analysis.table import Cell
from app.brief.content import Column, Section, Sheet
from app.brief.figure_words import MOST_NAMED
from app.brief.targets import short
from app.brief.wording import Wording
from app.platforms.values import KINDS

FEW_NAMED = 2
MOST_STEPS = 2
"""Besides that of siting; the sheet has room for no more."""
MOST_DOMAINS = {"district": 4, "zone": 5, "city": 3}
"""Rows of a table that the sheet has room for, of the city beside its targets; the annex has all domains."""


def declared(wording: Wording) -> Section | None:
    """What the district declares beside what is listed; of a zone or the city the domains that most records name."""
    say, facts = wording.say, wording.facts
    feature = facts.feature
    codes = [each.code for each in feature.domains] if feature else []
    if wording.scope.kind != "district":
        named = {code: facts.tallies.of_domain(wording.scope, code).n for code in facts.vocabulary.domains}
        codes = sorted((code for code, n in named.items() if n), key=lambda code: -named[code])
    unsourced = {each.code for each in feature.domains if not each.sourced} if feature else set()
    shown = codes[: MOST_DOMAINS[wording.scope.kind]]
    table = _domain_table(wording, shown, unsourced) if shown else None
    note = say("brief-not-sourced") if unsourced & set(shown) else ""
    if wording.scope.kind != "district":
        aims = " ".join(short(say, target) for target in facts.targets)
        return Section(say("brief-domains"), table=table, note=aims)
    if feature is None:
        return Section(say("brief-declared"), said=say("brief-no-feature"))
    date = next((each.date for each in feature.sources if each.date), None) or say("date-not-stated")
    beside = say("brief-declared-source", date=date) if feature.sources else ""
    note = note or ("" if codes else say("brief-outside-plan"))
    return Section(say("brief-declared"), beside, feature.feature(wording.lang), table=table, note=note)


def _domain_table(wording: Wording, codes: list[str], unsourced: set[str]) -> Sheet:
    say, facts, scope = wording.say, wording.facts, wording.scope
    heading = "brief-declared-column" if scope.kind == "district" else "brief-domain-column"
    columns = [Column("domain", say(heading)), Column("n", say("brief-listed-column"), "count")]
    judged = scope.kind != "city"
    if judged:
        columns.append(Column("city", say("brief-city-column"), "count"))
        columns.append(Column("verdict", say("brief-verdict-column")))
    rows: list[list[Cell]] = []
    for code in codes:
        name = wording.domain(code) + (" *" if code in unsourced else "")
        row: list[Cell] = [name, facts.tallies.of_domain(scope, code).n]
        if judged:
            row.append(facts.in_city(code))
            row.append(say(f"brief-verdict-{facts.domains[code].verdict}"))
        rows.append(row)
    return Sheet("declared", say(heading), columns, rows, listed=len(rows))


def compared(wording: Wording) -> Section:
    """The place beside two others: kinds, basis, density."""
    say, facts = wording.say, wording.facts
    places = [wording.scope, *facts.compared]
    columns = [Column("what", "")] + [Column(p.code, p.name(wording.lang), "count") for p in places]
    sums = [facts.tallies.of(place) for place in places]
    rows: list[list[Cell]] = [[say(f"kind-{kind}"), *(each.kinds[kind] for each in sums)] for kind in KINDS]
    kind = "zone" if wording.scope.kind == "zone" else "district"
    rows.append([say("brief-row-stated", kind=kind), *(each.stated for each in sums)])
    rows.append([say("brief-row-inferred", kind=kind), *(each.inferred for each in sums)])
    rows.append([say("brief-row-density"), *(facts.per_100km2(place) for place in places)])
    title = say("brief-compared", kind=kind)
    pair = (len(KINDS), say("brief-row-basis", kind=kind))
    table = Sheet("compared", title, columns, rows, say("brief-small-numbers"), len(KINDS), pair)
    return Section(title, say("brief-same-date"), table=table, note=say("brief-small-numbers"))


def gaps(wording: Wording) -> Section:
    """What is not listed there, and what no source states."""
    say, facts, scope = wording.say, wording.facts, wording.scope
    near = "yes" if facts.near else "no"
    points = []
    if facts.missing_kinds:
        what = wording.joined([say(f"brief-what-{kind}") for kind in facts.missing_kinds])
        points.append(say("brief-gap-kind", what=what, near=near))
    if missing := facts.missing_services:
        names, more = wording.services(missing[:MOST_NAMED]), "yes" if len(missing) > MOST_NAMED else "no"
        numbers: dict[str, str | int] = {"n": len(missing), "names": names, "more": more}
        if scope.kind == "city":
            points.append(say("brief-gap-services-city", **numbers))
        else:
            points.append(say("brief-gap-services", kind=scope.kind, **numbers))
    if scope.kind == "city" and (without := [code for code, n in _city_domains(wording).items() if not n]):
        names = wording.joined([wording.domain(code) for code in without])
        points.append(say("brief-gap-domains-city", n=len(without), names=names))
    unstated = [say(f"brief-fact-{name}") for name, n in facts.stated.items() if not n]
    if facts.whole.n and unstated:
        points.append(say("brief-gap-facts", facts=wording.joined(unstated), n=facts.whole.n))
    return Section(say("brief-gaps"), say("brief-gaps-said"), points=points or [say("brief-gap-nothing")])


def _city_domains(wording: Wording) -> dict[str, int]:
    tallies = wording.facts.tallies
    return {code: tallies.of_domain(wording.city, code).n for code in wording.facts.vocabulary.domains}


def next_steps(wording: Wording) -> Section:
    """What an official could have clarified, the least certain first; siting at the end."""
    say, facts, scope, whole = wording.say, wording.facts, wording.scope, wording.facts.whole
    basis = "zone_basis" if scope.kind == "zone" else "district_basis"
    inferred = [p.name(wording.lang) for p in facts.listing.platforms if getattr(p, basis) == "inferred"]
    points = []
    if scope.kind == "city" and whole.unplaced:
        names = [p.name(wording.lang) for p in facts.listing.platforms if p.district_code is None]
        points.append(say("brief-next-unplaced", **_named(wording, names, whole.unplaced)))
    elif whole.inferred and inferred:
        points.append(say("brief-next-inferred", kind=scope.kind, **_named(wording, inferred, whole.inferred)))
    if planned := sum(whole.lifecycles.get(state, 0) for state in ("planned", "under_construction")):
        points.append(say("brief-next-planned", n=planned))
    if whole.old:
        points.append(say("brief-next-old", n=whole.old))
    return Section(say("brief-next"), points=[*points[:MOST_STEPS], _siting(wording)])


def _siting(wording: Wording) -> str:
    """What further places would reach of the need, or that it is being worked out; else where to try it."""
    say, sites = wording.say, wording.facts.sites
    if sites.seeking:
        return say("brief-next-seeking")
    if sites.sited is None or not sites.sited.need:
        return say("brief-next-siting")
    sited, words = sites.sited, SitingWords(say, wording.facts.vocabulary)
    share = {"km": kilometres(sited.question.reach), "now": f"{sited.share(sited.now):.0%}"}
    if not sited.sites:
        return say("brief-next-reached", **share)
    n, then = len(sited.sites), f"{sited.share(sited.then):.0%}"
    if wording.scope.kind == "city":
        # Its sheet has the fields of the plan and the target, too: the place of the first site has no room.
        return say("brief-next-sites-city", n=n, then=then, **share)
    return say("brief-next-sites", n=n, then=then, first=words.name(sited.sites[0].name), **share)


def _named(wording: Wording, names: list[str], n: int) -> dict[str, str | int]:
    more = "yes" if n > FEW_NAMED else "no"
    return {"n": n, "names": wording.joined(names[:FEW_NAMED]), "more": more}
