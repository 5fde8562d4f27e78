"""Reads the brief that an address asks for, and says what of the address could not be used."""

import base64
from dataclasses import replace

from app.analysis.parameters import COMPARE
from app.analysis.question import parse_question
from app.brief.content import Brief
from app.brief.made import made, with_ground
from app.brief.read import BriefQuestion
from app.brief.sites import sought_sites_of
from app.draw.area_map import area_picture
from app.draw.drawing import drawing_of
from app.history.parameters import SINCE
from app.pages.context import Context
from app.pages.insight.brief.sheet import numbered
from app.pages.parts.cited import older_than_now
from app.pages.parts.days import by_day, day_of
from app.pages.visit import Visit
from app.query.parameter import Problem


async def asked_brief(visit: Visit, *, waiting: bool) -> tuple[Context, Brief]:
    """The brief with the places to compare; a context that knows which of those were none.

    `waiting`: for the solver of the next places. Raises NotFoundError for a code that is neither a district nor a zone
    nor the city.
    """
    context, code = visit.context, visit.request.path_params["code"]
    parsed = parse_question(visit.request.query_params, context.vocabulary, strict=False, only=(COMPARE,))
    context = replace(context, problems=[*context.problems, *parsed.problems])
    problems = list[Problem]()
    since = day_of(context.location.view, SINCE, None, problems)
    question = BriefQuestion(code, parsed.question.compare, since)
    brief = await made(visit.request, visit.db, context.vocabulary, context.say, question, waiting=waiting)
    context = replace(context, problems=[*context.problems, *problems])
    return context, brief


async def by_day_and_sites(visit: Visit) -> str:
    """What the page of a brief depends on besides: the day, and whether its next places are found already."""
    sites = sought_sites_of(visit.request).now(visit.context.vocabulary.data_version, visit.request.path_params["code"])
    return f"{await by_day(visit)} {'seeking' if sites.seeking else 'found'}"


async def brief_map(visit: Visit, brief: Brief) -> str:
    """The map as an address that holds it."""
    made = await with_ground(visit.request, visit.db, visit.context.vocabulary, visit.context.say, brief)
    body = await drawing_of(visit.request).draw(lambda: area_picture(brief.map, made.ground, brief.lang, "svg"))
    return f"data:image/svg+xml;base64,{base64.b64encode(body).decode()}"


def brief_notices(context: Context, brief: Brief) -> list[str]:
    """That the link cites an older version, that filters play no part, and what could not be used."""
    said = older_than_now(context)
    if context.location.filter.query():
        said.append(context.say("brief-filters-left"))
    refused = {problem.parameter: problem for problem in context.problems}
    if COMPARE.name in refused:
        said.append(context.say("brief-compare-unknown"))
    if SINCE.name in refused:
        said.append(context.say("brief-since-unknown", day=refused[SINCE.name].value))
    if (figure := context.location.view.get("figure", "")) and numbered(brief, figure) is None:
        said.append(context.say("brief-figure-unknown", figure=figure[:20], n=len(brief.figures)))
    return said
