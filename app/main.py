"""The application: what it keeps, what each request passes, and how it begins and ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import product

import psycopg
from fastapi import FastAPI, Request, Response
from fastapi.routing import iter_route_contexts

from app import problems
from app.analysis.cells import CellFigures
from app.analysis.dependencies import Analysing, Solving, analysing_of, land_of, solving_of
from app.analysis.land import Land
from app.analysis.siting.read import Sitings, sitings_of
from app.brief.sites import SoughtSites, sought_sites_of
from app.city import city
from app.collections.extents import Extents, extents_of
from app.districts.basemap import BaseMap
from app.districts.dependencies import base_map_of
from app.districts.labels import LabelPoints
from app.downloads.files import Files, files_of
from app.draw.drawing import Drawing, drawing_of
from app.draw.ground import Grounds
from app.edition import edition
from app.embed import framed as frames
from app.embed.allowed import AllowedHosts
from app.embed.dependencies import allowed_hosts_of, host_counts_of
from app.embed.hosts import HostCounts
from app.errors import CrowdedError, DatabaseAwayError, LateError, ServiceMapError, SettingsError
from app.features import add_routes
from app.headers import EMBED, HeadAsGet, SecurityHeaders
from app.history.digest.dependencies import Digesting, digesting_of
from app.history.digest.read import Digests
from app.match.dependencies import Matching, matching_of, roads_of
from app.match.roads.roads import Roads
from app.operations.metrics import Metrics, metrics_of
from app.operations.rates import Rates
from app.operations.requests import Observed, RouteNoted
from app.operations.tracing import telemetry
from app.pages.serving import refusals
from app.platforms.confirmed import AnyConfirmed
from app.platforms.index.background import ChangedError
from app.platforms.index.indexes import RecordIndexes, ready_index
from app.platforms.index.load import Readings
from app.platforms.index.words import WordFinder
from app.platforms.provenance import Provenances, provenances_of
from app.platforms.tiles.selections import TileSelections
from app.query.parameters import Sort
from app.resources import locate
from app.search.dependencies import suggestions_of, tally_of
from app.search.suggest import MANY, Suggestions
from app.search.tally import SearchTally
from app.search.texts import Texts
from app.settings import Settings
from app.stewardship.access import Writers, writers_of
from app.stewardship.jobs.review import ReviewTask
from app.stewardship.jobs.work import JobTask
from app.stewardship.oidc.provider import Oidc, oidc_of
from app.stewardship.processes import Processes, processes_of
from app.stewardship.publisher import Publisher
from app.stewardship.uploads.worker import UploadTask
from app.store.database import Database
from app.store.deadline import held, of_what_was_sent
from app.store.glance import Glances
from app.store.version import current_state, data_state
from app.store.writing import Writer
from app.tiles.relay import Relay
from app.tiles.routes import relay_of
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import vocabulary_cache
from app.vocabulary.read import VocabularyCache
from app.web.anew import MadeAnew
from app.web.answers import Answers
from app.web.bundle import Bundle
from app.web.compression import Compressed
from app.web.dependencies import WAITED, answers_of, database_of, glances_of, settings_of
from app.web.forwarded import Forwarded
from app.web.in_time import LEAST_S, InTime
from app.web.leaving import READING, EndedByLeaving, EndSaid
from app.web.prefix import Prefix, begins_as, of_address
from app.web.streaming import Downloading, downloading_of
from frontend.language import ENGLISH, LANGUAGE_CODES
from frontend.messages import messages

WRITE_TIMEOUT_S, LOOKING = 30.0, 2
"""Seconds that a statement which writes may take; how many passwords are compared at once."""
SORTED: tuple[Sort, ...] = ("name", "date")
"""The orders of the list that are read before the first question where records are very many."""


def create_app(settings: Settings, warmed: Callable[[], None] = lambda: None) -> FastAPI:
    """Build the application; `warmed` is called when the vocabularies and their pinyin have been read, once.

    Raises SettingsError where a setting that production needs is missing.
    """
    _check(settings)
    resources = locate()
    database, readings = Database(settings, current_state()), Readings(settings.database_url)
    relay, roads = Relay(settings), Roads(settings)
    allowed_hosts = AllowedHosts(database, settings.embed_hosts)
    host_counts = HostCounts(settings.database_url, settings.public_url)
    tally = SearchTally(settings.database_url if settings.count_searches else "")

    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await database.open()
        await host_counts.open()
        await tally.open()
        warming = asyncio.create_task(_warm(app, warmed))
        writers_of.of(app).publishing.begin()
        yield
        warming.cancel()
        readings.close()
        drawing_of.of(app).close()
        files_of.of(app).close()
        await relay.close()
        await roads.close()
        await host_counts.close()
        await tally.close()
        await _close_writing(app)
        await database.close()

    app = FastAPI(
        title=messages(ENGLISH.code)("service-title", city=city().name(ENGLISH.code)),
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        telemetry=telemetry(settings.traces),
    )
    settings_of.put(app, settings)
    database_of.put(app, database)
    glances_of.put(app, Glances(database))
    answers_of.put(app, Answers(edition(settings, resources), settings.answer_cache_bytes))
    _keep_data(app, readings, database)
    relay_of.put(app, relay)
    allowed_hosts_of.put(app, allowed_hosts)
    host_counts_of.put(app, host_counts)
    tally_of.put(app, tally)
    solving_of.put(app, Solving())
    analysing_of.put(app, Analysing())
    digesting_of.put(app, Digesting())
    matching_of.put(app, Matching())
    roads_of.put(app, roads)
    _let_download(app)
    _let_write(app, settings)
    _watch(app, metrics)
    app.add_middleware(MadeAnew)
    problems.install(app)
    app.add_exception_handler(404, refusals.nothing_here)
    add_routes(app)
    app.mount("/assets", Bundle(resources.bundle))
    _add_middleware(app, settings)
    return app


def _watch(app: FastAPI, metrics: Metrics) -> None:
    metrics_of.put(app, metrics)
    metrics.watch("pool", "The pool of connections that read.", database_of.of(app).figures)
    metrics.watch("answers", "Answers that are kept.", answers_of.of(app).figures)


def _let_download(app: FastAPI) -> None:
    downloading_of.put(app, Downloading())
    files_of.put(app, Files())


def _let_write(app: FastAPI, settings: Settings) -> None:
    own, publishing = settings.database_url, settings.publishing_url or settings.database_url
    looking = asyncio.Semaphore(LOOKING)
    writers = Writers(Writer(own, WRITE_TIMEOUT_S), Publisher(publishing, WRITE_TIMEOUT_S), looking)
    writers_of.put(app, writers)
    oidc_of.put(app, Oidc(settings))
    processes_of.put(app, Processes(writers.own, (JobTask, UploadTask, ReviewTask)))


async def _close_writing(app: FastAPI) -> None:
    await processes_of.of(app).close()
    await oidc_of.of(app).close()
    await writers_of.of(app).close()


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """What each request passes on its way in, and each answer on its way out: the last one is the outermost."""
    app.add_middleware(InTime, seconds=_longest(settings), refuse=_late)
    app.add_middleware(RouteNoted)
    app.add_middleware(Compressed)
    app.add_middleware(EndSaid, ending=refusals.ending)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Rates, rate=settings.rate_limit, refuse=refusals.too_many)
    app.add_middleware(SecurityHeaders, framed_by=allowed_hosts_of.of(app).known, site=settings.public_url)
    app.add_middleware(Prefix, prefix=_prefix(settings, app), names=first_parts(app))
    app.add_middleware(Forwarded, trusted=settings.trusted_proxies)
    app.add_middleware(EndedByLeaving)
    app.add_middleware(Observed, metrics=metrics_of.of(app), access=settings.access_log)


def _longest(settings: Settings) -> float:
    """So long an answer may take to begin; where statements may take longer, so may answers."""
    return max(LEAST_S, settings.statement_timeout)


async def _late(request: Request, goes_on: bool) -> Response:
    """An answer did not begin in time: the database gave none, it is still being made, or there is too much work."""
    asked = request.scope.get(WAITED)
    sends, deadline = request.method not in READING, held.get()
    if goes_on and not sends:
        error: ServiceMapError = LateError()
    elif (asked and asked.waits) or (deadline and deadline.waits):
        error = DatabaseAwayError("The database did not answer in time.")
    else:
        error = CrowdedError()
    if request.url.path == EMBED or request.url.path.startswith(f"{EMBED}/"):
        return frames.late(request, error)
    return await refusals.refused(request, of_what_was_sent(error) if sends else error)


def _keep_data(app: FastAPI, readings: Readings, database: Database) -> None:
    """Let handlers and readers find what is kept per version of the data."""
    indexes = RecordIndexes(readings)
    database.memory.put(indexes)
    database.memory.put(Texts(readings), WordFinder)
    database.memory.put(TileSelections())
    database.memory.put(LabelPoints())
    database.memory.put(CellFigures())
    database.memory.put(Digests())
    database.memory.put(AnyConfirmed())
    vocabulary_cache.put(app, VocabularyCache())
    provenances_of.put(app, Provenances())
    extents_of.put(app, Extents())
    suggestions_of.put(app, Suggestions(readings, indexes))
    base_map = BaseMap(locate().data)
    base_map_of.put(app, base_map)
    drawing_of.put(app, Drawing(Grounds(base_map)))
    land = Land(locate().data)
    land_of.put(app, land)
    sitings = Sitings(land)
    sitings_of.put(app, sitings)
    sought_sites_of.put(app, SoughtSites(database, vocabulary_cache.of(app), sitings))


def first_parts(app: FastAPI) -> frozenset[str]:
    """The first part of each path that the application answers."""
    paths = [route.path or "" for route in iter_route_contexts(app.routes)]
    return frozenset(path.split("/")[1] for path in paths if path.count("/"))


def _prefix(settings: Settings, app: FastAPI) -> str:
    prefix = of_address(settings.public_url)
    if begins_as(prefix, first_parts(app)):
        raise SettingsError(
            f"SERVICEMAP_PUBLIC_URL: {prefix} begins like a path of the map itself. Choose another one, as /map."
        )
    return prefix


def _check(settings: Settings) -> None:
    if missing := settings.missing():
        raise SettingsError("\n".join(missing))


async def _warm(app: FastAPI, warmed: Callable[[], None]) -> None:
    """Make what the search keeps of the data before the first question; a database that is away is asked again then.

    The first question of the analysis loads its libraries, in less than a second: a process that is never asked one
    does without.
    """
    database = database_of.of(app)
    for make in (_index, _suggestions, _texts, _corrections, _orders):
        with suppress(DatabaseAwayError):
            await make(app, database)
    warmed()


async def _index(_: FastAPI, database: Database) -> None:
    """Names are read after it: of very many records one waits for it here, or nobody would until somebody types."""
    if indexes := database.memory.get(RecordIndexes):
        with suppress(ChangedError, psycopg.Error, OSError):
            await indexes.made((await data_state(database)).version)


async def _suggestions(app: FastAPI, database: Database) -> None:
    # Reading names and their pinyin takes seconds: meanwhile no connection is held that a visitor waits for.
    await suggestions_of.of(app).find(database, "a", await _vocabulary(app, database))


async def _texts(_: FastAPI, database: Database) -> None:
    if finder := database.memory.get(WordFinder):
        await finder.begin(database)


async def _corrections(app: FastAPI, database: Database) -> None:
    """Of few records the first word that is nowhere makes them in no time."""
    kept = await ready_index(database)
    if kept is None or len(kept[1]) > MANY:
        async with database.snapshot() as db:
            await suggestions_of.of(app).corrections(db, await vocabulary_cache.of(app).read(db))


async def _orders(_: FastAPI, database: Database) -> None:
    """The list by name and by date: the database sorts few records in no time, and very many too slowly for a list."""
    kept = await ready_index(database)
    if kept is None or len(kept[1]) <= MANY:
        return
    indexes, index = kept
    for sort, lang in product(SORTED, LANGUAGE_CODES):
        with suppress(ChangedError, psycopg.Error, OSError):
            await indexes.made_order(index.version, sort, lang)


async def _vocabulary(app: FastAPI, database: Database) -> Vocabulary:
    async with database.snapshot() as db:
        return await vocabulary_cache.of(app).read(db)
