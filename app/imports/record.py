"""One row of a file as a record, checked against the vocabularies; all that is wrong with it where it is none."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from app.city import city
from app.imports.datums import ALLOWED, datum_named
from app.imports.problems import Problem, Quoted, fault
from app.imports.rows import RawRow
from app.imports.signs import sign_problems
from app.platforms.columns import BY_NAME
from app.platforms.record import DATE, FIRST_YEAR, IDENTIFIER, LAST_YEAR, PAIRS, WEB_ADDRESS, Record, UnknownCodeError
from geo.datum import convert_point

PATTERNS = {DATE: "no-date", WEB_ADDRESS: "no-address", IDENTIFIER: "no-identifier"}
"""What a text that does not match the pattern of its column is told."""
TYPES = {"string_type": "no-text", "finite_number": "not-finite", "float_type": "no-number"}
YEARS = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}


def check(row: RawRow, codes: Mapping[str, Iterable[str]]) -> tuple[Record | None, list[Problem]]:
    """The record of a row in WGS-84, or all that is wrong with it."""
    values = {name: value for name, value in row.values.items() if value is not None}
    if unstorable := sign_problems(row.number, values):
        return None, unstorable
    try:
        record = Record.model_validate(values, context=codes)
    except ValidationError as error:
        return None, [problem for each in error.errors(include_url=False) for problem in _problems(row, values, each)]
    if record.lon is None or record.lat is None:
        return record, []
    return _placed(row, record, record.lon, record.lat)


def _placed(row: RawRow, record: Record, lon: float, lat: float) -> tuple[Record | None, list[Problem]]:
    """The record with its position in WGS-84; it must lie where the database lets it stand."""
    datum = datum_named(row.crs)
    if datum is None:
        if row.crs:
            return None, [fault(row.number, "crs", "unknown-datum", value=Quoted(row.crs), allowed=ALLOWED)]
        return None, [fault(row.number, "crs", "no-row-datum")]
    x, y = (round(number, 7) for number in convert_point(lon, lat, datum, "wgs84"))
    if not city().positions.encloses(x, y):
        key = "swapped" if city().positions.contains(lat, lon) else "outside"
        position = Quoted(f"{lon}, {lat}")
        return None, [fault(row.number, "lon, lat", key, position=position)]
    record.lon, record.lat = x, y
    return record, []


def needs_other(row: int, pair: tuple[str, str]) -> Problem:
    """Of two columns that state something together one is empty; the problem stands at the second."""
    return fault(row, pair[1], _needs(pair[1]))


def _needs(second: str) -> str:
    return f"needs-{second}".replace("_", "-")


NEEDS_OTHER = {f"import-{_needs(second)}" for _, second in PAIRS}
"""The reasons of such problems."""


def _problems(row: RawRow, values: Mapping[str, Any], error: Any) -> list[Problem]:
    """What pydantic found, in our words."""
    if not error["loc"]:
        return [
            replace(needs_other(row.number, pair), column=pair[1] if pair[0] in values else pair[0])
            for pair in PAIRS
            if (pair[0] in values) != (pair[1] in values)
        ]
    column, value = str(error["loc"][0]), Quoted(error["input"])
    key, args = _reason(column, error)
    if not key:
        return [Problem(row.number, column, f"{error['msg']}, not {value}")]
    return [fault(row.number, column, key, **({} if key in NAMELESS else {"value": value}) | args)]


NAMELESS = {"missing", "too-long", "too-short", "entry-twice"}
"""Reasons that do not repeat the value."""


def _reason(column: str, error: Any) -> tuple[str, dict[str, Any]]:
    """The key of the reason and what stands in it; an empty key where there is none."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        key = PATTERNS[context["pattern"]]
        return key, YEARS if key == "no-date" else {}
    if kind == "literal_error":
        return "one-of", {"allowed": str(context["expected"]).replace("'", "").replace(" or ", ", ")}
    if kind in ("string_too_long", "string_too_short"):
        return kind.removeprefix("string_").replace("_", "-"), {"n": context.get("max_length", 0)}
    if kind == "value_error":
        return _value_reason(column, context.get("error"))
    return ("missing", {}) if kind == "missing" else (TYPES.get(kind, ""), {})


def _value_reason(column: str, error: Any) -> tuple[str, dict[str, Any]]:
    """The reason of a check of our own."""
    if isinstance(error, UnknownCodeError):
        return "unknown-code", {"value": Quoted(error.unknown), "known": error.known}
    if BY_NAME[column].dated:
        return "no-date", YEARS
    return ("no-number", {}) if BY_NAME[column].stored.axis else ("entry-twice", {})
