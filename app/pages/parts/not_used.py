"""What a page says of its address that it did not use: a warning of values that were asked for, else a quiet note."""

from dataclasses import replace

import htpy as h

from app.pages.address.unread import NO_FILTER, NOT_LISTED, Unread, unread_page
from app.pages.context import Context, joined
from app.query.parameter import Problem
from frontend.icons import icon


def problems(context: Context) -> h.Node:
    """Values that could not be used, said with what is allowed and kept as typed."""
    if not context.problems:
        return None
    return h.div(".notice", role="alert")[icon("alert", 18), h.ul[(_problem(context, e) for e in context.problems)]]


def _problem(context: Context, problem: Problem) -> h.Node:
    say = context.say
    words = say("bad-value", name=say(f"facet-{problem.parameter}"), value=problem.value)
    return h.li[words, " ", say(f"allowed-{problem.parameter}", city=context.city_name(), **problem.limits)]


def within_pages(context: Context, pages: int) -> Context:
    """The reader of a list of so many pages: on the last one, and told so, where the address names one behind it."""
    view = context.location.view
    unread = unread_page(view.get("page", ""), pages)
    if unread is None:
        return context
    kept = {name: text for name, text in view.items() if name != "page"}
    last = {"page": str(pages)} if pages > 1 else {}
    location = replace(context.location, view={**kept, **last})
    return replace(context, location=location, unread=(*context.unread, unread))


def unread_note(context: Context) -> h.Node:
    """Nothing where all was read. Nothing is broken, and paper shows the address without it: it stands on screens."""
    if not context.unread:
        return None
    say = context.say
    location, listed = context.location, tuple(platform.id for platform in context.picked)
    unlisted = any(each.why == NOT_LISTED for each in context.unread)
    kept = tuple(id for id in location.picks if id in listed) if unlisted else location.picks
    without = h.a(href=location.picking(kept), rel="nofollow")[say("unread-without")]
    return h.aside(".notice.quiet.unread.screen-only", aria_label=say("unread-heading"))[
        h.div[h.p[say("unread-heading")], h.ul[(h.li[_sentence(context, each)] for each in context.unread)], without]
    ]


def _sentence(context: Context, unread: Unread) -> str:
    say, there = context.say, joined(context.lang, list(unread.there))
    filter = say(f"facet-{unread.filter}") if unread.why == NO_FILTER else ""
    return say(f"unread-{unread.why}", given=unread.given, there=there, filter=filter)
