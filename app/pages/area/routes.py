"""The addresses of the pages of districts and key zones."""

import htpy as h
from fastapi import APIRouter

from app.districts import read as districts
from app.pages.area.facts import area_facts
from app.pages.area.page import district_page, zone_page
from app.pages.changes.since import since_line
from app.pages.layout.document import document
from app.pages.maps import side_map
from app.pages.serving.registration import page_on
from app.pages.visit import Visit
from app.platforms.over_time.read import over_time

router = APIRouter()
page = page_on(router)


@page("/district/{code}", keep=True)
async def district(visit: Visit) -> str:
    context, code = visit.context, visit.request.path_params["code"]
    facts = await area_facts(visit.db, context, "district", code)
    context = (await visit.with_confirmed(facts.listing.platforms)).context
    district = await districts.district(visit.db, code)
    side = h.fragment[
        await side_map(visit, f"district={code}", district.bbox, area=code),
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
    side = await side_map(visit, f"zone={code}", box)
    return document(context, context.name(facts.term), zone_page(context, extents, facts, side))
