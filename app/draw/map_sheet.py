"""The map of a picture: ground, fills, zones and names, in the page's order and colours."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.draw.canvas import Canvas, drawn, hatch
from app.draw.figure import AreaCell
from app.draw.fonts import width
from app.draw.ground import Area, Ground, Line
from app.draw.shapes import path_in
from app.draw.window import Window
from frontend.language import CHINESE

ERROR_PX = {"road": 8.0, "lake": 9.5, "river": 64.0, "creek": 9.5}
"""A line is shown only while its error is smaller than about this, as on the page."""
BIG_KM2 = 250.0
ROOMY_PX_KM = 12
SHORT = re.compile("新?区$")
"""What a short Chinese name of a district leaves out."""
NEAR_TRIES = ((0.0, 0.0), (0.0, 0.7), (0.3, 0.0), (-0.3, 0.0))
TRIES = ((0.0, 0.0), (0.0, 1.6), (0.0, -1.6), (0.7, 0.0), (-0.7, 0.0), (0.0, 2.8), (0.0, -2.8))
"""Where a name is tried beside its point: parts of its own width to the right, and of its height down."""
SPACE = "\N{SIX-PER-EM SPACE}"
Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


@dataclass
class MapSheet:
    """A map within a canvas. `size` is how large its names and lines are beside those of the page."""

    canvas: Canvas
    window: Window
    ground: Ground
    size: float = 1.0
    taken: list[Rectangle] = field(default_factory=list)
    """Where something stands that no name may cover."""

    def draw_ground(self, fills: Mapping[str, dict[str, Any]] | None = None) -> None:
        """Sea, land, fills of districts by code, water, limits."""
        ground, window = self.ground, self.window
        self.canvas.rectangle(window.left, window.top, window.width, window.height, fill="water")
        for shape in ground.outside:
            self.shape(shape, fill="outside", line="coast", px=0.8 * self.size)
        if ground.land is not None:
            self.shape(ground.land, fill="land")
        for code, style in (fills or {}).items():
            if (area := ground.districts.get(code)) and area.shape is not None:
                self.shape(area.shape, **style)
        for shape in ground.sea:
            self.shape(shape, fill="water")
        for shape in ground.coasts:
            self.shape(shape, line="coast", px=0.8 * self.size)
        for area in ground.districts.values():
            if area.shape is not None:
                self.shape(area.shape, line="district-line", px=0.9 * self.size)
        self._draw_lines()

    def _draw_lines(self) -> None:
        px_km = 1000 / self.window.metres_a_pixel
        for line in self.ground.lines:
            kind = "creek" if line.layer == "river" and line.rank > 1 else line.layer
            if line.accuracy_m / self.window.metres_a_pixel > ERROR_PX[kind]:
                continue
            if kind == "lake":
                self.shape(line.shape, fill="water")
            elif kind == "road":
                self.shape(line.shape, line="district-line", px=1.2 * self.size, opacity=0.55)
            else:
                self._draw_river(line, kind == "creek", px_km)

    def _draw_river(self, line: Line, creek: bool, px_km: float) -> None:
        """As wide as it is on the ground and never thinner than a line; a great river between its banks."""
        px = max(0.9 * self.size, px_km * 0.09) if creek else max(1.6 * self.size, px_km * 0.42)
        if not creek:
            self.shape(line.shape, line="coast", px=px + 1.6 * self.size)
        self.shape(line.shape, line="water", px=px)

    def draw_zones(self, *, filled: bool = True) -> None:
        """The key zones, dashed, because their extents are schematic."""
        for zone in self.ground.zones.values():
            if zone.shape is not None:
                if filled:
                    self.shape(zone.shape, fill="accent", alpha=0.035)
                self.shape(zone.shape, line="halo", px=3 * self.size, opacity=0.6)
                self.shape(zone.shape, line="zone-line", px=1.2 * self.size, dash=(5 * self.size, 3.5 * self.size))

    def shape(self, geometry: Any, opacity: float = 1.0, *, hatched: bool = False, **style: Any) -> None:
        """A projected geometry, cut at the window; `opacity` is that of its line."""
        from matplotlib.colors import to_rgba
        from matplotlib.patches import PathPatch

        path = path_in(self.window, geometry)
        if path is None:
            return
        look = drawn(**style)
        if opacity < 1:
            look["edgecolor"] = to_rgba(look["edgecolor"], opacity)
        self.add(PathPatch(path, **look, **(hatch() if hatched else {})))

    def add(self, artist: Any) -> None:
        """An artist that ends at the window's edge."""
        from matplotlib.patches import Rectangle as Patch

        window = self.window
        self.canvas.add(artist)
        edge = Patch((window.left, window.top), window.width, window.height)
        artist.set_clip_path(edge.get_path(), edge.get_transform() + self.canvas.axes.transData)

    def take(self, x: float, y: float, radius: float) -> None:
        """Keep names off a disc."""
        self.taken.append((x - radius, y - radius, x + radius, y + radius))

    @property
    def _roomy(self) -> bool:
        """Whether the districts of the core have room for their whole names, as on the page."""
        return 1000 / self.window.metres_a_pixel / self.size > ROOMY_PX_KM

    def outline(self, codes: Iterable[str]) -> None:
        """Chosen districts in ink, with a light casing."""
        shapes = [area.shape for code in codes if (area := self.ground.districts.get(code)) and area.shape is not None]
        for token, px in (("surface", 5.0), ("ink", 2.0)):
            for shape in shapes:
                self.shape(shape, line=token, px=px * self.size)

    def draw_names(self, areas: Iterable[Area], *, zones: bool = True) -> None:
        """Names of districts where there is room, the largest first, then those of the zones."""
        for area in sorted(areas, key=lambda area: (-area.km2, area.code)):
            if area.label:
                big = area.km2 > BIG_KM2
                self._name(area, 13.0 if big else 12.0, "place-ink", spaced=big, short=not big and not self._roomy)
        for zone in self.ground.zones.values() if zones else ():
            if zone.box:
                self._zone_name(zone)

    def draw_figures(self, figures: Mapping[str, str], dark: Collection[str], *, named: bool = False) -> None:
        """The figure of each district, light on what is filled darkly.

        Its name stands above it where it is large; `named`: where a short name has room, too.
        """
        for area in sorted(self.ground.districts.values(), key=lambda area: (-area.km2, area.code)):
            if area.label is not None and area.code in figures:
                big = area.km2 > BIG_KM2
                short = SHORT.sub("", area.name_zh) if named and self.canvas.lang == CHINESE.code else ""
                name = area.name(self.canvas.lang) if big else short
                self._figure(area.label, name, figures[area.code], area.code in dark)

    def _figure(self, at: tuple[float, float], name: str, figure: str, dark: bool) -> None:
        px = 13 * self.size
        size, drop = (px * 1.05, 1.15) if name else (px, 0.35)
        token, halo = ("surface", "seq-5") if dark else ("ink", "halo")
        x, y = self.window.place(*at)
        if name:
            self.canvas.text(x, y - px * 0.1, name, px, token, align="center", halo=halo)
        self.canvas.text(x, y + px * drop, figure, size, token, weight="bold", align="center", halo=halo)
        half = max(width(name, px), width(figure, size)) / 2
        self.taken.append((x - half, y - px * 1.1, x + half, y + px * 1.3))

    def draw_cell_number(self, cell: AreaCell, least_px: float) -> None:
        """The number in a cell, where it has room."""
        west, south, east, north = cell.shape.bounds
        px = min(12 * self.size, (east - west) * self.window.scale * 0.5)
        if not cell.text or (east - west) * self.window.scale < least_px:
            return
        x = self.window.left + ((west + east) / 2 - self.window.west) * self.window.scale
        y = self.window.top + (self.window.north - (south + north) / 2) * self.window.scale
        if self.window.holds(x, y):
            token = "surface" if cell.fill.dark else "ink"
            self.canvas.text(x, y + px * 0.36, cell.text, px, token, weight="bold", align="center")
            self.take(x, y, px * 0.8)

    def _zone_name(self, zone: Area) -> None:
        """In the middle of a wide zone, else below its southern edge."""
        west, south, east, _ = zone.box or (0.0, 0.0, 0.0, 0.0)
        (left, below), (right, _) = self.window.place(west, south), self.window.place(east, south)
        inside = right - left > width(zone.name(self.canvas.lang), 12.0 * self.size) + 30
        if inside and zone.label:
            self._name(zone, 12.0, "ink-2", spaced=False, tries=NEAR_TRIES)
        else:
            at = ((left + right) / 2, below + 15 * self.size)
            self._name(zone, 12.0, "ink-2", spaced=False, tries=NEAR_TRIES, at=at)

    def _name(
        self,
        area: Area,
        px: float,
        token: str,
        *,
        spaced: bool,
        short: bool = False,
        tries: Sequence[tuple[float, float]] = TRIES,
        at: tuple[float, float] | None = None,
    ) -> None:
        text, px = area.name(self.canvas.lang), px * self.size
        if short and self.canvas.lang == CHINESE.code:
            text = SHORT.sub("", text)
        if spaced and self.canvas.lang == CHINESE.code:
            text = SPACE.join(text)
        wide = width(text, px)
        x, y = at or self.window.place(*(area.label or (0.0, 0.0)))
        for dx, dy in tries:
            tried = (x + dx * wide, y + dy * px)
            if self._room(tried, wide, px):
                self.canvas.text(tried[0], tried[1] + px * 0.36, text, px, token, align="center", halo="halo")
                return

    def draw_waters(self) -> None:
        """The names of the great waters, turned as on the page."""
        for water in self.ground.waters:
            x, y = self.window.place(*water.at)
            text, px = water.name(self.canvas.lang), 17.0 * self.size
            spaced = SPACE.join(text) if self.canvas.lang == CHINESE.code else text
            turn, wide = math.radians(water.rotation), width(spaced, px)
            across = wide * abs(math.cos(turn)) + px * abs(math.sin(turn))
            down = wide * abs(math.sin(turn)) + px * abs(math.cos(turn))
            if water.rank > 1 or not self._room((x, y), across, down):
                continue
            self.canvas.text(x, y + px * 0.36, spaced, px, "water-ink", align="center", turned=-water.rotation)

    def draw_credits(self, texts: Iterable[str]) -> None:
        """Whose lines these are, at the lower left of the map."""
        px, window = 10.5 * self.size, self.window
        y = window.top + window.height - 10 * self.size
        for text in reversed(list(texts)):
            self.canvas.text(window.left + 10 * self.size, y, text, px, "ink-2", halo="halo")
            wide = width(text, px)
            self.taken.append((window.left, y - px, window.left + 10 * self.size + wide, y))
            y -= px * 1.4

    def _room(self, at: tuple[float, float], wide: float, px: float) -> bool:
        """Whether a name fits there; then the place is taken."""
        box = (at[0] - wide / 2, at[1] - px * 0.6, at[0] + wide / 2, at[1] + px * 0.6)
        corners = ((box[0], box[1]), (box[2], box[3]))
        if not all(self.window.holds(*corner, margin=4) for corner in corners):
            return False
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in self.taken):
            return False
        self.taken.append(box)
        return True

    def draw_scale(self) -> None:
        """A bar of a round length at the lower right."""
        window, metres = self.window, self.window.metres_a_pixel
        km = max((k for k in (0.5, 1, 2, 5, 10, 20, 50) if k * 1000 / metres <= 120 * self.size), default=0.5)
        long, px = km * 1000 / metres, 12 * self.size
        right, below = window.left + window.width - 14 * self.size, window.top + window.height - 14 * self.size
        text = f"{km:g} km"
        wide = width(text, px)
        self.canvas.text(right, below, text, px, "ink-2", align="right", halo="halo")
        left = right - wide - 8 * self.size - long
        self.taken.append((left, below - px, right, below))
        bar = [(left, below - 4), (left, below), (left + long, below), (left + long, below - 4)]
        self.canvas.line(bar, "ink-2", 1.2 * self.size)
