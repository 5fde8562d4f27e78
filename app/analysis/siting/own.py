"""A file of need of one's own: rows of a place and a weight, checked before anything is computed, and never kept."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.city import city
from app.query.text import fold
from geo.numbers import decimal

MOST_BYTES = 1_000_000
MOST_ROWS = 10_000
MOST_WEIGHT = 1_000_000.0
NAMED = 5
"""So many of the rows that cannot be used are named."""
LONGEST = 60
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "lon": ("lon", "longitude", "lng", "经度"),
    "lat": ("lat", "latitude", "纬度"),
    "weight": ("weight", "权重"),
    "name": ("name", "名称", "单位"),
    "place": ("place", "address", "地点", "地址"),
}
"""The headings of a file, in both languages."""


@dataclass(frozen=True)
class OwnPoint:
    """One row: its line in the file, degrees WGS-84, its weight, and its name where there is one."""

    line: int
    lon: float
    lat: float
    weight: float
    name: str


@dataclass(frozen=True)
class Refusal:
    """Why a file, or a row of it, cannot be used: the key of a sentence and what stands in it."""

    key: str
    words: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnFile:
    """A file that was read: its points, or why not. `refused` counts the rows that cannot be used."""

    points: tuple[OwnPoint, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    refused: int = 0


class RowError(ValueError):
    """A cell that cannot be used."""

    def __init__(self, column: str, value: str) -> None:
        self.column = column
        self.value = value
        super().__init__(column)


Places = Mapping[str, tuple[float, float]]
"""Folded names of stations, universities and parks, with their positions in degrees."""


def too_large(size: int) -> OwnFile:
    """A file that was not read: bytes, before anything is parsed."""
    return OwnFile(refusals=(Refusal("own-too-large", {"bytes": size, "most": MOST_BYTES}),), refused=1)


def nothing_came() -> OwnFile:
    """No file was chosen and nothing was written, or the file is empty."""
    return OwnFile(refusals=(Refusal("own-nothing"),), refused=1)


def read_own(body: bytes, places: Places) -> OwnFile:
    """Read the rows of a CSV file. One row that cannot be used refuses the file, so that no sum is silently short."""
    if len(body) > MOST_BYTES:
        return too_large(len(body))
    text = _decoded(body)
    if text is None:
        return OwnFile(refusals=(Refusal("own-no-text"),), refused=1)
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    lines = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if len(lines) < 2:
        return OwnFile(refusals=(Refusal("own-empty"),), refused=1)
    if len(lines) - 1 > MOST_ROWS:
        return OwnFile(refusals=(Refusal("own-too-many", {"n": len(lines) - 1, "most": MOST_ROWS}),), refused=1)
    columns = _columns(lines[0][1])
    if not ({"lon", "lat"} <= columns.keys() or "place" in columns):
        return OwnFile(refusals=(Refusal("own-no-columns"),), refused=1)
    return _points(lines[1:], columns, places)


def _points(lines: Sequence[tuple[int, list[str]]], columns: Mapping[str, int], places: Places) -> OwnFile:
    points, refusals, refused = list[OwnPoint](), list[Refusal](), 0
    for number, row in lines:
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        try:
            points.append(_point(number, cells, places))
        except RowError as error:
            refused += 1
            if len(refusals) < NAMED:
                words: dict[str, str | int] = {"line": number, "value": error.value[:LONGEST] or "—"}
                refusals.append(Refusal(f"own-bad-{error.column}", words))
    return OwnFile(() if refused else tuple(points), tuple(refusals), refused)


def _point(line: int, cells: Mapping[str, str], places: Places) -> OwnPoint:
    weight = _number(cells, "weight", 0.0, MOST_WEIGHT) if "weight" in cells else 1.0
    if weight <= 0:
        raise RowError("weight", cells["weight"])
    name = cells.get("name", "") or cells.get("place", "")
    if cells.get("lon") or cells.get("lat") or "place" not in cells:
        box = city().positions
        lon = _number(cells, "lon", box.minx, box.maxx)
        lat = _number(cells, "lat", box.miny, box.maxy)
    else:
        at = places.get(fold(cells["place"]))
        if at is None:
            raise RowError("place", cells["place"])
        lon, lat = at
    return OwnPoint(line, lon, lat, weight, name[:LONGEST])


def _number(cells: Mapping[str, str], name: str, low: float, high: float) -> float:
    """A finite number between limits. Raises RowError."""
    try:
        value = decimal(cells[name])
    except ValueError as error:
        raise RowError(name, cells[name]) from error
    if not math.isfinite(value) or not low <= value <= high:
        raise RowError(name, cells[name])
    return value


def _decoded(body: bytes) -> str | None:
    """The text, in UTF-8 or as spreadsheets in China write it; None for what is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _delimiter(text: str) -> str:
    """What the heading separates its columns by."""
    heading = text.lstrip().partition("\n")[0]
    return max(",;\t", key=heading.count)


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Where the known columns stand; of two with the same meaning the first counts."""
    at: dict[str, int] = {}
    for position, cell in enumerate(heading):
        for name, known in COLUMNS.items():
            if cell.strip().lower() in known:
                at.setdefault(name, position)
    return at
