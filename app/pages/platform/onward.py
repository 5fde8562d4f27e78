"""The way onward from a platform: the next step, how to reach it, typical cases and events."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import htpy as h

from app.lists.read import CaseRow, EventRow
from app.match.onward import NextStep
from app.pages.context import Context, joined
from app.pages.parts import marks
from app.pages.record.contact import QUESTIONS, mobile_line
from app.platforms.schemas import Platform
from frontend.icons import icon, kind_mark
from frontend.language import choose
from geo.precision import RING_M, honest_range


@dataclass(frozen=True)
class Onward:
    """What a platform's page says of what comes after it."""

    steps: list[NextStep] = field(default_factory=list)
    cases: list[CaseRow] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)
    events_around: list[EventRow] = field(default_factory=list)
    """The others in the same district."""


def next_section(
    context: Context, platform: Platform, onward: Onward, related: Iterable[tuple[Platform, str]]
) -> h.Node:
    """Relations that a source states come first; the others are computed, which is said."""
    say = context.say
    stated = {other.id: (other, kind) for other, kind in related}
    rows = [_step(context, say(f"next-{kind}"), other, platform) for other, kind in stated.values()]
    rows += [
        _step(context, say(f"{step.relation}-said"), step.platform, platform)
        for step in onward.steps
        if step.platform.id not in stated
    ]
    none = "next-no-field" if not platform.domains else "next-none"
    return h.section("#next.sec")[
        h.h2[say("next-step"), h.small[say("next-said")]],
        h.ul(".steps")[rows] if rows else h.p(".unstated")[say(none, date=context.as_of())],
    ]


def _step(context: Context, relation: str, other: Platform, platform: Platform) -> h.Node:
    return h.li[
        h.span(".relation")[relation],
        h.span(".step-mark")[kind_mark(other.kind, 14)],
        h.div[
            h.a(href=context.location.other(f"/platform/{other.id}"))[h.bdi[other.name(context.lang)]],
            h.small[_why(context, other, platform)],
        ],
        h.span(".away")[_away(context, other, platform)],
    ]


def _why(context: Context, other: Platform, platform: Platform) -> str:
    common = [code for code in other.domains if code in platform.domains]
    names = [context.name(context.vocabulary.domains[code]) for code in common]
    kind = context.say(f"kind-{other.kind}")
    return " · ".join([kind, *([context.say("same-field", names=joined(context.lang, names))] if names else [])])


def _away(context: Context, other: Platform, platform: Platform) -> str | None:
    """The straight line as exact as both positions are; nothing where it was not measured."""
    if other.distance_m is None or other.precision is None or platform.precision is None:
        return None
    low, high = honest_range(other.distance_m, RING_M[other.precision] + RING_M[platform.precision])
    return context.say("about-km", km=f"{low:g}–{high:g}") if low else context.say("within-about-km", km=f"{high:g}")


def reach_section(context: Context, platform: Platform, mobile: str | None = None) -> h.Node:
    """What is stated of how to reach it, and what to ask where nothing is."""
    say = context.say
    url = platform.website
    site = h.a(href=url, rel="noopener nofollow")[url] if url else marks.not_stated(context)
    title = context.chinese(platform.source_title)
    linked = h.a(href=platform.source_url, rel="noopener nofollow")[title] if platform.source_url else title
    rows = {
        say("operator"): context.chinese(platform.operator) if platform.operator else marks.not_stated(context),
        say("fact-website"): site,
        say("contact"): mobile_line(context, mobile) if mobile else marks.not_stated(context),
        say("source"): linked,
    }
    asked = say("ask-operator") if platform.operator else say("ask-anyone")
    label = h.span(data_label=True)[say("copy-questions")]
    copy = h.button(".text-btn.js-only", type="button", data_action="copy-text", data_copies="questions-text")[
        icon("link", 14), " ", label
    ]
    return h.section("#reach.sec")[
        h.h2[say("how-to-reach"), h.small[say("reach-said-site" if url else "reach-said")]],
        h.div(".how-reach")[
            h.dl(".facts")[[h.fragment[h.dt[name], h.dd[value]] for name, value in rows.items()]],
            h.div(".ask-box")[
                h.h3[asked],
                h.ol("#questions-text")[[h.li[say(f"ask-{question}"), "\n"] for question in QUESTIONS]],
                copy if context.location.served else None,
                h.p[h.a(href=context.location.request_to(platform.id))[say("request-write")]]
                if context.location.served
                else None,
            ],
        ],
    ]


def cases_section(context: Context, cases: list[CaseRow]) -> h.Node:
    """Typical cases with their result in words; nothing where none is known."""
    if not cases:
        return None
    say = context.say
    rows = [
        h.li[
            h.span(".when")[case.date or say("date-not-stated")],
            h.div[
                h.b[choose(context.lang, case.title_zh, case.title_en)],
                h.small[choose(context.lang, case.outcome_zh, case.outcome_en)],
            ],
            h.span(".away")[say(f"result-{case.result}")],
        ]
        for case in cases
    ]
    return h.section("#cases.sec")[
        h.h2[say("cases"), h.small[say("cases-said", n=len(cases))]], h.ul(".happened")[rows]
    ]
