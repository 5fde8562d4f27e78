"""Two kinds of work of the queue: pairs of records that may be the same, and what was sought in vain."""

from dataclasses import dataclass
from typing import Any

import htpy as h

from app.imports.checking.second_look import MOST_NEIGHBOURS
from app.pages.address.page_states import LISTS
from app.pages.context import Context
from app.pages.lists.void.side import sought
from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import plain_name, record_name
from app.pages.steward.records.rows import back_field
from app.pages.steward.visit import StewardVisit
from app.search.missed import Missed
from app.stewardship.counted import Counted
from app.stewardship.duplicates import Pair, Twin
from frontend.icons import kind_mark


@dataclass(frozen=True)
class Kind:
    """A kind of work with its rows; `said` says of what they are, `note` why there are none."""

    name: str
    rows: list[h.Node]
    counted: Counted[Any]
    said: str
    note: str = ""


def duplicates(visit: StewardVisit, pairs: Counted[Pair] | None, back: str) -> Kind:
    """Pairs side by side: which one stays, or that they are not the same."""
    say = visit.visit.context.say
    rows = [_pair(visit, pair, back) for pair in pairs.rows] if pairs else []
    note = "" if pairs else say("queue-duplicates-many")
    return Kind("duplicates", rows, pairs or Counted([], 0), say("queue-duplicates-said", most=MOST_NEIGHBOURS), note)


def _pair(visit: StewardVisit, pair: Pair, back: str) -> h.Node:
    context = visit.visit.context
    say = context.say
    hidden = {"one": pair.one.id, "other": pair.other.id}
    names = [plain_name(context, each) for each in (pair.one, pair.other)]
    return h.li[
        h.div(".pair")[_twin(context, pair.one), _twin(context, pair.other)],
        h.div(".when")[h.span[say("queue-apart", metres=pair.metres)]],
        h.form(".what-to-do", method="post", action=context.location.other(addresses.DUPLICATES))[
            csrf_field(visit.session),
            back_field(back),
            (h.input(type="hidden", name=name, value=value) for name, value in hidden.items()),
            (
                h.button(".text-btn", type="submit", name="do", value=do)[say("queue-keep", name=name)]
                for do, name in zip(("one", "other"), names, strict=True)
            ),
            h.button(".text-btn", type="submit", name="do", value="different")[say("queue-different")],
        ],
    ]


def _twin(context: Context, twin: Twin) -> h.Node:
    page = context.location.other(f"/platform/{twin.id}")
    name = h.b[record_name(context, twin)]
    return h.p[kind_mark(twin.kind, 14), " ", h.a(href=page)[name], " ", h.code[twin.id]]


def missed(context: Context, found: Missed) -> Kind:
    """What the public sought in vain, as the register of gaps has it: a hint at what is not listed yet."""
    say = context.say
    register = h.a(href=context.location.other(f"{LISTS}/void"))[say("queue-register")]
    rows: list[h.Node] = [
        h.li[
            h.div[sought(context, terms)],
            h.div(".when")[h.span[say("void-missed-n", n=times, days=days)]],
            h.div(".what-to-do")[register],
        ]
        for terms, times, days in found.terms
    ]
    return Kind("missed", rows, Counted(rows, len(rows)), say("queue-missed-said"))
