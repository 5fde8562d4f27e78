"""`/insight/changes`: how the figures changed."""

from dataclasses import replace

from fastapi import APIRouter

from app.pages.address.page_states import CHANGES
from app.pages.changes.facts import changes_facts
from app.pages.changes.page import changes_page, title
from app.pages.layout.document import document
from app.pages.layout.titles import called
from app.pages.parts.days import by_day
from app.pages.serving.registration import page_on
from app.pages.visit import Visit

router = APIRouter()
page = page_on(router)


@page(CHANGES, keep=True, besides=by_day)
async def changes(visit: Visit) -> str:
    """The figures of a district or the city since a day, beside the targets; a bad day is said and kept."""
    facts = await changes_facts(visit)
    context = replace(visit.context, problems=[*visit.context.problems, *facts.problems])
    area = context.name(context.vocabulary.districts[facts.district]) if facts.district else ""
    return document(context, called(title(context, facts), area), changes_page(context, facts))
