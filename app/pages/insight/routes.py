"""The addresses of the analysis and of the briefs."""

from dataclasses import replace

import htpy as h
from fastapi import APIRouter

from app.analysis.dependencies import analysing_of
from app.analysis.question import parse_question
from app.districts import read as districts
from app.history.parameters import SINCE
from app.pages.insight.brief.page import STYLE, brief_file, brief_page
from app.pages.insight.brief.panel import map_address
from app.pages.insight.brief.read import asked_brief, brief_map, brief_notices, by_day_and_sites
from app.pages.insight.facts import insight
from app.pages.insight.map import insight_map
from app.pages.insight.page import page as insight_body
from app.pages.insight.page import title as insight_title
from app.pages.insight.topics.every import read_topic
from app.pages.insight.topics.glance import AtAGlance
from app.pages.layout.document import document, file
from app.pages.parts.days import by_day, day_of
from app.pages.serving.registration import page_on
from app.pages.visit import Visit
from app.web.bundle import asset

router = APIRouter()
page = page_on(router)


@page("/insight", turn_of=analysing_of, keep=True, besides=by_day)
async def insight_page(visit: Visit) -> str:
    """The analysis for officials: what is asked stands in the address, and bad values are said and kept."""
    context = visit.context
    parsed = parse_question(visit.request.query_params, context.vocabulary, strict=False)
    topic, wrong = read_topic(visit.request.query_params)
    context = replace(context, problems=[*context.problems, *wrong, *parsed.problems])
    if topic is not AtAGlance:
        # The first topic says it itself, which alone shows figures since a day.
        day_of(context.location.view, SINCE, None, context.problems)
    facts = await insight(visit.with_context(context), topic, parsed.question)
    boundary = await districts.boundary_set(visit.db)
    the_map = insight_map(context, boundary.source if boundary else None).fragment()
    return document(context, insight_title(context, facts), insight_body(context, facts, the_map))


@page("/insight/brief/{code}", turn_of=analysing_of, keep=True, besides=by_day_and_sites)
async def brief_of_a_place(visit: Visit) -> str:
    """One page about a district, a key zone or the city that may be put before others."""
    context, brief = await asked_brief(visit, waiting=False)
    picture = map_address(context, brief.code)
    style = h.link(rel="stylesheet", href=asset(STYLE))
    body = brief_page(context, brief, picture, brief_notices(context, brief))
    return document(context, brief.title, body, described=brief.lead, head=style)


@page("/insight/brief/{code}/file", turn_of=analysing_of, attachment="brief.html", keep=True, besides=by_day)
async def brief_as_file(visit: Visit) -> str:
    """The same as one file to keep, which needs no server."""
    context, brief = await asked_brief(visit, waiting=True)
    body = brief_file(context, brief, await brief_map(visit, brief))
    return file(context, brief.title, body, STYLE)
