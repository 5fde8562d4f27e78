"""The address of the page about the map, in both languages."""

from fastapi import APIRouter

from app.pages.about.load import about_facts
from app.pages.about.page import about_page
from app.pages.address.page_states import ABOUT
from app.pages.layout.document import document
from app.pages.serving.registration import page_on
from app.pages.visit import Visit
from app.platforms.provenance import provenances_of

router = APIRouter()
page = page_on(router)


@page(ABOUT, keep=True)
async def about(visit: Visit) -> str:
    """Who says it, how old it is, how far to trust it, and how to cite it."""
    context = visit.context
    provenance = await provenances_of(visit.request).get(visit.db, context.vocabulary.data_version)
    facts = await about_facts(visit.db, context, provenance)
    return document(context, context.say("about-title"), about_page(context, facts))
