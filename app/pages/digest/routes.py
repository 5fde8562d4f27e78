"""`/insight/digest`: what changed record by record."""

from dataclasses import replace

from fastapi import APIRouter

from app.history.digest.dependencies import digesting_of
from app.history.digest.words import about, title
from app.pages.address.page_states import DIGEST
from app.pages.digest.facts import digest_facts
from app.pages.digest.page import digest_page
from app.pages.layout.document import document
from app.pages.layout.titles import called, page_words
from app.pages.parts.days import by_day
from app.pages.parts.not_used import within_pages
from app.pages.serving.registration import page_on
from app.pages.visit import Visit

router = APIRouter()
page = page_on(router)


@page(DIGEST, turn_of=digesting_of, keep=True, besides=by_day)
async def digest(visit: Visit) -> str:
    """What was listed, changed its status, left or was corrected between two days; a bad day is said and kept."""
    found = await digest_facts(visit)
    context = within_pages(visit.context, found.pages)
    context = replace(context, problems=[*context.problems, *found.problems])
    named = title(context.say, found.digest)
    of = about(context.say, context.vocabulary, context.location.filter)
    named = called(named, of, page_words(context, found.page, found.pages))
    return document(context, named, digest_page(context, found))
