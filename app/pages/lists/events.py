"""Events: those to come, with a calendar of the ones that have a full date, and the record of what took place."""

from collections.abc import Sequence

import htpy as h

from app.lists.coming import coming, in_calendar
from app.lists.whole import WholeEvent
from app.pages.address.page_states import LISTS
from app.pages.context import Context
from app.pages.lists.frame import list_page, platform_link, source, table
from app.pages.parts import marks
from app.pages.parts.marks import none_listed
from frontend.icons import icon

CALENDAR = f"{LISTS}/events.ics"


def lacking(context: Context, events: Sequence[WholeEvent], now: str) -> str:
    """What the list lacks, in a sentence."""
    if not events:
        return context.say("none-listed-as-of", date=context.as_of())
    ahead = len(coming(events, now))
    return context.say("events-ahead", n=ahead) if ahead else context.say("events-all-over")


def events_page(context: Context, events: Sequence[WholeEvent], now: str) -> h.Node:
    say = context.say
    ahead = coming(events, now)
    over = [each for each in events if each not in ahead]
    return list_page(
        context,
        "events",
        say("list-events-said"),
        h.section(".ahead")[
            h.h2(".list-count")[say("events-coming"), h.small[say("events-on-day", date=now)]],
            _table(context, ahead) if ahead else h.p[say("events-none-coming")],
            _calendar(context, events, now) if ahead and context.location.served else None,
        ],
        h.section[
            h.h2(".list-count")[say("events-past", n=len(over))],
            _table(context, over) if over else none_listed(context),
        ],
    )


def _calendar(context: Context, events: Sequence[WholeEvent], now: str) -> h.Node:
    """The way to the calendar; where no coming event has a full date, that there is none."""
    n = len(in_calendar(events, now))
    if not n:
        return h.p(".src-note")[context.say("events-no-calendar")]
    return h.p[
        h.a(".btn", href=context.location.other(CALENDAR))[icon("download", 16), context.say("events-calendar", n=n)]
    ]


def _table(context: Context, events: Sequence[WholeEvent]) -> h.Node:
    heads = [context.say(f"events-{name}") for name in ("event", "date", "kind", "organiser", "place", "source")]
    return table(heads, ((each.code, _row(context, each)) for each in events), "events")


def _row(context: Context, event: WholeEvent) -> list[h.Node]:
    say, vocabulary = context.say, context.vocabulary
    place = vocabulary.zones.get(event.zone or "") or vocabulary.districts.get(event.district or "")
    website = h.a(href=event.website, rel="noopener nofollow")[say("fact-website")] if event.website else None
    return [
        h.fragment[
            h.b[event.name(context.lang)],
            h.small[context.chinese(event.summary_zh)],
            h.span(".tags")[(marks.domain(context, code) for code in event.domains)] if event.domains else None,
            platform_link(context, event.platform, event.platform_name(context.lang)),
        ],
        "–".join(filter(None, (event.date_start, event.date_end))),
        say(f"event-kind-{event.kind}"),
        context.chinese(event.organiser_zh) if event.organiser_zh else h.span(".unstated")[say("not-stated")],
        h.fragment[
            context.chinese(event.place_zh) if event.place_zh else h.span(".unstated")[say("not-stated")],
            h.small[context.name(place)] if place else None,
        ],
        h.fragment[source(context, event.source_title, event.source_date, event.source_url), website],
    ]
