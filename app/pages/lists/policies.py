"""Supporting policies (支持政策) of the city, its districts and key zones: filters as words, and a row a measure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import htpy as h

from app.lists.models import INSTRUMENTS, LEVELS
from app.lists.read import NEAREST_FIRST, PolicyRow
from app.pages.address.page_states import POLICIES
from app.pages.context import Context
from app.pages.filters.panel_head import typed
from app.pages.lists.asked import OTHERS, UNSTATED, WHOM, Asked, counted
from app.pages.lists.frame import Completeness, completeness, list_page, table
from app.pages.parts.marks import none_listed
from app.pages.parts.measures import stated_in
from app.pages.parts.terms import terms_of_page
from app.query.parameters import Q
from app.web.prefix import at
from frontend.language import CHINESE, choose, digits, page_path

TERMS = ("innovation-voucher", "boost-voucher", "post-subsidy", "service-for-equity", "milestone", "tapering")


def in_order(measures: Iterable[PolicyRow]) -> list[PolicyRow]:
    """Those that state an amount first, and the nearest level first."""
    return sorted(measures, key=lambda each: (each.amount_text_zh is None, NEAREST_FIRST.index(each.level)))


def mark(context: Context, measures: Sequence[PolicyRow]) -> Completeness:
    """How many measures state an amount."""
    say, stated = context.say, sum(each.amount_text_zh is not None for each in measures)
    levels = {level: sum(each.level == level for each in measures) for level in NEAREST_FIRST}
    said = say("policies-complete", stated=stated, n=len(measures))
    return Completeness(stated, len(measures), said, say("policies-more", **levels))


def policies_page(
    context: Context, measures: Sequence[PolicyRow], targets: Sequence[PolicyRow], asked: Asked
) -> h.Node:
    """`targets` are aims that the documents state: they are no measures and stand apart."""
    say = context.say
    shown = [each for each in in_order(measures) if asked.has(each)]
    amounts = sum(each.amount_text_zh is not None for each in shown)
    heads = [say(f"policies-{name}") for name in ("level", "measure", "instrument", "amount", "whom", "document")]
    rows = ((each.code, _row(context, each)) for each in shown)
    return list_page(
        context,
        "policies",
        say("policies-said"),
        [_search(context), _words(context, measures, asked)]
        if context.location.served
        else completeness(context, mark(context, measures)),
        terms_of_page(context, TERMS),
        h.h2(".list-count")[
            say("policies-count", n=len(shown)), h.small[say("policies-amounts", n=amounts)] if amounts else None
        ],
        table(heads, rows, "policies", named=1) if shown else _none(context),
        _targets(context, targets) if targets else None,
    )


def _search(context: Context) -> h.Node:
    """The words that measures must hold: typed here, or brought along from the map's search."""
    location, say = context.location, context.say
    kept = [(name, value) for name, value in location.view.items() if name != "lock"]
    q = location.filter.q
    return h.form(".list-search", method="get", role="search", action=at(page_path(context.lang, POLICIES)))[
        [h.input(type="hidden", name=name, value=value) for name, value in kept],
        h.label(for_="list-q")[say("policies-search")],
        h.input(
            "#list-q", type="search", name="q", value=typed(context, "q") or q, maxlength=str(Q.longest), dir="auto"
        ),
        h.button(".btn", type="submit")[say("search")],
        h.a(".text-btn", href=location.filtered(q=""))[say("remove-condition", name=say("search"), value=q)]
        if q
        else None,
    ]


def _words(context: Context, measures: Sequence[PolicyRow], asked: Asked) -> h.Node:
    """The questions as words with counts: each is a link that answers it."""
    return h.div(".words")[
        [
            h.nav(aria_label=context.say(f"facet-{name}"))[
                h.span(".words-name")[context.say(f"facet-{name}")],
                [_word(context, name, value, n, getattr(asked, name)) for value, n in counts.items()],
            ]
            for name, counts in counted(asked, measures).items()
        ],
        h.p(".src-note")[context.say("policies-whom-said")],
    ]


def _word(context: Context, name: str, value: str | None, n: int, current: str | None) -> h.Node:
    label = context.say("lists-all") if value is None else value_name(context, name, value)
    if not n and value != current:
        return h.span(".word.zero")[label, " ", h.span(".n")["0"]]
    here = "true" if value == current else None
    return h.a(".word", href=context.location.url(**{name: value}), aria_current=here, rel="nofollow")[
        label, " ", h.span(".n")[digits(n)]
    ]


def measures_asked(context: Context) -> list[str]:
    """What an address asks of the measures, in words; a value that is none is left out."""
    vocabulary, view = context.vocabulary, context.location.view
    known = {
        "instrument": INSTRUMENTS,
        "where": (*LEVELS, *vocabulary.districts, *vocabulary.zones),
        "whom": (*WHOM, OTHERS, UNSTATED),
    }
    named = [value_name(context, name, view[name]) for name in known if view.get(name, "") in known[name]]
    words = context.location.filter.q
    sought = [context.say("named-value", name=context.say("search"), value=words)] if words else []
    return [*sought, *named]


def value_name(context: Context, name: str, value: str) -> str:
    """What a value of a question is called."""
    if name == "instrument":
        return context.say(f"instrument-{value}")
    if name == "whom":
        return context.say(f"whom-{value}")
    term = context.vocabulary.districts.get(value) or context.vocabulary.zones.get(value)
    return context.name(term) if term else context.say(f"level-{value}")


def _row(context: Context, measure: PolicyRow) -> list[h.Node]:
    say = context.say
    own = context.location.other(POLICIES)
    who = choose(context.lang, measure.for_zh, measure.for_en)
    place = [context.vocabulary.zones.get(measure.zone or ""), context.vocabulary.districts.get(measure.district or "")]
    where = next((context.name(term) for term in place if term), None)
    unstated = h.span(".unstated")[say("not-stated")]
    return [
        h.fragment[
            h.span(class_=f"level is-{measure.level}")[say(f"level-{measure.level}")], h.small[where] if where else None
        ],
        h.fragment[
            h.a(href=f"{own}#{measure.code}")[measure.name(context.lang)], h.q(lang=CHINESE.code)[measure.wording_zh]
        ],
        say(f"instrument-{measure.instrument}"),
        h.b[context.chinese(measure.amount_text_zh)] if measure.amount_text_zh else unstated,
        who or unstated,
        stated_in(context, measure),
    ]


def _none(context: Context) -> h.Node:
    """None fits: since when, and the way back to all."""
    location = replace(context.location, filter=context.location.filter.replace(q=""))
    every = location.url(instrument=None, where=None, whom=None)
    return h.p[none_listed(context), " ", h.a(href=every)[context.say("policies-every")]]


def _targets(context: Context, targets: Sequence[PolicyRow]) -> h.Node:
    return h.section(".sec")[
        h.h2[context.say("policies-targets"), h.small[context.say("policies-targets-said")]],
        [
            h.div(".target", id=each.code)[
                h.b[each.name(context.lang)],
                h.q(lang=CHINESE.code)[each.wording_zh],
                h.p(".src-note")[stated_in(context, each)],
            ]
            for each in targets
        ],
    ]
