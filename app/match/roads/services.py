"""What each routing service is asked and how it answers, as its public documentation says.

OSRM: the table service of the HTTP API, v1. Valhalla: `sources_to_targets` of the matrix API. AMap (高德): distance
measurement of the web service, v3, whose positions are GCJ-02 and which measures from many starts to one destination:
the way back is taken for the way there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.errors import RoadsAwayError, RoadsNowhereError, RoadsRefusedError
from geo.crs import convert

Service = Literal["osrm", "valhalla", "amap"]
Place = tuple[float, float]
"""Longitude and latitude in degrees WGS-84."""
Seconds = list[float | None]
BUSY_OF_AMAP = ("10004", "10014", "10015", "10016", "10019", "10020", "10021", "10022", "10023")
"""Too many requests just now, or an engine that is away: asked again it may answer. A quota of the day is no such."""
LONGEST_S = 7 * 86_400.0
"""No way from one place of a city to another takes a week."""
NOWHERE_OF_OSRM = "NoSegment"
NOWHERE_OF_VALHALLA = (170, 171, 442)
"""No road joins the regions, no road near a point, no way found: said of all points where it holds of one."""


@dataclass(frozen=True)
class Question:
    """A request to a service: a path below its address, with a query or a body."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None


def osrm(origin: Place, places: Sequence[Place], key: str) -> Question:
    """One row of a table: from the first point to all others."""
    points = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in (origin, *places))
    others = ";".join(str(number) for number in range(1, len(places) + 1))
    query = {"sources": "0", "destinations": others, "annotations": "duration"} | ({"api_key": key} if key else {})
    return Question(f"/table/v1/driving/{points}", query)


def osrm_seconds(answer: Any) -> Seconds:
    """Raises RoadsNowhereError where a point has no road, RoadsRefusedError for another code than Ok, as TooBig."""
    if answer.get("code") == NOWHERE_OF_OSRM:
        raise RoadsNowhereError("OSRM knows no road at one of the points.")
    if answer.get("code") != "Ok":
        raise RoadsRefusedError(f"OSRM says {str(answer.get('code'))[:40]}.")
    return [_number(each) for each in answer["durations"][0]]


def valhalla(origin: Place, places: Sequence[Place], key: str) -> Question:
    """One row of a matrix, by car."""
    targets = [{"lon": lon, "lat": lat} for lon, lat in places]
    body = {"sources": [{"lon": origin[0], "lat": origin[1]}], "targets": targets, "costing": "auto"}
    return Question("/sources_to_targets", {"api_key": key} if key else {}, body)


def valhalla_seconds(answer: Any) -> Seconds:
    """Both forms of the answer: a list of pairs, and the short one that `verbose` false gives.

    Raises RoadsNowhereError where a point has no road, RoadsRefusedError for any other code of an error.
    """
    if answer.get("error_code") in NOWHERE_OF_VALHALLA:
        raise RoadsNowhereError("Valhalla knows no road at one of the points.")
    if "error_code" in answer:
        raise RoadsRefusedError(f"Valhalla says {str(answer['error_code'])[:40]}.")
    rows = answer["sources_to_targets"]
    if isinstance(rows, dict):
        return [_number(each) for each in rows["durations"][0]]
    return [_number(each.get("time")) for each in sorted(rows[0], key=lambda each: each["to_index"])]


def amap(origin: Place, places: Sequence[Place], key: str) -> Question:
    """From all places to the origin, by car; positions are converted to GCJ-02."""
    points = [f"{lon:.6f},{lat:.6f}" for lon, lat in (_gcj02(place) for place in (origin, *places))]
    query = {"origins": "|".join(points[1:]), "destination": points[0], "type": "1", "output": "JSON", "key": key}
    return Question("/v3/distance", query)


def amap_seconds(answer: Any) -> Seconds:
    """Raises RoadsAwayError where it is busy, RoadsRefusedError for a wrong key or a quota that is used up."""
    if str(answer.get("status")) != "1":
        code = str(answer.get("infocode"))
        raise (RoadsAwayError if code in BUSY_OF_AMAP else RoadsRefusedError)(f"AMap says {code[:10]}.")
    return [
        None if each.get("code") else _number(each.get("duration"))
        for each in sorted(answer["results"], key=lambda each: int(each["origin_id"]))
    ]


def _gcj02(place: Place) -> Place:
    lon, lat = convert(*place, "wgs84", "gcj02")
    return float(lon), float(lat)


def _number(value: Any) -> float | None:
    """Seconds; None for a place without a way. Raises ValueError for what is no time: NaN, less than nothing."""
    if value is None or value == "":
        return None
    seconds = float(value)
    if isinstance(value, bool) or not 0 <= seconds <= LONGEST_S:
        raise ValueError(f"{seconds:g} s is no time of a way")
    return seconds


Ask = Callable[[Place, Sequence[Place], str], Question]
SERVICES: Mapping[Service, tuple[Ask, Callable[[Any], Seconds]]] = {
    "osrm": (osrm, osrm_seconds),
    "valhalla": (valhalla, valhalla_seconds),
    "amap": (amap, amap_seconds),
}
