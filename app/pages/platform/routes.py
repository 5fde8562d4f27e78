"""The addresses of the page of a platform and of its history."""

from dataclasses import replace
from datetime import date

import htpy as h
from fastapi import APIRouter
from markupsafe import Markup

from app.history.parameters import AS_OF, today
from app.history.read import as_of
from app.pages.layout.document import document
from app.pages.layout.titles import called
from app.pages.maps import AROUND_DEG, around, side_map
from app.pages.parts.days import by_day
from app.pages.parts.diff_table import DIFF_STYLE
from app.pages.platform.difference import difference_facts, difference_page, title_with_days
from app.pages.platform.facts import platform_facts
from app.pages.platform.linked_data import platform_data
from app.pages.platform.page import platform_page
from app.pages.record.named import named_record
from app.pages.serving.registration import page_on
from app.pages.visit import Visit
from app.platforms.schemas import Platform
from app.web.bundle import asset
from frontend.component import as_script_text

router = APIRouter()
page = page_on(router)


async def _platform_on(visit: Visit, day: date) -> Platform:
    """The platform as it stood at the end of a day; a page takes a day that is still to come for today."""
    return await as_of(visit.db, visit.request.path_params["id"], min(day, today()), visit.context.vocabulary)


def _day(visit: Visit) -> date | None:
    """The day that the address names; what is no day is left out."""
    texts = visit.request.query_params.getlist(AS_OF.name)
    return AS_OF.parse_or_default(texts, visit.context.problems) if texts else None


@page("/platform/{id}", keep=True)
async def platform(visit: Visit) -> str:
    context, day = visit.context, _day(visit)
    platform = await (named_record(visit) if day is None else _platform_on(visit, day))
    facts = replace(await platform_facts(visit.db, platform, context.vocabulary), day=day)
    side: h.Node = None
    if box := around(platform, AROUND_DEG):
        side = await side_map(visit, f"ids={platform.id}", box, select=platform.id)
    body = platform_page(context, facts, side)
    text = as_script_text(platform_data(context, platform))
    data = h.script(type="application/ld+json")[Markup(text)]  # noqa: S704
    name = called(platform.name(context.lang), day.isoformat() if day else "")
    return document(context, name, body, described=platform.summary_zh, head=data)


@page("/platform/{id}/history", keep=True, besides=by_day)
async def platform_history(visit: Visit) -> str:
    """What is different in a record between two days; bad days are said and kept. Also of one that is gone."""
    facts = await difference_facts(visit)
    context = replace(visit.context, problems=[*visit.context.problems, *facts.problems])
    style = h.link(rel="stylesheet", href=asset(DIFF_STYLE))
    return document(context, title_with_days(context, facts), difference_page(context, facts), head=style)
