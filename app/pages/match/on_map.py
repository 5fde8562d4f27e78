"""What the map beside the order shows: which marks, in which part of the city, and the line of the path."""

from app.match.read import Ranking
from frontend.service_map import Box

ROOM_DEG = 0.02
"""The least room around what must be seen; also half the least side of the box."""
ROOM_SHARE = 0.16
"""Room on each side as a part of the whole: a disc bears several ranks, and steps aside for others."""
Place = tuple[float, float]


def shown_on_map(
    found: Ranking,
) -> tuple[tuple[str, ...], tuple[str, ...], Box | None, tuple[Place, ...], Place | None]:
    """The ids by rank, the ids of all marks, the box that opens, the stops of the path and the origin."""
    ranks = tuple(card.platform.id for card in found.cards)
    on_path = [stop.platform for stop in found.path if stop.platform]
    shown = tuple(dict.fromkeys((*ranks, *(platform.id for platform in on_path))))
    stops = [(p.lon, p.lat) for p in on_path if p.lon is not None and p.lat is not None]
    ranked = [(c.platform.lon, c.platform.lat) for c in found.cards]
    origin = (found.wanted.origin.lon, found.wanted.origin.lat) if found.wanted.origin else None
    places = [*stops, *((lon, lat) for lon, lat in ranked if lon is not None and lat is not None)]
    return ranks, shown, box_around([*places, *([origin] if origin else [])]), tuple(dict.fromkeys(stops)), origin


def box_around(places: list[Place]) -> Box | None:
    """A box with room around all of them; None for none."""
    if not places:
        return None
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    wide, high = (max(ROOM_DEG, ROOM_SHARE * (max(each) - min(each))) for each in (lons, lats))
    return min(lons) - wide, min(lats) - high, max(lons) + wide, max(lats) + high
