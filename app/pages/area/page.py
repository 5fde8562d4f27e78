"""The pages of a district and of a key zone: map, feature, platforms, counts, and what is not listed."""

import htpy as h

from app.districts.read import District, DistrictFeature, Extent
from app.pages.area.facts import AreaFacts
from app.pages.context import Context
from app.pages.insight.verdict import verdict_list
from app.pages.parts import marks
from app.pages.parts.crumb import crumb
from app.pages.parts.events import events_section
from app.pages.parts.live_only import live_only
from app.pages.parts.marks import definition, none_listed
from app.pages.parts.measures import measures_of_area
from app.pages.record.card import cards
from app.platforms.facets import FACETS
from frontend.language import digits

MIX = ("kind", "domain", "stage", "status")


def district_page(
    context: Context, district: District, feature: DistrictFeature | None, facts: AreaFacts, side_map: h.Node
) -> h.Node:
    say = context.say
    size = h.p(".src-note")[
        say("district-area", km2=f"{district.area_km2:g}", date=district.area_source_date),
        " ",
        context.chinese(district.area_source),
    ]
    side = [side_map, size, _not_listed(context, facts), live_only(context, "analysis", "brief", "changes")]
    return _page(context, facts, [_feature(context, facts, feature)], side)


def zone_page(context: Context, extents: list[Extent], facts: AreaFacts, side_map: h.Node) -> h.Node:
    return _page(context, facts, [_extents(context, extents)], [side_map, _not_listed(context, facts)])


def _page(context: Context, facts: AreaFacts, lead: list[h.Node], side: list[h.Node]) -> h.Node:
    say = context.say
    return h.main("#content.page.area")[
        crumb(context),
        h.h1[context.name(facts.term)],
        h.div(".split")[
            h.div[
                lead,
                _mix(context, facts),
                _platforms(context, facts),
                measures_of_area(context, facts.measures, facts.term.code, context.name(facts.term)),
                events_section(context, facts.events, say("area-events", name=context.name(facts.term))),
            ],
            h.aside(".side")[side],
        ],
        h.p(".src-note.as-of")[say("as-of-said", date=context.as_of())],
    ]


def _feature(context: Context, facts: AreaFacts, feature: DistrictFeature | None) -> h.Node:
    say = context.say
    if feature is None:
        return h.section(".sec")[h.h2[say("facet-feature")], none_listed(context)]
    counts = facts.facets["domain"].by_value()
    rows = [
        h.li[
            marks.domain(context, d.code),
            None if d.sourced else h.small(".basis")[say("domain-unsourced")],
            _count(context, facts, d.code, counts.get(d.code, 0)),
        ]
        for d in feature.domains
    ]
    sources = [
        h.li[
            h.a(href=s.url, rel="noopener nofollow")[context.chinese(s.title)] if s.url else context.chinese(s.title),
            h.small[f" {s.date or say('date-not-stated')}"],
        ]
        for s in feature.sources
    ]
    return h.section(".sec")[
        h.h2[say("facet-feature"), h.small[say("declared")]],
        h.p(".prose")[feature.feature(context.lang)],
        h.ul(".feature-domains")[rows] if rows else h.p(".unstated")[say("feature-outside-plan")],
        h.p(".src-note")[context.chinese(feature.evidence_zh)],
        h.h3[say("speciality"), h.small[f" {say('n-records', n=facts.listing.number_matched)}"]],
        verdict_list(context, facts.specialities, feature.code, feature),
        _figures(context, feature.code) if context.location.served else None,
        h.h3[say("sources")],
        h.ul(".plain")[sources],
        h.p(".src-note")[say("confidence"), " ", say(f"confidence-{feature.confidence}")],
    ]


def _figures(context: Context, code: str) -> h.Node:
    return h.p(".downloads")[
        h.a(href=context.location.insight(code))[context.say("nav-insight")],
        " ",
        h.a(href=context.location.other(f"/insight/brief/{code}"))[context.say("brief")],
        " ",
        h.a(href=context.location.siting(code))[context.say("siting-where-next")],
    ]


def _count(context: Context, facts: AreaFacts, domain: str, n: int) -> h.Node:
    if not n:
        return h.span(".n.unstated")[context.say("not-listed")]
    href = context.location.home(facts.filter.replace(domain=(domain,)))
    return h.a(".n", href=href)[context.say("n-listed", n=n)]


def _extents(context: Context, extents: list[Extent]) -> h.Node:
    say = context.say
    return h.section(".sec")[
        h.h2[say("extents"), h.small[say("schematic")]],
        h.p(".prose")[say("membership-said")],
        (
            h.dl(".facts")[
                definition(say("extent-version"), e.version, h.small[say("extent-default")] if e.is_default else None),
                definition(say("extent-words"), context.chinese(e.extent_zh)),
                definition(
                    say("extent-area"),
                    say(
                        "extent-areas",
                        published=f"{e.published_area_km2:g}",
                        computed=f"{e.computed_area_km2:g}",
                        edge=f"{e.uncertainty_m:g}",
                    ),
                ),
                definition(
                    say("source"),
                    h.a(href=e.source_url, rel="noopener nofollow")[context.chinese(e.source_title)]
                    if e.source_url
                    else context.chinese(e.source_title),
                    h.small[f" {e.source_date or say('date-not-stated')}"],
                ),
            ]
            for e in extents
        ),
    ]


def _mix(context: Context, facts: AreaFacts) -> h.Node:
    """Counts by kind, domain, stage and life cycle; each number opens the list it counts."""
    tables = []
    for name in MIX:
        rows = [
            h.tr[
                h.th(scope="row")[FACETS[name].value_label(value, context.vocabulary, context.lang)],
                h.td[h.a(href=context.location.home(facts.filter.replace(**{name: (value,)})))[digits(n)]],
            ]
            for value, n in facts.facets[name].by_value().items()
            if n
        ]
        if rows:
            tables.append(h.table(".mix")[h.caption[FACETS[name].label(context.lang)], h.tbody[rows]])
    return h.section(".sec")[
        h.h2[context.say("counts"), h.small[context.say("counts-said", n=facts.listing.number_matched)]],
        h.div(".mixes")[tables],
    ]


def _platforms(context: Context, facts: AreaFacts) -> h.Node:
    listing = facts.listing
    more = listing.number_matched - len(listing.platforms)
    every = h.a(".btn", href=context.location.home(facts.filter))[context.say("open-on-map")]
    return h.section(".sec")[
        h.h2[context.say("platforms"), h.small[digits(listing.number_matched)]],
        h.p(".numbers-said")[context.say("paper-numbers")],
        cards(context, listing.platforms, first=1) if listing.platforms else none_listed(context),
        h.p[context.say("and-more", n=more)] if more > 0 else None,
        h.p[every],
    ]


def _not_listed(context: Context, facts: AreaFacts) -> h.Node:
    """The plan's domains with nothing listed here: what this compilation lacks, not what the area lacks."""
    counts = facts.facets["domain"].by_value()
    missing = [code for code in context.vocabulary.domains if not counts.get(code)]
    if not missing:
        return None
    return h.section(".side-note.not-listed")[
        h.h2[context.say("none-listed-as-of", date=context.as_of())],
        h.ul[(h.li[marks.domain(context, code)] for code in missing)],
        h.p(".src-note")[context.say("none-listed-said")],
    ]
