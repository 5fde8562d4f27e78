"""One row of a file as a record, checked against the vocabularies; all that is wrong with it where it is none."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from app.city import city
from app.errors import quoted
from app.imports.datums import ALLOWED, datum_named
from app.imports.problems import Problem
from app.imports.rows import RawRow
from app.platforms.record import WHAT_PATTERNS_WANT, Record
from geo.crs import convert

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What no text of PostgreSQL holds: NUL, and half of a surrogate pair."""


def check(row: RawRow, codes: Mapping[str, Iterable[str]]) -> tuple[Record | None, list[Problem]]:
    """The record of a row in WGS-84, or all that is wrong with it."""
    values = {name: value for name, value in row.values.items() if value is not None}
    if unstorable := [name for name, value in values.items() if _is_unstorable(value)]:
        reason = "holds a NUL or half of a surrogate pair, which no text has: take it away"
        return None, [Problem(row.number, name, reason) for name in unstorable]
    try:
        record = Record.model_validate(values, context=codes)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, [Problem(row.number, _column(each["loc"]), _reason(each)) for each in errors]
    if record.lon is None or record.lat is None:
        return record, []
    return _placed(row, record, record.lon, record.lat)


def _placed(row: RawRow, record: Record, lon: float, lat: float) -> tuple[Record | None, list[Problem]]:
    """The record with its position in WGS-84; it must lie where the database lets it stand."""
    datum = datum_named(row.crs)
    if datum is None:
        reason = f"{quoted(row.crs)} is not one of {ALLOWED}" if row.crs else "a position needs its crs"
        return None, [Problem(row.number, "crs", reason)]
    x, y = (round(float(number), 7) for number in convert(lon, lat, datum, "wgs84"))
    if not city().positions.encloses(x, y):
        hint = " (lon and lat look swapped)" if city().positions.contains(lat, lon) else ""
        reason = f"“{lon}, {lat}” is outside {city().name_en} and its waters{hint}"
        return None, [Problem(row.number, "lon, lat", reason)]
    return record.model_copy(update={"lon": x, "lat": y}), []


def _is_unstorable(value: Any) -> bool:
    if isinstance(value, str):
        return UNSTORABLE.search(value) is not None
    return isinstance(value, list) and any(isinstance(text, str) and UNSTORABLE.search(text) for text in value)


def _column(loc: tuple[int | str, ...]) -> str:
    return str(loc[0]) if loc else ""


def _reason(error: Any) -> str:
    if error["type"] == "string_pattern_mismatch":
        return f"{quoted(error['input'])} is {WHAT_PATTERNS_WANT[error['ctx']['pattern']]}"
    message = str(error["msg"]).removeprefix("Value error, ")
    return message if error["type"] in ("missing", "value_error") else f"{message}, not {quoted(error.get('input'))}"
