"""The outline of an area as the path of a small SVG."""

import json
from dataclasses import dataclass
from typing import Any

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


def path_of(geometry: dict[str, Any], frame: Frame) -> str:
    """The `d` of a polygon or several, GeoJSON in degrees."""
    import shapely

    simple = shapely.from_geojson(json.dumps(geometry)).simplify(TOLERANCE_DEG)
    rings = [ring for part in shapely.get_parts(simple) for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(list(ring.coords), frame) for ring in rings)


def _ring(coords: list[tuple[float, ...]], frame: Frame) -> str:
    steps = ["{:.1f} {:.1f}".format(*frame.at(lon, lat)) for lon, lat, *_ in coords[:-1]]
    return f"M{'L'.join(steps)}Z"
