"""The line below a platform's name: which institution found it still true, and in which month. Never a person."""

import htpy as h

from app.pages.context import Context
from app.platforms.confirmed import Confirmed
from app.platforms.schemas import Platform
from frontend.icons import icon


def confirmed_line(context: Context, platform: Platform, confirmed: Confirmed | None) -> h.Node:
    """The confirmation, or that there is none and of when the source is."""
    say = context.say
    if confirmed is None:
        date = platform.source_date or say("date-not-stated")
        return h.p(".confirmation.none")[icon("alert", 16), say("confirmed-none", date=date)]
    return h.p(".confirmation")[icon("met", 16), confirmed_words(context, confirmed, platform.district_code)]


def confirmed_words(context: Context, confirmed: Confirmed, district_code: str | None) -> str:
    """Which institution found a record still true, and in which month."""
    return confirmed.said(context.say, context.vocabulary, district_code)
