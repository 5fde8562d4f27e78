"""The fields × steps of the void register: a tint by the count, a hatch and the word where nothing is listed."""

import htpy as h

from app.pages.context import Context
from app.pages.lists.void.facts import VoidFacts
from app.void.register import PILOT, Cell, VoidRegister, listed_at
from app.void.table import step_name
from frontend.icons import icon, tier_mark
from frontend.language import digits
from frontend.messages import Messages

FEW, SOME, MANY = 1, 4, 10
"""A tint begins at each of these counts."""
NOT_STATED = "not-stated"


def grid(context: Context, facts: VoidFacts) -> h.Element:
    """The table; the tiers of the plan are its parts."""
    say, steps = context.say, facts.register.steps
    heads = [h.th(scope="col", title=step_name(say, context.vocabulary, step))[_short(say, step)] for step in steps]
    head = h.tr[h.th(scope="col")[say("facet-domain")], heads, h.th(".loose", scope="col")[say("void-loose")]]
    return h.table(".void-grid")[
        h.caption(".sr-only")[say("void-caption")],
        h.thead[head],
        [_tier(context, facts, tier) for tier in context.vocabulary.tiers],
    ]


def _tier(context: Context, facts: VoidFacts, tier: str) -> h.Node:
    domains, register = context.vocabulary.domains, facts.register
    rows = [_row(context, facts, code) for code in register.fields if domains[code].group == tier]
    name = context.name(context.vocabulary.tiers[tier])
    heading = h.th(colspan=str(len(register.steps) + 1), scope="rowgroup")[tier_mark(tier), " ", name]
    return h.tbody[h.tr(".void-tier")[heading, h.td(".loose")], rows] if rows else None


def _row(context: Context, facts: VoidFacts, field: str) -> h.Node:
    register, name = facts.register, context.name(context.vocabulary.domains[field])
    on = field == facts.field
    link = h.a(href=context.location.url(field=field) + "#chosen", aria_current="true" if on else None)[name]
    loose = register.loose(field)
    href = context.location.home(listed_at(facts.where, field, NOT_STATED))
    return h.tr(class_="on" if on else None)[
        h.th(scope="row")[icon(field, 16), link],
        [_cell(context, facts, field, step, register.cell(field, step)) for step in register.steps],
        h.td(".loose")[h.a(href=href)[digits(loose)] if loose else None],
    ]


def _cell(context: Context, facts: VoidFacts, field: str, step: str, cell: Cell) -> h.Node:
    """A number leads to the list that it counts, the others to the ways out of their field."""
    say = context.say
    if cell.state == "listed":
        href = context.location.home(listed_at(facts.where, field, step))
        return h.td(class_=f"has t{_tint(cell.n)}")[h.a(href=href)[digits(cell.n)]]
    href = context.location.url(field=field) + "#chosen"
    words = say("void-empty" if cell.state == "empty" else "void-stage-not-stated")
    return h.td(class_=f"void-{cell.state}")[h.a(href=href, tabindex="-1")[words]]


def _short(say: Messages, step: str) -> str:
    """What a step is called where there is little room."""
    return say("void-step-pilot" if step == PILOT else f"stage-{step}")


def _tint(n: int) -> int:
    return sum(n >= least for least in (FEW, SOME, MANY))


def empty_steps(register: VoidRegister, field: str) -> list[str]:
    """The steps of a field at which nothing is listed."""
    return [step for step in register.steps if register.cell(field, step).state == "empty"]
