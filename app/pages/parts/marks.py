"""Small pieces that say one fact: a domain, the stages, "not stated", a date, a precision."""

from functools import lru_cache

import htpy as h
from markupsafe import Markup

from app.pages.context import Context, joined
from app.platforms.schemas import Platform
from frontend.icons import KEPT, icon, kind_mark, tier_mark, tri_mark
from frontend.markup import markup
from frontend.messages import Messages
from geo.precision import RING_M, honest_range


def not_stated(context: Context) -> h.Node:
    return _unstated(context.say)


@lru_cache(maxsize=KEPT)
def _unstated(say: Messages) -> Markup:
    return markup(h.span(".unstated", title=say("not-stated-said"))[say("not-stated")])


def domain(context: Context, code: str) -> h.Node:
    """A domain with the mark of its tier."""
    term = context.vocabulary.domains[code]
    return _domain(term.group, context.name(term))


@lru_cache(maxsize=KEPT)
def _domain(tier: str | None, name: str) -> Markup:
    return markup(h.span(".tag")[tier_mark(tier), name])


def domains(context: Context, platform: Platform, most: int = 9) -> h.Node:
    """The domains of the plan; without one the record's own fields, or that no source states any."""
    if platform.domains:
        return [[" " if i else None, domain(context, code)] for i, code in enumerate(platform.domains[:most])]
    return h.span(".tag")[tier_mark(None), h.span[other_domains(context, platform.domains_other[:most])]]


def other_domains(context: Context, texts: list[str]) -> h.Node:
    """Fields outside the plan, in the source's own words."""
    own = context.chinese("、".join(texts)) if texts else not_stated(context)
    return h.fragment[context.say("other-domains"), own]


def stage_track(context: Context, stages: list[str]) -> h.Node:
    """Three joined cells: filled is stated, dashed is not stated. They are read out as one sentence."""
    return _stage_track(context.say, tuple(context.vocabulary.stages), tuple(stages))


@lru_cache(maxsize=KEPT)
def _stage_track(say: Messages, every: tuple[str, ...], stages: tuple[str, ...]) -> Markup:
    return markup(_track(say, every, stages))


def _track(say: Messages, every: tuple[str, ...], stages: tuple[str, ...]) -> h.Element:
    if not stages:
        return h.span(".stages")[h.span(".stages-label")[say("facet-stage")], _unstated(say)]
    cells = [h.span(class_="stage has" if code in stages else "stage")[say(f"stage-{code}")] for code in every]
    return h.span(".stages")[
        h.span(".sr-only")[_stages_read(say, every, stages)], h.span(".stage-cells", aria_hidden="true")[cells]
    ]


def _stages_read(say: Messages, every: tuple[str, ...], stages: tuple[str, ...]) -> str:
    """The stages in words: which are stated, and which are not."""
    stated, open_ = (
        joined(say.lang, [say(f"stage-{code}") for code in every if (code in stages) is has]) for has in (True, False)
    )
    return say("stages-read" if open_ else "stages-read-all", stated=stated, open=open_)


def kind(context: Context, platform: Platform, size: int = 16) -> h.Node:
    """The kind's shape with its name for those who do not see it."""
    return _kind(context.say, platform.kind, size)


@lru_cache(maxsize=KEPT)
def _kind(say: Messages, kind: str, size: int) -> Markup:
    return markup([kind_mark(kind, size), h.span(".sr-only")[say(f"kind-{kind}")]])


def three_valued(context: Context, value: str | None, evidence: str | None) -> h.Node:
    """Has, has not or not stated, with the quoted phrase of the source."""
    if value is None:
        return h.fragment[tri_mark("not-stated"), not_stated(context)]
    words = context.say(f"fund-{value}")
    quoted = h.q[context.chinese(evidence)] if evidence else None
    return h.fragment[tri_mark(value), h.span[words], " ", quoted]


def precision(context: Context, platform: Platform) -> h.Node:
    """How well the position is known, short."""
    if platform.precision is None:
        return h.fragment[context.say("position"), " ", not_stated(context)]
    return h.span(class_=f"prec p-{platform.precision}")[context.say(f"precision-short-{platform.precision}")]


def inferred(context: Context, basis: str | None) -> h.Node:
    """That no source states it."""
    return (
        h.small(".basis", title=context.say("inferred-said"))[context.say("inferred")] if basis == "inferred" else None
    )


def synthetic(context: Context, platform: Platform) -> h.Node:
    return h.span(".synthetic-tag")[context.say("synthetic")] if platform.synthetic else None


def distance(context: Context, platform: Platform) -> h.Node:
    """A distance as exact as the position is."""
    if platform.distance_m is None or platform.precision is None:
        return None
    low, high = honest_range(platform.distance_m, RING_M[platform.precision])
    words = context.say("about-km", km=f"{low:g}–{high:g}") if low else context.say("within-about-km", km=f"{high:g}")
    return h.span(".distance")[icon("near", 14), words]


def approval(context: Context) -> str:
    """The map approval number, or that none is configured."""
    number = context.settings.map_approval_number
    return context.say("approval", number=number) if number else context.say("approval-unset")


def none_listed(context: Context) -> h.Node:
    return h.p(".unstated")[context.say("none-listed-as-of", date=context.as_of())]


def definition(term: h.Node, *content: h.Node) -> h.Node:
    """A fact; its parts stand apart for the eye, and a blank keeps them apart for who hears them."""
    return h.fragment[h.dt[term], h.dd[[[" " if i else None, each] for i, each in enumerate(content)]]]
