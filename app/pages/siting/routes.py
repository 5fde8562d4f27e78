"""`/insight/siting`: where next within a district, a key zone or the city."""

from dataclasses import replace

import htpy as h
from fastapi import APIRouter, Request

from app.analysis.dependencies import solving_of
from app.analysis.siting.question import tidied
from app.districts import read as districts
from app.pages.address.page_states import SITING
from app.pages.context import Context
from app.pages.filters.chips import conditions
from app.pages.layout.document import document
from app.pages.layout.titles import filtered
from app.pages.serving.registration import page_on
from app.pages.siting.facts import siting_facts
from app.pages.siting.map import siting_map
from app.pages.siting.page import assets, body, title
from app.pages.siting.sent import read_sent
from app.pages.visit import Visit, visit_of

router = APIRouter()
page = page_on(router)


async def sent_again(request: Request, context: Context, notice: h.Node) -> str:
    """The page while the database is away: nothing can be solved, and what was typed is the browser's to keep."""
    return document(context, context.say("siting-crumb"), h.main("#content.page")[notice])


@page(SITING, form=sent_again, turn_of=solving_of, keep=True)
async def siting(visit: Visit) -> str:
    """The question, its answer and the map; bad values are said and kept, a file comes in the body and is forgotten."""
    sent = await read_sent(visit.request)
    context = visit.context
    if visit.request.method == "POST":
        visit = await visit_of(visit.request, visit.db, context.lang, context.location.path, sent.params)
    facts = await siting_facts(visit, sent)
    location = replace(visit.context.location, view=tidied(visit.context.location.view))
    problems = [*visit.context.problems, *facts.problems]
    context = replace(visit.context, location=location, problems=problems)
    boundary = await districts.boundary_set(visit.db)
    the_map = siting_map(context, facts, boundary.source if boundary else None).fragment() if facts.scope else None
    named = filtered(context, conditions(context, None), title(context, facts))
    return document(context, named, body(context, facts, the_map), head=assets())
