"""What the page about the map says, and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.districts import read as districts
from app.districts.read import BoundarySet
from app.pages.context import Context
from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.provenance import Provenance
from app.platforms.values import KINDS
from app.store.reader import Reader


@dataclass(frozen=True)
class AboutFacts:
    """What the page reads: records by kind, what they rest on, and how many state a fund or a voucher."""

    kinds: Mapping[str, int]
    provenance: Provenance
    funds: int
    vouchers: int
    boundary: BoundarySet | None


async def about_facts(db: Reader, context: Context, provenance: Provenance) -> AboutFacts:
    """The counts of all records, whatever their kind."""
    facets = await read.facets(db, Filter(kind=KINDS), context.vocabulary)
    stated = {name: facets[name].by_value()["yes"] for name in ("fund", "voucher")}
    boundary = await districts.boundary_set(db)
    return AboutFacts(facets["kind"].by_value(), provenance, stated["fund"], stated["voucher"], boundary)
