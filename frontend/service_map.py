"""The map as a Folium element: composed as Folium does it, rendered as one element and one JSON block."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import folium
import htpy as h
from branca.element import Element
from markupsafe import Markup

from frontend.assets import Assets
from frontend.component import Component, Spec, as_script_text, spec_of, standing
from frontend.language import DEFAULT
from frontend.options import OMITTED, Options
from frontend.page import Page

Box = tuple[float, float, float, float]


class NotOnAServiceMapError(TypeError):
    """A method of folium.Map that has no meaning here."""


@dataclass(frozen=True)
class ServiceMapOptions(Options):
    """What the map itself is told: `center` is lon, lat, `bbox` west, south, east, north, in degrees."""

    lang: str
    center: tuple[float, float]
    zoom: float
    opening_zoom: float | None
    min_zoom: float
    max_zoom: float
    bbox: Box | None
    wheel: bool
    state: Mapping[str, str] | None = field(default=None, metadata=OMITTED)


class ServiceMap(folium.Map):
    """A map of our components. Stock Folium elements are refused; record text is data, never a template."""

    default_js = ()  # type: ignore[assignment]
    default_css = ()  # type: ignore[assignment]

    def __init__(
        self,
        center: tuple[float, float],
        zoom: float,
        *,
        lang: str = DEFAULT.code,
        title: str = "",
        opening_zoom: float | None = None,
        min_zoom: float = 8,
        max_zoom: float = 18,
        bbox: Box | None = None,
        wheel: bool = True,
        state: Mapping[str, str] | None = None,
    ) -> None:
        """`center` is lon, lat; `bbox` is west, south, east, north in degrees and wins over `center`.

        `wheel`: the map takes wheel and single finger; otherwise they scroll the page around it.
        `state` is how a map without a page of filters opens, in the words of a page's address: `overlay`, `base`.
        """
        Element.__init__(self)
        self._name = "ServiceMap"
        self.title = title
        self.map_options = ServiceMapOptions(
            lang, center, zoom, opening_zoom, min_zoom, max_zoom, bbox, wheel, dict(state) if state else None
        )

    def add_child(self, child: Element, name: str | None = None, index: int | None = None) -> "ServiceMap":
        """Add a component; anything else raises TypeError."""
        if not isinstance(child, Component):
            raise TypeError(f"{type(child).__name__} is no component of the service map and cannot be added to it")
        super().add_child(child, name=name, index=index)
        return self

    def spec(self) -> Spec:
        """The whole tree as plain data."""
        return spec_of("service-map", self.map_options.spec(), self._children.values())

    def fragment(self, spec: Spec | None = None) -> h.Node:
        """The element the map is mounted in, and its specification."""
        region = h.div("#map.service-map", data_map_root=True, role="region", aria_label=self.title)
        text = as_script_text(self.spec() if spec is None else spec)
        return h.fragment[region, h.script(type="application/json", data_map=True)[Markup(text)]]  # noqa: S704

    def document(self) -> str:
        """A page with the map alone that needs no server: assets and data are within it.

        Sources with a full address are read now. Raises httpx.HTTPError where one cannot be.
        """
        body = h.main(".alone")[self.fragment(standing(self.spec()))]
        lang = self.map_options.lang
        return Page(title=self.title, lang=lang, assets=Assets.inlined(), body=body).render()

    def render(self, **kwargs: Any) -> str:
        """The map's element as text, the same each time."""
        return str(self.fragment())

    def fit_bounds(self, bounds: Any, *args: Any, **kwargs: Any) -> None:
        """Show these bounds: [[south, west], [north, east]], as Folium has them."""
        (south, west), (north, east) = bounds
        self.map_options = replace(self.map_options, bbox=(west, south, east, north))

    def get_bounds(self) -> list[list[float | None]]:
        """The bounds to show, as Folium has them; None where only a centre is set."""
        west, south, east, north = self.map_options.bbox or (None, None, None, None)
        return [[south, west], [north, east]]

    def save(self, outfile: Any, close_file: bool = True, **kwargs: Any) -> None:
        """Write the map as one file that needs no server; `outfile` is a path or an open binary file."""
        text = self.document().encode()
        if isinstance(outfile, (str, Path)):
            Path(outfile).write_bytes(text)
            return
        outfile.write(text)
        if close_file:
            outfile.close()

    def _repr_html_(self, **kwargs: Any) -> str:
        """The map in a notebook: a frame of its own, which may run its script and nothing else."""
        frame = h.iframe(
            srcdoc=self.document(),
            sandbox="allow-scripts",
            title=self.title or "service map",
            width="100%",
            height="560",
        )
        return str(frame)

    def _repr_png_(self) -> None:
        """A notebook asks for every form: here is no picture, the frame is the answer."""

    def show_in_browser(self) -> NoReturn:
        _refuse("show_in_browser", "serve a Page")

    def keep_in_front(self, *args: Any) -> NoReturn:
        _refuse("keep_in_front", "the order of drawing is fixed")

    def on(self, **event_map: Any) -> NoReturn:
        _refuse("on", "events are handled in TypeScript")

    def add_js_link(self, name: str, url: str) -> NoReturn:
        _refuse("add_js_link", "the bundle is the only script")

    def add_css_link(self, name: str, url: str) -> NoReturn:
        _refuse("add_css_link", "the bundle has the only style sheet")

    def to_dict(self, *args: Any, **kwargs: Any) -> Spec:
        return self.spec()


def _refuse(method: str, instead: str) -> NoReturn:
    raise NotOnAServiceMapError(f"ServiceMap.{method}() has no meaning here: {instead}")
