"""The addresses of the lists, in both languages."""

from fastapi import APIRouter, Response

from app.errors import NotFoundError
from app.lists import whole
from app.lists.coming import calendar, in_calendar, today
from app.pages.address.list_names import path_of
from app.pages.address.page_states import LISTS
from app.pages.layout.document import document
from app.pages.layout.paper import printed_address
from app.pages.layout.titles import called
from app.pages.lists.events import CALENDAR
from app.pages.lists.pages import PAGES, hub
from app.pages.lists.policies import measures_asked
from app.pages.serving.registration import page_on
from app.pages.visit import Visit

router = APIRouter()
page = page_on(router)


async def day_of(visit: Visit) -> str:
    """What is still to come depends on the day: a page that says so is another one on each."""
    return today().isoformat()


@page(LISTS, keep=True, besides=day_of)
async def lists_hub(visit: Visit) -> str:
    """The overview of all lists."""
    return document(visit.context, visit.context.say("four-lists"), await hub(visit.db, visit.context))


@page(CALENDAR, besides=day_of)
async def events_calendar(visit: Visit) -> Response:
    """The coming events with a full date as an iCalendar. Raises NotFoundError while none is known."""
    context, day = visit.context, today()
    events = in_calendar(await whole.events(visit.db), day.isoformat())
    if not events:
        raise NotFoundError("No coming event with a full date is known.")
    address = printed_address(context.at(path_of("events")))
    name = f"{context.site_name()} · {context.say('list-events')}"
    body = calendar(events, name, context.site, address, context.lang, day)
    return Response(body, media_type="text/calendar; charset=utf-8")


def _register(name: str) -> None:
    @page(path_of(name), keep=True, besides=day_of if name == "events" else None)
    async def one_list(visit: Visit) -> str:
        body = await PAGES[name](visit.db, visit.context)
        asked = measures_asked(visit.context) if name == "policies" else []
        return document(visit.context, called(visit.context.say(f"list-{name}"), *asked), body)


for each in PAGES:
    _register(each)
