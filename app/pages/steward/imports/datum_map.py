"""A small picture of one position read in four datums, on the districts, waters and roads around it."""

from collections.abc import Mapping

import htpy as h
import shapely
from shapely.geometry.base import BaseGeometry

from app.draw.drawing import drawing_of
from app.draw.ground import Ground
from app.draw.window import Window, box_of
from app.imports.positions.datum_choices import DatumQuestion
from app.pages.context import joined
from app.pages.steward.visit import StewardVisit
from app.web.dependencies import snapshot_for
from geo.crs import Crs

WIDTH, HEIGHT, MARGIN = 440.0, 300.0, 70.0
LEAST_DEG = 0.012
SCALES = (200, 500, 1000, 2000, 5000)
WIDEST_SCALE = 140.0
SHORT: Mapping[Crs, str] = {"wgs84": "WGS-84", "cgcs2000": "CGCS2000", "gcj02": "GCJ-02", "bd09": "BD-09"}
NEAR_M = 5000.0
"""A place that is named farther away is not shown: the four readings would be one point."""
TOGETHER_PX = 3.0
"""Marks so near to each other are one: WGS-84 and CGCS2000 differ by less than a metre."""


async def datum_map(visit: StewardVisit, question: DatumQuestion) -> h.Node:
    """The picture; its words say what it shows where it is not seen."""
    example = question.example
    positions = example.positions if example else question.first
    around = list(positions.values())
    if example and min(example.metres(crs) for crs in positions) < NEAR_M:
        around.append((example.place.lon, example.place.lat))
    box = box_of(around, LEAST_DEG)
    if box is None:
        return None
    window = Window.around(box, 0, 0, WIDTH, HEIGHT, MARGIN)
    context = visit.visit.context
    async with snapshot_for(visit.request) as db:
        ground = await drawing_of(visit.request).grounds.of(db, context.vocabulary.data_version)
    marks = _marks(window, positions)
    said = context.say("upload-datum-map", places=joined(context.lang, [name for name, _, _ in marks]))
    return h.svg(".datum-map", viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}", role="img", aria_label=said)[
        [_path(window, shape, kind) for kind, shape in _shapes(ground)],
        _ring(window, question),
        (_mark(*mark) for mark in marks),
        _scale(window, visit),
    ]


def _shapes(ground: Ground) -> list[tuple[str, BaseGeometry]]:
    """The lines and outlines below the marks."""
    lines = [(line.layer, line.shape) for line in ground.lines]
    outlines = [("district", area.shape.boundary) for area in ground.districts.values() if area.shape is not None]
    metro = [("metro", ground.metro)] if ground.metro is not None else []
    return [*(("water", sea) for sea in ground.sea), *lines, *metro, *outlines]


def _path(window: Window, shape: BaseGeometry, kind: str) -> h.Node:
    clipped = shapely.clip_by_rect(shape, *window.edges)
    if clipped.is_empty:
        return None
    drawn: list[str] = []
    for part in shapely.get_parts(clipped):
        lines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        drawn += [_line(window, line) for line in lines if line.geom_type in ("LineString", "LinearRing")]
    return h.path(class_=f"g-{kind}", d="".join(drawn)) if drawn else None


def _line(window: Window, line: BaseGeometry) -> str:
    points = [
        (round((x - window.west) * window.scale, 1), round((window.north - y) * window.scale, 1))
        for x, y in line.coords
    ]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _marks(window: Window, positions: Mapping[Crs, tuple[float, float]]) -> list[tuple[str, float, float]]:
    """The names of the datums at each place; those that fall together share one mark."""
    marks: list[tuple[str, float, float]] = []
    for crs in SHORT:
        if crs not in positions:
            continue
        x, y = window.place(*positions[crs])
        near = next((each for each in marks if abs(each[1] - x) + abs(each[2] - y) < TOGETHER_PX), None)
        if near:
            marks[marks.index(near)] = (f"{near[0]} / {SHORT[crs]}", near[1], near[2])
        else:
            marks.append((SHORT[crs], x, y))
    return marks


def _mark(name: str, x: float, y: float) -> h.Node:
    right = x > WIDTH / 2
    return h.g(".reading")[
        h.circle(cx=f"{x:.1f}", cy=f"{y:.1f}", r="5"),
        h.text(x=f"{x + (9 if right else -9):.1f}", y=f"{y + 4:.1f}", text_anchor="start" if right else "end")[name],
    ]


def _ring(window: Window, question: DatumQuestion) -> h.Node:
    """The place that the row names, with how exact its position is."""
    if question.example is None:
        return None
    place = question.example.place
    x, y = window.place(place.lon, place.lat)
    radius = max(9.0, place.accuracy_m / window.metres_a_pixel)
    return h.circle(".named", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}")


def _scale(window: Window, visit: StewardVisit) -> h.Node:
    metres = next((each for each in reversed(SCALES) if each / window.metres_a_pixel <= WIDEST_SCALE), SCALES[0])
    long = metres / window.metres_a_pixel
    return h.g(".scale")[
        h.path(d=f"M12 {HEIGHT - 16:g}v4h{long:.1f}v-4"),
        h.text(x=f"{18 + long:.1f}", y=f"{HEIGHT - 9:g}")[visit.visit.context.say("upload-scale", metres=metres)],
    ]
