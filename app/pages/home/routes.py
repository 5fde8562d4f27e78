"""The address of the map with its list, and of the parts of it that a script reads."""

import asyncio

import htpy as h
from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.districts import read as districts
from app.pages.home.facts import home_facts
from app.pages.home.misses import note_miss
from app.pages.home.page import home, home_title, swapped
from app.pages.home.results import results
from app.pages.home.sheet import sheet_card
from app.pages.home.typed_words import meant
from app.pages.layout.document import document, tools
from app.pages.layout.paper import paper
from app.pages.layout.titles import list_title
from app.pages.maps import home_map, many_marks
from app.pages.parts.not_used import within_pages
from app.pages.parts.shortlist import FRAGMENT, fragment
from app.pages.record.named import named_record
from app.pages.serving.registration import page_on
from app.pages.visit import Visit

router = APIRouter()
page = page_on(router)


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
    platform = await named_record(visit)
    return str(sheet_card((await visit.with_confirmed([platform])).context.at("/"), platform))
