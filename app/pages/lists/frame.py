"""What the pages of the lists have in common: title, tabs, completeness, table, and where each list stands besides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import htpy as h

from app.pages.address.list_names import COLLECTIONS, FOUR, OTHERS, VOID, path_of
from app.pages.address.page_states import LISTS
from app.pages.context import Context
from app.pages.parts.live_only import Function, live_only
from app.pages.parts.not_used import problems
from app.web.prefix import at
from app.web.responses import with_query
from frontend.language import language_query

DATA: tuple[Function, ...] = ("data",)
LIVE_ALONE: Mapping[str, tuple[Function, ...]] = {
    "": ("void",),
    "policies": ("measures", "data"),
    "events": ("calendar", "data"),
    "glossary": (),
}
"""What a list has on the site alone, where it is more than the same as data; the empty name is the overview."""


@dataclass(frozen=True)
class Completeness:
    """So many of all have something stated; `said` says of what, `more` what else is to be known of it."""

    stated: int
    every: int
    said: str
    more: str = ""


def list_page(context: Context, name: str, said: str, *body: h.Node) -> h.Node:
    """The page of one list; an empty name is the overview."""
    title = context.say(f"list-{name}") if name else context.say("four-lists")
    return h.main("#content.page.lists")[
        h.h1[title], h.p(".sub")[said], tabs(context, name), problems(context), body, _elsewhere(context, name)
    ]


def tabs(context: Context, current: str) -> h.Node:
    """The way from list to list. Without a server nobody answers what is missing."""
    say, location = context.say, context.location
    names = (*FOUR, *OTHERS, *([VOID] if location.served else []))

    def tab(name: str, path: str, words: str) -> h.Node:
        return h.a(href=location.other(path), aria_current="page" if name == current else None)[words]

    return h.nav(".list-tabs", aria_label=say("lists"))[
        tab("", LISTS, say("lists-overview")), (tab(name, path_of(name), say(f"list-{name}")) for name in names)
    ]


def _elsewhere(context: Context, name: str) -> h.Node:
    """The date, the same as data, and where else the page stands."""
    say, collection = context.say, COLLECTIONS.get(name)
    api = None
    if collection and context.location.served:
        address = with_query(at(f"/api/collections/{collection}/items"), language_query(context.lang))
        html = with_query(at(f"/api/collections/{collection}"), [("f", "html"), *language_query(context.lang)])
        api = h.fragment[h.a(href=html)[say("lists-as-data")], " · ", h.a(href=address)["GeoJSON"], " · "]
    return h.fragment[
        h.p(".src-note.lists-foot")[api, say("as-of-said", date=context.as_of()), " · ", say("lists-elsewhere")],
        live_only(context, *LIVE_ALONE.get(name, DATA)),
    ]


def completeness(context: Context, mark: Completeness) -> h.Node:
    """A bar with its words: a colour alone says nothing."""
    share = mark.stated / mark.every if mark.every else 0.0
    box = {"viewBox": "0 0 100 6", "preserveAspectRatio": "none", "class": "done-bar", "aria-hidden": "true"}
    return h.div(".done")[
        h.Element("svg")(box)[
            h.Element("rect")(class_="of", width="100", height="6"),
            h.Element("rect")(class_="is", width=f"{100 * share:.1f}", height="6"),
        ],
        h.p[mark.said, h.small[mark.more] if mark.more else None],
    ]


def table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[h.Node]]], kind: str, *, named: int = 0) -> h.Node:
    """A table that becomes cards on a phone: a row is its anchor and its cells, of which that at `named` names it.

    The roles stay where the style lays the rows out in another way.
    """
    head = h.tr(role="row")[(h.th(role="columnheader", scope="col")[each] for each in heads)]

    def cell(at: int, content: h.Node) -> h.Node:
        if at == named:
            return h.th(role="rowheader", scope="row")[content]
        return h.td(role="cell", data_label=heads[at])[content]

    def row(anchor: str, cells: Sequence[h.Node]) -> h.Node:
        return h.tr(role="row", id=anchor)[(cell(at, content) for at, content in enumerate(cells))]

    return h.table(class_=f"list-table of-{kind}", role="table")[
        h.thead(role="rowgroup")[head], h.tbody(role="rowgroup")[(row(anchor, cells) for anchor, cells in rows)]
    ]


def source(context: Context, title: str | None, date: str | None, url: str | None) -> h.Node:
    """Who states it and when; an address only where one may be given."""
    if title is None:
        return context.say("not-stated")
    words = context.chinese(title)
    linked = h.a(href=url, rel="noopener nofollow")[words] if url else words
    return h.fragment[linked, h.small[date or context.say("date-not-stated")]]


def platform_link(context: Context, id: str | None, name: str) -> h.Node:
    """The platform that a row names."""
    return h.a(href=context.location.other(f"/platform/{id}"))[h.bdi[name]] if id else None
