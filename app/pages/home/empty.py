"""A list without a record is no dead end: what empties it, what each condition costs, and the ways out."""

from dataclasses import dataclass, field, replace

import htpy as h

from app.pages.address.page_states import MATCH, VOID, kinds_unasked
from app.pages.context import Context, joined
from app.pages.filters.chips import ANSWERED, Condition
from app.pages.filters.facets import measures_link
from app.pages.filters.nearest import AREAS, Near, nearest, nearest_field, nearest_platform
from app.pages.visit import Visit
from app.platforms.filter import Filter
from app.platforms.read import counts
from app.query.synonyms import thesaurus
from app.query.words import read
from app.store.reader import Reader
from app.void.cases import FieldCase, cases_about
from frontend.bidi import isolated
from frontend.language import digits

MOST_RELAXED = 6
MOST_FIELDS, MOST_CASES, MOST_TERMS = 4, 4, 6
GAPS = ("domain", "stage", "service", *AREAS)
"""What the city may lack. That a ring, a part of the map, a name or a status has nothing is no gap of the city."""


@dataclass(frozen=True)
class Relaxed:
    """A condition left out: which stay, the list that opens, and how many it has."""

    dropped: Condition
    kept: list[Condition]
    opens: Filter
    n: int


@dataclass(frozen=True)
class Written:
    """A word for a field that no record states, and how many records have it in their own words all the same."""

    term: str
    opens: Filter
    n: int


@dataclass(frozen=True)
class Emptied:
    """`alone`: how many records of any kind each condition has by itself."""

    alone: list[tuple[Condition, int]]
    relaxed: list[Relaxed]
    near: Near
    cases: list[FieldCase] = field(default_factory=list)
    """Typical cases about the wanted fields, though no platform that is listed here names one."""
    written: list[Written] = field(default_factory=list)


async def emptied(visit: Visit, conditions: list[Condition]) -> Emptied:
    """What is known of an empty list. Raises DatabaseAwayError."""
    db, context = visit.db, visit.context
    locked = context.location.lock
    each = _by_word(context, conditions)[:MOST_RELAXED]
    kinds = tuple(context.vocabulary.kinds)
    # Where nobody chose kinds, all of them are offered.
    shown = context.location.filter["kind"]
    unasked = "kind" not in locked and shown == kinds_unasked(context.location.path, context.location.filter.ids)
    alone = [(one, (await counts(db, one.alone.replace(kind=kinds)))[0]) for one in each]
    relaxed = []
    for one in each:
        if one.parameter in locked:
            continue
        filter = one.without.replace(kind=kinds) if unasked else one.without
        n, _ = await counts(db, filter)
        relaxed.append(Relaxed(one, [other for other in each if other is not one], filter, n))
    near = await nearest(visit, kinds) if "kind" not in locked else Near()
    wanted = [code for code in context.location.filter["domain"] if code in context.vocabulary.domains]
    cases = [case for code in wanted[:MOST_FIELDS] for case in await cases_about(db, code)]
    nowhere = {value for one, n in alone if not n for value in one.alone["domain"]}
    written = [each for code in wanted if code in nowhere for each in await _written(db, code, kinds)]
    few = list(dict.fromkeys(cases))[:MOST_CASES]
    return Emptied(alone, [each for each in relaxed if each.n], near, few, written[:MOST_CASES])


async def _written(db: Reader, code: str, kinds: tuple[str, ...]) -> list[Written]:
    """The words for a field that stand in records of any kind; such a record may yet be about something else."""
    rows = [row for row in thesaurus().rows if (row.type, row.target) == ("domain", code)]
    terms = [term for row in rows for term in row.terms if len(term) > 1][:MOST_TERMS]
    opened = [(term, Filter(q=f'"{term}"', kind=kinds)) for term in terms]
    counted = [Written(term, filter, (await counts(db, filter))[0]) for term, filter in opened]
    return [each for each in counted if each.n]


def _by_word(context: Context, conditions: list[Condition]) -> list[Condition]:
    """The conditions, each word of the search one of its own."""
    filter, name = context.location.filter, context.say("search")
    words = read(filter.q)
    split = [
        Condition(
            "q",
            name,
            word.text,
            filter.replace(q=" ".join(other.text for other in words if other is not word)),
            Filter(q=word.text),
        )
        for word in words
    ]
    typed = split if len(words) > 1 else [each for each in conditions if each.parameter == "q"]
    return [*typed, *(each for each in conditions if each.parameter != "q")]


def explained(context: Context, facts: Emptied, *, in_lists: bool = False) -> h.Node:
    """Which condition empties the list, and whether the whole city has nothing of it.

    `in_lists`: what was typed stands in a list, so that it is no fault.
    """
    say = context.say
    nowhere = [one for one, n in facts.alone if not n]
    if nowhere:
        return _nowhere(context, nowhere, in_lists=in_lists)
    if len(facts.alone) < 2:
        return None
    domains = [(one.value, n) for one, n in facts.alone if one.parameter == "domain"]
    return h.p[
        say("empty-together", n=len(facts.alone)),
        [(" ", say("empty-elsewhere", name=name, n=n)) for name, n in domains],
    ]


