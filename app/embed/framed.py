"""A frame being made: what its views have at hand, and how a view is registered so that something always stands."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

import htpy as h
from fastapi import APIRouter, Request, Response

from app.districts import read as districts
from app.districts.read import DistrictFeature
from app.embed import pages
from app.embed.contract import Embed
from app.embed.dependencies import allowed_hosts_of, host_counts_of
from app.embed.location import ROOT, EmbedLocation
from app.embed.maps import FrameLook, embed_map
from app.embed.unframed import unframed
from app.embed.view import FrameRequest, path_of, read_frame_request
from app.errors import DatabaseAwayError, MergedError, NotFoundError, RemovedError, ServiceMapError
from app.headers import HEAD_ONLY
from app.pages.address.embed_link import View, view_at
from app.pages.context import Context, joined
from app.pages.filters.chips import Condition, conditions
from app.pages.maps import many_marks
from app.pages.serving.failures import NO_VOCABULARY, removed
from app.pages.visit import Visit
from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.read import Listing
from app.problems import RETRY_AFTER, seconds_of
from app.store.glance import OutdatedError
from app.store.reader import Reader
from app.tiles.sources import sources
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import vocabulary_cache
from app.web.dependencies import answers_of, patience_of, settings_of
from app.web.prefix import at
from app.web.responses import with_query
from app.web.site import base_url
from app.web.turn import TurnOf, session_in_turn
from frontend.messages import messages
from frontend.service_map import Box

router = APIRouter()
NOT_LISTED = 404
REMOVED = 410
log = logging.getLogger("servicemap")
DRAWN = (200, 304)


@dataclass(frozen=True)
class Framed:
    """One frame being made."""

    request: Request
    context: Context
    location: EmbedLocation
    shown: FrameRequest
    hosts: Sequence[str]
    reader: Reader | None = None

    @property
    def db(self) -> Reader:
        """The data as they stand; a frame that is made while the database is away reads nothing."""
        if self.reader is None:
            raise DatabaseAwayError("This frame is made without the database.")
        return self.reader

    @property
    def visit(self) -> Visit:
        """This frame as the pages of the site know a request."""
        return Visit(self.request, self.context, self.db)

    @property
    def embed(self) -> Embed:
        return self.location.embed

    @property
    def look(self) -> FrameLook:
        embed = self.embed
        return FrameLook(embed.controls == "on", embed.wheel == "on", embed.layers, embed.base)

    def conditions(self) -> list[Condition]:
        """All conditions; the kind, too, where it is fixed, or neither what is shown unasked nor everything."""
        set_conditions, kinds, say = conditions(self.context, None), set(self.embed.filter["kind"]), self.context.say
        usual = (set(self.location.kinds), set(self.context.vocabulary.kinds))
        if kinds in usual and "kind" not in self.location.lock:
            return set_conditions
        names = joined(self.context.lang, [say(f"kind-{kind}") for kind in self.embed.filter["kind"]])
        without = self.embed.filter.replace(kind=self.location.kinds)
        return [Condition("kind", say("facet-kind"), names, without), *set_conditions]

    async def none_listed(self, filter: Filter, matched: int) -> h.Node:
        """Where no record matches: that none does, and how many would of the kinds that are not shown."""
        if matched:
            return None
        kinds = tuple(kind for kind in self.context.vocabulary.kinds if kind not in filter["kind"])
        others, _ = await read.counts(self.db, filter.replace(kind=kinds)) if kinds and filter["kind"] else (0, 0)
        return pages.none_listed(self.context, others)

    def listed(self, listing: Listing, filter: Filter, features: Sequence[DistrictFeature]) -> h.Node:
        """The list beside the map, with the way to the rest of it."""
        whole, seen = self.location.whole_list(filter), self.embed.list_place != "none"
        return pages.listed(self.context, listing, whole, features, seen=seen)

    def answer(self, title: str, body: Sequence[h.Node], count: str = "", status: int = 200) -> Response:
        text = pages.frame(self.context, self.location, self.hosts, title, body, count)
        return Response(text, status, media_type="text/html")

    def tombstone(self, code: str, error: NotFoundError | None = None) -> Response:
        """What was asked for is not listed, or no longer: said, with the way to the map."""
        gone, say = replace(self, location=replace(self.location, listed=False)), self.context.say
        if isinstance(error, RemovedError):
            return gone.answer(say("removed-title"), [removed(self.context, error)], status=REMOVED)
        return gone.answer(say("not-found-title"), [pages.tombstone(self.context, code[:80])], status=NOT_LISTED)

    def moved(self, error: MergedError) -> Response:
        """The frame of the record that this one became one with, as the web master set it up."""
        path = path_of("platform", quote(error.into, safe=""))
        return Response(b"", 301, {"Location": with_query(at(path), self.request.query_params.multi_items())})

    def unframed(self) -> Response | None:
        """The refusal of what has no frame; None for an address that names nothing of that kind."""
        params = self.request.query_params
        refused = unframed(self.location.path, params.get("topic", ""))
        if refused is None:
            return None
        name, page = refused.name(self.context), refused.page(self.context.lang, params.multi_items())
        framed = replace(self, location=replace(self.location, page=page))
        return framed.answer(name, [pages.no_frame(self.context, name, page)], status=NOT_LISTED)

    async def map(self, query: Filter, box: Box | None, select: str | None = None) -> h.Node:
        """The map of these records; `bbox` of the address wins over the box."""
        view = self.embed.bbox
        part = (view.minx, view.miny, view.maxx, view.maxy) if view else box
        boundary = await districts.boundary_set(self.db)
        # Features take the place of marks: a map about one platform keeps its mark.
        look = replace(self.look, overlay="zones") if select and self.look.overlay == "features" else self.look
        embedded_map = embed_map(
            self.context,
            with_query("", query.query()).lstrip("?"),
            part,
            boundary.source if boundary else None,
            look,
            select=select,
            area=",".join(code for code in query["district"] if code in self.context.vocabulary.districts),
            many=await many_marks(self.db),
        )
        return pages.map_slot(self.context, embedded_map.fragment(), self.shown.view, tall=look.overlay == "features")


Make = Callable[[Framed], Awaitable[Response]]


def embed(view: View, path: str | None = None, *, turn_of: TurnOf | None = None) -> Callable[[Make], Make]:
    """Register a frame, by default at its view's path; whatever happens, something readable stands in it.

    `turn_of`: a frame that takes long to make waits for this turn.
    """

    def register(make: Make) -> Make:
        async def endpoint(request: Request) -> Response:
            try:
                # Part of the ETag: no cached frame outlives a change of who may frame it.
                with patience_of(request).spent():
                    hosts = " ".join(await allowed_hosts_of(request)())
                async with session_in_turn(turn_of, request) as db:
                    vocabulary = await vocabulary_cache(request).read(db)
                    framed = replace(_framed(request, vocabulary, view), reader=db)
                    version, variant = vocabulary.data_version, f"embed {hosts}"
                    answer = await answers_of(request).cached(
                        request, version, variant, lambda: make(framed), audience="public", keep="then compressed"
                    )
                if answer.status_code in DRAWN and HEAD_ONLY not in request.scope:
                    host_counts_of(request).see(request.headers, request.url.hostname)
                return answer
            except OutdatedError:
                raise
            except DatabaseAwayError as error:
                return _away(_unread(request, view), seconds_of(error))
            except Exception as error:
                log.error("unexpected error at %s", request.url.path, exc_info=error)
                return _broken(_unread(request, view))

        router.add_api_route(path_of(view, "{code}") if path is None else ROOT + path, endpoint, methods=["GET"])
        return make

    return register


def late(request: Request, error: ServiceMapError) -> Response:
    """A frame that did not begin in time: when to come again."""
    view, code = view_at(request.url.path.removeprefix(ROOT)) or ("map", "")
    request.scope.setdefault("path_params", {"code": code})
    return _away(_unread(request, view), seconds_of(error))


def _away(framed: Framed, seconds: int = RETRY_AFTER) -> Response:
    say = framed.context.say
    again = h.a(href=framed.location.again())[say("try-again")]
    body = [h.div(".error", role="alert")[h.p[say("frame-away-said", seconds=seconds), " ", again]]]
    answer = framed.answer(say("away-title"), body, status=503)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _broken(framed: Framed) -> Response:
    """What nobody foresaw: a page of another site is no place for a program's error or for a blank."""
    say = framed.context.say
    body = [h.div(".error", role="alert")[h.p[say("frame-broken-said")]]]
    return framed.answer(say("frame-broken-title"), body, status=500)


def _unread(request: Request, view: View) -> Framed:
    """Without the words of the database no value is known: none is called wrong, and all go on to the full map."""
    framed = _framed(request, NO_VOCABULARY, view)
    embed = replace(framed.embed, notes=())
    location = replace(framed.location, embed=embed, unread=tuple(request.query_params.multi_items()))
    return replace(framed, location=location, context=replace(framed.context, location=location))


def _framed(request: Request, vocabulary: Vocabulary, view: View) -> Framed:
    settings = settings_of(request)
    code = request.path_params.get("code", "")
    shown = read_frame_request(view, code, request.query_params, vocabulary, sources(settings))
    path = request.url.path.removeprefix(ROOT) or "/"
    embed = replace(shown.embed, notes=shown.notes)
    location = EmbedLocation(embed.lang, path, embed.filter, dict(shown.insight), embed, shown.kinds)
    context = Context(location, messages(embed.lang), vocabulary, settings, site=base_url(request))
    return Framed(request, context, location, shown, allowed_hosts_of(request).known())
