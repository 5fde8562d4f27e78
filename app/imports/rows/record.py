"""One row of a file as a record, checked against the vocabularies; all that is wrong with it where it is none."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.city import city
from app.imports.rows.datums import ALLOWED, datum_named
from app.imports.rows.problems import Problem, Quoted, fault
from app.imports.rows.raw_row import RawRow
from app.imports.rows.signs import sign_problems, without_signs
from app.platforms.columns import BY_NAME
from app.platforms.record import (
    DATE,
    FIRST_YEAR,
    IDENTIFIER,
    LAST_YEAR,
    PAIRS,
    WEB_ADDRESS,
    Degrees,
    Record,
    UnknownCodeError,
)
from geo.datum import convert_point

PATTERNS = {DATE: "no-date", WEB_ADDRESS: "no-address", IDENTIFIER: "no-identifier"}
"""What a text that does not match the pattern of its column is told."""
TYPES = {"string_type": "no-text", "finite_number": "not-finite", "float_type": "no-number"}
NUMBER: TypeAdapter[float] = TypeAdapter(Degrees)
AXES = {"lon", "lat"}
YEARS = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}


def check(row: RawRow, codes: Mapping[str, Iterable[str]]) -> tuple[Record | None, list[Problem]]:
    """The record of a row in WGS-84, or all that is wrong with it."""
    values = {name: value for name, value in row.values.items() if value is not None}
    faults = [*row.faults, *sign_problems(row.number, values)]
    if faults:
        values = {name: without_signs(value) for name, value in values.items()}
    try:
        record = Record.model_validate(values, context=codes)
    except ValidationError as error:
        return None, [*faults, *_further(faults, _faults_of_values(row, values, error))]
    if record.lon is not None and record.lat is not None:
        placed, wrong = _placed(row, record, record.lon, record.lat)
        return (None if faults else placed), [*faults, *_further(faults, wrong)]
    return (None if faults else record), faults


def _faults_of_values(row: RawRow, values: Mapping[str, Any], error: ValidationError) -> list[Problem]:
    """What is wrong with values, with pairs of them, and with the position: pydantic looks at the last two only where
    each value is right by itself."""
    found = [_problem(row, each) for each in error.errors(include_url=False) if each["loc"]]
    found += [
        replace(needs_other(row.number, pair), column=pair[1] if pair[0] in values else pair[0])
        for pair in PAIRS
        if (pair[0] in values) != (pair[1] in values)
    ]
    if values.keys() >= AXES and not AXES & {problem.column for problem in found}:
        lon, lat = (NUMBER.validate_python(values[name]) for name in ("lon", "lat"))
        found += _placed(row, None, lon, lat)[1]
    return found


def _further(faults: list[Problem], found: list[Problem]) -> list[Problem]:
    """What was found where nothing is said yet: a cell that cannot be read is not missing as well."""
    said = {name for problem in faults for name in _columns(problem)}
    return [problem for problem in found if not said & _columns(problem)] if said else found


def _columns(problem: Problem) -> set[str]:
    """The columns that a problem is about, or that follow from it."""
    return {*AXES, "lon, lat", "precision"} if problem.column == "geometry" else {problem.column}


def _placed(row: RawRow, record: Record | None, lon: float, lat: float) -> tuple[Record | None, list[Problem]]:
    """The record, if there is one, with its position in WGS-84; it must lie where the database lets it stand."""
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
    if record is not None:
        record.lon, record.lat = x, y
    return record, []


def needs_other(row: int, pair: tuple[str, str]) -> Problem:
    """Of two columns that state something together one is empty; the problem stands at the second."""
    return fault(row, pair[1], _needs(pair[1]))


def _needs(second: str) -> str:
    return f"needs-{second}".replace("_", "-")


NEEDS_OTHER = {f"import-{_needs(second)}" for _, second in PAIRS}
"""The reasons of such problems."""


def _problem(row: RawRow, error: Any) -> Problem:
    """What pydantic found of a value, in our words."""
    column, value = str(error["loc"][0]), Quoted(error["input"])
    key, args = _reason(column, error)
    if not key:
        return Problem(row.number, column, f"{error['msg']}, not {value}")
    return fault(row.number, column, key, **({} if key in NAMELESS else {"value": value}) | args)


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
