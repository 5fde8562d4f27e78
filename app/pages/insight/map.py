"""The map of the analysis, each topic with its layer."""

from dataclasses import astuple
from typing import Any

from app.city import city
from app.pages.context import Context
from app.pages.insight.topics import every as topics
from app.pages.insight.topics.topic import Sources
from app.pages.maps import EVERY, ITEMS, ZONES, edge, filled, ground, map_with, remote
from frontend import controls, layers
from frontend.component import Component
from frontend.service_map import ServiceMap
from frontend.sources import Remote


def insight_map(context: Context, boundary_source: str | None) -> ServiceMap:
    """The map of the analysis: each topic has a layer, the address says which is shown. The page scrolls over it."""
    lang = context.lang

    def about(name: str) -> Remote:
        return remote(f"/api/insight/{name}?lang={lang}")

    parts: list[Component[Any]] = [
        *ground(context),
        layers.ZoneLayer(remote(f"{ZONES}&lang={lang}")),
        *topics.layers(Sources(about, remote(f"{ITEMS}?properties=name,precision&{EVERY}&lang={lang}"))),
        controls.ZoomControl(),
        *edge(context, boundary_source),
    ]
    return filled(map_with(context, bbox=astuple(city().districts), wheel=False), parts)
