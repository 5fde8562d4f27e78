"""The names by which files call a datum."""

import re
from typing import Any

from app.errors import quoted
from app.imports.rows.problems import ImportRefusedError, Problem
from geo.datum import Crs

NAMES: dict[str, Crs] = {
    "wgs84": "wgs84",
    "gcj02": "gcj02",
    "bd09": "bd09",
    "bd09ll": "bd09",
    "cgcs2000": "cgcs2000",
    "crs84": "wgs84",
    "ogc:crs84": "wgs84",
    "epsg:4326": "wgs84",
    "epsg:4490": "cgcs2000",
}
ALLOWED = "wgs84, gcj02, bd09, cgcs2000"
_IDENTIFIER = re.compile(r"^(?:urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)(ogc|epsg)[:/][^:/]*[:/](\w+)$")
_BETWEEN = re.compile(r"[\s_-]+")


def datum_named(name: Any) -> Crs | None:
    """The datum of a name, as `GCJ-02`, `WGS 84`, `EPSG:4490` or `urn:ogc:def:crs:OGC:1.3:CRS84`; None: not known."""
    if not isinstance(name, str):
        return None
    plain = name.strip().casefold()
    identifier = _IDENTIFIER.match(plain)
    return NAMES.get(":".join(identifier.groups()) if identifier else _BETWEEN.sub("", plain))


def stated_datum(member: Any, name: str) -> Crs:
    """The datum that a GeoJSON member `crs` or `datum` states. Raises ImportRefusedError where it is not known."""
    stated = member
    if isinstance(member, dict):
        properties = member.get("properties")
        stated = properties.get("name") if isinstance(properties, dict) else None
    datum = datum_named(stated)
    if datum is None:
        reason = f"the member “{name}” names {quoted(stated)}, which is not one of {ALLOWED}"
        raise ImportRefusedError([Problem(0, "crs", reason)])
    return datum


def document_datum(document: dict[str, Any], given: Crs | None, giver: str = "--crs") -> Crs | None:
    """The datum of a GeoJSON object, which its members `crs` and `datum` may state, or what `giver` calls.

    Raises ImportRefusedError where two of them differ.
    """
    members = [name for name in ("crs", "datum") if document.get(name) is not None]
    stated = {f"its member “{name}”": stated_datum(document[name], name) for name in members}
    if given is not None:
        stated[giver] = given
    if len(set(stated.values())) > 1:
        named = ", ".join(f"{who} says {datum}" for who, datum in stated.items())
        raise ImportRefusedError([Problem(0, "crs", f"the datum is not clear: {named}")])
    return next(iter(stated.values()), None)


def given_datum(name: str | None) -> Crs | None:
    """The datum that the option `--crs` names; None where it is not given. Raises ImportRefusedError."""
    if name is None:
        return None
    datum = datum_named(name)
    if datum is None:
        raise ImportRefusedError([Problem(0, "crs", f"{quoted(name)} is not one of {ALLOWED}")])
    return datum
