"""The section with events of a platform, or of others around it."""

import htpy as h

from app.lists.read import EventRow
from app.pages.address.page_states import EVENTS
from app.pages.context import Context
from frontend.language import choose


def events_section(context: Context, events: list[EventRow], title: str = "") -> h.Node:
    """Events, all of them over as of the date of the data unless they begin later; none: no section.

    `title` says of what else than the platform they are.
    """
    if not events:
        return None
    say, today = context.say, context.vocabulary.as_of or ""
    over = [(event.date_end or event.date_start) < today for event in events]
    rows = [
        h.li[
            h.span(".when")["–".join(filter(None, (event.date_start, event.date_end)))],
            h.div[
                _event(context, event),
                h.small[context.chinese(event.organiser_zh) if event.organiser_zh else say("organiser-not-stated"),],
            ],
            h.span(".away")[say("event-over") if is_over else None],
        ]
        for event, is_over in zip(events, over, strict=True)
    ]
    anchor = "around" if title else "events"
    said = h.small[say("events-said")] if all(over) else _calendar_of(context)
    return h.section(".sec", id=anchor)[h.h2[title or say("events"), said], h.ul(".happened")[rows]]


def _calendar_of(context: Context) -> h.Node:
    """Where the list has what is still to come, by the day on which it is read, with its calendar."""
    address = context.location.beside(EVENTS)
    words = context.say("events-said-ahead")
    return h.small[h.a(href=address)[words] if address else words]


def _event(context: Context, event: EventRow) -> h.Node:
    """An event by its name, which leads to its row of the list."""
    name, address = choose(context.lang, event.name_zh, event.name_en), context.location.beside(EVENTS)
    return h.a(href=f"{address}#{event.code}")[h.b[name]] if address else h.b[name]
