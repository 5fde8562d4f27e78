"""The pages of a snapshot, each as text: map, match, lists, about, licences, each platform, district and zone."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import htpy as h

from app.districts import read as districts
from app.lists import read as lists
from app.lists import whole
from app.pages.about.facts import about_facts
from app.pages.about.licences import licence_notices, licences_page
from app.pages.about.page import about_page
from app.pages.address.list_names import path_of
from app.pages.address.page_states import ABOUT, LISTS, MATCH
from app.pages.area.facts import area_facts
from app.pages.area.page import district_page, zone_page
from app.pages.context import Context
from app.pages.lists.pages import PAGES as LIST_PAGES
from app.pages.lists.pages import Made, hub
from app.pages.maps import AROUND_DEG, around, home_map, match_map, small_map
from app.pages.parts.live_only import Function, live_only
from app.pages.platform.facts import platform_facts
from app.pages.platform.page import platform_page
from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.provenance import provenance
from app.platforms.schemas import Platform
from app.search.explaining import all_explained
from app.snapshot.collections import BOTH, EVERY, named, shared
from app.snapshot.document import document, downloads, licences_link, single
from app.snapshot.index import index, lists_that_hold
from app.snapshot.location import LICENCES, SingleFileLocation, SnapshotLocation
from app.snapshot.match import match_body
from app.snapshot.site import Site
from app.store.reader import Reader
from frontend.service_map import Box, ServiceMap

LIST_PATHS = (LISTS, *(path_of(name) for name in LIST_PAGES))
"""The pages of the lists; the register of what is missing is asked of a server."""
LIVE_ALONE: tuple[Function, ...] = ("suggest", "correction", "picks", "list-files", "frames", "analysis")
"""What the map with its list has on the site alone."""


def data_file(name: str, lang: str) -> str:
    """The script that holds a collection; the layers of the orientation have the names in both languages."""
    return f"data/{name}.js" if name in BOTH else f"data/{name}.{lang}.js"


def _needed(spec: dict[str, Any], lang: str) -> list[str]:
    return [data_file(name, lang) for name in sorted(named(spec))]


async def index_page(site: Site, lang: str) -> str:
    """`index.html`: the map, the list, and the way to the data files."""
    location = SnapshotLocation(lang, "/")
    context = site.context(location)
    the_map = home_map(context, site.boundary_source)
    spec = shared(the_map.spec())
    listing = await read.listing(site.db, Filter(), EVERY, 0, lang)
    facets = await read.facets(site.db, Filter(), site.vocabulary)
    foot = h.fragment[downloads(context, location), live_only(context, *LIVE_ALONE), h.p[licences_link(context)]]
    explained = await asyncio.to_thread(all_explained, await lists.policies(site.db))
    leading = lists_that_hold(context, explained, await whole.cases(site.db))
    body = index(context, facets, listing.platforms, the_map.fragment(spec), foot, folded=False, leading=leading)
    return document(context, location, "", body, _needed(spec, lang), wide=True)


async def single_page(site: Site, lang: str, collections: dict[str, Any]) -> str:
    """The same as one file, with the facts of each platform under its card and the licences under the list."""
    context = site.context(SingleFileLocation(lang, "/"))
    the_map = home_map(context, site.boundary_source)
    listing = await read.listing(site.db, Filter(), EVERY, 0, lang)
    facets = await read.facets(site.db, Filter(), site.vocabulary)
    foot = h.fragment[
        h.details(".folded.licences")[h.summary[context.say("licences")], licence_notices(context, site.boundary)],
        h.p[context.say("lists-not-in-file")],
        live_only(context, *LIVE_ALONE),
    ]
    body = index(context, facets, listing.platforms, the_map.fragment(shared(the_map.spec())), foot, folded=True)
    return single(context, body, collections)


async def platform_file(site: Site, lang: str, platform: Platform) -> str:
    """The page of one platform."""
    location = SnapshotLocation(lang, f"/platform/{platform.id}")
    context = site.context(location)
    facts = await platform_facts(site.db, platform, site.vocabulary)
    box = around(platform, AROUND_DEG)
    side: h.Node = None
    data: list[str] = []
    if box is not None:
        side_map = small_map(context, f"ids={platform.id}", box, site.boundary_source, select=platform.id)
        side, data = _side(side_map, lang)
    return document(context, location, platform.name(lang), platform_page(context, facts, side), data)


def _side(side_map: ServiceMap, lang: str) -> tuple[h.Node, list[str]]:
    spec = shared(side_map.spec())
    return h.div(".side-map")[side_map.fragment(spec)], _needed(spec, lang)


async def district_file(site: Site, lang: str, code: str) -> str:
    """The page of a district."""
    location = SnapshotLocation(lang, f"/district/{code}")
    context = site.context(location)
    district = await districts.district(site.db, code)
    facts = await area_facts(site.db, context, "district", code)
    side, data = _area_map(site, context, f"district={code}", district.bbox)
    declared = await districts.feature(site.db, code)
    return document(
        context, location, context.name(facts.term), district_page(context, district, declared, facts, side), data
    )


async def zone_file(site: Site, lang: str, code: str) -> str:
    """The page of a key zone."""
    location = SnapshotLocation(lang, f"/zone/{code}")
    context = site.context(location)
    extents = [each for each in await districts.extents(site.db) if each.zone == code]
    facts = await area_facts(site.db, context, "zone", code)
    box = next((each.bbox for each in extents if each.is_default), None)
    side, data = _area_map(site, context, f"zone={code}", box)
    return document(context, location, context.name(facts.term), zone_page(context, extents, facts, side), data)


async def match_file(site: Site, lang: str, platforms: list[Platform]) -> str:
    """The page of the match, which the browser computes."""
    location = SnapshotLocation(lang, MATCH)
    context = site.context(location)
    the_map = match_map(context, (), (), None, (), None, site.boundary_source)
    spec = shared(the_map.spec())
    data = sorted({data_file(name, lang) for name in (*named(spec), "districts", "zones", "platforms")})
    body = await match_body(site, context, platforms, the_map.fragment(spec))
    return document(context, location, context.say("match-title"), body, data)


def licences_file(site: Site, lang: str) -> str:
    """Under which licences the scripts, the styles and the data of the folder stand."""
    location = SnapshotLocation(lang, LICENCES)
    context = site.context(location)
    return document(context, location, context.say("licences"), licences_page(context, site.boundary), [])


def about_file(site: Site, lang: str) -> Awaitable[str]:
    """What the map is, who says it, how old it is, and how to cite it."""

    async def body(db: Reader, context: Context) -> h.Node:
        return about_page(context, await about_facts(db, context, await provenance(db)))

    return _written(site, lang, ABOUT, "about-title", body)


def list_file(site: Site, lang: str, path: str) -> Awaitable[str]:
    """The overview of the lists, or one of them."""
    if path == LISTS:
        return _written(site, lang, LISTS, "four-lists", hub)
    name = path.rsplit("/", 1)[-1]
    return _written(site, lang, path, f"list-{name}", LIST_PAGES[name])


async def _written(site: Site, lang: str, path: str, title: str, body: Made) -> str:
    """A page without a map."""
    location = SnapshotLocation(lang, path)
    context = site.context(location)
    return document(context, location, context.say(title), await body(site.db, context), [])


def _area_map(site: Site, context: Context, query: str, box: Box | None) -> tuple[h.Node, list[str]]:
    return _side(small_map(context, query, box, site.boundary_source), context.lang)
