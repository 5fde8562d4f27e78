"""A platform as a program sends it: a GeoJSON feature, turned into the values of a record."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import FaultsError
from app.imports.rows.signs import UNSTORABLE
from app.platforms.columns import BY_NAME, LISTS, PROPERTIES
from app.stewardship.records import POSITION, Fault, Values, escaped, pointer
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


@dataclass(frozen=True)
class Sent:
    """The values of a feature; what it does not name is not stated. `faults` is what is wrong with how it says them."""

    values: Values
    faults: tuple[Fault, ...] = ()

    def also(self, fault: Fault) -> "Sent":
        """It with one fault more."""
        return Sent(self.values, (*self.faults, fault))


def sent_of(document: Any, system: ReferenceSystem = CRS84) -> Sent:
    """What a feature with coordinates of `system` says. Raises FaultsError where it is none."""
    if not isinstance(document, dict) or document.get("type") != "Feature":
        raise FaultsError([("/type", "this is no GeoJSON feature")])
    properties = document.get("properties")
    if not isinstance(properties, dict):
        raise FaultsError([("/properties", "a feature has an object of properties")])
    faults: list[Fault] = [(f"/{escaped(name)}", "this is not known here") for name in document if name not in MEMBERS]
    unknown = [name for name in properties if name not in OWN and name not in IGNORED and name not in PROPERTIES]
    faults += [(f"/properties/{escaped(name)}", "this is not known here") for name in unknown]
    id = document.get("id")
    if "id" in document and not isinstance(id, str):
        faults.append(("/id", "an identifier is a text"))
    elif UNSTORABLE.search(id or ""):
        faults.append(("/id", "holds a NUL or half of a surrogate pair, which no text has"))
    # Nobody looks for a record by such a one: the database takes no such text.
    known = None if any(place == "/id" for place, _ in faults) else id
    position = _position(document.get("geometry"), system, faults)
    stated = {name: value for name, value in properties.items() if name in OWN}
    return Sent({"id": known, **stated, **position}, tuple(faults))


def _position(geometry: Any, system: ReferenceSystem, faults: list[Fault]) -> Values:
    if geometry is None:
        return {"lon": None, "lat": None}
    place = pointer("lon")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        faults.append(("/geometry", "a platform is a point, or has no geometry"))
        return {}
    coordinates = geometry.get("coordinates")
    numbers = isinstance(coordinates, list) and all(map(_is_number, coordinates))
    if not isinstance(coordinates, list) or not numbers or len(coordinates) != 2:
        axes = "longitude first, in degrees WGS-84" if system is CRS84 else f"in the order of axes of {system.uri}"
        faults.append((place, f"a point has two finite numbers, {axes}"))
        return {}
    if system is CRS84:
        return dict(zip(POSITION, coordinates, strict=True))
    [degrees] = system.degrees([coordinates]).tolist()
    if not all(map(math.isfinite, degrees)):
        faults.append((place, f"this lies outside of the area of {system.uri}"))
        return {}
    return dict(zip(POSITION, degrees, strict=True))


def _is_number(value: Any) -> bool:
    """Whether it is a finite number; no whole number beyond all floats is one."""
    try:
        return type(value) in (int, float) and math.isfinite(value)
    except OverflowError:
        return False


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
