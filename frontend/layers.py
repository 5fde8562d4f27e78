"""The layers of the service map; each class has a TypeScript file of the same name."""

from frontend.component import Component
from frontend.sources import Source


class BaseMap(Component):
    """The own base map: sea, land, rivers, names."""

    def __init__(self, source: Source) -> None:
        super().__init__(source=source.spec())


class BaseLayer(Component):
    """Tiles of a configured source, relayed by the server. `attribution` holds the map approval number too."""

    def __init__(
        self, *, name: str, label: str, url: str, overlay_url: str | None, attribution: str, max_zoom: int
    ) -> None:
        tiles = {"url": url, "overlay_url": overlay_url, "max_zoom": max_zoom}
        super().__init__(name=name, label=label, attribution=attribution, **tiles)


class DistrictLayer(Component):
    """District lines and names."""

    def __init__(self, source: Source, *, labels: bool = True) -> None:
        super().__init__(source=source.spec(), labels=labels)


class ZoneLayer(Component):
    """The key zones' default extents, dashed: schematic."""

    def __init__(self, source: Source) -> None:
        super().__init__(source=source.spec())


class PlatformLayer(Component):
    """Marks of platforms. `query`: the page's filters are added to the address of the source.

    `link`: the address of a platform's page with `{id}` in it; without one, names in a list are no links.
    """

    def __init__(
        self, source: Source, *, query: bool = False, select: str | None = None, link: str | None = None
    ) -> None:
        super().__init__(source=source.spec(), query=query, select=select, link=link)


class DistrictBubbles(Component):
    """At the opening zoom one bubble a district or key zone, with its count."""

    def __init__(self, source: Source) -> None:
        super().__init__(source=source.spec())


class DistrictFeatureLayer(Component):
    """One district, one feature: districts coloured and labelled by their declared feature.

    `links`: a district's card leads to other pages of the site; a frame's does not.
    """

    def __init__(self, source: Source, *, inset: bool = True, links: bool = True) -> None:
        super().__init__(source=source.spec(), inset=inset, links=links)


class RadiusRing(Component):
    """The point asked for (lon, lat) and a radius in metres around it."""

    def __init__(self, near: tuple[float, float] | None = None, radius: float | None = None) -> None:
        super().__init__(near=list(near) if near else None, radius=radius)


class ChoroplethLayer(Component):
    """Districts filled by the class of a measure, each with its figure; choosing one selects its row, too.

    `fixed`: the source says all that is asked; the page's filters are not added to it.
    """

    def __init__(self, source: Source, *, fixed: bool = False) -> None:
        super().__init__(source=source.spec(), fixed=fixed)


class HexagonLayer(Component):
    """Hexagons filled by count, or by what Gi* says of them (`hotspots`)."""

    def __init__(self, source: Source, hotspots: Source) -> None:
        super().__init__(source=source.spec(), hotspots=hotspots.spec())


class DensityLayer(Component):
    """A kernel density surface as five classes over the map."""

    def __init__(self, source: Source) -> None:
        super().__init__(source=source.spec())


class ClusterLayer(Component):
    """Hulls of clusters with their numbers."""

    def __init__(self, source: Source) -> None:
        super().__init__(source=source.spec())


class ReachLayer(Component):
    """What lies within reach of the platforms of a domain and of candidate sites, which a click adds."""

    def __init__(self, source: Source) -> None:
        super().__init__(source=source.spec())
