"""The layers of the service map; each class has a TypeScript file of the same name."""

from dataclasses import dataclass, field

from frontend.component import Component
from frontend.options import OMITTED, Options
from frontend.sources import Source


@dataclass(frozen=True)
class SourceOptions(Options):
    """A layer that is told where its features come from, and nothing else."""

    source: Source


class BaseMap(Component[SourceOptions]):
    """The own base map: sea, land, rivers, names."""

    def __init__(self, source: Source) -> None:
        super().__init__(SourceOptions(source))


class SeaLayer(Component[SourceOptions]):
    """The sea within the district lines, over the land; its coast is dashed where it is not exact enough."""

    def __init__(self, source: Source) -> None:
        super().__init__(SourceOptions(source))


@dataclass(frozen=True)
class OrientationLayerOptions(Options):
    """`lines` are metro lines and main roads, `towns` outlines and `names` the towns without one.

    `stations` is the whole base map, which has the stations, `ground` what an operator imported. `script` and `style`
    are the addresses of what draws it; None: that came with the document.
    """

    lines: Source
    towns: Source
    names: Source
    stations: Source
    ground: Source
    script: str | None = field(default=None, metadata=OMITTED)
    style: str | None = field(default=None, metadata=OMITTED)


class OrientationLayer(Component[OrientationLayerOptions]):
    """What one finds one's way by, nearer than the opening zoom: metro, elevated roads, stations, towns."""

    def __init__(
        self,
        lines: Source,
        towns: Source,
        names: Source,
        stations: Source,
        ground: Source,
        *,
        script: str | None = None,
        style: str | None = None,
    ) -> None:
        super().__init__(OrientationLayerOptions(lines, towns, names, stations, ground, script, style))


@dataclass(frozen=True)
class BaseLayerOptions(Options):
    """`name` is the value of `base` in the address; `url` and `overlay_url` hold `{z}`, `{x}` and `{y}`."""

    name: str
    label: str
    attribution: str
    url: str
    overlay_url: str | None
    max_zoom: int


class BaseLayer(Component[BaseLayerOptions]):
    """Tiles of a configured source, relayed by the server. `attribution` holds the map approval number too."""

    def __init__(
        self, *, name: str, label: str, url: str, overlay_url: str | None, attribution: str, max_zoom: int
    ) -> None:
        super().__init__(BaseLayerOptions(name, label, attribution, url, overlay_url, max_zoom))


@dataclass(frozen=True)
class DistrictLayerOptions(Options):
    """`labels`: districts are named."""

    source: Source
    labels: bool = True


class DistrictLayer(Component[DistrictLayerOptions]):
    """District lines and names."""

    def __init__(self, source: Source, *, labels: bool = True) -> None:
        super().__init__(DistrictLayerOptions(source, labels))


class ZoneLayer(Component[SourceOptions]):
    """The key zones' default extents, dashed: schematic."""

    def __init__(self, source: Source) -> None:
        super().__init__(SourceOptions(source))


@dataclass(frozen=True)
class PlatformLayerOptions(Options):
    """`query`: the page's filters are added to the address of the source.

    `select`: the id of the platform that a platform's own page is about.
    `link`: the address of a platform's page with `{id}` in it; without one, names in a list are no links.
    `tiles`: the address of vector tiles of the same platforms, with `{tileMatrix}`, `{tileRow}` and `{tileCol}`, from
    which very many are read by view; None: they are never so many. `script` is the address of what reads them.
    `ranks`: ids in the order of a list whose places the marks show; with `letters` as A, B and so on. `free`: lon, lat
    of a point that they leave free.
    """

    source: Source
    query: bool = False
    select: str | None = None
    link: str | None = None
    tiles: str | None = field(default=None, metadata=OMITTED)
    script: str | None = field(default=None, metadata=OMITTED)
    ranks: tuple[str, ...] | None = field(default=None, metadata=OMITTED)
    free: tuple[float, float] | None = field(default=None, metadata=OMITTED)
    letters: bool | None = field(default=None, metadata=OMITTED)


class PlatformLayer(Component[PlatformLayerOptions]):
    """Marks of platforms."""

    def __init__(
        self,
        source: Source,
        *,
        query: bool = False,
        select: str | None = None,
        link: str | None = None,
        tiles: str | None = None,
        script: str | None = None,
        ranks: tuple[str, ...] | None = None,
        free: tuple[float, float] | None = None,
        letters: bool | None = None,
    ) -> None:
        super().__init__(PlatformLayerOptions(source, query, select, link, tiles, script, ranks, free, letters))


