"""A platform as a program sends it: a GeoJSON feature, turned into the values of a record."""

import math
from collections.abc import Mapping
from typing import Any

from app.errors import FaultsError
from app.imports.signs import UNSTORABLE
from app.platforms.columns import BY_NAME, LISTS, PROPERTIES
from app.stewardship.records import POSITION, Values, pointer
from geo.reference_systems import CRS84, SYSTEMS, ReferenceSystem

IGNORED = ("name", "district", "distance_m")
"""Properties that are made for a reader: a feature may be sent back as it was read."""
MEMBERS = (
    *("type", "id", "geometry", "properties", "links"),
    *("confirmed", "milestones", "evaluations", "public_mobile"),
)
"""What a feature has when it is read; who confirmed it, how it goes on and what consent there is are not written so."""
OWN = tuple(name for name in BY_NAME if name != "id" and name not in POSITION)
Document = Mapping[str, Any]


def values_of(document: Any, system: ReferenceSystem = CRS84) -> Values:
    """The values of a feature with coordinates of `system`; what it does not name is not stated.

    Raises FaultsError with all that is wrong.
    """
    if not isinstance(document, dict) or document.get("type") != "Feature":
        raise FaultsError([("/type", "this is no GeoJSON feature")])
    properties = document.get("properties")
    if not isinstance(properties, dict):
        raise FaultsError([("/properties", "a feature has an object of properties")])
    faults = [(f"/{_escaped(name)}", "this is not known here") for name in document if name not in MEMBERS]
    unknown = [name for name in properties if name not in OWN and name not in IGNORED and name not in PROPERTIES]
    faults += [(f"/properties/{_escaped(name)}", "this is not known here") for name in unknown]
    if "id" in document and not isinstance(document["id"], str):
        faults.append(("/id", "an identifier is a text"))
    elif UNSTORABLE.search(document.get("id") or ""):
        # Looked up before the record is checked: the database takes no such text.
        faults.append(("/id", "holds a NUL or half of a surrogate pair, which no text has"))
    position = _position(document.get("geometry"), system, faults)
    if faults:
        raise FaultsError(faults)
    stated = {name: value for name, value in properties.items() if name in OWN}
    return {"id": document.get("id"), **stated, **position}


def _position(geometry: Any, system: ReferenceSystem, faults: list[tuple[str, str]]) -> Values:
    if geometry is None:
        return {"lon": None, "lat": None}
    place = pointer("lon")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        faults.append(("/geometry", "a platform is a point, or has no geometry"))
        return {}
    coordinates = geometry.get("coordinates")
    numbers = isinstance(coordinates, list) and all(type(each) in (int, float) for each in coordinates)
    if not isinstance(coordinates, list) or not numbers or len(coordinates) != 2:
        axes = "longitude first, in degrees WGS-84" if system is CRS84 else f"in the order of axes of {system.uri}"
        faults.append((place, f"a point has two numbers, {axes}"))
        return {}
    if system is CRS84:
        return dict(zip(POSITION, coordinates, strict=True))
    [degrees] = system.degrees([coordinates]).tolist()
    if any(math.isnan(each) for each in degrees):
        faults.append((place, f"this lies outside of the area of {system.uri}"))
        return {}
    return dict(zip(POSITION, degrees, strict=True))


def system_of(header: str | None) -> ReferenceSystem:
    """The system of the coordinates that are sent, as Content-Crs names it; CRS84 where nothing does.

    Raises FaultsError for a system that is not known here.
    """
    uri = (header or CRS84.uri).strip().strip("<>")
    if uri not in SYSTEMS:
        raise FaultsError([("", f"Content-Crs is one of {', '.join(SYSTEMS)}, or is left out")])
    return SYSTEMS[uri]


def check_crs(header: str | None) -> None:
    """Rows of a job have coordinates in CRS84. Raises FaultsError for another system."""
    if system_of(header) is not CRS84:
        raise FaultsError([("", f"Content-Crs is {CRS84.uri} here, or is left out")])


def merged(document: Any, patch: Any) -> Any:
    """A document with a JSON merge patch applied (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    target = dict(document) if isinstance(document, dict) else {}
    for name, value in patch.items():
        if value is None:
            target.pop(name, None)
        else:
            target[name] = merged(target.get(name), value)
    return target


def _escaped(name: str) -> str:
    """A name as a part of a JSON pointer (RFC 6901)."""
    return name[:60].replace("~", "~0").replace("/", "~1")


def feature_of(values: Values, system: ReferenceSystem = CRS84) -> dict[str, Any]:
    """The feature of a stored record, with coordinates of `system`, as a merge patch is applied to it."""
    placed = values["lon"] is not None
    [position] = system.positions([[values["lon"], values["lat"]]]).tolist() if placed else [None]
    return {
        "type": "Feature",
        "id": values["id"],
        "geometry": {"type": "Point", "coordinates": position} if placed else None,
        "properties": {name: values[name] or None if name in LISTS else values[name] for name in OWN},
    }
