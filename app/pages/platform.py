"""The page of one platform."""

from dataclasses import dataclass
from typing import Any

import htpy as h

from app.lists.read import PolicyRow, ScenarioRow
from app.pages import marks
from app.pages.context import Context
from app.pages.measures import money_section
from app.pages.navigation import map_links
from app.pages.onward import Onward, cases_section, events_section, next_section, reach_section, source_age
from app.pages.shortlist import star
from app.platforms.columns import COLUMNS
from app.platforms.filter import Filter
from app.platforms.schemas import Platform
from frontend.icons import icon, kind_mark, tri_mark
from frontend.language import CHINESE, ENGLISH, choose, other_language


@dataclass(frozen=True)
class PlatformFacts:
    """Everything the page shows of a platform."""

    platform: Platform
    scenarios: list[ScenarioRow]
    policies: list[PolicyRow]
    same_position: list[Platform]
    related: list[tuple[Platform, str]]
    onward: Onward


def platform_page(context: Context, facts: PlatformFacts, side_map: h.Node) -> h.Node:
    platform = facts.platform
    return h.main("#content.page")[
        crumb(context),
        _lede(context, platform),
        h.div(".titled", id=f"card-{platform.id}")[h.h1[platform.name(context.lang)], star(context, platform)],
        _other_name(context, platform),
        h.div(".split")[
            h.div[
                h.p(".prose")[context.chinese(platform.summary_zh)],
                h.p(".src-note")[context.say("paraphrase")],
                _facts(context, platform),
                _four_lists(context, facts),
                next_section(context, platform, facts.onward, facts.related),
                money_section(context, facts.policies, platform.district_code, platform.zone),
                reach_section(context, platform),
                cases_section(context, facts.onward.cases),
                events_section(context, facts.onward.events),
                _source(context, platform),
            ],
            h.aside(".side")[side_map, _position(context, facts), _actions(context, platform)],
        ],
    ]


def crumb(context: Context) -> h.Node:
    return h.p(".crumb")[h.a(href=context.location.other("/"))[icon("back", 14), context.say("back-to-map")]]


def _lede(context: Context, platform: Platform) -> h.Node:
    say, vocabulary = context.say, context.vocabulary
    district = vocabulary.districts.get(platform.district_code or "")
    zone = vocabulary.zones.get(platform.zone or "")
    links = []
    if district:
        href = context.location.other(f"/district/{district.code}")
        links.append(h.span[h.a(href=href)[context.name(district)], marks.inferred(context, platform.district_basis)])
    if zone:
        href = context.location.other(f"/zone/{zone.code}")
        links.append(h.span[h.a(href=href)[context.name(zone)], marks.inferred(context, platform.zone_basis)])
    return h.div(".lede")[
        h.span[kind_mark(platform.kind, 16), context.name(vocabulary.kinds[platform.kind])],
        h.span[_lifecycle(context, platform)],
        source_age(context, platform.source_date, advice=True),
        links or h.span[say("facet-district"), " ", marks.not_stated(context)],
        marks.synthetic(context, platform),
    ]


def _lifecycle(context: Context, platform: Platform) -> str:
    """The life cycle with the date of that event, or that its date is not stated."""
    state = context.say(f"lifecycle-{platform.lifecycle.replace('_', '-')}")
    return context.say("with-date", text=state, date=platform.lifecycle_date or context.say("date-not-stated"))


def _other_name(context: Context, platform: Platform) -> h.Node:
    other = other_language(context.lang)
    note = h.small[context.say("name-translated")] if other == ENGLISH.code else None
    return h.p(".name-other")[h.span(lang=other)[platform.name(other)], " ", note]


def definition(term: str, *content: h.Node) -> h.Node:
    return h.fragment[h.dt[term], h.dd[content]]


def _facts(context: Context, platform: Platform) -> h.Node:
    say = context.say
    return h.section(".sec")[
        h.h2[say("facts"), h.small[say("not-stated-said")]],
        h.dl(".facts")[fact_rows(context, platform)],
    ]


