"""The public pages, in Chinese and, with `/en` in front, in English."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import htpy as h
from fastapi import APIRouter, Request, Response

from app import problems
from app.analysis.parameters import parse_question
from app.districts import read as districts
from app.embed.builder import page as builder
from app.embed.builder.address import BUILDER, DOCTOR, BuilderHere
from app.embed.builder.filled import read_filled
from app.embed.doctor import page as doctor
from app.embed.doctor.diagnosis import diagnose
from app.embed.doctor.sent import Sent, read_sent
from app.errors import DatabaseAwayError, NotFoundError, ServiceMapError
from app.headers import WITH_FRAMES
from app.pages import failures
from app.pages.area import district_page, zone_page
from app.pages.card import card
from app.pages.compose import AROUND_DEG, around, home_map, insight_map, small_map
from app.pages.context import Context
from app.pages.home import home, swapped
from app.pages.insight.brief import brief, brief_facts
from app.pages.insight.facts import insight
from app.pages.insight.page import page as insight_body
from app.pages.layout import document, file, tools
from app.pages.load import area_facts, context_of, home_facts, platform_facts
from app.pages.platform import platform_page
from app.pages.results import results
from app.platforms import read
from app.platforms.schemas import Platform
from app.responses import base_url, cached, with_query
from frontend.messages import LANGUAGES
from frontend.service_map import Box, ServiceMap

router = APIRouter()
TOO_LONG = 413
Handler = Callable[[Request, Context], Awaitable[str | Response]]


def page(
    path: str, *, attachment: str | None = None, policy: str | None = None, form: bool = False
) -> Callable[[Handler], Handler]:
    """Register a page in both languages. Its errors become pages, too; what was typed is kept.

    `attachment`: the browser keeps the page as a file of this name. `policy`: a content security policy of its own.
    `form`: the page has a form that is sent as a body.
    """
    headers = {"Content-Disposition": f'attachment; filename="{attachment}"'} if attachment else {}
    headers |= {"Content-Security-Policy": policy} if policy else {}
    methods = ["GET", "POST"] if form else ["GET"]

    def register(handler: Handler) -> Handler:
        for lang in LANGUAGES:
            prefix = "/en" if lang == "en" else ""
            router.add_api_route(prefix + path, _endpoint(handler, lang, prefix, headers), methods=methods)
        return handler

    return register


def _endpoint(
    handler: Handler, lang: str, prefix: str, headers: dict[str, str]
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        path = request.url.path.removeprefix(prefix) or "/"
        try:
            context = await context_of(request, lang, path)

            async def make() -> Response:
                made = await handler(request, context)
                return made if isinstance(made, Response) else Response(made, media_type="text/html")

            if request.method == "POST":
                answer = await make()
                answer.headers["Cache-Control"] = "no-store"
            else:
                answer = await cached(request, context.vocabulary, lang, make)
            # Also on 304: a browser takes over the headers of that answer.
            answer.headers.update(headers)
            return answer
        except (DatabaseAwayError, NotFoundError) as error:
            return _failure(request, lang, path, error)

    return endpoint


def _failure(request: Request, lang: str, path: str, error: ServiceMapError) -> Response:
    if isinstance(error, DatabaseAwayError):
        return failures.away(request, lang, path)
    return failures.not_found(request, lang, path)


@page("/")
async def home_page(request: Request, context: Context) -> str:
    facets, found = await home_facts(request, context)
    boundary = await districts.boundary_set(request.app.state.database)
    the_map = home_map(context, boundary.source if boundary else None).fragment()
    parts = swapped(context, facets, results(context, found))
    return document(context, "", home(context, parts, the_map), wide=True)


@page("/panel")
async def panel(request: Request, context: Context) -> str:
    """What changes with the filter, for the script."""
    as_home = context.at("/")
    facets, found = await home_facts(request, as_home)
    parts = list(swapped(as_home, facets, results(as_home, found)).values())
    return str(h.div[parts, h.div("#view-links", data_swap=True)[tools(as_home)]])


@page("/card/{id}")
async def one_card(request: Request, context: Context) -> str:
    found = await _platform(request)
    return str(card(context.at("/"), found))


async def _platform(request: Request) -> Platform:
    found = await read.platform(request.app.state.database, request.path_params["id"])
    if found is None:
        raise NotFoundError("There is no platform with this id.")
    return found


@page("/platform/{id}")
async def platform(request: Request, context: Context) -> str:
    db = request.app.state.database
    found = await _platform(request)
    facts = await platform_facts(db, found)
    side: h.Node = None
    if box := around(found, AROUND_DEG):
        side = _side_map(await _small(request, context, f"ids={found.id}", box, select=found.id))
    return document(context, found.name(context.lang), platform_page(context, facts, side), described=found.summary_zh)


async def _small(
    request: Request, context: Context, query: str, box: Box | None, select: str | None = None
) -> ServiceMap:
    boundary = await districts.boundary_set(request.app.state.database)
    return small_map(context, query, box, boundary.source if boundary else None, select=select)


def _side_map(made: ServiceMap) -> h.Node:
    return h.div(".side-map")[made.fragment()]


@page("/district/{code}")
async def district(request: Request, context: Context) -> str:
    code = request.path_params["code"]
    facts = await area_facts(request.app.state.database, context, "district", code)
    db = request.app.state.database
    found = await districts.district(db, code)
    side = _side_map(await _small(request, context, f"district={code}", found.bbox))
    body = district_page(context, found, await districts.feature(db, code), facts, side)
    return document(context, context.name(facts.term), body)


@page("/zone/{code}")
async def zone(request: Request, context: Context) -> str:
    code = request.path_params["code"]
    facts = await area_facts(request.app.state.database, context, "zone", code)
    extents = [e for e in await districts.extents(request.app.state.database) if e.zone == code]
    box = next((e.bbox for e in extents if e.is_default), None)
    side = _side_map(await _small(request, context, f"zone={code}", box))
    return document(context, context.name(facts.term), zone_page(context, extents, facts, side))


@page("/insight")
async def insight_page(request: Request, context: Context) -> str:
    """The analysis for officials: what is asked stands in the address, and bad values are said and kept."""
    parsed = parse_question(request.query_params, context.vocabulary, strict=False)
    context = replace(context, problems=[*context.problems, *parsed.problems])
    found = await insight(request, context, parsed.question)
    boundary = await districts.boundary_set(request.app.state.database)
    the_map = insight_map(context, boundary.source if boundary else None).fragment()
    return document(context, context.say("nav-insight"), insight_body(context, found, the_map))


@page("/insight/brief/{code}")
async def district_brief(request: Request, context: Context) -> str:
    """A district on paper."""
    facts = await brief_facts(request, context, request.path_params["code"])
    title = context.say("brief-title", name=facts.district.name(context.lang))
    address = with_query(f"{request.url.path}/file", context.here.filter.query())
    return document(context, title, brief(context, facts, address))


@page("/insight/brief/{code}/file", attachment="brief.html")
async def brief_file(request: Request, context: Context) -> str:
    """The same as one file to keep, which needs no server."""
    facts = await brief_facts(request, context, request.path_params["code"])
    title = context.say("brief-title", name=facts.district.name(context.lang))
    return file(context, title, brief(context, facts, None))


@page(BUILDER, policy=WITH_FRAMES)
async def embed_builder(request: Request, context: Context) -> str:
    """A frame for another site, put together; the whole form stands in the address."""
    filled = await read_filled(request, context)
    here = BuilderHere(context.lang, BUILDER, context.here.filter, context.here.view, filled=tuple(filled.pairs()))
    context = replace(context, here=here, problems=[])
    body = builder.page(context, filled, base_url(request))
    return document(context, context.say("build-title"), body, head=builder.assets())


@page(DOCTOR, form=True)
async def embed_doctor(request: Request, context: Context) -> str | Response:
    """What is wrong with a frame, from what was pasted; nothing is fetched and nothing is kept."""
    sent = await read_sent(request) if request.method == "POST" else Sent()
    found = await diagnose(request, context, sent.snippet, sent.page) if sent.snippet else None
    body = doctor.page(context, sent.snippet, sent.page, found, sent.too_long)
    text = document(context, context.say("doctor-title"), body, head=builder.assets())
    return Response(text, TOO_LONG, media_type="text/html") if sent.too_long else text


async def nothing_here(request: Request, error: Exception) -> Response:
    """An address that nothing stands at: a page for a person, a problem document for a program."""
    path = request.url.path
    if path.startswith(("/api", "/assets", "/tiles")) or "text/html" not in request.headers.get("accept", ""):
        return problems.problem(404, "Not found", "Nothing stands at this address.")
    lang = "en" if path == "/en" or path.startswith("/en/") else "zh-CN"
    return failures.not_found(request, lang, path.removeprefix("/en") if lang == "en" else path)
