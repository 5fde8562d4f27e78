"""The public pages, in Chinese and, with `/en` in front, in English."""

import asyncio
from dataclasses import replace
from datetime import date

import htpy as h
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from app import problems
from app.analysis.dependencies import analysing_of
from app.analysis.question import parse_question
from app.districts import read as districts
from app.errors import EndingError, ServiceMapError
from app.history.parameters import AS_OF, SINCE, today
from app.history.read import as_of
from app.lists import read as lists
from app.match.dependencies import matching_of, roads_of, variant
from app.match.question import lenient
from app.match.read import ranking
from app.pages.about.licences import licences_page
from app.pages.address.location import address
from app.pages.address.page_states import COMPARE, MATCH, SHARE, TO
from app.pages.area.facts import area_facts
from app.pages.area.page import district_page, zone_page
from app.pages.changes.since import since_line
from app.pages.compare.facts import picked, sides, with_distance
from app.pages.compare.page import LEAST, compare_page, described
from app.pages.compare.share import share_page
from app.pages.filters.chips import conditions
from app.pages.filters.place import place_of
from app.pages.home.facts import home_facts
from app.pages.home.misses import note_miss
from app.pages.home.page import home, home_title, swapped
from app.pages.home.results import results
from app.pages.home.sheet import sheet_card
from app.pages.home.typed_words import meant
from app.pages.insight.brief import STYLE, brief_file, brief_page
from app.pages.insight.brief_load import asked_brief, brief_map, brief_notices, by_day_and_sites
from app.pages.insight.brief_panel import map_address
from app.pages.insight.facts import insight
from app.pages.insight.glance import AtAGlance
from app.pages.insight.map import insight_map
from app.pages.insight.page import page as insight_body
from app.pages.insight.page import title as insight_title
from app.pages.insight.topics import read_topic
from app.pages.layout.document import document, file, tools
from app.pages.layout.paper import paper
from app.pages.layout.titles import called, filtered, list_title, names_of
from app.pages.maps import AROUND_DEG, around, home_map, many_marks, match_map, picked_map, small_map
from app.pages.match.addressees import addressees
from app.pages.match.links import tidy
from app.pages.match.on_map import box_around, shown_on_map
from app.pages.match.page import MOST, answered, asking, where
from app.pages.match.page import title as match_title
from app.pages.match.request import request_page
from app.pages.open_data.page import open_data_page
from app.pages.parts.days import by_day, day_of
from app.pages.parts.diff_table import DIFF_STYLE
from app.pages.parts.measures import money_section
from app.pages.parts.not_used import within_pages
from app.pages.parts.shortlist import FRAGMENT, fragment
from app.pages.platform.difference import difference_facts, difference_page, title_with_days
from app.pages.platform.facts import platform_facts
from app.pages.platform.linked_data import platform_data
from app.pages.platform.page import platform_page
from app.pages.serving import failures
from app.pages.serving.registration import page_on
from app.pages.visit import Visit
from app.platforms import read
from app.platforms.over_time.read import over_time
from app.platforms.schemas import Platform
from app.web.bundle import asset
from app.web.negotiation import Negotiation, preferred
from frontend.component import as_script_text
from frontend.language import read_page_path
from frontend.service_map import Box, ServiceMap

router = APIRouter()
page = page_on(router)
NO_PAGES = ("/api", "/assets", "/tiles")
"""What stands below these is asked for by programs."""


@page("/", keep=True, noted=note_miss)
async def home_page(visit: Visit) -> str | Response:
    context = visit.context
    if (address := await meant(visit)) is not None:
        return RedirectResponse(address, 302)
    facets, facts = await home_facts(visit)
    context = within_pages((await visit.with_confirmed(facts.listing.platforms)).context, facts.pages)
    boundary = await districts.boundary_set(visit.db)
    many = await many_marks(visit.db)
    the_map = home_map(context, boundary.source if boundary else None, many=many).fragment()
    parts = swapped(context, facets, results(context, facts), facts.listing.number_matched)
    shared = list_title(context, facts.conditions, facts.listing.number_matched)
    title = home_title(context, facts)
    # To write the list takes a twentieth of a second and more: on the event loop, all others would wait for it.
    return await asyncio.to_thread(
        lambda: document(context, title, home(context, parts, the_map), wide=True, shared=shared)
    )


@page("/panel", keep=True, noted=note_miss)
async def panel(visit: Visit) -> str:
    """What changes with the filter, for the script. `data-meant`: where the map's own address leads with its words."""
    as_home = visit.context.at("/")
    leads_to = await meant(visit.with_context(as_home))
    facets, facts = await home_facts(visit.with_context(as_home))
    as_home = (await visit.with_context(as_home).with_confirmed(facts.listing.platforms)).context
    as_home = within_pages(as_home, facts.pages)
    title = as_home.title(home_title(as_home, facts))
    parts = list(swapped(as_home, facets, results(as_home, facts), facts.listing.number_matched).values())
    views = h.div("#view-links", data_swap=True)[tools(as_home)]
    body = h.div(data_meant=leads_to)
    return await asyncio.to_thread(lambda: str(h.fragment[h.title[title], body[parts, views, paper(as_home)]]))


@page(FRAGMENT)
async def shortlist(visit: Visit) -> str:
    """What stands in the bar of picked platforms, for the script."""
    return str(fragment(visit.context.at("/")))


@page("/card/{id}")
async def one_card(visit: Visit) -> str:
    platform = await _platform(visit)
    return str(sheet_card((await visit.with_confirmed([platform])).context.at("/"), platform))