def fact_rows(context: Context, platform: Platform) -> list[h.Node]:
    """What is stated of a platform, and what is not: the rows of a definition list."""
    say = context.say
    operator = context.chinese(platform.operator) if platform.operator else marks.not_stated(context)
    kind_of = context.chinese(platform.operator_type) if platform.operator_type else None
    state = h.small[context.chinese(platform.status_text)]
    return [
        definition(say("operator"), operator, h.small[kind_of] if kind_of else None),
        definition(say("facet-domain"), marks.domains(context, platform), _other_domains(context, platform)),
        definition(say("facet-stage"), marks.stage_track(context, platform.stages)),
        definition(say("facet-status"), _lifecycle(context, platform), state),
        definition(say("facet-voucher"), marks.three_valued(context, platform.voucher, platform.voucher_evidence)),
        definition(say("facet-fund"), marks.three_valued(context, platform.fund, platform.fund_evidence)),
        definition(say("address"), context.chinese(platform.address) if platform.address else _blank(context)),
        definition(say("contact"), _blank(context)),
        *(
            definition(say(f"fact-{column.name.replace('_', '-')}"), _stated(context, getattr(platform, column.name)))
            for column in COLUMNS
            if column.shown
        ),
    ]


def _stated(context: Context, value: Any) -> h.Node:
    """A value as a row shows it: an address as a link, nothing as "not stated"."""
    if value is None or value == []:
        return _blank(context)
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return h.a(href=value, rel="noopener nofollow")[value]
    return context.chinese("、".join(value) if isinstance(value, list) else str(value))


def _blank(context: Context) -> h.Node:
    return h.fragment[tri_mark("not-stated"), marks.not_stated(context)]


def _other_domains(context: Context, platform: Platform) -> h.Node:
    """Further fields beside those of the plan; alone they stand in the place of those."""
    if not platform.domains or not platform.domains_other:
        return None
    return h.small[marks.other_domains(context, platform.domains_other)]


def _four_lists(context: Context, facts: PlatformFacts) -> h.Node:
    say = context.say
    return h.section(".sec")[
        h.h2[say("four-lists"), h.small[say("four-lists-said")]],
        h.div(".four")[
            h.div[h.h3[say("list-fields")], _fields(context, facts.platform)],
            h.div[h.h3[say("list-services")], _services(context, facts.platform)],
            h.div[h.h3[say("list-scenarios")], _scenarios(context, facts.scenarios)],
            h.div[h.h3[say("list-policies")], _policies(context, facts.policies)],
        ],
    ]


def none_listed(context: Context) -> h.Node:
    return h.p(".unstated")[context.say("none-listed-as-of", date=context.as_of())]


def _fields(context: Context, platform: Platform) -> h.Node:
    if not platform.domains and not platform.domains_other:
        return none_listed(context)
    names = [h.li[marks.domain(context, code)] for code in platform.domains]
    return h.ul[names, (h.li[context.chinese(text)] for text in platform.domains_other)]


def _services(context: Context, platform: Platform) -> h.Node:
    if not platform.services and not platform.service_phrases:
        return none_listed(context)
    names = [context.name(context.vocabulary.services[code]) for code in platform.services]
    words = context.say("phrases", phrases="、".join(platform.service_phrases)) if platform.service_phrases else None
    return h.fragment[h.ul[(h.li[name] for name in names)], h.p(".src-note")[context.chinese(words)] if words else None]


def _scenarios(context: Context, scenarios: list[ScenarioRow]) -> h.Node:
    if not scenarios:
        return none_listed(context)
    return h.ul[
        (h.li[choose(context.lang, s.name_zh, s.name_en), " ", h.q(lang=CHINESE.code)[s.quote_zh]] for s in scenarios)
    ]


