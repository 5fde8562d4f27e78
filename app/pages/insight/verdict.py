"""One district, one feature: what is declared, what is listed, and whether the two agree."""

from collections.abc import Iterable

import htpy as h

from app.analysis.specialities import DomainCounts, Specialities
from app.districts.read import DistrictFeature
from app.figures.scope import scope_of
from app.pages.context import Context
from app.pages.insight import controls
from app.pages.insight.complete import Line, citing_of, folded
from app.pages.insight.facts import Area
from app.pages.insight.topics.districts import records
from app.pages.insight.topics.topic import Inquiry
from app.pages.parts import marks
from geo.quotient import Specialisation

CLEAR = ("undeclared", "fewer")
"""Verdicts that are shown of a domain that the district does not declare."""


def summary(context: Context, inquiry: Inquiry, area: Area | None) -> h.Node:
    """The chosen district or zone; without one, how to choose."""
    if area is None:
        return h.p(".hint")[context.say("choose-area")]
    name = inquiry.writer.area(area.code)
    path = ("/zone/" if area.is_zone else "/district/") + area.code
    links = [h.a(href=context.location.other(path))[context.say("area-page", name=name)]]
    links.append(h.a(href=context.location.other(f"/insight/brief/{area.code}"))[context.say("brief")])
    links.append(h.a(href=context.location.siting(area.code))[context.say("siting-in-area", area=name)])
    columns = [_members(context, area)]
    if not area.is_zone:
        columns = [
            _declared(context, area.feature),
            _mix(context, inquiry.table.counts, area),
            verdicts(context, area),
        ]
    return h.section(".verdict", aria_label=name)[
        h.h2[name, " ", h.small[context.say("n-records", n=area.listing.number_matched)]],
        h.div(".verdict-columns")[columns, _members(context, area) if not area.is_zone else None],
        _composition(context, inquiry, area) if not area.is_zone else None,
        h.p(".downloads")[([link, " "] for link in links)],
    ]


def _declared(context: Context, feature: DistrictFeature | None) -> h.Node:
    say = context.say
    if feature is None:
        return h.div[h.h3[say("declared-feature")], h.p(".unstated")[say("not-stated")]]
    source = feature.sources[0] if feature.sources else None
    date = (source.date if source else None) or say("date-not-stated")
    return h.div[
        h.h3[say("declared-feature"), h.small[f" {date}"]],
        h.p(".said")[feature.feature(context.lang)],
        h.p(".src-note")[context.chinese(source.title)] if source else None,
    ]


def _mix(context: Context, listed_counts: DomainCounts, area: Area) -> h.Node:
    counts = [(code, listed_counts.named.get((area.code, code), 0)) for code in context.vocabulary.domains]
    listed = sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])
    rows = [
        h.li[
            marks.domain(context, code),
            h.a(".n", href=records(context, district=(area.code,), domain=(code,)))[context.say("n-listed", n=n)],
        ]
        for code, n in listed
    ]
    return h.div[
        h.h3[context.say("observed-mix")],
        h.ul(".mix-list")[rows] if rows else h.p(".unstated")[context.say("not-listed")],
    ]


def _composition(context: Context, inquiry: Inquiry, area: Area) -> h.Node:
    """What the numbers of the domains are made up of, where the topic counted that."""
    if (tallies := inquiry.table.tallies) is None:
        return None
    writer, citing, scope = inquiry.writer, citing_of(context), scope_of(context.vocabulary, area.code)

    def line(domain: str) -> Line:
        figure, name = writer.figure(tallies.of_domain(scope, domain)), writer.domain(domain)
        citation = writer.citation(figure, citing, area.code, name)
        return Line(f"{area.code}-{domain}", name, figure, scope.kind, citation)

    return folded(context, context.say("domains-listed"), map(line, context.vocabulary.domains))


def verdicts(context: Context, area: Area) -> h.Node:
    """The verdict on every declared domain, then what is concentrated without being declared."""
    return h.div[h.h3[context.say("verdict")], verdict_list(context, area.specialities, area.code, area.feature)]


def verdict_list(context: Context, judged: Specialities, district: str, feature: DistrictFeature | None) -> h.Node:
    """One line a domain: the verdict in words, then n, expected n and the quotient; the method is folded below."""
    declared = [d.code for d in feature.domains] if feature else []
    others = [domain for code, domain in judged if code == district and domain not in declared]
    shown = declared + [code for code in others if judged[district, code].verdict in CLEAR]
    if not shown:
        return h.p(".unstated")[context.say("nothing-to-judge")]
    lines = [_line(context, code, judged[district, code]) for code in shown]
    return [h.ul(".verdict-list")[lines], controls.method(context, context.say("interval-said", n=len(judged)))]


def _line(context: Context, domain: str, s: Specialisation) -> h.Node:
    say = context.say
    finding = say("declared-not-listed", date=context.as_of()) if s.declared and not s.n else None
    return h.li(class_=f"verdict-{s.verdict}", data_domain=domain)[
        marks.domain(context, domain),
        h.b[say(f"verdict-{s.verdict}")],
        h.small(".words")[say(f"verdict-{s.verdict}-said")],
        h.small[_figures(context, s)],
        h.small(".finding")[finding] if finding else None,
    ]


def _figures(context: Context, s: Specialisation) -> str:
    """Listed and expected; the quotient; and the interval, or why it is left out."""
    say = context.say
    figures = say("observed-expected", n=s.n, expected=f"{s.expected:.2f}")
    if s.verdict == "few" or s.quotient is None or s.low is None or s.high is None:
        return figures
    figures += say("with-quotient", quotient=f"{s.quotient:.2f}")
    if s.interval_agrees:
        return figures + say("with-interval", low=f"{s.low:.2f}", high=f"{s.high:.2f}")
    return figures + say("without-interval", p=controls.probability(s.p_adjusted), n=s.comparisons)


def _members(context: Context, area: Area) -> h.Node:
    say, listing = context.say, area.listing
    names: Iterable[h.Node] = (
        h.li[marks.kind(context, p, 12), h.a(href=context.location.other(f"/platform/{p.id}"))[p.name(context.lang)]]
        for p in listing.platforms
    )
    more = listing.number_matched - len(listing.platforms)
    area_filter = {"zone" if area.is_zone else "district": (area.code,)}
    return h.div(".members")[
        h.h3[say("members")],
        h.ul(".plain")[names] if listing.platforms else h.p(".unstated")[say("none-listed", date=context.as_of())],
        h.p[h.a(href=records(context, **area_filter))[say("and-more", n=more)]] if more > 0 else None,
    ]
