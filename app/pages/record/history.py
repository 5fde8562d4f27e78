"""What became of a record since it was listed: when, by which institution, which field, from what to what."""

from collections.abc import Sequence
from datetime import date

import htpy as h

from app.history.parameters import AS_OF
from app.history.queries import QUIET
from app.history.read import Entry, FieldChange
from app.history.words import by_whom, field_name, headline, value_words
from app.pages.address.page_states import history_of
from app.pages.context import Context
from app.web.prefix import at

SHOWN = 20
"""So many changes a page shows; the API has all of them."""


def history_section(context: Context, id: str, entries: list[Entry]) -> h.Node:
    """The changes that anybody made since the record was listed; none is said, too.

    When it was listed is no fact about the platform and says nothing to a reader, so it is left to the API.
    """
    say, changed = context.say, [entry for entry in entries if entry.action not in QUIET]
    body = entries_list(context, changed[:SHOWN]) if changed else None
    return h.section("#history.sec")[
        h.h2[say("history")],
        body or h.p(".src-note")[say("history-none")],
        _ways(context, id, bool(changed)) if context.location.served else h.p(".src-note")[say("history-live-only")],
    ]


def entries_list(context: Context, entries: Sequence[Entry]) -> h.Element:
    """Changes in their order: when, by which institution, which facts, why."""
    return h.ol(".changes")[(_entry(context, each) for each in entries)]


def _entry(context: Context, entry: Entry) -> h.Node:
    say = context.say
    return h.li[
        h.p(".change-head")[
            h.time(datetime=entry.day)[entry.day],
            " ",
            h.b[headline(entry, context.lang)],
            " ",
            by_whom(entry, context.lang),
        ],
        h.dl(".change-fields")[(_field(context, each) for each in entry.fields)] if entry.fields else None,
        h.p(".src-note")[say("history-why"), " ", context.chinese(entry.reason)] if entry.reason else None,
    ]


def _field(context: Context, change: FieldChange) -> h.Node:
    return h.fragment[h.dt[field_name(change.name, context.lang)], h.dd[before_and_after(context, change)]]


def before_and_after(context: Context, change: FieldChange) -> h.Node:
    """The value before, an arrow that is read out, and the value now with where it comes from."""
    old, new = (value_words(change.name, value, context.vocabulary, context.lang) for value in (change.old, change.new))
    source = [text for text in (change.source, change.source_date) if text]
    return h.fragment[
        h.bdi[old],
        h.span(aria_hidden="true")[" → "],
        h.span(".sr-only")[context.say("history-becomes")],
        h.bdi[new],
        h.small[" ", context.say("source"), " ", h.bdi[" · ".join(source)]] if source else None,
    ]


def _ways(context: Context, id: str, changed: bool) -> h.Node:
    say, api = context.say, at(f"/api/platforms/{id}/changes")
    before = h.form(".look-back.screen-only", method="get", action=context.location.other(f"/platform/{id}"))[
        h.label(for_="as-of")[say("history-as-of")],
        h.input("#as-of", type="date", name=AS_OF.name, required=True),
        h.button(".btn", type="submit")[say("history-look")],
    ]
    compare = h.a(href=context.location.other(history_of(id)))[say("diff-way")]
    return h.fragment[
        before if changed else None,
        h.p(".screen-only")[compare],
        h.p(".src-note.screen-only")[
            h.a(href=api)["JSON"], " ", h.a(href=f"{api}?f=atom&lang={context.lang}")[say("history-follow")]
        ],
    ]


def past_notice(context: Context, id: str, day: date | None) -> h.Node:
    """That the page shows the record as it was, with the way to the present."""
    if day is None:
        return None
    now = h.a(href=context.location.other(f"/platform/{id}"))[context.say("history-now")]
    return h.p(".notice.quiet.past", role="note")[context.say("history-past", day=day.isoformat()), " ", now]
