"""`/embed/v1/…`: the map, a platform, a district, a zone and a number, for frames on other sites."""

from pathlib import Path

import htpy as h
from fastapi import Response
from fastapi.responses import RedirectResponse

from app.analysis.dependencies import analysing_of
from app.districts import read as districts
from app.districts.read import DistrictFeature
from app.embed import host_script, pages
from app.embed.colour import hex_colour, style
from app.embed.framed import Framed, embed, router
from app.embed.location import ROOT
from app.embed.maps import insight_embed_map
from app.embed.title import map_title
from app.errors import MergedError, NotFoundError
from app.pages.home.results import count_key
from app.pages.insight.facts import inquiry_of
from app.pages.insight.topics.every import FRAMED
from app.platforms import read
from app.platforms.filter import Filter
from app.web.bundle import FOR_EVER
from app.web.file_answer import FileAnswer
from app.web.prefix import prefix
from app.web.responses import with_query
from frontend.service_map import Box

__all__ = ["router"]
LISTED = 50
MOVED = 308
AROUND_DEG = 0.03
EDGE = 0.13
"""Room for the discs around the outermost records, as a share of the whole; at least AROUND_DEG."""


@embed("map")
async def the_map(framed: Framed) -> Response:
    """The map with its list; locked filters are seen and cannot be changed."""
    context, filter = framed.context, framed.embed.filter
    listing = await read.listing(framed.db, filter, LISTED, 0, context.lang)
    count = context.say(count_key(filter), n=listing.number_matched)
    body = [
        pages.filters(context, framed.conditions()),
        await framed.none_listed(filter, listing.number_matched),
        await framed.map(filter, await _box(framed, filter)),
        framed.listed(listing, filter, await _features(framed)),
    ]
    return framed.answer(map_title(context, filter), body, count)


async def _features(framed: Framed) -> list[DistrictFeature]:
    """What the map of features shows, for the list beside it."""
    return await districts.features(framed.db) if framed.embed.layers == "features" else []


async def _box(framed: Framed, filter: Filter) -> Box | None:
    if len(filter["district"]) == 1 and filter["district"][0] in framed.context.vocabulary.districts:
        return (await districts.district(framed.db, filter["district"][0])).bbox
    if len(filter["zone"]) == 1:
        extents = await districts.extents(framed.db)
        return next((e.bbox for e in extents if e.zone == filter["zone"][0] and e.is_default), None)
    return await _around_all(framed, filter)


async def _around_all(framed: Framed, filter: Filter) -> Box | None:
    """Where nothing names a part of the city: so near that every record is still seen, or the city for its features."""
    extent = await read.extent(framed.db, filter) if framed.embed.layers != "features" else None
    if extent is None:
        return None
    west, south, east, north = extent
    beside, above = (max(span * EDGE, AROUND_DEG) for span in (east - west, north - south))
    return (west - beside, south - above, east + beside, north + above)


@embed("platform")
async def platform(framed: Framed) -> Response:
    """One platform; one that is not listed leaves a tombstone, not a blank frame, or leads to what it became."""
    code = framed.shown.code
    listed = await read.platform(framed.db, code)
    if listed is None:
        error = await read.not_listed(framed.db, code)
        return framed.moved(error) if isinstance(error, MergedError) else framed.tombstone(code, error)
    body: list[h.Node] = [pages.one_platform(framed.context, listed)]
    if listed.lon is not None and listed.lat is not None:
        box = (listed.lon - AROUND_DEG, listed.lat - AROUND_DEG, listed.lon + AROUND_DEG, listed.lat + AROUND_DEG)
        body.insert(0, await framed.map(Filter(ids=(listed.id,)), box, listed.id))
    return framed.answer(listed.name(framed.context.lang), body)