def _nowhere(context: Context, conditions: list[Condition], *, in_lists: bool) -> h.Node:
    """What no record has: see `GAPS`; an unknown word may be mistyped, and an identifier, too.

    Of vouchers and funds the sources say next to nothing: that is no gap, and the match says where money is.
    """
    words = [one.value for one in conditions if one.parameter == "q"]
    money = [one for one in conditions if one.parameter in ANSWERED]
    gaps = [one.said(context) for one in conditions if one.parameter in GAPS]
    ids = [id for one in conditions for id in one.alone.ids]
    others = [one.said(context) for one in conditions if one.parameter not in ("q", "ids", *ANSWERED, *GAPS)]
    known = [text for text in words if in_lists or all(word.row for word in read(text))]
    unknown = [text for text in words if text not in known]
    known_key = "empty-in-lists" if in_lists else "empty-unwritten"
    return h.fragment[
        h.p[context.say(known_key, names=_quoted(context, known))] if known else None,
        h.p[context.say("empty-unknown", names=_quoted(context, unknown))] if unknown else None,
        h.p[context.say("empty-nowhere", names=_quoted(context, gaps)), _register(context, conditions)]
        if gaps
        else None,
        h.p[context.say("empty-nothing", names=_quoted(context, others))] if others else None,
        h.p[context.say("empty-no-id", names=_quoted(context, ids))] if ids else None,
        [_unstated(context, one) for one in money],
    ]


def _register(context: Context, conditions: list[Condition]) -> h.Node:
    """The way to the void register, where a field is among what no record has."""
    fields = [one.alone["domain"][0] for one in conditions if one.parameter == "domain"]
    if not fields or not context.location.served:
        return None
    href = replace(context.location, path=VOID, filter=Filter(), view={"field": fields[0]}).url()
    return [" ", h.a(href=href)[context.say("void-title")]]


def _unstated(context: Context, one: Condition) -> h.Node:
    match = replace(context.location, path=MATCH, filter=Filter(), view={"want": one.parameter})
    return h.p[
        context.say("empty-unstated", name=one.name),
        " ",
        h.a(href=match.url())[context.say("empty-money")],
        " · ",
        measures_link(context, one.parameter),
    ]


def _quoted(context: Context, names: list[str]) -> str:
    return joined(context.lang, [f"“{isolated(name)}”" for name in names])


def ways_out(context: Context, facts: Emptied) -> h.Node:
    """What leaving out one condition would give, and what is nearest."""
    say, near = context.say, facts.near
    relaxed = [_relaxed(context, each, on_map=each is facts.relaxed[0]) for each in facts.relaxed]
    nearest = [nearest_field(context, near, context.location.home_like), nearest_platform(context, near)]
    return [
        h.section(".ways")[h.h3[say("empty-relax")], h.ul[relaxed]] if relaxed else None,
        _by_itself(context, facts),
        h.section(".ways")[h.h3[say("empty-nearest")], h.ul[nearest]] if any(nearest) else None,
        h.section(".ways")[h.h3[say("empty-cases")], h.ul[[case_way(context, case) for case in facts.cases]]]
        if facts.cases
        else None,
        h.section(".ways")[h.h3[say("empty-written")], h.ul[[_written_way(context, each) for each in facts.written]]]
        if facts.written
        else None,
    ]


def _by_itself(context: Context, facts: Emptied) -> h.Node:
    """Where leaving out one condition gives nothing: what each of them gives by itself. In a frame locks go along."""
    every = tuple(context.vocabulary.kinds)
    ways = [(one, n) for one, n in facts.alone if n]
    if facts.relaxed or not ways or context.location.lock:
        return None
    return h.section(".ways")[
        h.h3[context.say("empty-alone")],
        h.ul[
            (
                h.li[
                    h.span[
                        h.a(href=context.location.home_like(one.alone.replace(kind=every)), data_nav=True)[
                            h.bdi[one.said(context)]
                        ]
                    ],
                    h.span(".n")[digits(n)],
                ]
                for one, n in ways
            )
        ],
    ]


def _relaxed(context: Context, relaxed: Relaxed, *, on_map: bool) -> h.Node:
    """The conditions that stay are the link; the one that is left out is struck through."""
    kept = joined(context.lang, [one.said(context) for one in relaxed.kept]) or context.say("empty-all")
    label = context.say("drop-condition", name=relaxed.dropped.name, value=relaxed.dropped.value)
    return h.li[
        h.span[
            h.a(href=context.location.home_like(relaxed.opens), data_nav=True)[h.bdi[kept]],
            " ",
            h.s(aria_hidden="true")[h.bdi[relaxed.dropped.value]],
            h.small[label, h.span(".js-only")[" · ", context.say("empty-on-map")] if on_map else None],
        ],
        h.span(".n")[digits(relaxed.n)],
    ]


def _written_way(context: Context, written: Written) -> h.Node:
    return h.li[
        h.a(href=context.location.home_like(written.opens), data_nav=True)[context.as_written(f"“{written.term}”")],
        h.span(".n")[digits(written.n)],
    ]


def case_way(context: Context, case: FieldCase) -> h.Node:
    """A typical case, which leads to the platform where it was verified."""
    href = context.location.other(f"/platform/{case.platform}")
    return h.li[h.a(href=href)[h.bdi[case.title(context.lang)]], h.span(".n")[context.say("void-case")]]
