"""The map of one place: what lies outside of it is paler, its outline is in ink, and each mark has a name below it."""

from dataclasses import dataclass, field
from typing import Any

from shapely.geometry import box as rectangle

from app.city import city
from app.draw.canvas import Canvas, Form
from app.draw.figure import AreaCell, Content
from app.draw.fills import style
from app.draw.fonts import width
from app.draw.ground import Ground
from app.draw.map_sheet import MapSheet
from app.draw.mark import Mark
from app.draw.marks import draw_marks, grouped, kind_shape, place, radius
from app.draw.window import Box, Window

WASH = 0.55
"""How much of the paper's colour lies over what is outside."""
METRO_OPACITY = 0.35
LABEL_PX = 12.5
LEGEND_PX = 34.0
"""The height of the line below the map, at size 1."""
MARGIN_PX = 14.0
WIDTH, HEIGHT = 608, 752
"""Of the map alone, in pixels: twice what a page gives it."""


@dataclass(frozen=True)
class AreaMap(Content):
    """The map of a place: what is outlined, and marks with the names of their places.

    `code` is that of a district or zone, None for the city; `box` is west, south, east, north in degrees.
    """

    code: str | None
    box: Box
    marks: list[tuple[Mark, str]]
    kinds: list[tuple[str, str]]
    """Each kind with its name, for the legend."""
    cells: list[AreaCell] = field(default_factory=list)
    """Areas and dots below the marks, in the order in which they are drawn."""


def area_picture(area: AreaMap, ground: Ground, lang: str, form: Form) -> bytes:
    """The map alone with its scale and legend, for a page or a document that says the rest around it."""
    canvas = Canvas(WIDTH, HEIGHT, lang)
    size = 2.0
    high = HEIGHT - LEGEND_PX * size
    draw_area(canvas, area, ground, (0, 0, WIDTH, high), size, names=area.code is None)
    _legend(canvas, area, high, size)
    canvas.rectangle(0.5, 0.5, WIDTH - 1, HEIGHT - 1, line="border", px=1.0)
    return canvas.written(form)


def draw_area(
    canvas: Canvas,
    area: AreaMap,
    ground: Ground,
    at: tuple[float, float, float, float],
    size: float,
    *,
    names: bool = True,
) -> list[Mark]:
    """The map in a rectangle of the canvas: left, top, width, height. `names`: those of districts, where is room.

    Returns the marks as they were drawn, those that would lie on each other as one.
    """
    sheet = MapSheet(canvas, Window.around(area.box, *at, margin=MARGIN_PX * size), ground, size)
    sheet.draw_ground()
    if ground.metro is not None:
        sheet.shape(ground.metro, line="ink-3", px=1.1 * size, opacity=METRO_OPACITY)
    shape = _shape(area, ground)
    if shape is not None:
        _wash(sheet, shape)
    else:
        sheet.draw_zones(filled=False)
    for cell in area.cells:
        sheet.shape(cell.shape, **style(cell.fill))
    marks = grouped(sheet, [mark for mark, _ in area.marks])
    for mark in marks:
        sheet.take(*place(sheet, mark), radius(mark, size) + 4)
    sheet.draw_scale()
    draw_marks(sheet, marks)
    _labels(sheet, area, marks)
    if names:
        sheet.draw_names(ground.districts.values(), zones=False)
    sheet.draw_waters()
    return marks


def draw_locator(canvas: Canvas, area: AreaMap, ground: Ground, at: tuple[float, float, float, float]) -> None:
    """A small map of the whole city in which the place is filled."""
    left, top, wide, high = at
    whole = city().districts
    canvas.rectangle(left, top, wide, high, fill="surface", line="hairline", px=1.5)
    window = Window.around((whole.minx, whole.miny, whole.maxx, whole.maxy), *at, margin=0.06 * wide)
    sheet = MapSheet(canvas, window, ground, 1.0)
    for district in ground.districts.values():
        if district.shape is not None:
            sheet.shape(district.shape, fill="sunken", line="border", px=0.8)
    shape = _shape(area, ground)
    if shape is not None:
        sheet.shape(shape, fill="accent", line="accent", px=0.8)


def _shape(area: AreaMap, ground: Ground) -> Any:
    found = ground.districts.get(area.code or "") or ground.zones.get(area.code or "")
    return found.shape if found else None


def _wash(sheet: MapSheet, shape: Any) -> None:
    """Pale outside, and the outline with a light casing."""
    west, south, east, north = sheet.window.edges
    sheet.shape(rectangle(west, south, east, north).difference(shape), fill="surface", alpha=WASH)
    sheet.shape(shape, line="surface", px=5.0 * sheet.size)
    sheet.shape(shape, line="ink", px=2.2 * sheet.size)


def _labels(sheet: MapSheet, area: AreaMap, marks: list[Mark]) -> None:
    """The name of each mark's place, below the mark or above it, where there is room."""
    named = {(mark.lon, mark.lat): text for mark, text in area.marks}
    said: set[str] = set()
    px = LABEL_PX * sheet.size
    for mark in sorted(marks, key=lambda mark: -mark.n):
        text = named.get((mark.lon, mark.lat), "")
        if not text or text in said:
            continue
        x, y = place(sheet, mark)
        away, half = radius(mark, sheet.size) + px * 1.15, width(text, px) / 2
        for baseline in (y + away, y - away + px * 0.75):
            spot = (x - half, baseline - px, x + half, baseline + px * 0.2)
            if _free(sheet, spot, mark):
                sheet.canvas.text(x, baseline, text, px, align="center", halo="surface")
                sheet.taken.append(spot)
                said.add(text)
                break


def _free(sheet: MapSheet, spot: tuple[float, float, float, float], mark: Mark) -> bool:
    """Whether nothing but the mark itself stands there."""
    if not (sheet.window.holds(spot[0], spot[1], 3) and sheet.window.holds(spot[2], spot[3], 3)):
        return False
    x, y = place(sheet, mark)
    others = [b for b in sheet.taken if not (b[0] <= x <= b[2] and b[1] <= y <= b[3])]
    return not any(spot[0] < b[2] and b[0] < spot[2] and spot[1] < b[3] and b[1] < spot[3] for b in others)


def _legend(canvas: Canvas, area: AreaMap, top: float, size: float) -> None:
    """The shapes of the kinds with their names, below the map."""
    px = 12.0 * size
    canvas.rectangle(0, top, canvas.width, canvas.height - top, fill="surface")
    canvas.line([(0, top), (canvas.width, top)], "border", 1.0)
    middle = top + LEGEND_PX * size / 2
    x = canvas.width - 12 * size
    for kind, name in reversed(area.kinds):
        # Its left end is set: another font of a reader may be wider than ours.
        x -= width(name, px)
        canvas.text(x, middle + px * 0.36, name, px)
        x -= 14 * size
        kind_shape(canvas, x, middle, kind, 6.5 * size, px=1.4 * size)
        x -= 20 * size
