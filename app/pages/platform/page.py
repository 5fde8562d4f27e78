"""The page of one platform."""

from typing import Any

import htpy as h

from app.history.life_cycle import steps
from app.pages.address.page_states import ABOUT
from app.pages.context import Context
from app.pages.parts import marks
from app.pages.parts.crumb import crumb
from app.pages.parts.events import events_section
from app.pages.parts.live_only import live_only
from app.pages.parts.marks import definition
from app.pages.parts.measures import Areas, money_section
from app.pages.parts.not_used import problems
from app.pages.parts.shortlist import star
from app.pages.parts.source_words import source_words
from app.pages.parts.terms import explained, terms_on_paper
from app.pages.platform.facts import PlatformFacts
from app.pages.platform.four_lists import four_lists
from app.pages.platform.onward import cases_section, next_section, reach_section
from app.pages.platform.progress import progress_section
from app.pages.record.confirmed import confirmed_line
from app.pages.record.contact import mobile_line
from app.pages.record.correction_ways import correct_way, correction_sheet
from app.pages.record.history import history_section, past_notice
from app.pages.record.life_cycle import life_cycle_section
from app.pages.record.navigation import navigation
from app.pages.record.source_age import source_age
from app.platforms.columns import COLUMNS
from app.platforms.filter import Filter
from app.platforms.grades import grounded
from app.platforms.schemas import Platform
from frontend.icons import icon, kind_mark, tri_mark
from frontend.language import ENGLISH, other_language

KIND_TERMS = {"poc": ("poc-platform",), "pilot": ("pilot-platform",)}
STAGE_TERMS = ("initial-verification", "lab-verification", "market-verification")
GRADES = ("low", "medium", "high")
VOUCHER, TAPERING = "innovation-voucher", "tapering"
"""Terms of the glossary by what they explain."""


def platform_page(context: Context, facts: PlatformFacts, side_map: h.Node) -> h.Node:
    platform = facts.platform
    # A snapshot goes on for ever: who takes a consent back cannot take it back there.
    mobile = facts.mobile if context.location.served and not facts.day else None
    return h.main("#content.page")[
        crumb(context),
        past_notice(context, platform.id, facts.day),
        problems(context),
        _lede(context, platform),
        h.div(".titled", id=f"card-{platform.id}")[h.h1[platform.name(context.lang)], star(context, platform)],
        _other_name(context, platform),
        None if facts.day else confirmed_line(context, platform, facts.confirmed),
        h.div(".split")[
            h.div[
                h.p(".prose")[context.chinese(platform.summary_zh)],
                h.p(".src-note")[context.say("paraphrase")],
                _facts(context, platform, mobile),
                None if facts.day else life_cycle_section(context, steps(platform, facts.history)),
                None if facts.day else progress_section(context, facts.progress),
                four_lists(context, platform, facts.scenarios, facts.policies),
                next_section(context, platform, facts.onward, facts.related),
                money_section(context, facts.policies, Areas.of(platform)),
                reach_section(context, platform, mobile),
                cases_section(context, facts.onward.cases),
                events_section(context, facts.onward.events),
                _around(context, facts),
                _source(context, platform),
                None if facts.day else history_section(context, platform.id, facts.history),
            ],
            h.aside(".side.map-side")[side_map, _position(context, facts), _actions(context, platform)],
        ],
    ]


def _around(context: Context, facts: PlatformFacts) -> h.Node:
    """Other events in the district of the platform."""
    district = context.vocabulary.districts.get(facts.platform.district_code or "")
    if district is None:
        return None
    title = context.say("area-events", name=context.name(district))
    return events_section(context, facts.onward.events_around, title)


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
        h.div[kind_mark(platform.kind, 16), " ", _kind(context, platform)],
        h.span[_lifecycle(context, platform)],
        # Who says so is asked where one sees how old it is: a journalist need not read on to the foot of the page.
        h.a(href="#source")[source_age(context, platform.source_date, advice=True)],
        links or h.span[say("facet-district"), " ", marks.not_stated(context)],
        marks.synthetic(context, platform),
    ]


def _kind(context: Context, platform: Platform) -> h.Node:
    name = context.name(context.vocabulary.kinds[platform.kind])
    return explained(context, name, *KIND_TERMS.get(platform.kind, ()))


def _lifecycle(context: Context, platform: Platform) -> str:
    """The life cycle with the date of that event, or that its date is not stated."""
    state = context.say(f"lifecycle-{platform.lifecycle.replace('_', '-')}")
    return context.say("with-date", text=state, date=platform.lifecycle_date or context.say("date-not-stated"))


def _other_name(context: Context, platform: Platform) -> h.Node:
    other = other_language(context.lang)
    note = h.small[context.say("name-translated")] if other == ENGLISH.code else None
    return h.p(".name-other")[h.span(lang=other)[platform.name(other)], " ", note]


def _facts(context: Context, platform: Platform, mobile: str | None) -> h.Node:
    say = context.say
    return h.section(".sec")[
        h.h2[say("facts"), h.small[say("not-stated-said")]],
        h.dl(".facts")[fact_rows(context, platform, mobile)],
    ]


