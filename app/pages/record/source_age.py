"""How old the source of a record is."""

import htpy as h

from app.pages.context import Context

OLD_YEARS = 5
"""A source older than so many years against the date of the data stands out."""


def source_age(context: Context, date: str | None, *, advice: bool = False) -> h.Element:
    """The year of a source; an old one stands out, with `advice` to make sure before one goes."""
    words, years = source_year(context, date)
    if years <= OLD_YEARS:
        return h.span(".fresh")[words]
    return h.span(".fresh.old")[words, f" · {context.say('source-old', years=years)}" if advice else None]


def source_year(context: Context, date: str | None) -> tuple[str, int]:
    """The year of a source in words, and its age in years against the date of the data; 0 where it is not known."""
    if date is None:
        return context.say("source-undated"), 0
    today = context.vocabulary.as_of or ""
    years = int(today[:4]) - int(date[:4]) if today[:4].isdigit() else 0
    return context.say("source-of-year", year=date[:4]), years
