"""Which events are still to come, and those among them with full dates as a calendar (iCalendar, RFC 5545).

icalendar is imported when the first calendar is written: it takes a tenth of a second, and few ask for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.city import CHINA_TIME
from app.lists.whole import WholeEvent

if TYPE_CHECKING:
    from icalendar import Event as CalendarEvent

FULL = len("2026-11-23")


def today() -> date:
    """The day in China."""
    return datetime.now(CHINA_TIME).date()


def full_date(text: str | None) -> date | None:
    """The day that an ISO date names; None for a year, a month, or a day that no calendar has."""
    if text is None or len(text) != FULL:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def coming(events: Iterable[WholeEvent], now: str) -> list[WholeEvent]:
    """The events that have not ended by this day, month or year (ISO), the next one first.

    Two dates are compared as far as both say: an event of a month is over when all of it is.
    """
    ends = ((each, each.date_end or each.date_start) for each in events)
    ahead = [each for each, end in ends if end[: len(now)] >= now[: len(end)]]
    return sorted(ahead, key=lambda each: each.date_start)


def in_calendar(events: Iterable[WholeEvent], now: str) -> list[WholeEvent]:
    """The coming events that a calendar can hold: those whose first day is stated."""
    return [each for each in coming(events, now) if full_date(each.date_start)]


def calendar(events: Iterable[WholeEvent], name: str, site: str, address: str, lang: str, day: date) -> bytes:
    """The events as an iCalendar of whole days; `address` is that of their list, `site` the base of its identifiers."""
    from icalendar import Calendar

    whole = Calendar()
    whole.add("prodid", "-//servicemap//events//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", name)
    for event in events:
        whole.add_component(_entry(event, site, address, lang, day))
    return bytes(whole.to_ical())


def _entry(event: WholeEvent, site: str, address: str, lang: str, day: date) -> CalendarEvent:
    first = full_date(event.date_start)
    if first is None:
        raise ValueError(f"{event.code} has no full date")
    last = max(full_date(event.date_end) or first, first)
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{event.code}@{site.partition('://')[2] or 'servicemap'}")
    # The beginning of that day in China: midnight of UTC would be hours ahead.
    entry.add("dtstamp", datetime.combine(day, time(), CHINA_TIME).astimezone(UTC))
    entry.add("dtstart", first)
    # The end of whole days is the day after.
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", event.name(lang))
    if event.place_zh:
        entry.add("location", event.place_zh)
    stated = filter(None, (event.organiser_zh, event.summary_zh, event.source_title, event.source_date))
    entry.add("description", "\n".join(stated))
    entry.add("url", event.website or f"{address}#{event.code}")
    return entry
