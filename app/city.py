"""The city that this installation shows: its names, codes and boxes and where its maps open, from `data/city.yaml`."""

import re
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.resources import locate
from frontend.language import choose
from geo.bbox import BBox

NAME = "city.yaml"
CHINA_TIME = timezone(timedelta(hours=8))
"""One time zone without summer time, in all of the country."""


class CityError(ValueError):
    """The file of the city cannot be used; `str()` says why."""


@dataclass(frozen=True)
class City:
    """Boxes and the centre (lon, lat) are in degrees, WGS-84; the zoom is that of web maps.

    `district_prefix` begins the GB/T 2260 code of each of its districts, and `core_districts` are too small for three
    lines of text on a map of the whole city. `positions` holds every stored position, `land` what a frame's map must
    touch and where a candidate site may stand, `districts` is what the map of the analysis shows.
    """

    code: str
    name_zh: str
    name_en: str
    district_prefix: str
    core_districts: tuple[str, ...]
    positions: BBox
    land: BBox
    districts: BBox
    centre: tuple[float, float]
    opening_zoom: float

    @property
    def latitude(self) -> float:
        """The parallel at which its maps are true to scale."""
        return (self.positions.miny + self.positions.maxy) / 2

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


@cache
def city() -> City:
    """The city of this installation's data, read once. Raises CityError where its file cannot be used."""
    return read_city(locate().data / NAME)


def read_city(path: Path) -> City:
    """Read the file of a city. Raises CityError for one that lacks something or whose parts do not fit."""
    try:
        parts = yaml.safe_load(path.read_text("utf-8"))
        city = City(
            code=str(parts["code"]),
            name_zh=str(parts["name_zh"]),
            name_en=str(parts["name_en"]),
            district_prefix=str(parts["district_prefix"]),
            core_districts=tuple(str(code) for code in parts["core_districts"]),
            positions=_box(parts["positions"]),
            land=_box(parts["land"]),
            districts=_box(parts["districts"]),
            centre=_point(parts["centre"]),
            opening_zoom=float(parts["opening_zoom"]),
        )
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise CityError(f"{path}: {error!r}") from error
    for box in (city.land, city.districts):
        if not _inside(box, city.positions):
            raise CityError(f"{path}: the boxes of land and districts lie within that of positions")
    if not all(re.fullmatch(rf"{city.district_prefix}\d{{3}}", code) for code in city.core_districts):
        raise CityError(f"{path}: a code in core_districts is district_prefix and three digits")
    if not city.positions.contains(*city.centre):
        raise CityError(f"{path}: the centre lies within the box of positions")
    return city


def _inside(inner: BBox, outer: BBox) -> bool:
    return outer.contains(inner.minx, inner.miny) and outer.contains(inner.maxx, inner.maxy)


def _box(numbers: list[Any]) -> BBox:
    return BBox.parse(",".join(str(number) for number in numbers))


def _point(numbers: list[Any]) -> tuple[float, float]:
    lon, lat = numbers
    return float(lon), float(lat)
