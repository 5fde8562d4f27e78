"""What the map of a brief shows: the place, and a mark for each position with the name by which readers know it."""

import math

from app.brief.read import NamedPlace
from app.brief.wording import Wording
from app.city import city
from app.draw.area_map import AreaMap
from app.draw.mark import Mark
from app.draw.window import Box, box_of
from app.platforms.values import KINDS
from frontend.language import choose

NEAR_KM = 1.5
"""A place that is farther away says nothing of a position."""
RANKS = {"park": 0.0, "landmark": 0.2, "university": 0.3, "hospital": 0.3, "metro_station": 0.6}
"""By so many kilometres nearer a place of a kind further down has to be, to give its name."""
LEAST_DEG = 0.06
KM_A_DEGREE = 111.32


def area_map(wording: Wording) -> AreaMap:
    """The map of the place; of the city without names of positions, for which it has no room."""
    facts, scope = wording.facts, wording.scope
    marks = []
    for p in facts.listing.platforms:
        if p.lon is not None and p.lat is not None:
            mark = Mark(p.lon, p.lat, p.kind, p.precision)
            marks.append((mark, "" if scope.kind == "city" else _label(wording, mark)))
    kinds: list[tuple[str, str]] = [(kind, wording.say(f"brief-name-{kind}")) for kind in KINDS]
    return AreaMap(None if scope.kind == "city" else scope.code, _box(wording), marks, kinds)


def _label(wording: Wording, mark: Mark) -> str:
    lon, lat = mark.lon, mark.lat
    if mark.precision == "district":
        return wording.say("brief-map-district-only")
    near = [(_km(lon, lat, place) + RANKS.get(place.kind, 1.0), place) for place in wording.facts.places]
    within = [each for each in near if _km(lon, lat, each[1]) <= NEAR_KM]
    if not within:
        return ""
    best = min(within, key=lambda each: each[0])[1]
    return choose(wording.lang, best.name_zh, best.name_en)


def _km(lon: float, lat: float, place: NamedPlace) -> float:
    east = (lon - place.lon) * math.cos(math.radians(lat))
    return math.hypot(east, lat - place.lat) * KM_A_DEGREE


def _box(wording: Wording) -> Box:
    facts, scope = wording.facts, wording.scope
    if scope.kind == "district" and facts.district and facts.district.bbox:
        return facts.district.bbox
    if scope.kind == "zone" and facts.extents:
        return facts.extents[0].bbox
    records = [(p.lon, p.lat) for p in facts.listing.platforms if p.lon is not None and p.lat is not None]
    whole = city().districts
    box = box_of(records, LEAST_DEG) if scope.kind != "city" else None
    return box or (whole.minx, whole.miny, whole.maxx, whole.maxy)
