"""Every feature of the application: the routes that it answers."""

from fastapi import FastAPI, Request, Response

from app.analysis import declared_routes as declared
from app.analysis import over_time_routes as over_time
from app.analysis import routes as analysis
from app.analysis.siting import routes as siting
from app.brief import routes as brief
from app.catalogue import discovery, qgis_routes
from app.catalogue import routes as catalogue
from app.collections import items_routes as items
from app.collections import routes as collections
from app.collections.tiles import routes as vector_tiles
from app.database_rights import duties
from app.districts import orientation_routes as orientation
from app.districts import routes as districts
from app.downloads import routes as downloads
from app.downloads import template_routes
from app.draw import routes as draw
from app.embed import oembed
from app.embed import routes as embed
from app.embed.builder import routes as builder
from app.embed.doctor import routes as doctor
from app.history import routes as history
from app.history.digest import routes as digest
from app.match import routes as match
from app.pages.about import routes as about
from app.pages.area import routes as area_page
from app.pages.changes import routes as changes_page
from app.pages.compare import routes as compare_page
from app.pages.digest import routes as digest_page
from app.pages.home import routes as home
from app.pages.insight import routes as insight_page
from app.pages.lists import routes as lists
from app.pages.lists.void import routes as void_page
from app.pages.match import routes as match_page
from app.pages.open_data import routes as open_data_page
from app.pages.platform import correction
from app.pages.platform import routes as platform_page
from app.pages.siting import routes as siting_page
from app.pages.steward import routes as steward
from app.platforms import bubble_routes as bubbles
from app.platforms import routes as platforms
from app.resources import locate
from app.search import routes as search
from app.search.documents import VERSION
from app.search.queries import texts_version
from app.stewardship import allowed, links
from app.stewardship import routes as writing
from app.stewardship.access import writers_of
from app.stewardship.jobs import routes as jobs
from app.store import readiness
from app.tiles import routes as tiles
from app.vocabulary.dependencies import CurrentVocabulary
from app.void import routes as void
from app.web.dependencies import ReadSession, settings_of
from app.web.file_answer import FileAnswer
from app.web.policy import PUBLIC, public
from app.web.policy import check as check_policies
from app.web.policy import declared as declared_as
from app.web.responses import as_json


def add_routes(app: FastAPI) -> None:
    """Every feature's own; what is no part of the API stands in no document of it."""
    app.add_api_route("/live", declared_as(live, PUBLIC), include_in_schema=False)
    app.add_api_route("/ready", declared_as(ready, PUBLIC), include_in_schema=False)
    described = (
        collections,
        items,
        vector_tiles,
        platforms,
        bubbles,
        declared,
        districts,
        search,
        analysis,
        siting,
        over_time,
        brief,
        match,
        void,
        history,
        digest,
    )
    for feature in (*described, downloads, catalogue, draw, qgis_routes, template_routes):
        app.include_router(public(feature.router))
    pages_and_frames = (
        discovery,
        orientation,
        tiles,
        oembed,
        embed,
        builder,
        doctor,
        home,
        platform_page,
        area_page,
        match_page,
        compare_page,
        insight_page,
        siting_page,
        changes_page,
        digest_page,
        lists,
        void_page,
        open_data_page,
        about,
    )
    for feature in pages_and_frames:
        app.include_router(public(feature.router), include_in_schema=False)
    app.include_router(correction.router, include_in_schema=False)
    app.add_api_route("/favicon.ico", declared_as(favicon, PUBLIC), include_in_schema=False)
    app.include_router(writing.router)
    app.include_router(allowed.router)
    app.include_router(links.router)
    app.include_router(jobs.router)
    app.include_router(steward.router, include_in_schema=False)
    check_policies(app)


async def live() -> Response:
    """The process answers."""
    return as_json({"status": "ok"})


async def ready(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The database answers, holds what is read, and lets its roles write what is theirs; else 503.

    Texts that a newer program writes anew are named until all are written: the map is ready without them.
    """
    await readiness.check(db, duties(settings_of(request).publishing_url))
    row = await db.row(texts_version()) or {}
    lacking = {
        "texts of the search": row.get("texts") != VERSION,
        "texts of features": writers_of(request).publishing.behind,
    }
    unwritten = [what for what, is_so in lacking.items() if is_so]
    more = {"notYetWritten": unwritten} if unwritten else {}
    return as_json({"status": "ok", "dataVersion": vocabulary.version, **more})


async def favicon() -> Response:
    """Browsers ask for it by this name."""
    return FileAnswer(locate().bundle / "favicon.ico")
