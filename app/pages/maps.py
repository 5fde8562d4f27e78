"""The maps of the pages, composed as Folium trees."""

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

import htpy as h

from app.city import city
from app.collections.parameters import GREATEST_LIMIT
from app.collections.tiles import matrix_set
from app.districts import orientation
from app.districts import read as districts
from app.pages.context import Context
from app.pages.parts.marks import approval
from app.pages.visit import Visit
from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.schemas import Platform
from app.store.reader import Reader
from app.tiles.sources import sources
from app.web.bundle import asset
from app.web.prefix import at
from frontend import controls, layers
from frontend.component import Component
from frontend.language import choose
from frontend.service_map import Box, ServiceMap
from frontend.sources import Remote

MIN_ZOOM = 8.0
MAX_ZOOM = 15.0
"""The own base map is exact to some 30 m, which are eight pixels there: nearer it would show what is not known."""
TILES_MAX_ZOOM = 17.0
"""Where an operator configured tiles with streets."""
EVERY = f"limit={GREATEST_LIMIT}"
"""As many platforms as the API gives at once."""
MARKS = f"properties=name,kind,domains,precision,district_code,zone&{EVERY}"
ITEMS = "/api/collections/platforms/items"
MOST_MARKS = 2_000
"""A map draws so many platforms one by one, and the clusters of them; more are read by view, from vector tiles."""
TILES = f"/api/collections/platforms/tiles/{matrix_set.ID}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
ZONES = "/api/collections/zones/items?properties=code,name,is_default"
DISTRICTS = "/api/collections/districts/items?properties=name,label,area_km2"
AROUND_DEG = 0.05
"""Half the side of the map on a platform's page."""


def around(platform: Platform, degrees: float) -> Box | None:
    """The part of the map about a platform; None where its position is not stated."""
    if platform.lon is None or platform.lat is None:
        return None
    return (platform.lon - degrees, platform.lat - degrees, platform.lon + degrees, platform.lat + degrees)


def home_map(context: Context, boundary_source: str | None, *, many: bool = False) -> ServiceMap:
    """The map beside the list: follows the page's filters.

    `many`: there are more platforms than a map draws at once, here and in the other maps.
    """
    lang = context.lang
    map = map_with(context, bbox=None)
    parts: list[Component[Any]] = [
        *ground(context),
        *orientation_layer(context),
        layers.ZoneLayer(remote(f"{ZONES}&lang={lang}")),
        layers.DistrictFeatureLayer(remote(f"/api/features?lang={lang}"), **fetched_late(context, "features")),
        # It follows the address, which a visitor changes: a point given here would stay when he takes it back.
        layers.RadiusRing(),
        platform_layer(context, "", many=many, query=True),
        layers.DistrictBubbles(remote(f"/api/bubbles?lang={lang}")),
        controls.OverlaySwitch(),
        controls.GroupSwitch(),
        *([controls.BaseSwitch()] if sources(context.settings) else []),
        controls.ZoomControl(),
        controls.LocateControl(),
        controls.FullScreenControl(),
        controls.PrintControl(),
        controls.Legend(),
        *edge(context, boundary_source),
    ]
    return filled(map, parts)


def small_map(
    context: Context,
    query: str,
    box: Box | None,
    boundary_source: str | None,
    *,
    select: str | None = None,
    area: str = "",
    many: bool = False,
) -> ServiceMap:
    """The map of a platform's, district's or zone's page: its own marks, no filters. The page scrolls over it.

    `area`: a district to outline.
    """
    lang = context.lang
    map = map_with(context, bbox=box, wheel=False, state={"area": area} if area else None)
    parts: list[Component[Any]] = [
        *ground(context),
        *orientation_layer(context),
        layers.ZoneLayer(remote(f"{ZONES}&lang={lang}")),
        platform_layer(context, query, many=many, select=select),
        controls.ZoomControl(),
        *edge(context, boundary_source),
    ]
    return filled(map, parts)


def match_map(
    context: Context,
    ranks: tuple[str, ...],
    shown: tuple[str, ...],
    box: Box | None,
    stops: tuple[tuple[float, float], ...],
    origin: tuple[float, float] | None,
    boundary_source: str | None,
) -> ServiceMap:
    """The map of the match: marks with their ranks, the path as a line, the origin. The page scrolls over it.

    `shown` are the ids of all marks; those of `ranks` bear their place in it.
    """
    lang = context.lang
    marks = f"ids={','.join(shown)}&{MARKS}&lang={lang}"
    parts: list[Component[Any]] = [
        *ground(context),
        layers.ZoneLayer(remote(f"{ZONES}&lang={lang}")),
        *([layers.PathLayer(stops)] if len(stops) > 1 else []),
        layers.RadiusRing(origin),
        layers.PlatformLayer(remote(f"{ITEMS}?{marks}"), link=_link(context), ranks=ranks, free=origin),
        controls.ZoomControl(),
        *edge(context, boundary_source),
    ]
    return filled(map_with(context, bbox=box or astuple(city().districts), wheel=False), parts)


def picked_map(context: Context, ids: tuple[str, ...], box: Box | None, boundary_source: str | None) -> ServiceMap:
    """The map of the comparison: its platforms as letters, in the order of `ids`. The page scrolls over it."""
    lang = context.lang
    marks = remote(f"{ITEMS}?ids={','.join(ids)}&{MARKS}&lang={lang}")
    parts: list[Component[Any]] = [
        *ground(context),
        layers.ZoneLayer(remote(f"{ZONES}&lang={lang}")),
        layers.PlatformLayer(marks, link=_link(context), ranks=ids, letters=True),
        controls.ZoomControl(),
        *edge(context, boundary_source),
    ]
    return filled(map_with(context, bbox=box or astuple(city().districts), wheel=False), parts)


