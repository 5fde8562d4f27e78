"""Reads a CSV or GeoJSON file into raw rows. Limits are checked before anything is parsed."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.city import city
from app.imports.problems import ImportRefusedError, Problem
from app.platforms.columns import BESIDE, BY_NAME, COLUMNS, SEPARATOR
from app.web.cells import restore
from geo.crs import Crs
from geo.geojson import GeoJSONError, read_feature_collection

MAX_BYTES = 256 * 1024 * 1024
MAX_CELL = 20_000
MAX_ROWS = 1_000_000
CRS_NAMES: dict[str, Crs] = {
    "wgs84": "wgs84",
    "gcj02": "gcj02",
    "bd09": "bd09",
    "cgcs2000": "cgcs2000",
    "urn:ogc:def:crs:OGC:1.3:CRS84": "wgs84",
    "urn:ogc:def:crs:OGC::CRS84": "wgs84",
    "EPSG:4326": "wgs84",
    "urn:ogc:def:crs:EPSG::4326": "wgs84",
    "EPSG:4490": "cgcs2000",
    "urn:ogc:def:crs:EPSG::4490": "cgcs2000",
}


@dataclass(frozen=True)
class RawRow:
    """One row as the file has it, its number there, and the CRS that its position is in (None: not said)."""

    number: int
    values: dict[str, Any]
    crs: str | None


def read_rows(path: Path, crs: str | None) -> list[RawRow]:
    """All rows of a file. Raises ImportRefusedError with every problem of the file's form."""
    if crs is not None and crs not in CRS_NAMES:
        raise ImportRefusedError([Problem(0, "crs", f"“{crs}” is not one of wgs84, gcj02, bd09, cgcs2000")])
    if path.stat().st_size > MAX_BYTES:
        raise ImportRefusedError([Problem(0, "", f"larger than {MAX_BYTES // 1024 // 1024} MiB")])
    readers = {".csv": _read_csv, ".geojson": _read_geojson, ".json": _read_geojson}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ImportRefusedError([Problem(0, "", "the name must end in .csv or .geojson")])
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefusedError([Problem(0, "", f"is not UTF-8 text (byte {error.start})")]) from error
    return reader(text, crs)


def _heading_problems(heading: list[str]) -> list[Problem]:
    known = {*BY_NAME, *BESIDE}
    required = [column.name for column in COLUMNS if column.required]
    problems = [Problem(1, name, "this column is not known") for name in heading if name not in known]
    problems += [Problem(1, name, "this column is missing") for name in required if name not in heading]
    doubled = sorted({name for name in heading if heading.count(name) > 1})
    return problems + [Problem(1, name, "this column stands there twice") for name in doubled]


def _read_csv(text: str, crs: str | None) -> list[RawRow]:
    csv.field_size_limit(MAX_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = next(lines, [])
        if problems := _heading_problems(heading):
            raise ImportRefusedError(problems)
        if crs is None and "crs" not in heading and "lon" in heading:
            reason = "the file names no coordinate system: give --crs or a column “crs”"
            raise ImportRefusedError([Problem(1, "crs", reason)])
        return _csv_rows(heading, lines, crs)
    except csv.Error as error:
        raise ImportRefusedError([Problem(lines.line_num, "", f"is not valid CSV: {error}")]) from error


def _csv_rows(heading: list[str], lines: Any, crs: str | None) -> list[RawRow]:
    rows: list[RawRow] = []
    problems: list[Problem] = []
    for number, cells in enumerate(lines, start=2):
        if number > MAX_ROWS + 1:
            raise ImportRefusedError([Problem(number, "", f"more than {MAX_ROWS} rows")])
        if not any(cells):
            continue
        if len(cells) != len(heading):
            problems.append(Problem(number, "", f"has {len(cells)} cells where the heading has {len(heading)}"))
            continue
        values = {name: _cell(name, cell) for name, cell in zip(heading, cells, strict=True)}
        rows.append(RawRow(number, values, values.pop("crs", None) or crs))
    if problems:
        raise ImportRefusedError(problems)
    return rows


def _cell(name: str, cell: str) -> Any:
    text = restore(cell)
    if name in BY_NAME and BY_NAME[name].listed:
        return [part for part in text.split(SEPARATOR) if part]
    return text or None


def _read_geojson(text: str, crs: str | None) -> list[RawRow]:
    try:
        document = json.loads(text)
        features = read_feature_collection(document, city().positions)
    except (json.JSONDecodeError, RecursionError, GeoJSONError) as error:
        raise ImportRefusedError([Problem(0, "", str(error))]) from error
    if crs is None and "crs" in document:
        crs = _crs_member(document["crs"])
    crs = crs or "wgs84"
    return [_geojson_row(number, feature, crs) for number, feature in enumerate(features, start=1)]


def _crs_member(member: Any) -> str:
    name = member.get("properties", {}).get("name") if isinstance(member, dict) else member
    if name not in CRS_NAMES:
        raise ImportRefusedError([Problem(0, "crs", f"the member “crs” names “{name}”, which is not known")])
    return str(name)


def _geojson_row(number: int, feature: dict[str, Any], crs: str) -> RawRow:
    properties = dict(feature.get("properties") or {})
    values = {name: properties[name] for name in BY_NAME if name in properties}
    values["id"] = feature.get("id") or properties.get("id")
    geometry = feature.get("geometry")
    if geometry is not None and geometry.get("type") != "Point":
        raise ImportRefusedError([Problem(number, "geometry", "a platform's geometry is a Point or null")])
    if geometry is not None:
        values["lon"], values["lat"] = geometry["coordinates"][:2]
    return RawRow(number, values, crs)
