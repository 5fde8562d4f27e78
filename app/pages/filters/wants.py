"""The way from a list to the match, with all that the list is asked for as answers, and what a list says of wants."""

import htpy as h

from app.match.parameters import KINDS, ORIGIN, WANT
from app.match.question import COUNTED
from app.match.weights import WANTS
from app.pages.address.location import Location, address, filter_pairs
from app.pages.address.page_states import MATCH, state_of
from app.pages.context import Context, joined
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.values import DEFAULT_KINDS
from frontend.icons import icon
from geo.numbers import decimal_text

STATED = ("voucher", "fund")
"""Facets of a list that are wants of the match: nearly no source says yes or no."""
AREAS = ("zone", "district")


def wants_of(location: Location) -> tuple[str, ...]:
    """The wants that the address of a list names, in the order of the table of weights."""
    named = location.view.get(WANT.name, "").split(",")
    return tuple(want for want in WANTS if want in named or (want in STATED and "yes" in location.filter[want]))


def match_address(location: Location) -> str:
    """The match that asks for what the list is filtered by; a place becomes where one starts from."""
    filter = location.filter
    criteria = {name: tuple(v for v in filter[name] if v != FACETS[name].nothing) for name in COUNTED}
    kinds = KINDS if filter["kind"] in (DEFAULT_KINDS, ()) or filter.ids else filter["kind"]
    asked = filter_pairs(Filter(kind=kinds).replace(**criteria), state_of(MATCH))
    answers = [(WANT.name, ",".join(wants_of(location))), (ORIGIN.name, _origin(filter))]
    pairs = [*asked, *(pair for pair in answers if pair[1]), *location.lasting(MATCH)]
    return address(location.lang, MATCH, list(dict.fromkeys(pairs)))


def _origin(filter: Filter) -> str:
    """Where the list looks, where that is one place."""
    if filter.near:
        return ",".join(map(decimal_text, filter.near))
    named = [code for name in AREAS for code in filter[name] if code != FACETS[name].nothing]
    return named[0] if len(named) == 1 else ""


def wants_named(location: Location) -> list[str]:
    """The wants of an address, which filter nothing."""
    return [want for want in location.view.get(WANT.name, "").split(",") if want]


def want_chips(context: Context) -> list[h.Element]:
    """What was recognised as wanted: each can be taken back."""
    location, say = context.location, context.say
    named = wants_named(location)
    name = say("facet-want")
    return [
        h.a(
            ".chip.want",
            href=location.url(**{WANT.name: ",".join(other for other in named if other != want)}, page=None),
            data_nav=True,
            aria_label=say("remove-condition", name=name, value=say(f"want-{want}")),
        )[h.span(".chip-k")[name], " ", h.bdi[say(f"want-{want}")], icon("close", 12)]
        for want in named
    ]


def unfiltered(context: Context) -> str:
    """That a want filters nothing, and that the match counts it; empty where none is named."""
    named = wants_named(context.location)
    if not named or not context.location.served:
        return ""
    return context.say("want-filters-nothing", names=joined(context.lang, [context.say(f"want-{w}") for w in named]))


def wants_said(context: Context) -> h.Node:
    """The same with the way to the match."""
    if not (said := unfiltered(context)):
        return None
    return h.p(".wants-said")[said, " ", h.a(href=match_address(context.location))[context.say("want-match")]]