def area_map(context: Context, box: Box | None, boundary_source: str | None, layer: Component[Any]) -> ServiceMap:
    """A map of one area with the layer that is about it. The page scrolls over it."""
    parts: list[Component[Any]] = [
        *ground(context),
        layer,
        controls.ZoomControl(),
        *edge(context, boundary_source),
    ]
    return filled(map_with(context, bbox=box or astuple(city().districts), wheel=False), parts)


def map_with(
    context: Context,
    bbox: Box | None,
    wheel: bool = True,
    state: Mapping[str, str] | None = None,
    min_zoom: float = MIN_ZOOM,
) -> ServiceMap:
    """An empty map of the city, with its language, its reach and what its address says."""
    opening = city()
    return ServiceMap(
        opening.centre,
        opening.opening_zoom,
        lang=context.lang,
        title=context.say("map"),
        opening_zoom=opening.opening_zoom,
        min_zoom=min_zoom,
        max_zoom=TILES_MAX_ZOOM if sources(context.settings) else MAX_ZOOM,
        bbox=bbox,
        wheel=wheel,
        state=state,
    )


def ground(context: Context) -> list[Component[Any]]:
    """What every map stands on: the base map, the configured layers with streets, the districts."""
    lang = context.lang
    tiles = [
        layers.BaseLayer(
            name=source.name,
            label=choose(lang, source.label_zh, source.label_en),
            url=at(f"/tiles/base/{source.name}/base/{{z}}/{{x}}/{{y}}"),
            overlay_url=at(f"/tiles/base/{source.name}/labels/{{z}}/{{x}}/{{y}}") if source.overlay_url else None,
            attribution=f"{source.attribution} {source.approval_number}".strip(),
            max_zoom=source.max_zoom,
        )
        for source in sources(context.settings).values()
    ]
    return [
        layers.BaseMap(_coarse(f"/api/basemap?lang={lang}")),
        *([layers.SeaLayer(_layer("sea"))] if "sea" in orientation.versions() else []),
        *tiles,
        layers.DistrictLayer(_coarse(f"{DISTRICTS}&lang={lang}")),
    ]


def orientation_layer(context: Context) -> list[Component[Any]]:
    """What one finds one's way by; nothing where its files are not there."""
    if not {"transport", "town_outlines", "town_names"} <= orientation.versions().keys():
        return []
    lines, towns, points = _layer("transport"), _layer("town_outlines"), _layer("town_names")
    stations = remote(f"/api/basemap?lang={context.lang}")
    ground = remote("/orientation/ground")
    return [layers.OrientationLayer(lines, towns, points, stations, ground, **fetched_late(context, "orientation"))]


def platform_layer(
    context: Context, asked: str, *, many: bool, query: bool = False, select: str | None = None
) -> layers.PlatformLayer:
    """The marks; `asked` are filters of their own, and `query`: the page's filters are added to them."""
    of_all = f"{asked}&" if asked else ""
    source = remote(f"{ITEMS}?{of_all}{MARKS}&lang={context.lang}")
    tiles = script = None
    if many and context.location.served:
        tiles, script = at(f"{TILES}?{of_all}lang={context.lang}"), asset("tiles.js")
    return layers.PlatformLayer(source, query=query, select=select, link=_link(context), tiles=tiles, script=script)


def fetched_late(context: Context, name: str) -> dict[str, Any]:
    """Where the browser finds what draws a layer that most visits never see; a snapshot has it at hand."""
    if not context.location.served:
        return {}
    return {"script": asset(f"{name}.js"), "style": asset(f"{name}.css")}


def _layer(name: orientation.Layer) -> Remote:
    """A layer of the orientation, under the address of its version."""
    return remote(f"/orientation/{orientation.versions()[name]}/{name}.geojson")


def remote(address: str) -> Remote:
    """What an address of our own API answers."""
    return Remote(at(address))


def _coarse(address: str) -> Remote:
    """Geometry as the opening zoom shows it. One zoom nearer its difference would be seen: there all of it is read."""
    zoom = city().opening_zoom
    return Remote(at(f"{address}&zoom={zoom:.0f}"), finer=at(address), finer_from=zoom + 1)


def _link(context: Context) -> str:
    """The address of a platform's page, where this reader is: the map puts the id in."""
    return context.location.other("/platform/{id}")


def edge(context: Context, boundary_source: str | None, *, dated: bool = True) -> list[Component[Any]]:
    """The scale, and the strip of what a map must say of itself.

    `dated`: the strip gives the date of the data; a frame's foot does.
    """
    say = context.say
    items = [say("indicative"), approval(context)]
    if context.settings.survey_qualification:
        items.append(say("survey-qualification", number=context.settings.survey_qualification))
    if boundary_source:
        items.append(say("boundary-source", source=boundary_source))
    if dated:
        items.append(say("as-of", date=context.as_of()))
    return [controls.ScaleBar(), controls.MarginStrip(items)]


def filled(map: ServiceMap, parts: list[Component[Any]]) -> ServiceMap:
    """The map with its parts, in their order."""
    for part in parts:
        map.add_child(part)
    return map


async def many_marks(db: Reader) -> bool:
    """Whether there are more platforms with a position than a map draws one by one."""
    n, unlocated = await read.counts(db, Filter())
    return n - unlocated > MOST_MARKS


async def side_map(visit: Visit, query: str, box: Box | None, *, select: str | None = None, area: str = "") -> h.Node:
    """The small map beside what a page says."""
    boundary = await districts.boundary_set(visit.db)
    source, many = boundary.source if boundary else None, await many_marks(visit.db)
    map = small_map(visit.context, query, box, source, select=select, area=area, many=many)
    return h.div(".side-map")[map.fragment()]
