"""A search on the map's page that finds nothing is counted, whoever asks: what was sought, and the day."""

from contextlib import suppress

from app.errors import DatabaseAwayError
from app.pages.visit import Visit
from app.query.words import read
from app.search.answer import Search
from app.search.dependencies import suggestions_of, tally_of
from app.search.missed import TERMS, miss_of


async def note_miss(visit: Visit) -> None:
    """Count it. A page that is fetched ahead of a visit was asked for by nobody, and one with a lock by its frame."""
    context, request = visit.context, visit.request
    filter, tally = context.location.filter, tally_of(request)
    sought = filter.q or any(filter[name] for name in TERMS)
    if (
        not sought
        or not tally.counting
        or context.problems
        or context.location.lock
        or "sec-purpose" in request.headers
    ):
        return
    with suppress(DatabaseAwayError):
        async with visit.db.failure_contained():
            search = Search(visit.db, suggestions_of(request), context.vocabulary, filter, context.lang)
            reading = await search.reading(read(filter.q))
            # The page leads on to the filters that its words name: that search is counted there.
            if context.location.path == "/" and reading.recognised:
                return
            if miss := await miss_of(visit.db, filter, reading, context.vocabulary):
                tally.see(miss)
