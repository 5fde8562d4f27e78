"""One row of a file as a record, checked against the vocabularies; all that is wrong with it where it is none."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from app.city import city
from app.imports.files import CRS_NAMES, RawRow
from app.imports.problems import Problem
from app.platforms.record import Record
from geo.crs import convert


def check(row: RawRow, codes: Mapping[str, Iterable[str]]) -> tuple[Record | None, list[Problem]]:
    """The record of a row in WGS-84, or all that is wrong with it."""
    values = {name: value for name, value in row.values.items() if value is not None}
    try:
        record = Record.model_validate(values, context=codes)
    except ValidationError as error:
        return None, [Problem(row.number, _column(e["loc"]), _reason(e)) for e in error.errors()]
    if record.lon is None or record.lat is None:
        return record, []
    if row.crs not in CRS_NAMES:
        reason = f"“{row.crs}” is not one of wgs84, gcj02, bd09, cgcs2000" if row.crs else "a position needs its crs"
        return None, [Problem(row.number, "crs", reason)]
    lon, lat = convert(record.lon, record.lat, CRS_NAMES[row.crs], "wgs84")
    if not city().positions.contains(float(lon), float(lat)):
        hint = " (lon and lat look swapped)" if city().positions.contains(record.lat, record.lon) else ""
        reason = f"{record.lon}, {record.lat} is outside {city().name_en} and its waters{hint}"
        return None, [Problem(row.number, "lon, lat", reason)]
    return record.model_copy(update={"lon": round(float(lon), 7), "lat": round(float(lat), 7)}), []


def _column(loc: tuple[int | str, ...]) -> str:
    return str(loc[0]) if loc else ""


def _reason(error: Any) -> str:
    shown = str(error.get("input"))[:60]
    message = str(error["msg"]).removeprefix("Value error, ")
    return message if error["type"] in ("missing", "value_error") else f"{message}, not “{shown}”"
