"""The maps of frames, composed as Folium trees."""

from dataclasses import astuple, dataclass
from typing import Any

from app.city import city
from app.pages.context import Context
from app.pages.insight.topics import every as topics
from app.pages.maps import (
    ZONES,
    edge,
    fetched_late,
    filled,
    ground,
    map_with,
    orientation_layer,
    platform_layer,
    remote,
)
from frontend import controls, layers
from frontend.component import Component
from frontend.service_map import Box, ServiceMap

FRAME_MIN_ZOOM = 7.0
"""A frame of a hand's height shows the whole city, too."""


@dataclass(frozen=True)
class FrameLook:
    """What a web master set of the map in a frame: controls, zoom by wheel, overlay and base layer."""

    controls: bool
    wheel: bool
    overlay: str
    base: str


def embed_map(
    context: Context,
    query: str,
    box: Box | None,
    boundary_source: str | None,
    look: FrameLook,
    *,
    select: str | None = None,
    area: str = "",
    many: bool = False,
) -> ServiceMap:
    """The map of an embed: its own marks, and only the controls that the web master left on.

    `area`: codes of districts that are outlined, with commas between them.
    """
    lang = context.lang
    features = look.overlay == "features"
    kinds = ",".join(context.location.filter["kind"])
    state = {"base": look.base, "area": area} | ({"overlay": "features", "kind": kinds} if features else {})
    map = map_with(
        context,
        bbox=box,
        wheel=look.wheel,
        state={name: value for name, value in state.items() if value},
        min_zoom=FRAME_MIN_ZOOM,
    )
    shown = layers.DistrictFeatureLayer(
        remote(f"/api/features?lang={lang}"), inset=False, links=False, **fetched_late(context, "features")
    )
    overlays: dict[str, list[Component[Any]]] = {
        "zones": [layers.ZoneLayer(remote(f"{ZONES}&lang={lang}"))],
        "features": [shown, controls.Legend()],
    }
    parts: list[Component[Any]] = [
        *ground(context),
        *orientation_layer(context),
        *overlays.get(look.overlay, []),
        platform_layer(context, query, many=many, select=select),
        *([controls.ZoomControl()] if look.controls else []),
        *edge(context, boundary_source, dated=False),
    ]
    return filled(map, parts)


def insight_embed_map(context: Context, query: str, boundary_source: str | None, look: FrameLook) -> ServiceMap:
    """The map of the framed topic: one question, which the address of its source says."""
    lang, name = context.lang, topics.FRAMED.figures_name
    parts: list[Component[Any]] = [
        *ground(context),
        topics.FRAMED.framed_layer(remote(f"/api/insight/{name}?{query}{'&' if query else ''}lang={lang}")),
        *([controls.ZoomControl()] if look.controls else []),
        *edge(context, boundary_source, dated=False),
    ]
    state = {"base": look.base} if look.base else None
    bbox = astuple(city().districts)
    return filled(map_with(context, bbox=bbox, wheel=look.wheel, state=state, min_zoom=FRAME_MIN_ZOOM), parts)