def fact_rows(context: Context, platform: Platform, mobile: str | None = None) -> list[h.Node]:
    """What is stated of a platform, and what is not: the rows of a definition list.

    `mobile` is the number at which it is reached, public with its holder's consent.
    """
    say = context.say
    operator = context.chinese(platform.operator) if platform.operator else marks.not_stated(context)
    kind_of = source_words(context, platform.operator_type) if platform.operator_type else None
    state = h.small[source_words(context, platform.status_text)] if platform.status_text else None
    return [
        definition(say("operator"), operator, h.small[kind_of] if kind_of else None),
        definition(say("facet-domain"), marks.domains(context, platform), _other_domains(context, platform)),
        definition(explained(context, say("facet-stage"), *STAGE_TERMS), marks.stage_track(context, platform.stages)),
        definition(say("facet-status"), _lifecycle(context, platform), state),
        definition(
            explained(context, say("facet-voucher"), VOUCHER),
            marks.three_valued(context, platform.voucher, platform.voucher_evidence),
        ),
        definition(say("facet-fund"), marks.three_valued(context, platform.fund, platform.fund_evidence)),
        definition(say("address"), context.chinese(platform.address) if platform.address else _blank(context)),
        definition(say("contact"), mobile_line(context, mobile) if mobile else _blank(context)),
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


def _source(context: Context, platform: Platform) -> h.Node:
    cite = h.a(href=f"{context.location.other(ABOUT)}#cite")[context.say("how-to-cite")]
    return h.section("#source.sec")[
        h.h2[context.say("source"), h.small(".screen-only")[cite] if context.location.beside(ABOUT) else None],
        h.dl(".facts")[source_rows(context, platform)],
        terms_on_paper(context, _terms_of(platform)),
    ]


def _terms_of(platform: Platform) -> list[str]:
    """The terms of the plan that the page of a platform explains."""
    tapering = [TAPERING] if platform.lifecycle == TAPERING else []
    return [
        *KIND_TERMS.get(platform.kind, ()),
        *(f"{stage}-verification" for stage in platform.stages),
        VOUCHER,
        *tapering,
    ]


def source_rows(context: Context, platform: Platform) -> list[h.Node]:
    """Who states it: the rows of a definition list."""
    say = context.say
    title = context.chinese(platform.source_title)
    url = platform.source_url
    return [
        definition(say("source-title"), h.a(href=url, rel="noopener nofollow")[title] if url else title),
        definition(say("source-date"), platform.source_date or say("date-not-stated")),
        definition(say("source-kind"), say(f"source-kind-{platform.source_kind}")),
        definition(say("confidence"), *_grade(context, platform)),
    ]


def _grade(context: Context, platform: Platform) -> list[h.Node]:
    """The grade and its reason: the highest is for what a reader can check at an address."""
    say, grade = context.say, grounded(platform.confidence, platform.source_url)
    reason = "grade-with-address" if platform.source_url else "grade-without-address"
    cells = [h.span(class_="stage has" if each == grade else "stage")[say(f"confidence-{each}")] for each in GRADES]
    return [
        h.span(".sr-only")[say(f"confidence-{grade}")],
        h.span(".stage-cells.grade-cells", aria_hidden="true")[cells],
        h.small[say(reason)],
    ]


def _position(context: Context, facts: PlatformFacts) -> h.Node:
    say, platform = context.say, facts.platform
    if platform.precision is None:
        return h.p(".side-note")[h.b[say("position")], " ", marks.not_stated(context), ". ", say("position-unknown")]
    ring = h.p(".side-note")[h.b[say(f"precision-{platform.precision}")], " ", say("in-the-ring")]
    return h.fragment[ring, _others(context, facts), navigation(context, platform)]


def _others(context: Context, facts: PlatformFacts) -> h.Node:
    say = context.say

    def linked(others: list[Platform], more: int = 0) -> h.Node:
        links = (h.li[h.a(href=context.location.other(f"/platform/{p.id}"))[p.name(context.lang)]] for p in others)
        return h.ul[links, h.li[say("same-position-more", n=more)] if more else None]

    same = facts.same_position
    further = same.number - len(same.first)
    parts = (
        [h.div(".side-note")[say("same-position", n=same.number), linked(same.first, further)]] if same.number else []
    )
    for relation in ("same-park", "same-site"):
        related = [platform for platform, kind in facts.related if kind == relation]
        if related:
            parts.append(h.div(".side-note")[say(f"relation-{relation}"), linked(related)])
    return parts


def _actions(context: Context, platform: Platform) -> h.Node:
    say = context.say
    label = h.span(data_label=True)[say("copy-link")]
    copy = h.button(".btn.js-only", type="button", data_action="copy-link")[icon("link", 16), label]
    around = (
        Filter(kind=tuple(context.vocabulary.kinds), near=(platform.lon, platform.lat), radius=5000.0)
        if platform.lon and platform.lat
        else None
    )
    near = h.a(".btn", href=context.location.home(around))[icon("near", 16), say("what-is-near")] if around else None
    return h.fragment[
        h.div(".actions")[copy if context.location.served else None, near, correct_way(context, platform)],
        correction_sheet(context, platform),
        live_only(context, "picks", "request", "past"),
    ]
