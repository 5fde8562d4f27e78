"""`/lists/void`: the page of the void register."""

from dataclasses import replace

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.analysis.dependencies import analysing_of
from app.pages.address.page_states import VOID
from app.pages.layout.document import document
from app.pages.lists.void.facts import missed_state, origin_of, void_facts
from app.pages.lists.void.page import title, void_page
from app.pages.serving.registration import page_on
from app.pages.visit import Visit
from app.platforms.filter import Filter
from app.query.parameter import Problem
from app.query.parameters import NEAR_RADIUS, RADIUS

router = APIRouter()
page = page_on(router)


@page(VOID, turn_of=analysing_of, keep=True, besides=missed_state)
async def void(visit: Visit) -> str | Response:
    """Which field has nothing listed at which step; bad values are said and kept."""
    context = visit.context
    if not context.location.filter.near and (address := await _around(visit)):
        return RedirectResponse(address, 302)
    facts, wrong = await void_facts(visit)
    context = replace(context, problems=[*context.problems, *wrong])
    return document(context, title(context, facts), void_page(context, facts))


async def _around(visit: Visit) -> str | None:
    """The address with the point of the place that was named; None where none was."""
    origin, _ = await origin_of(visit)
    if origin is None:
        return None
    problems: list[Problem] = []
    texts = [text for text in visit.request.query_params.getlist(RADIUS.name) if text]
    radius = RADIUS.parse_or_default(texts, problems) if texts else None
    location = visit.context.location
    where = Filter(near=(origin.lon, origin.lat), radius=radius or NEAR_RADIUS)
    return replace(location, filter=location.held(where)).url()
