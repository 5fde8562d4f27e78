"""Reads what the page about the map says."""

from app.districts import read as districts
from app.pages.about.page import AboutFacts
from app.pages.context import Context
from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.provenance import Provenance
from app.platforms.values import KINDS
from app.store.reader import Reader


async def about_facts(db: Reader, context: Context, provenance: Provenance) -> AboutFacts:
    """The counts of all records, whatever their kind."""
    facets = await read.facets(db, Filter(kind=KINDS), context.vocabulary)
    stated = {name: facets[name].by_value()["yes"] for name in ("fund", "voucher")}
    boundary = await districts.boundary_set(db)
    return AboutFacts(facets["kind"].by_value(), provenance, stated["fund"], stated["voucher"], boundary)
