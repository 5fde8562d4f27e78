"""The address of the page with the data as files."""

from fastapi import APIRouter

from app.pages.filters.chips import conditions
from app.pages.filters.place import place_of
from app.pages.layout.document import document
from app.pages.layout.titles import filtered
from app.pages.open_data.page import open_data_page
from app.pages.serving.registration import page_on
from app.pages.visit import Visit
from app.platforms import read

router = APIRouter()
page = page_on(router)


@page("/open-data")
async def open_data(visit: Visit) -> str:
    """A filtered list as files and for other programs."""
    matched, _ = await read.counts(visit.db, visit.context.location.filter)
    title = filtered(visit.context, conditions(visit.context, await place_of(visit)), visit.context.say("open-data"))
    return document(visit.context, title, open_data_page(visit.context, matched))
