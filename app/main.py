"""The application: only this module knows every feature."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse

from app import problems
from app.analysis import declared_routes as declared
from app.analysis import routes as analysis
from app.analysis.coverage import DemandGrids
from app.collections import area_routes as areas
from app.collections import platforms as platform_items
from app.collections import routes as collections
from app.districts import routes as districts
from app.districts.basemap import BaseMap
from app.embed import oembed
from app.embed import routes as embed
from app.embed.allowed import AllowedHosts
from app.embed.builder import routes as builder
from app.embed.doctor import routes as doctor
from app.embed.hosts import HostCounts
from app.errors import DatabaseAwayError, SettingsError
from app.headers import HeadAsGet, SecurityHeaders
from app.pages import routes as pages
from app.platforms import routes as platforms
from app.resources import locate
from app.search import routes as search
from app.search.suggest import Suggestions
from app.settings import Settings
from app.store.database import Database
from app.tiles import routes as tiles
from app.tiles.relay import Relay
from app.vocabulary.read import VocabularyCache
from app.web.bundle import Bundle, manifest
from app.web.responses import Answers, as_json


def create_app(settings: Settings) -> FastAPI:
    """Build the application. Raises SettingsError where a setting that production needs is missing."""
    _check(settings)
    found = locate()
    database = Database(settings)
    relay = Relay(settings)
    allowed_hosts = AllowedHosts(database, settings.embed_hosts)
    host_counts = HostCounts(settings.database_url, settings.public_url)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await database.open()
        await host_counts.open()
        warming = asyncio.create_task(_warm(app))
        yield
        warming.cancel()
        await relay.close()
        await host_counts.close()
        await database.close()

    app = FastAPI(
        title="Service map of Shanghai's proof-of-concept platforms",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.edition = _edition(settings)
    app.state.resources = found
    app.state.database = database
    app.state.vocabulary = VocabularyCache(database)
    app.state.suggestions = Suggestions(database)
    app.state.base_map = BaseMap(database, found.data)
    app.state.relay = relay
    app.state.allowed_hosts = allowed_hosts
    app.state.host_counts = host_counts
    app.state.answers = Answers(settings.answer_cache_bytes)
    app.state.demand_grids = DemandGrids()
    app.state.solving = asyncio.Semaphore(1)
    problems.install(app)
    app.add_exception_handler(404, pages.nothing_here)
    app.add_middleware(HeadAsGet)
    app.add_middleware(SecurityHeaders, framed_by=allowed_hosts.known)
    app.add_api_route("/live", live, include_in_schema=False)
    app.add_api_route("/ready", ready, include_in_schema=False)
    for feature in (collections, platform_items, platforms, areas, declared, districts, search, analysis):
        app.include_router(feature.router)
    app.include_router(tiles.router, include_in_schema=False)
    app.include_router(oembed.router, include_in_schema=False)
    app.include_router(embed.router, include_in_schema=False)
    app.include_router(builder.router, include_in_schema=False)
    app.include_router(doctor.router, include_in_schema=False)
    app.include_router(pages.router, include_in_schema=False)
    app.add_api_route("/favicon.ico", favicon, include_in_schema=False)
    app.mount("/assets", Bundle(found.bundle))
    return app


def _edition(settings: Settings) -> str:
    """Changes with the settings and the bundle, so that no cached page outlives either."""
    return hashlib.sha256(f"{settings.model_dump_json()}{json.dumps(manifest())}".encode()).hexdigest()[:12]


def _check(settings: Settings) -> None:
    if missing := settings.missing():
        raise SettingsError("\n".join(missing))


async def _warm(app: FastAPI) -> None:
    """Make the suggestions before the first person types; a database that is away is asked again then."""
    with suppress(DatabaseAwayError):
        await app.state.suggestions.find("a", await app.state.vocabulary())


async def live() -> Response:
    """The process answers."""
    return as_json({"status": "ok"})


async def ready(request: Request) -> Response:
    """The database answers; else 503."""
    vocabulary = await request.app.state.vocabulary()
    return as_json({"status": "ok", "dataVersion": vocabulary.version})


async def favicon(request: Request) -> Response:
    """Browsers ask for it by this name."""
    return FileResponse(request.app.state.resources.bundle / "favicon.ico")