async def _platform(visit: Visit) -> Platform:
    platform = await read.platform(visit.db, visit.request.path_params["id"])
    if platform is None:
        raise await read.not_listed(visit.db, visit.request.path_params["id"])
    return platform


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
    platform = await (_platform(visit) if day is None else _platform_on(visit, day))
    facts = replace(await platform_facts(visit.db, platform, context.vocabulary), day=day)
    side: h.Node = None
    if box := around(platform, AROUND_DEG):
        side = _side_map(await _small(visit, f"ids={platform.id}", box, select=platform.id))
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


async def _small(visit: Visit, query: str, box: Box | None, *, select: str | None = None, area: str = "") -> ServiceMap:
    boundary = await districts.boundary_set(visit.db)
    source, many = boundary.source if boundary else None, await many_marks(visit.db)
    return small_map(visit.context, query, box, source, select=select, area=area, many=many)


def _side_map(map: ServiceMap) -> h.Node:
    return h.div(".side-map")[map.fragment()]


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


@page(COMPARE, keep=True)
async def compare(visit: Visit) -> str:
    """Two to four platforms side by side; what the address names besides is said."""
    context, found = visit.context, await picked(visit)
    columns = await sides(visit, await with_distance(visit, found.compared))
    near, the_map = context.location.filter.near, None
    place = (await place_of(visit) or f"{near[0]:.4f}, {near[1]:.4f}") if near else None
    if len(columns) >= LEAST:
        boundary = await districts.boundary_set(visit.db)
        places = [(p.lon, p.lat) for p in found.compared if p.lon is not None and p.lat is not None]
        ids = tuple(platform.id for platform in found.compared)
        the_map = picked_map(context, ids, box_around(places), boundary.source if boundary else None).fragment()
    body = compare_page(context, found, columns, place, the_map)
    title = context.say("comparing-title", n=len(columns)) if the_map else context.say("comparing-empty-title")
    title = called(title, names_of(context, found.compared))
    return document(context, title, body, described=described(context, columns))


@page(SHARE)
async def share(visit: Visit) -> str:
    """The ways to pass picked platforms on."""
    context, found = visit.context, await picked(visit)
    title = context.say("sharing-title", n=len(found.platforms)) if found.platforms else context.say("sharing-nothing")
    title = called(title, names_of(context, found.platforms))
    return document(context, title, share_page(context, found))


@page("/district/{code}", keep=True)
async def district(visit: Visit) -> str:
    context, code = visit.context, visit.request.path_params["code"]
    facts = await area_facts(visit.db, context, "district", code)
    context = (await visit.with_confirmed(facts.listing.platforms)).context
    district = await districts.district(visit.db, code)
    side = h.fragment[
        _side_map(await _small(visit, f"district={code}", district.bbox, area=code)),
        since_line(context, code, await over_time(visit.db)),
    ]
    body = district_page(context, district, await districts.feature(visit.db, code), facts, side)
    return document(context, context.name(facts.term), body)


@page("/zone/{code}", keep=True)
async def zone(visit: Visit) -> str:
    context, code = visit.context, visit.request.path_params["code"]
    facts = await area_facts(visit.db, context, "zone", code)
    context = (await visit.with_confirmed(facts.listing.platforms)).context
    extents = [e for e in await districts.extents(visit.db) if e.zone == code]
    box = next((e.bbox for e in extents if e.is_default), None)
    side = _side_map(await _small(visit, f"zone={code}", box))
    return document(context, context.name(facts.term), zone_page(context, extents, facts, side))


@page("/licences")
async def licences(visit: Visit) -> str:
    """Under which licences all this stands."""
    body = licences_page(visit.context, await districts.boundary_set(visit.db))
    return document(visit.context, visit.context.say("licences"), body)


@page("/open-data")
async def open_data(visit: Visit) -> str:
    """A filtered list as files and for other programs."""
    matched, _ = await read.counts(visit.db, visit.context.location.filter)
    title = filtered(visit.context, conditions(visit.context, await place_of(visit)), visit.context.say("open-data"))
    return document(visit.context, title, open_data_page(visit.context, matched))


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


def too_many(request: Request, seconds: int) -> Response:
    """More requests than one network may make: when to come again, for a person and for a program."""
    wait = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    if preferred(request, ("json", "html")) == "html" and not request.url.path.startswith(NO_PAGES):
        answer = failures.too_many(request, *read_page_path(request.url.path), seconds)
    else:
        answer = problems.problem(429, "Too many requests", f"Try again in {seconds} seconds.")
    answer.headers.update(wait)
    return answer


async def ending(request: Request) -> Response:
    """The server ends before the answer began."""
    return await refused(request, EndingError(sent=request.method not in ("GET", "HEAD")))


async def refused(request: Request, error: ServiceMapError) -> Response:
    """An answer that did not begin, and why: a page for a person, a problem document for a program."""
    if preferred(request, ("json", "html")) == "html" and not request.url.path.startswith(NO_PAGES):
        answer = await failures.away(request, *read_page_path(request.url.path), error=error)
    else:
        answer = problems.of_error(error)
    answer.headers["Cache-Control"] = "no-store"
    return answer


async def nothing_here(request: Request, error: Exception) -> Response:
    """An address that nothing stands at: a page for a person, a problem document for a program."""
    path = request.url.path
    problem = problems.problem(404, "Not found", "Nothing stands at this address.")
    if path.startswith(NO_PAGES):
        return problem
    negotiation = Negotiation(preferred(request, ("json", "html")), ("Accept",))
    if negotiation.format == "json":
        return negotiation.marked(problem)
    return negotiation.marked(failures.not_found(request, *read_page_path(path)))
