"""One district, one feature: what is declared, what is listed, and whether the two agree."""

from collections.abc import Iterable

import htpy as h

from app.analysis.specialities import DomainCounts
from app.districts.read import DistrictFeature
from app.pages import marks
from app.pages.context import Context
from app.pages.insight.districts import records
from app.pages.insight.facts import Area
from app.pages.insight.topic import Inquiry
from geo.quotient import FEWEST, Specialisation


def summary(context: Context, inquiry: Inquiry, area: Area | None) -> h.Node:
    """The chosen district or zone; without one, how to choose."""
    if area is None:
        return h.p(".hint")[context.say("choose-area")]
    name = inquiry.writer.area(area.code)
    path = ("/zone/" if area.is_zone else "/district/") + area.code
    links = [h.a(href=context.location.other(path))[context.say("area-page", name=name)]]
    if not area.is_zone:
        links.append(h.a(href=context.location.other(f"/insight/brief/{area.code}"))[context.say("brief")])
    columns = [_members(context, area)]
    if not area.is_zone:
        columns = [
            _declared(context, area.feature),
            _mix(context, inquiry.table.counts, area),
            verdicts(context, inquiry.table.counts, area),
        ]
    return h.section(".verdict", aria_label=name)[
        h.h2[name, " ", h.small[context.say("n-records", n=area.listing.number_matched)]],
        h.div(".verdict-columns")[columns, _members(context, area) if not area.is_zone else None],
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


def verdicts(context: Context, counts: DomainCounts, area: Area) -> h.Node:
    """The verdict on every declared domain, then what is concentrated without being declared."""
    return h.div[h.h3[context.say("verdict")], verdict_list(context, counts, area.code, area.feature)]


def verdict_list(context: Context, counts: DomainCounts, district: str, feature: DistrictFeature | None) -> h.Node:
    """One line a domain: n, expected n, quotient, interval and what they say."""
    declared = [d.code for d in feature.domains] if feature else []
    others = [code for code in context.vocabulary.domains if code not in declared]
    lines = [_line(context, code, counts.speciality(district, code), declared=True) for code in declared]
    for code in others:
        s = counts.speciality(district, code)
        if s.verdict == "agrees":
            lines.append(_line(context, code, s, declared=False))
    if not lines:
        return h.p(".unstated")[context.say("nothing-to-judge")]
    return h.ul(".verdict-list")[lines]


def _line(context: Context, domain: str, s: Specialisation, *, declared: bool) -> h.Node:
    say = context.say
    word = s.verdict if declared else "undeclared"
    figures = say("observed-expected", n=s.n, expected=f"{s.expected:.2f}")
    if s.n >= FEWEST and s.quotient is not None and s.low is not None and s.high is not None:
        figures += say("with-interval", quotient=f"{s.quotient:.2f}", low=f"{s.low:.2f}", high=f"{s.high:.2f}")
    finding = say("declared-not-listed", date=context.as_of()) if declared and not s.n else None
    return h.li(class_=f"verdict-{word}", data_domain=domain)[
        marks.domain(context, domain),
        h.b[say(f"verdict-{word}")],
        h.small[figures],
        h.small(".finding")[finding] if finding else None,
    ]


def _members(context: Context, area: Area) -> h.Node:
    say, listing = context.say, area.listing
    names: Iterable[h.Node] = (
        h.li[marks.kind(context, p, 12), h.a(href=context.location.other(f"/platform/{p.id}"))[p.name(context.lang)]]
        for p in listing.platforms
    )
    more = listing.number_matched - len(listing.platforms)
    chosen = {"zone" if area.is_zone else "district": (area.code,)}
    return h.div(".members")[
        h.h3[say("members")],
        h.ul(".plain")[names] if listing.platforms else h.p(".unstated")[say("none-listed", date=context.as_of())],
        h.p[h.a(href=records(context, **chosen))[say("and-more", n=more)]] if more > 0 else None,
    ]
