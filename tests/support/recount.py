"""An independent reading of platform files and an independent count: plain Python, nothing of the application."""

import csv
import io
import unicodedata
from pathlib import Path
from typing import Any

from pyproj import Geod

Row = dict[str, Any]
LISTS = ("domains", "domains_other", "stages", "services", "service_phrases")
WGS84 = Geod(ellps="WGS84")


def read(text: str) -> list[Row]:
    """Rows of an exported or default CSV file; lists are split, empty cells are None."""
    rows: list[Row] = []
    for line in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        row: Row = {name: cell or None for name, cell in line.items()}
        for name in LISTS:
            row[name] = (row[name] or "").split("|") if row[name] else []
        for name in ("lon", "lat"):
            row[name] = float(row[name]) if row[name] else None
        rows.append(row)
    return rows


def default_rows(kind: str | None = None) -> list[Row]:
    """The default data set, or its records of one kind, straight from its file."""
    rows = read((Path(__file__).parents[2] / "data" / "platforms.csv").read_text("utf-8"))
    return [row for row in rows if kind in (None, row["kind"])]


def _among(wanted: list[str], found: list[str], nothing: str) -> bool:
    return bool(set(wanted) & set(found)) or (nothing in wanted and not found)


def _folded(text: str | None) -> str:
    return unicodedata.normalize("NFKC", text or "").casefold()


def matches(row: Row, query: dict[str, list[str]], *, in_view: bool = True) -> bool:
    """Whether a row fits a query, by the documented rule: OR within a parameter, AND between parameters.

    A box holds what is in view; without `in_view` also what has no position, as in items of the API.
    """
    single = {"kind": "kind", "status": "lifecycle"}
    optional = {"district": ("district_code", "not-stated"), "zone": ("zone", "none")}
    optional |= {"voucher": ("voucher", "not-stated"), "fund": ("fund", "not-stated")}
    several = {"domain": ("domains", "other"), "stage": ("stages", "not-stated"), "service": ("services", "not-stated")}
    for name, wanted in query.items():
        if name in single and row[single[name]] not in wanted:
            return False
        if name in optional:
            column, nothing = optional[name]
            if (row[column] or nothing) not in wanted:
                return False
        if name in several and not _among(wanted, row[several[name][0]], several[name][1]):
            return False
        if name == "name_word" and _folded(wanted[0]) not in _folded(row["name_zh"]):
            return False
    return _near_enough(row, query, in_view=in_view)


def _near_enough(row: Row, query: dict[str, list[str]], *, in_view: bool) -> bool:
    if "radius" in query and (row["lon"] is None or distance(row, query["near"][0]) > float(query["radius"][0])):
        return False
    if "bbox" in query:
        west, south, east, north = map(float, query["bbox"][0].split(","))
        if row["lon"] is None:
            return not in_view
        return bool(west <= row["lon"] <= east and south <= row["lat"] <= north)
    return True


def distance(row: Row, near: str) -> float:
    """Metres on the WGS-84 ellipsoid (Karney 2013, by PROJ)."""
    lon, lat = map(float, near.split(","))
    return float(WGS84.inv(lon, lat, row["lon"], row["lat"])[2])


KINDS = ("poc", "pilot", "related")
STATES = ("planned", "under_construction", "unveiled", "operating", "tapering", "closed", "unknown")


def made_up(rows: list[Row], basis: str = "district_basis") -> dict[str, int]:
    """Of what a number is made up, by the columns of the tables: kinds, states, and how the place is known."""
    kinds = {kind: sum(row["kind"] == kind for row in rows) for kind in KINDS}
    states = {f"status_{state}": sum(row["lifecycle"] == state for row in rows) for state in STATES}
    known = {"stated": "source", "inferred": "inferred", "unstated": None}
    return kinds | states | {name: sum(row[basis] == value for row in rows) for name, value in known.items()}


def grade(rows: list[Row], *, synthetic: bool = False) -> str:
    """The written rule for the number of all records of a district."""
    if synthetic or not rows:
        return "never"
    return "note" if any(row["district_basis"] != "source" for row in rows) else "quote"
