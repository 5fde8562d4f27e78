"""The words of a card's lines: what is stated that decides a criterion, or what is not."""

from collections.abc import Callable, Mapping

import htpy as h

from app.match.read import Card
from app.match.score import Line
from app.match.wanted import Wanted
from app.match.weights import SERVICE_OF, Criterion, Want
from app.pages.context import Context, joined
from app.platforms.schemas import Platform
from app.vocabulary import Term
from geo.precision import honest_range
from geo.travel import WITHIN_MIN, Band

Reason = Callable[[Context, Wanted, Card, Line], h.Node]
SHOWN = 2
"""So many codes are named of what is stated instead of what was asked."""


def reason(context: Context, wanted: Wanted, card: Card, line: Line) -> h.Node:
    """Why a line has its verdict."""
    return REASONS[line.criterion](context, wanted, card, line)


def way(context: Context, band: Band | None) -> str:
    """A band of minutes in words; without one, that the position is not stated."""
    if band is None:
        return context.say("match-no-position")
    low, high = band.rounded
    if band.low >= WITHIN_MIN:
        return context.say("match-minutes-far")
    return context.say("match-minutes", low=low, high=high) if low else context.say("match-minutes-within", high=high)


def verdict(context: Context, card: Card, line: Line) -> str:
    """A verdict in words. A band across the hour is stated, and does not say on which side the way is."""
    unsure = line.criterion == "reach" and line.verdict == "not-stated" and card.band
    return context.say("verdict-unsure" if unsure else f"verdict-{line.verdict}")


def kilometres(context: Context, metres: float, radius_m: float) -> str:
    """A straight line as exact as the positions are."""
    low, high = honest_range(metres, radius_m)
    return context.say("about-km", km=f"{low:g}–{high:g}") if low else context.say("within-about-km", km=f"{high:g}")


def _names(context: Context, terms: Mapping[str, Term], codes: list[str]) -> str:
    return joined(context.lang, [context.name(terms[code]) for code in codes if code in terms])


def _domain(context: Context, wanted: Wanted, card: Card, line: Line) -> h.Node:
    platform = card.platform
    names = _names(context, context.vocabulary.domains, platform.domains)
    if line.verdict == "met":
        return names
    if platform.domains:
        return context.say("match-other-field", names=names)
    if platform.domains_other:
        return h.fragment[context.say("match-outside-plan"), context.chinese("、".join(platform.domains_other))]
    return context.say("match-no-field")


def _stage(context: Context, wanted: Wanted, card: Card, line: Line) -> h.Node:
    return _stated(context, context.vocabulary.stages, card.platform.stages, wanted.stages, len(card.platform.stages))


def _service(context: Context, wanted: Wanted, card: Card, line: Line) -> h.Node:
    return _stated(context, context.vocabulary.services, card.platform.services, wanted.services, SHOWN)


def _stated(context: Context, terms: Mapping[str, Term], has: list[str], asked: tuple[str, ...], shown: int) -> h.Node:
    """What is stated of what was asked, else what is stated instead."""
    if common := [code for code in has if code in asked]:
        return _names(context, terms, common)
    return context.say("match-only", names=_names(context, terms, has[:shown])) if has else context.say("not-stated")


def _reach(context: Context, wanted: Wanted, card: Card, line: Line) -> h.Node:
    words, precision = way(context, card.band), card.platform.precision
    if card.band:
        words = context.say("match-by-road" if card.by_road else "match-by-estimate", way=words)
        if line.verdict == "not-stated":
            words = context.say("match-unsure", way=words)
    return context.say("match-way", way=words, known=context.say(f"match-known-{precision}")) if precision else words


def _three_valued(value: Callable[[Platform], tuple[str | None, str | None]]) -> Reason:
    def words(context: Context, wanted: Wanted, card: Card, line: Line) -> h.Node:
        said, evidence = value(card.platform)
        if said is None:
            return h.fragment[context.say("match-not-stated-but"), h.a(href="#money")[context.say("match-see-money")]]
        return h.fragment[context.say(f"fund-{said}"), " ", h.q[context.chinese(evidence)] if evidence else None]

    return words


def _service_named(want: Want) -> Reason:
    def words(context: Context, wanted: Wanted, card: Card, line: Line) -> h.Node:
        if line.verdict == "met" and (term := context.vocabulary.services.get(SERVICE_OF[want])):
            return context.name(term)
        return context.say("not-stated")

    return words


def _pilot(context: Context, wanted: Wanted, card: Card, line: Line) -> h.Node:
    if card.platform.kind == "pilot":
        return context.say("match-is-pilot")
    if SERVICE_OF["pilot"] in card.platform.services:
        return context.name(context.vocabulary.services[SERVICE_OF["pilot"]])
    if card.pilot:
        link = h.a(href=context.location.other(f"/platform/{card.pilot.id}"))[card.pilot.name(context.lang)]
        return h.fragment[context.say("match-pilot-beside"), link]
    return context.say("match-no-pilot", date=context.as_of())


REASONS: Mapping[Criterion, Reason] = {
    "domain": _domain,
    "stage": _stage,
    "service": _service,
    "reach": _reach,
    "voucher": _three_valued(lambda platform: (platform.voucher, platform.voucher_evidence)),
    "fund": _three_valued(lambda platform: (platform.fund, platform.fund_evidence)),
    "manager": _service_named("manager"),
    "instruments": _service_named("instruments"),
    "clinical": _service_named("clinical"),
    "pilot": _pilot,
}
