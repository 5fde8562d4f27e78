"""Beside the grid: the chosen field with its ways out, searches without a hit, and where to take the numbers."""

from dataclasses import replace

import htpy as h

from app.pages.address.page_states import MATCH
from app.pages.context import Context, joined
from app.pages.filters.nearest import nearest_field
from app.pages.lists.void.facts import VoidFacts
from app.pages.lists.void.grid import empty_steps
from app.pages.record.correction_ways import missing_way
from app.platforms.filter import Filter
from app.search.missed import Terms, query_of, term_name
from app.void.table import step_name
from app.web.prefix import at
from app.web.responses import with_query


def side(context: Context, facts: VoidFacts) -> h.Node:
    return h.aside(".side.void-side")[_field(context, facts), _missed(context, facts), _take(context, facts)]


def _field(context: Context, facts: VoidFacts) -> h.Node:
    say, field = context.say, facts.field
    name = context.name(context.vocabulary.domains[field])
    ways = [
        [h.li[h.a(href=href)[words], h.span(".n")[say("facet-feature")]] for words, href in facts.declared],
        nearest_field(context, facts.near, context.location.home),
        _listed(context, facts),
        _match(context, facts),
        [_case(context, case.platform, case.title(context.lang)) for case in facts.cases],
    ]
    return h.section("#chosen.void-sec")[
        h.h2[name, " · ", _steps(context, facts)],
        h.p[say("void-field-said", date=context.as_of())],
        h.ul(".void-ways")[ways],
        missing_way(context),
    ]


def _steps(context: Context, facts: VoidFacts) -> str:
    """Which of its steps are empty, in words."""
    say, empty = context.say, empty_steps(facts.register, facts.field)
    if len(empty) == len(facts.register.steps):
        return say("void-all-empty", n=len(empty))
    if not empty:
        return say("void-none-empty")
    names = [step_name(say, context.vocabulary, step) for step in empty]
    return say("void-some-empty", steps=joined(context.lang, names))


def _listed(context: Context, facts: VoidFacts) -> h.Node:
    """All records of the field in this place."""
    register, field = facts.register, facts.field
    if not any(register.cell(field, step).n for step in register.steps) and not register.loose(field):
        return None
    every = facts.where.replace(domain=(field,), kind=tuple(context.vocabulary.kinds))
    return h.li[h.a(href=context.location.home(every))[context.say("void-listed")]]


def _match(context: Context, facts: VoidFacts) -> h.Node:
    view = {"origin": context.location.view["origin"]} if facts.origin else {}
    match = replace(context.location, path=MATCH, filter=Filter(domain=(facts.field,)), view=view)
    return h.li[h.a(href=match.url())[context.say("void-match")]]


def _case(context: Context, platform: str, title: str) -> h.Node:
    href = context.location.other(f"/platform/{platform}")
    return h.li[h.a(href=href)[h.bdi[title]], h.span(".n")[context.say("void-case")]]


def _missed(context: Context, facts: VoidFacts) -> h.Node:
    say, missed = context.say, facts.missed
    rows = [
        h.li[sought(context, terms), h.span(".n")[say("void-missed-n", n=times, days=days)]]
        for terms, times, days in missed.terms
    ]
    return h.section(".void-sec")[
        h.h2[say("void-missed")],
        h.ul(".void-ways")[rows] if rows else h.p[say("void-missed-none")],
        h.p[say("void-missed-texts", n=missed.texts)] if missed.texts else None,
        h.p(".src-note")[say("void-missed-said")],
    ]


def sought(context: Context, terms: Terms) -> h.Node:
    """What was sought; terms open the list that has nothing, which says what is near."""
    words, filter = h.bdi[_words(context, terms)], query_of(terms)
    return h.a(href=context.location.home(filter))[words] if filter else h.span[words]


def _words(context: Context, terms: Terms) -> str:
    names = [term_name(name, code, context.vocabulary, context.lang) or code for name, code in terms]
    return joined(context.lang, names)


def _take(context: Context, facts: VoidFacts) -> h.Node:
    say = context.say
    place = [*facts.where.query(), ("lang", context.lang)]
    files = [
        (name, with_query(at("/api/void"), [*place, ("f", form)])) for form, name in (("csv", "CSV"), ("xlsx", "XLSX"))
    ]
    by = with_query(at("/api/void"), [*place, ("by", "district"), ("f", "csv")])
    return h.section(".void-sec")[
        h.h2[say("void-take")],
        h.p(".downloads")[
            [(h.a(href=href)[name], " · ") for name, href in files],
            h.a(href=with_query(at("/api/void"), place))["API"],
            " · ",
            h.a(href=by)[say("void-csv-districts")],
        ],
        h.p(".src-note")[say("void-live")],
    ]
