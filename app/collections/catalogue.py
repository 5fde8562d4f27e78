"""All collections of the API, in the order in which it lists them."""

from collections.abc import Mapping

from app.collections.areas import Districts, Zones
from app.collections.collection import Collection
from app.collections.platforms import Platforms
from app.collections.tabled import Cases, DistrictFeatures, Domains, Events, Policies, Scenarios, Services

COLLECTIONS: Mapping[str, Collection] = {
    each.name: each
    for each in (
        *(Platforms(), Districts(), Zones(), DistrictFeatures()),
        *(Domains(), Services(), Scenarios(), Policies(), Cases(), Events()),
    )
}
