"""The name of the place that a list is near."""

from app.pages.visit import Visit
from app.search.dependencies import suggestions_of


async def place_of(visit: Visit) -> str | None:
    """The name of the place at the point of `near`, where it is one that we know."""
    context = visit.context
    near = context.location.filter.near
    if near is None:
        return None
    for entry in await suggestions_of(visit.request).places(visit.db, context.vocabulary):
        if entry.near and abs(entry.near[0] - near[0]) < 1e-4 and abs(entry.near[1] - near[1]) < 1e-4:
            return entry.name(context.lang)
    return None