async def _area(framed: Framed, kind: str) -> Response:
    context, code = framed.context, framed.shown.code
    terms = context.vocabulary.districts if kind == "district" else context.vocabulary.zones
    if code not in terms:
        return framed.tombstone(code)
    filter = framed.embed.filter.replace(**{kind: (code,)})
    listing = await read.listing(framed.db, filter, LISTED, 0, context.lang)
    declared: h.Node = None
    features = await _features(framed) if kind == "zone" else []
    if kind == "district":
        district = await districts.district(framed.db, code)
        declared = pages.declared(context, district, await districts.feature(framed.db, code))
    body = [
        pages.filters(context, framed.conditions()),
        declared,
        await framed.none_listed(filter, listing.number_matched),
        await framed.map(filter, await _box(framed, filter)),
        framed.listed(listing, filter, features),
    ]
    count = context.say("n-records", n=listing.number_matched)
    return framed.answer(context.say("platforms-of", name=context.name(terms[code])), body, count)


@embed("district")
async def district(framed: Framed) -> Response:
    """A district: declared feature, map and list."""
    return await _area(framed, "district")


@embed("zone")
async def zone(framed: Framed) -> Response:
    """A key zone: map and list of its members."""
    return await _area(framed, "zone")


@embed("insight", turn_of=analysing_of)
async def insight_frame(framed: Framed) -> Response:
    """The districts in figures: map, legend and table of one measure. Other questions have no frame and say so."""
    if refusal := framed.unframed():
        return refusal
    context = framed.context
    inquiry = await inquiry_of(framed.visit, FRAMED, framed.shown.question)
    topic = FRAMED(inquiry)
    pairs = [*framed.embed.filter.query(), *topic.framed_query()]
    boundary = await districts.boundary_set(framed.db)
    the_map = insight_embed_map(
        context,
        with_query("", pairs).lstrip("?"),
        boundary.source if boundary else None,
        framed.look,
    )
    legend = h.div(".insight-legend")[topic.framed_legend()]
    body = [
        pages.filters(context, framed.conditions()),
        await framed.none_listed(framed.embed.filter, inquiry.table.n),
        pages.map_slot(context, [the_map.fragment(), legend], "insight", tall=True, scheme=inquiry.question.scheme),
        h.div("#results.embed-list.insight")[topic.framed_figures()],
    ]
    return framed.answer(context.say("nav-insight"), body, context.say("n-records", n=inquiry.table.n))


@embed("counter")
async def counter(framed: Framed) -> Response:
    """One live number."""
    context, filter = framed.context, framed.embed.filter
    n, _ = await read.counts(framed.db, filter)
    none = await framed.none_listed(filter, n)
    body = [pages.counter(context, n), none, pages.filters(context, framed.conditions())]
    return framed.answer(context.site_name(), body)


def _script(file: Path, headers: dict[str, str]) -> Response:
    """The host's script: a file, but where the service stands below a path."""
    kind = "text/javascript"
    if prefix():
        return Response(host_script.sent(file), headers=headers, media_type=kind)
    return FileAnswer(file, headers=headers, media_type=kind)


@router.get(ROOT + "/embed.js")
async def latest_host_script() -> Response:
    """The host page's script; it follows fixes, so it is asked for again after an hour."""
    headers = {"Cache-Control": "public, max-age=3600"}
    return _script(host_script.latest(), headers)


@router.get(ROOT + "/embed.{digest}.js")
async def pinned_host_script(digest: str) -> Response:
    """One version by its hash, for a page that pins it; kept for ever."""
    headers = {"Cache-Control": FOR_EVER}
    return _script(host_script.pinned(digest), headers)


@router.get(ROOT + "/accent.{colour}.css")
async def accent(colour: str) -> Response:
    """A web master's colour as a style sheet: the policy allows no style within a document."""
    written = hex_colour(colour)
    if written is None or written != colour:
        raise NotFoundError("A colour is six hex digits in small letters.")
    return Response(style(written), headers={"Cache-Control": "public, max-age=3600"}, media_type="text/css")


@embed("map", "/{anything:path}")
async def nothing(framed: Framed) -> Response:
    """An address that no embed has; with a slash too many it is that of one."""
    path = framed.location.path
    if path.endswith("/"):
        query = framed.request.url.query
        address = ROOT + path.rstrip("/") + (f"?{query}" if query else "")
        return RedirectResponse(address, MOVED)
    return framed.unframed() or framed.tombstone(path)