@dataclass(frozen=True)
class PathLayerOptions(Options):
    """`stops`: lon, lat in degrees, in the order of the way."""

    stops: tuple[tuple[float, float], ...]


class PathLayer(Component[PathLayerOptions]):
    """A dotted line from stop to stop: the order of the steps, no route."""

    def __init__(self, stops: tuple[tuple[float, float], ...]) -> None:
        super().__init__(PathLayerOptions(stops))


class DistrictBubbles(Component[SourceOptions]):
    """At the opening zoom one bubble a district or key zone, with its count."""

    def __init__(self, source: Source) -> None:
        super().__init__(SourceOptions(source))


@dataclass(frozen=True)
class DistrictFeatureLayerOptions(Options):
    """`inset`: the core districts are shown once more, enlarged, where there is room.

    `links`: a district's card leads to other pages of the site; a frame's does not.
    `script` and `style` are the addresses of what draws it; None: that came with the document.
    """

    source: Source
    inset: bool = True
    links: bool = True
    script: str | None = field(default=None, metadata=OMITTED)
    style: str | None = field(default=None, metadata=OMITTED)


class DistrictFeatureLayer(Component[DistrictFeatureLayerOptions]):
    """One district, one feature: districts coloured and labelled by their declared feature."""

    def __init__(
        self,
        source: Source,
        *,
        inset: bool = True,
        links: bool = True,
        script: str | None = None,
        style: str | None = None,
    ) -> None:
        super().__init__(DistrictFeatureLayerOptions(source, inset, links, script, style))


@dataclass(frozen=True)
class RadiusRingOptions(Options):
    """`near`: lon, lat in degrees. `radius`: metres."""

    near: tuple[float, float] | None
    radius: float | None


class RadiusRing(Component[RadiusRingOptions]):
    """The point asked for (lon, lat) and a radius in metres around it."""

    def __init__(self, near: tuple[float, float] | None = None, radius: float | None = None) -> None:
        super().__init__(RadiusRingOptions(near, radius))


@dataclass(frozen=True)
class ChoroplethLayerOptions(Options):
    """`fixed`: the source says all that is asked; the page's filters are not added to it."""

    source: Source
    fixed: bool = False


class ChoroplethLayer(Component[ChoroplethLayerOptions]):
    """Districts filled by the class of a measure, each with its figure; choosing one selects its row, too."""

    def __init__(self, source: Source, *, fixed: bool = False) -> None:
        super().__init__(ChoroplethLayerOptions(source, fixed))


@dataclass(frozen=True)
class HexagonLayerOptions(Options):
    """`source` gives counts, `hotspots` those that hold more records than chance."""

    source: Source
    hotspots: Source


class HexagonLayer(Component[HexagonLayerOptions]):
    """Hexagons filled by count, or those alone that hold more records than chance (`hotspots`)."""

    def __init__(self, source: Source, hotspots: Source) -> None:
        super().__init__(HexagonLayerOptions(source, hotspots))


class DensityLayer(Component[SourceOptions]):
    """A kernel density surface as five classes over the map."""

    def __init__(self, source: Source) -> None:
        super().__init__(SourceOptions(source))


class ClusterLayer(Component[SourceOptions]):
    """Hulls of clusters with their numbers."""

    def __init__(self, source: Source) -> None:
        super().__init__(SourceOptions(source))


class ReachLayer(Component[SourceOptions]):
    """What lies within reach of the platforms of a domain and of candidate sites, which a click adds."""

    def __init__(self, source: Source) -> None:
        super().__init__(SourceOptions(source))


class SitingLayer(Component[SourceOptions]):
    """An area with its need, the platforms that reach it, and sites that can be moved; each feature has a `role`."""

    def __init__(self, source: Source) -> None:
        super().__init__(SourceOptions(source))


@dataclass(frozen=True)
class PositionLayerOptions(Options):
    """`lon`, `lat` and `precision` are the ids of the fields that hold the point, `label` its mark's name."""

    lon: str
    lat: str
    precision: str
    label: str


class PositionLayer(Component[PositionLayerOptions]):
    """The point that fields of a form hold: a click, a drag and the arrow keys move it. Without them it is nothing."""

    def __init__(self, lon: str, lat: str, precision: str, label: str) -> None:
        super().__init__(PositionLayerOptions(lon, lat, precision, label))
