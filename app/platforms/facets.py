"""The one list of the facets of platforms. A new facet is one entry here and its words in two languages."""

from collections.abc import Iterable
from typing import Any

from app.platforms.models import Platform, PlatformDomain, PlatformService, PlatformStage
from app.query.facet import ChildFacet, ColumnFacet, CountedFacets, FacetTable
from app.vocabulary import Vocabulary

LIFECYCLES = ("planned", "under_construction", "unveiled", "operating", "tapering", "closed", "unknown")
YES_NO = ("yes", "no")
NO_KIND = "none"
"""A visitor has unticked every kind: nothing is shown, and the page says why."""

FACETS = FacetTable(
    ChildFacet(
        name="domain",
        choices=lambda vocabulary: vocabulary.domains,
        nothing="other",
        record=Platform.id,
        owner=PlatformDomain.platform,
        code=PlatformDomain.domain,
        property="domains",
        description="Domain of the plan, or `other` for none of them.",
        example="synbio",
        listed="codes of domains, other",
        bar="domain",
    ),
    ChildFacet(
        name="stage",
        choices=lambda vocabulary: vocabulary.stages,
        nothing="not-stated",
        record=Platform.id,
        owner=PlatformStage.platform,
        code=PlatformStage.stage,
        property="stages",
        description="Stage of verification, or `not-stated`.",
        example="lab",
        listed="initial, lab, market, not-stated",
        bar="stage",
    ),
    ChildFacet(
        name="service",
        choices=lambda vocabulary: vocabulary.services,
        nothing="not-stated",
        record=Platform.id,
        owner=PlatformService.platform,
        code=PlatformService.service,
        property="services",
        description="Service, or `not-stated`.",
        example="prototype",
        listed="codes of services, not-stated",
    ),
    ColumnFacet(
        name="kind",
        choices=lambda vocabulary: vocabulary.kinds,
        column=Platform.kind,
        property="kind",
        empty=NO_KIND,
        description="Kind of record: poc, pilot, related, or `none` for no record. Absent: all.",
        example="poc",
        listed="poc, pilot, related",
    ),
    ColumnFacet(
        name="status",
        choices=LIFECYCLES,
        column=Platform.lifecycle,
        property="lifecycle",
        description="Life cycle.",
        words="lifecycle",
    ),
    ColumnFacet(
        name="district",
        choices=lambda vocabulary: vocabulary.districts,
        nothing="not-stated",
        named=True,
        column=Platform.district,
        property="district_code",
        description="GB/T 2260 code or Chinese name of a district, or `not-stated`.",
        example="310115",
        listed="six-digit codes, not-stated",
        bar="district",
    ),
    ColumnFacet(
        name="zone",
        choices=lambda vocabulary: vocabulary.zones,
        nothing="none",
        column=Platform.zone,
        property="zone",
        description="Key zone by attribute: zhangjiang, grand-neobay, lingang, or `none`.",
        example="lingang",
        listed="zhangjiang, grand-neobay, lingang, none",
        bar="zone",
    ),
    ColumnFacet(
        name="voucher",
        type="three-valued",
        choices=YES_NO,
        nothing="not-stated",
        column=Platform.voucher,
        property="voucher",
        description="Accepts or offers innovation vouchers: yes, no, not-stated.",
        bar="voucher",
    ),
    ColumnFacet(
        name="fund",
        type="three-valued",
        choices=YES_NO,
        nothing="not-stated",
        column=Platform.fund,
        property="fund",
        description="Has or offers a fund: yes, no, not-stated.",
        bar="voucher",
    ),
)
"""In the order in which an address has them."""

DESCRIBED = FACETS.first("kind", "zone", "district")
"""In the order in which the API describes them and the pages name what is chosen."""

SWITCH = FACETS["kind"]
"""The facet that pages show as a switch above the list."""

CHIPS = tuple(facet for facet in DESCRIBED if facet is not SWITCH)
"""The facets whose chosen values stand above the list, each to be taken away."""

DRAWER = tuple(facet for facet in FACETS.first("domain", "stage", "zone", "district") if facet is not SWITCH)
"""The facets in the drawer of filters, in its order."""


def arrange(rows: Iterable[dict[str, Any]], vocabulary: Vocabulary) -> CountedFacets:
    """The counts of every facet, from rows of `facet`, `value`, `n`."""
    counts: dict[str, dict[str | None, int]] = {name: {} for name in FACETS.names}
    for row in rows:
        counts[row["facet"]][row["value"]] = row["n"]
    return {facet.name: facet.counted(counts[facet.name], vocabulary) for facet in DESCRIBED}
