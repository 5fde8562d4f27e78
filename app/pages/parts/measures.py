"""Money at a stage and place: measures of the zone, the district and the city, with amount, document and date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Self

import htpy as h

from app.lists.read import MONEY, PolicyRow, money, of_area, of_city
from app.pages.address.page_states import POLICIES
from app.pages.context import Context, joined
from app.pages.parts.clauses import document
from app.pages.parts.source_words import source_words
from app.platforms.filter import Filter
from app.platforms.schemas import Platform
from frontend.language import CHINESE, choose


@dataclass(frozen=True)
class Areas:
    """Codes of the districts and key zones whose measures apply at a place."""

    districts: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()

    @classmethod
    def of(cls, platform: Platform) -> Self:
        """Where a record says that it lies."""
        return cls(*(tuple(filter(None, [code])) for code in (platform.district_code, platform.zone)))


def money_section(context: Context, measures: Iterable[PolicyRow], areas: Areas) -> h.Node:
    """The section for a place; no areas: it is not stated where it lies."""
    say = context.say
    measures = list(measures)
    applying = money(measures, areas.districts, areas.zones)
    near = [measure for measure in applying if measure.level != "city"]
    city = [measure for measure in applying if measure.level == "city"]
    counted = say("money-count", near=len(near), city=len(city), every=len(of_city(measures)))
    return h.section("#money.sec.money")[
        h.h2[say("money"), h.small[counted]],
        [_own(context, measure) for measure in near],
        None if near else h.p(".unstated")[_none_near(context, areas)],
        _of_city(context, city) if city else None,
        h.p(".src-note")[say("money-said"), " ", all_measures(context, len(of_every_level(measures)))],
    ]


def of_every_level(measures: Iterable[PolicyRow]) -> list[PolicyRow]:
    """All measures; an aim is none."""
    return [each for each in measures if not each.target]


def all_measures(context: Context, n: int) -> h.Node:
    """The way to the list of measures, which has so many; nothing where it is out of reach."""
    address = context.location.beside(POLICIES)
    return h.a(href=address)[context.say("lists-all-policies", n=n)] if address else None


def measures_of_area(context: Context, measures: Sequence[PolicyRow], code: str, name: str) -> h.Node:
    """The measures of a district or key zone, of every kind, and the way to those of the city."""
    say, own = context.say, of_area(measures, code)
    asked = context.location.served and context.location.beside(POLICIES)
    listed = replace(context.location, path=POLICIES, filter=Filter(), view={"where": code}).url() if asked else None
    return h.section("#measures.sec.money")[
        h.h2[say("list-policies"), h.small[say("area-measures", n=len(own))]],
        [_own(context, measure) for measure in own],
        None if own else h.p(".unstated")[say("area-measures-none", name=name, date=context.as_of())],
        h.p(".src-note")[
            h.a(href=listed)[say("area-measures-list")] if listed and own else None,
            " · " if listed and own else None,
            say("area-measures-city", n=len(of_city(measures))),
            " ",
            all_measures(context, len(of_every_level(measures))),
        ],
    ]


def money_of_everywhere(context: Context, measures: Iterable[PolicyRow]) -> h.Node:
    """The section of all areas, for a page whose script shows those of one place."""
    say = context.say
    paying = [measure for measure in measures if measure.instrument in MONEY]
    local = [measure for measure in paying if measure.level != "city"]
    ordered = money(paying, [each.district for each in local], [each.zone for each in local])
    return h.section("#money.sec.money")[
        h.h2[say("money")],
        [h.div(data_area=each.zone or each.district)[_own(context, each)] for each in ordered if each.level != "city"],
        h.p(".unstated", data_part="money-none"),
        _of_city(context, [measure for measure in ordered if measure.level == "city"]),
        h.p(".src-note")[say("money-said")],
    ]


def _none_near(context: Context, areas: Areas) -> str:
    vocabulary = context.vocabulary
    names = [context.name(vocabulary.zones[code]) for code in areas.zones if code in vocabulary.zones]
    names += [context.name(vocabulary.districts[code]) for code in areas.districts if code in vocabulary.districts]
    if not names:
        return context.say("money-no-place")
    return context.say("money-none-near", name=joined(context.lang, names), date=context.as_of())


def _own(context: Context, measure: PolicyRow) -> h.Node:
    """A measure of a zone or district: a row of its own."""
    return h.div(".measure")[
        h.span(class_=f"level is-{measure.level}")[context.say(f"level-{measure.level}")],
        h.div[
            h.b[measure.name(context.lang)],
            h.p(".for-whom")[_for_whom(context, measure)],
            h.q(lang=CHINESE.code)[measure.wording_zh],
            h.p(".src-note")[stated_in(context, measure)],
        ],
        h.span(".amount")[_amount(context, measure)],
    ]


def _of_city(context: Context, measures: list[PolicyRow]) -> h.Node:
    """The city's measures by what they pay with: few state an amount."""
    say = context.say
    kinds = [
        h.fragment[h.dt[say(f"instrument-{instrument}")], [_folded(context, measure) for measure in group]]
        for instrument, group in groupby(measures, key=lambda measure: measure.instrument)
    ]
    return h.div(".measure.of-city")[
        h.span(".level.is-city")[say("level-city")],
        h.div[h.dl[kinds]],
    ]


def _folded(context: Context, measure: PolicyRow) -> h.Node:
    """A measure that opens to its wording and document."""
    amount = h.span(".amount")[source_words(context, measure.amount_text_zh)] if measure.amount_text_zh else None
    return h.dd[
        h.details[
            # Whom it pays stands beside what it pays, also where nobody opens it.
            h.summary[measure.name(context.lang), " ", amount, h.span(".for-whom")[_for_whom(context, measure)]],
            h.q(lang=CHINESE.code)[measure.wording_zh],
            h.p(".src-note")[stated_in(context, measure)],
        ]
    ]


def _for_whom(context: Context, measure: PolicyRow) -> str:
    who = choose(context.lang, measure.for_zh or "", measure.for_en or "")
    return context.say("money-for", who=who) if who else context.say("money-for-unstated")


def _amount(context: Context, measure: PolicyRow) -> h.Node:
    if measure.amount_text_zh:
        return source_words(context, measure.amount_text_zh)
    return h.span(".unstated")[context.say("money-no-amount")]


def stated_in(context: Context, measure: PolicyRow) -> h.Node:
    """Who says it and when; an address only where one may be given."""
    title = document(context, measure)
    named = h.a(href=measure.source_url, rel="noopener nofollow")[title] if measure.source_url else title
    date = measure.source_date or context.say("date-not-stated")
    other = measure.source_read_in
    read_in = h.fragment[" · ", context.say("read-in"), context.chinese(other)] if other else None
    low = None if measure.confidence == "high" else h.fragment[" · ", context.say("known-from-one-copy")]
    return h.fragment[named, " · ", date, read_in, low]
