"""The addresses of the match and of its request sheet."""

from dataclasses import replace

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.districts import read as districts
from app.lists import read as lists
from app.match.dependencies import matching_of, roads_of, variant
from app.match.question import lenient
from app.match.read import ranking
from app.pages.address.location import address
from app.pages.address.page_states import MATCH, TO
from app.pages.layout.document import document
from app.pages.layout.titles import called, names_of
from app.pages.maps import match_map
from app.pages.match.addressees import addressees
from app.pages.match.links import tidy
from app.pages.match.on_map import shown_on_map
from app.pages.match.page import MOST, answered, asking, where
from app.pages.match.page import title as match_title
from app.pages.match.request import request_page
from app.pages.parts.measures import money_section
from app.pages.serving.registration import page_on
from app.pages.visit import Visit

router = APIRouter()
page = page_on(router)


async def _times(visit: Visit) -> str:
    """Times by road change beside the data."""
    return variant(visit.request)


@page("/match", turn_of=matching_of, keep=True, besides=_times)
async def match_page(visit: Visit) -> str | Response:
    """Questions, or what fits the answers: all of it stands in the address, and bad values are said and kept."""
    context = visit.context
    if (pairs := tidy(visit.request.query_params)) is not None:
        return RedirectResponse(address(context.lang, MATCH, pairs), 302)
    question = await lenient(visit.db, visit.request.query_params, context.location.filter, context.vocabulary)
    context = replace(context, problems=[*context.problems, *question.problems])
    title = match_title(context, question)
    if not question.wanted.criteria or context.location.view.get("ask"):
        return document(context, title, asking(context, question))
    roads = roads_of(visit.request)
    found = await ranking(
        visit.db, question.wanted, min(question.top, MOST), 0, tuple(context.vocabulary.stages), roads
    )
    boundary = await districts.boundary_set(visit.db)
    the_map = match_map(context, *shown_on_map(found), boundary.source if boundary else None).fragment()
    money = money_section(context, await lists.policies(visit.db), where(found))
    return document(context, title, answered(context, question, found, the_map, money))


@page("/match/request")
async def request_sheet(visit: Visit) -> str:
    """What one would send to platforms, filled from the match; it is written in the browser and sent nowhere."""
    context = visit.context
    question = await lenient(visit.db, visit.request.query_params, context.location.filter, context.vocabulary)
    to, unknown = await addressees(visit.db, context.location.view.get(TO, ""))
    context = replace(context, problems=[*context.problems, *question.problems, *unknown])
    title = called(match_title(context, question, "request-title"), names_of(context, to))
    return document(context, title, request_page(context, question, to))
