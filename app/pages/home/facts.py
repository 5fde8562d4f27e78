"""What the list shows, and how it is read."""

from dataclasses import dataclass, field

from app.pages.address.unread import page_number
from app.pages.filters.chips import Condition, conditions
from app.pages.filters.nearest import declaring
from app.pages.filters.place import place_of
from app.pages.home.empty import Emptied, emptied
from app.pages.visit import Visit
from app.platforms import read
from app.platforms.read import Listing
from app.query.facet import CountedFacets
from app.query.words import read as read_words
from app.search.dependencies import suggestions_of
from app.search.explaining import Explained, holding

PAGE = 25
"""So many cards of two links each leave a page with some hundred stops of the Tab key."""
SHORT = 3


@dataclass(frozen=True)
class ListFacts:
    """What the list shows. `hidden` counts by kind what the kind switch hides; `emptied`: why there is nothing."""

    listing: Listing
    page: int
    conditions: list[Condition]
    hidden: dict[str, int]
    emptied: Emptied | None
    features: list[tuple[str, str]]
    explained: list[Explained] = field(default_factory=list)
    """Measures and terms of the glossary that hold what was typed."""
    saying: int | None = None
    """How many records say the words of the search themselves: they stand first. None: the order is another one."""

    @property
    def pages(self) -> int:
        """How many pages the list has, one at least."""
        return max(-(-self.listing.number_matched // PAGE), 1)


async def home_facts(visit: Visit) -> tuple[CountedFacets, ListFacts]:
    """The facets and the list of the home page."""
    db, context = visit.db, visit.context
    filter = context.location.filter
    facets = await read.facets(db, filter, context.vocabulary)
    matched, _ = await read.counts(db, filter)
    page = min((page_number(context.location.view.get("page", "")) or 1), max(-(-matched // PAGE), 1))
    listing = await read.listing(db, filter, PAGE, (page - 1) * PAGE, context.lang)
    place = await place_of(visit)
    set_conditions = conditions(context, place)
    hidden: dict[str, int] = {}
    # An address that names records shows every kind of them: the switch hides none.
    if listing.number_matched < SHORT and filter["kind"]:
        kinds = facets["kind"].by_value()
        hidden = {kind: n for kind, n in kinds.items() if n and kind not in filter["kind"]}
    nothing = None if listing.number_matched else await emptied(visit, set_conditions)
    features = [] if listing.number_matched else await declaring(db, context, filter["domain"])
    explained = await _explained(visit)
    saying = await read.saying(db, filter) if filter.ranked and listing.number_matched else None
    return facets, ListFacts(listing, page, set_conditions, hidden, nothing, features, explained, saying)


async def _explained(visit: Visit) -> list[Explained]:
    """The measures and terms that hold what was typed; none where nothing was."""
    context = visit.context
    q = context.location.filter.q
    if not q:
        return []
    listed = await suggestions_of(visit.request).listed(visit.db, context.vocabulary)
    return holding(listed.explained, read_words(q))
