"""The line below a platform's name: which institution found it still true, and in which month. Never a person."""

import htpy as h

from app.pages.context import Context
from app.platforms.schemas import Platform
from app.stewardship.confirm import Confirmed
from frontend.icons import icon


def confirmed_line(context: Context, platform: Platform, confirmed: Confirmed | None) -> h.Node:
    """The confirmation, or that there is none and of when the source is."""
    say = context.say
    if confirmed is None:
        date = platform.source_date or say("date-not-stated")
        return h.p(".confirmation.none")[icon("alert", 16), say("confirmed-none", date=date)]
    district = context.vocabulary.districts.get(platform.district_code or "")
    if confirmed.role == "operator":
        whom = say("role-operator")
    else:
        whom = context.name(district) if confirmed.role == "steward" and district else confirmed.institution
    return h.p(".confirmation")[icon("met", 16), say("confirmed-by", whom=whom, month=f"{confirmed.day:%Y-%m}")]