def _policies(context: Context, policies: list[PolicyRow]) -> h.Node:
    """The platform's own list is empty: no source ties a measure to a platform. Those of the city's plan follow."""
    say = context.say
    policies = [policy for policy in policies if policy.clause]
    items = [
        h.li[
            policy.name(context.lang),
            h.small[" ", context.chinese(f"{policy.source_number or policy.source_title} {policy.clause}")],
            h.q(lang=CHINESE.code)[policy.wording_zh],
        ]
        for policy in policies
    ]
    return h.fragment[
        none_listed(context),
        h.details(".city-policies")[
            h.summary[say("city-policies", n=len(policies))], h.p(".src-note")[say("city-policies-said")], h.ul[items]
        ],
    ]


def _source(context: Context, platform: Platform) -> h.Node:
    return h.section(".sec")[h.h2[context.say("source")], h.dl(".facts")[source_rows(context, platform)]]


def source_rows(context: Context, platform: Platform) -> list[h.Node]:
    """Who states it: the rows of a definition list."""
    say = context.say
    title = context.chinese(platform.source_title)
    url = platform.source_url
    return [
        definition(say("source-title"), h.a(href=url, rel="noopener nofollow")[title] if url else title),
        definition(say("source-date"), platform.source_date or say("date-not-stated")),
        definition(say("source-kind"), say(f"source-kind-{platform.source_kind}")),
        definition(say("confidence"), say(f"confidence-{platform.confidence}")),
    ]


def _position(context: Context, facts: PlatformFacts) -> h.Node:
    say, platform = context.say, facts.platform
    if platform.precision is None:
        return h.p(".side-note")[h.b[say("position")], " ", marks.not_stated(context), ". ", say("position-unknown")]
    ring = h.p(".side-note")[h.b[say(f"precision-{platform.precision}")], " ", say("in-the-ring")]
    return h.fragment[ring, _others(context, facts), navigation(context, platform)]


def _others(context: Context, facts: PlatformFacts) -> h.Node:
    say = context.say

    def linked(others: list[Platform]) -> h.Node:
        return h.ul[(h.li[h.a(href=context.location.other(f"/platform/{p.id}"))[p.name(context.lang)]] for p in others)]

    same = facts.same_position
    parts = [h.div(".side-note")[say("same-position", n=len(same)), linked(same)]] if same else []
    for relation in ("same-park", "same-site"):
        related = [platform for platform, kind in facts.related if kind == relation]
        if related:
            parts.append(h.div(".side-note")[say(f"relation-{relation}"), linked(related)])
    return parts


def navigation(context: Context, platform: Platform) -> h.Node:
    """Links to programs that lead there. A district's middle is no destination: then there are none."""
    if platform.precision == "district" or platform.lon is None or platform.lat is None:
        return h.p(".side-note")[context.say("no-navigation")]
    programs = map_links(platform.name(context.lang), platform.lon, platform.lat)
    return h.div(".nav-links")[
        (
            h.a(href=each.href, rel="noopener nofollow", target="_blank")[
                context.say(f"open-in-{each.service}"), h.small[each.datum]
            ]
            for each in programs
        )
    ]


def _actions(context: Context, platform: Platform) -> h.Node:
    say, address = context.say, context.settings.correction_url
    label = h.span(data_label=True)[say("copy-link")]
    copy = h.button(".btn.js-only", type="button", data_action="copy-link")[icon("link", 16), label]
    correct = h.a(".btn", href=address)[icon("edit", 16), say("correct")] if address else None
    hint = h.p(".side-note")[say("correct-said", id=platform.id)]
    around = (
        Filter(kind=tuple(context.vocabulary.kinds), near=(platform.lon, platform.lat), radius=5000.0)
        if platform.lon and platform.lat
        else None
    )
    near = h.a(".btn", href=context.location.home(around))[icon("near", 16), say("what-is-near")] if around else None
    return h.fragment[h.div(".actions")[copy if context.location.served else None, near, correct], hint]
