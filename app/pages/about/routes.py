"""The addresses of the page about the map and of the licences."""

from fastapi import APIRouter

from app.districts import read as districts
from app.pages.about.facts import about_facts
from app.pages.about.licences import licences_page
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


@page("/licences")
async def licences(visit: Visit) -> str:
    """Under which licences all this stands."""
    body = licences_page(visit.context, await districts.boundary_set(visit.db))
    return document(visit.context, visit.context.say("licences"), body)
