"""The overview of the lists: four columns with their completeness and five rows each, then the other lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import htpy as h

from app.lists.glossary import glossary
from app.lists.read import PolicyRow
from app.lists.whole import WholeCase, WholeEvent, WholeScenario
from app.pages.address.list_names import VOID, path_of
from app.pages.context import Context
from app.pages.lists import cases, events, fields, policies, scenarios, services
from app.pages.lists.counts import KindCounts
from app.pages.lists.frame import Completeness, completeness, list_page
from app.pages.parts.terms import terms_of_page
from frontend.icons import icon
from frontend.language import choose

ROWS = 5
TERMS = ("four-lists", "service-map", "proof-of-concept")


@dataclass(frozen=True)
class HubFacts:
    """What the overview reads of every list; `measures` are without the targets, events are to come as of `now`."""

    fields: KindCounts
    services: KindCounts
    phrases: Mapping[str, Sequence[str]]
    scenarios: Sequence[WholeScenario]
    measures: Sequence[PolicyRow]
    cases: Sequence[WholeCase]
    events: Sequence[WholeEvent]
    now: str


def hub_page(context: Context, facts: HubFacts) -> h.Node:
    say = context.say
    return list_page(
        context,
        "",
        say("lists-said"),
        terms_of_page(context, TERMS),
        h.div(".list-columns")[
            _column(
                context,
                "fields",
                fields.mark(context, facts.fields),
                _fields(context, facts.fields),
                len(context.vocabulary.domains),
            ),
            _column(
                context,
                "services",
                services.mark(context, facts.services, facts.phrases),
                _services(context, facts.services),
                len(context.vocabulary.services),
            ),
            _column(
                context,
                "scenarios",
                scenarios.mark(context, facts.scenarios, facts.fields.records),
                _scenarios(context, facts.scenarios),
                len(facts.scenarios),
            ),
            _column(
                context,
                "policies",
                policies.mark(context, facts.measures),
                _policies(context, facts.measures),
                len(facts.measures),
            ),
        ],
        h.section(".sec.other-lists")[
            h.h2[say("lists-others"), h.small[say("as-of", date=context.as_of())]], h.dl[_others(context, facts)]
        ],
    )


def _column(context: Context, name: str, mark: Completeness, rows: Sequence[h.Node], n: int) -> h.Node:
    """One of the four: its title, how complete it is, its first rows and the way to all of it."""
    empty = h.p(".unstated")[context.say("none-listed-as-of", date=context.as_of())]
    return h.section[
        h.h2[h.a(href=context.location.other(path_of(name)))[context.say(f"list-{name}")]],
        completeness(context, mark),
        h.ul[(h.li[row] for row in rows[:ROWS])] if rows else empty,
        h.p[h.a(href=context.location.other(path_of(name)))[context.say(f"lists-all-{name}", n=n)]],
    ]


def _most(counts: KindCounts, codes: Sequence[str]) -> list[str]:
    """Those with the most records first, then in the order of their list."""
    return sorted((code for code in codes if counts.of(code)), key=lambda code: -counts.of(code))


def _anchored(context: Context, name: str, code: str, words: h.Node) -> h.Node:
    return h.a(href=f"{context.location.other(path_of(name))}#{code}")[words]


def _number(context: Context, n: int) -> h.Node:
    return h.span(".n")[context.say("lists-n", n=n)]


def _fields(context: Context, counts: KindCounts) -> list[h.Node]:
    domains = context.vocabulary.domains
    return [
        h.fragment[
            _anchored(context, "fields", code, h.fragment[icon(code, 18), context.name(domains[code])]),
            _number(context, counts.of(code)),
        ]
        for code in _most(counts, list(domains))
    ]


def _services(context: Context, counts: KindCounts) -> list[h.Node]:
    terms = context.vocabulary.services
    return [
        h.fragment[_anchored(context, "services", code, context.name(terms[code])), _number(context, counts.of(code))]
        for code in _most(counts, list(terms))
    ]


def _scenarios(context: Context, rows: Sequence[WholeScenario]) -> list[h.Node]:
    return [
        _anchored(context, "scenarios", each.code, choose(context.lang, each.name_zh, each.name_en)) for each in rows
    ]


def _policies(context: Context, measures: Sequence[PolicyRow]) -> list[h.Node]:
    return [
        h.fragment[
            _anchored(context, "policies", each.code, each.name(context.lang)),
            h.span(".n")[context.say(f"level-{each.level}")],
        ]
        for each in policies.in_order(measures)
    ]


def _others(context: Context, facts: HubFacts) -> list[h.Node]:
    """The other lists, each with its number and what it lacks."""
    say = context.say
    void = context.location.served
    rows = [
        ("cases", say("lists-n", n=len(facts.cases)), cases.lacking(context, facts.cases)),
        ("events", say("events-n", n=len(facts.events)), events.lacking(context, facts.events, facts.now)),
        ("glossary", say("glossary-n", n=len(glossary())), say("glossary-lacking")),
        *([(VOID, "", say("void-lacking", n=len(context.vocabulary.domains)))] if void else []),
    ]
    return [
        h.div[
            h.dt[h.a(href=context.location.other(path_of(name)))[say(f"list-{name}")]],
            h.dd(".n")[number],
            h.dd[lacks],
        ]
        for name, number, lacks in rows
    ]
