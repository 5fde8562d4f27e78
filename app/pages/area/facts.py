"""What the pages of districts and key zones say of their platforms, and how it is read."""

from dataclasses import dataclass

from app.analysis.specialities import Specialities, domain_counts, specialities_of
from app.errors import NotFoundError
from app.lists import read as lists
from app.lists.read import EventRow, PolicyRow
from app.pages.context import Context
from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.read import Listing
from app.query.facet import CountedFacets
from app.store.reader import Reader
from app.vocabulary import Term

LISTED = 30


@dataclass(frozen=True)
class AreaFacts:
    """What both pages show: the area's name, its filter, its platforms and their counts, and what is special where."""

    term: Term
    filter: Filter
    listing: Listing
    facets: CountedFacets
    specialities: Specialities
    measures: list[PolicyRow]
    events: list[EventRow]


async def area_facts(db: Reader, context: Context, kind: str, code: str) -> AreaFacts:
    """What the page of a `district` or `zone` says of its platforms. Raises NotFoundError for an unknown code."""
    vocabulary = context.vocabulary
    terms = vocabulary.districts if kind == "district" else vocabulary.zones
    if code not in terms:
        raise NotFoundError(f"There is no {kind} with this code.")
    filter = Filter(kind=tuple(vocabulary.kinds)).replace(**{kind: (code,)})
    listing = await read.listing(db, filter, LISTED, 0, context.lang)
    everywhere = await domain_counts(db, Filter(kind=filter["kind"]))
    special = await specialities_of(db, everywhere, vocabulary)
    counts = await read.facets(db, filter, vocabulary)
    return AreaFacts(
        terms[code], filter, listing, counts, special, await lists.policies(db), await lists.events_in(db, code)
    )
