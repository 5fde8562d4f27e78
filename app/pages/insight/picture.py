"""A small map as SVG, drawn here: for paper, for a file without a server, and where no script runs."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import htpy as h

from app.city import city
from app.districts.read import District

WIDTH = 420
TOLERANCE_DEG = 0.004


@dataclass(frozen=True)
class Frame:
    """Degrees to pixels: a plate carrée true at the latitude of the city, north up.

    `stretch` is the length of a degree of longitude divided by that of a degree of latitude.
    """

    west: float
    north: float
    scale: float
    stretch: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.stretch * self.scale, (self.north - lat) * self.scale


def picture(
    districts: list[District],
    classes: dict[str, int],
    selected: str,
    points: Iterable[tuple[float, float]],
    lang: str,
    label: str,
) -> h.Node:
    """Districts in their class's colour, one outlined and named, and points (lon, lat). None without boundaries."""
    drawn = [district for district in districts if district.bbox and district.geometry]
    if not drawn:
        return None
    boxes = [district.bbox for district in drawn if district.bbox]
    west, north = min(b[0] for b in boxes), max(b[3] for b in boxes)
    east, south = max(b[2] for b in boxes), min(b[1] for b in boxes)
    stretch = math.cos(math.radians(city().latitude))
    frame = Frame(west, north, WIDTH / ((east - west) * stretch), stretch)
    height = math.ceil((north - south) * frame.scale)
    box = {"viewBox": f"0 0 {WIDTH} {height}", "class": "picture", "role": "img", "aria-label": label}
    # The chosen one last, so that no neighbour covers its outline.
    ordered = sorted(drawn, key=lambda district: district.code == selected)
    shapes = [
        h.Element("path")(
            {
                "d": path_of(district.geometry or {}, frame),
                "class": f"seq-{classes.get(district.code, 1)}{_on(district, selected)}",
            }
        )
        for district in ordered
    ]
    return h.Element("svg")(box | {"width": str(WIDTH), "height": str(height)})[
        shapes, _points(points, frame), _names(drawn, selected, frame, lang)
    ]


def _on(district: District, selected: str) -> str:
    return " on" if district.code == selected else ""


def path_of(geometry: dict[str, Any], frame: Frame) -> str:
    import shapely

    simple = shapely.from_geojson(json.dumps(geometry)).simplify(TOLERANCE_DEG)
    rings = [ring for part in shapely.get_parts(simple) for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(list(ring.coords), frame) for ring in rings)


def _ring(coords: list[tuple[float, ...]], frame: Frame) -> str:
    steps = ["{:.1f} {:.1f}".format(*frame.at(lon, lat)) for lon, lat, *_ in coords[:-1]]
    return f"M{'L'.join(steps)}Z"


def _points(points: Iterable[tuple[float, float]], frame: Frame) -> list[h.Element]:
    placed = [frame.at(lon, lat) for lon, lat in points]
    return [h.Element("circle")(cx=f"{x:.1f}", cy=f"{y:.1f}", r="3") for x, y in placed]


def _names(drawn: list[District], selected: str, frame: Frame, lang: str) -> list[h.Element]:
    one = [district for district in drawn if district.code == selected]
    named = [(district, frame.at(*district.label)) for district in one if district.label]
    return [h.Element("text")(x=f"{x:.1f}", y=f"{y:.1f}")[district.name(lang)] for district, (x, y) in named]
