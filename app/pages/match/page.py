"""The page of the match: chips, path, list and map, or the questions where nothing is asked yet."""

from collections.abc import Mapping

import htpy as h

from app.lists.glossary import glossary
from app.match.question import Question
from app.match.read import Ranking
from app.match.roads.roads import GROUP
from app.match.wanted import Wanted
from app.match.weights import PERCENT, WEIGHTS, Want
from app.pages.context import Context, joined
from app.pages.layout.titles import called, kinds_asked
from app.pages.match.cards import cards
from app.pages.match.chips import chips
from app.pages.match.links import Asked, more, request_link
from app.pages.match.path import path
from app.pages.match.places import origin_name, similar
from app.pages.match.questions import questions
from app.pages.parts.measures import Areas
from app.pages.parts.not_used import problems
from app.pages.parts.terms import terms_of_page
from geo.travel import DETOUR, FAST_KMH, SLOW_KMH

STEP, MOST = 10, 30
"""So many more at a time, and so many at most on a page: each is two stops of the Tab key and more."""
TERM_OF: Mapping[Want, str] = {
    "voucher": "innovation-voucher",
    "manager": "project-manager",
    "pilot": "pilot-platform",
}
"""The term of the glossary that explains a want."""


def title(context: Context, question: Question, of: str = "match-title") -> str:
    """The page by what is asked for; the questions by their name, too, where there are answers already."""
    vocabulary, asked = context.vocabulary, question.wanted
    named = (("domains", asked.domains), ("stages", asked.stages), ("services", asked.services))
    terms = [vars(vocabulary)[table].get(code) for table, codes in named for code in codes]
    words = [context.name(term) for term in terms if term] + [context.say(f"want-{want}") for want in asked.wants]
    near = context.say("match-origin")
    where = context.say("named-value", name=near, value=origin_name(context, asked.origin)) if asked.origin else ""
    again = context.say("match-again") if context.location.view.get("ask") else ""
    return called(context.say(of), joined(context.lang, words), where, *kinds_asked(context), again)


def asking(context: Context, question: Question) -> h.Node:
    """The page as questions."""
    return questions(context, question, similar(context, question))


def answered(context: Context, question: Question, found: Ranking, the_map: h.Node, money: h.Node) -> h.Node:
    """The page as an order with reasons."""
    say = context.say
    return h.main("#content.page.match-page")[
        h.h1[say("match-title")],
        h.p(".sub")[say("match-said")],
        terms(context, question.wanted),
        problems(context),
        similar(context, question),
        chips(context, question, Asked.of(context, question)),
        path(context, found),
        h.div(".m-grid")[
            h.div(".m-found")[cards(context, found), _more(context, question, found)],
            h.aside(".m-side")[h.div(".side-map")[the_map], _notes(context, question, found)],
        ],
        money,
        h.p(".src-note.screen-only")[say("match-elsewhere")],
    ]


def terms(context: Context, wanted: Wanted | None = None) -> h.Node:
    """The terms of the plan that the page uses: those of what is asked, or all of them."""
    stages = [code for code in context.vocabulary.stages if wanted is None or code in wanted.stages]
    asked = [term for want, term in TERM_OF.items() if wanted is None or want in wanted.wants]
    every = [*(f"{stage}-verification" for stage in stages), *asked]
    return terms_of_page(context, ["proof-of-concept", *(term for term in every if term in glossary())])


def where(found: Ranking) -> Areas:
    """Where money is looked for: at the origin, else at the first platform."""
    if origin := found.wanted.origin:
        return Areas(origin.districts, origin.zones)
    return Areas.of(found.cards[0].platform) if found.cards else Areas()


def _more(context: Context, question: Question, found: Ranking) -> h.Node:
    """So many more of the order, up to the most that one page has; the rest is said."""
    shown = len(found.cards)
    if shown >= found.number_matched:
        return None
    rest = context.say("match-rest", n=found.number_matched - shown)
    if question.top >= MOST:
        return h.p(".src-note")[rest]
    # One goes on reading where the list ended.
    here = f"#card-{found.cards[-1].platform.id}"
    return h.p[
        h.a(".btn.m-more", href=more(context, question.top + STEP) + here, rel="nofollow")[
            context.say("match-more", n=min(STEP, found.number_matched - shown))
        ],
        # A sheet of paper has no button.
        h.span(".m-rest")[rest],
    ]


def _notes(context: Context, question: Question, found: Ranking) -> h.Node:
    say, origin = context.say, question.wanted.origin
    middle = (
        h.p(".side-note")[say("match-middle", name=origin.name(context.lang))] if origin and origin.middle else None
    )
    return h.fragment[
        h.p(".side-note")[_roads(context, found), way_method(context)] if origin else None,
        middle,
        h.p(".side-note.screen-only")[h.a(href=request_link(context), rel="nofollow")[say("request-write")]],
        h.p(".side-note")[say("match-marks-said")],
        score_method(context),
    ]


def _roads(context: Context, found: Ranking) -> h.Node:
    """Whose times by road count for the first of the order, or that the service did not answer or knows no way."""
    roads = found.roads
    if not roads.source:
        return None
    answered = "nowhere" if roads.nowhere else "all" if found.number_matched <= GROUP else "asked"
    key = f"match-roads-{'failed' if roads.failed else answered}"
    return h.fragment[context.say(key, source=roads.source, n=GROUP), " "]


def way_method(context: Context) -> h.Node:
    """How a way is estimated."""
    say = context.say
    method = say("match-reach-method", factor=f"{DETOUR:g}", slow=f"{SLOW_KMH:g}", fast=f"{FAST_KMH:g}")
    return h.fragment[h.b[say("match-reach-is")], " ", method]


def score_method(context: Context) -> h.Node:
    """The table of weights, folded."""
    say = context.say
    rows = [
        h.tr[h.th(scope="row")[say(f"criterion-{criterion}")], h.td[str(weight)]]
        for criterion, weight in WEIGHTS.items()
    ]
    return h.details(".side-note.m-weights")[
        h.summary[say("match-how")],
        h.p[say("match-how-said", percent=PERCENT["not-stated"])],
        h.table[h.tbody[rows]],
    ]
