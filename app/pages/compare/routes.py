"""The addresses of the pages about picked platforms."""

from fastapi import APIRouter

from app.districts import read as districts
from app.pages.address.page_states import COMPARE, SHARE
from app.pages.compare.facts import picked, sides, with_distance
from app.pages.compare.page import LEAST, compare_page, described
from app.pages.compare.share import share_page
from app.pages.filters.place import place_of
from app.pages.layout.document import document
from app.pages.layout.titles import called, names_of
from app.pages.maps import picked_map
from app.pages.match.on_map import box_around
from app.pages.serving.registration import page_on
from app.pages.visit import Visit

router = APIRouter()
page = page_on(router)


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
