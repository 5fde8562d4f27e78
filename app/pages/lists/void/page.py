"""The void register as a page: fields × steps with what is listed, and at the side the ways out of one field."""

import htpy as h

from app.pages.address.list_names import VOID
from app.pages.context import Context
from app.pages.filters.chips import conditions
from app.pages.layout.titles import called, filtered
from app.pages.lists.frame import tabs
from app.pages.lists.void.facts import VoidFacts
from app.pages.lists.void.grid import grid
from app.pages.lists.void.scope import scope
from app.pages.lists.void.side import side
from app.pages.parts.not_used import problems
from app.pages.parts.scroll import scrolling
from app.void.table import sizes


def title(context: Context, facts: VoidFacts) -> str:
    """The register by where it looks, and by the field that was chosen."""
    place = facts.origin.name(context.lang) if facts.origin else None
    field = context.vocabulary.domains.get(context.location.view.get("field", ""))
    named = called(context.say("void-title"), context.name(field) if field else "")
    return filtered(context, conditions(context, place), named)


def void_page(context: Context, facts: VoidFacts) -> h.Node:
    say, register = context.say, facts.register
    numbers = {"fields": len(register.fields), "steps": len(register.steps), **sizes(register)}
    return h.main("#content.page.void-page")[
        h.h1[say("void-title")],
        h.p(".sub")[say("void-sub", date=context.as_of(), **numbers)],
        tabs(context, VOID),
        problems(context),
        scope(context, facts),
        h.div(".split")[
            h.div[h.p(".src-note")[say("void-counting")], scrolling(grid(context, facts), say("void-caption"))],
            side(context, facts),
        ],
        h.p(".src-note.as-of")[say("as-of-said", date=context.as_of())],
    ]
