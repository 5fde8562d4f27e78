"""Reads a CSV file row by row: separator and heading are looked for, each row is read into its columns."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from app.errors import quoted, visible
from app.imports.datums import datum_named
from app.imports.problems import ImportRefusedError, Problem, Problems
from app.imports.rows import MAX_CELL, MAX_ROWS, RawRow
from app.platforms.columns import BESIDE, BY_NAME, COLUMNS
from app.web.cells import entries, restore
from geo.crs import Crs

SEPARATORS = (",", ";", "\t")
KNOWN = {*BY_NAME, *BESIDE}
REQUIRED = [column.name for column in COLUMNS if column.required]
HEADING_WITHIN = 10
"""The heading is one of the first rows; above it may stand a title."""


@dataclass(frozen=True)
class Heading:
    """The names of the columns, in which row they stand, and what separates them."""

    names: list[str]
    row: int
    separator: str

    @property
    def known(self) -> int:
        return len(KNOWN.intersection(self.names))


def read_csv(path: Path, encoding: str, crs: Crs | None, problems: Problems) -> Iterator[RawRow]:
    """The rows of the file; what is wrong with its form goes to `problems`. Raises ImportRefusedError."""
    csv.field_size_limit(MAX_CELL)
    with path.open(encoding=encoding, newline="") as text:
        heading = _find_heading(text)
        Problems(_heading_problems(heading)).refuse()
        if crs is None and "crs" not in heading.names and "lon" in heading.names:
            reason = "the file names no coordinate system: give --crs or a column “crs”"
            raise ImportRefusedError([Problem(heading.row, "crs", reason)])
        text.seek(0)
        lines = csv.reader(text, delimiter=heading.separator, strict=True)
        try:
            yield from _rows(heading, lines, crs, problems)
        except csv.Error as error:
            problems.add(Problem(lines.line_num, "", f"is not valid CSV: {error}"))


def _find_heading(text: TextIO) -> Heading:
    """The row with the most names of columns, whichever separator shows them. Raises ImportRefusedError."""
    best = max((_heading(text, separator) for separator in SEPARATORS), key=lambda heading: heading.known)
    if best.known < 2:
        reason = f"none of its first {HEADING_WITHIN} rows names the columns, as {', '.join(REQUIRED)}"
        raise ImportRefusedError([Problem(0, "", f"{reason} (separated by commas, semicolons or tabs)")])
    return best


def _heading(text: TextIO, separator: str) -> Heading:
    text.seek(0)
    rows: list[list[str]] = []
    # What is no CSV with this separator may be with another one; what is wrong below the heading is said with its row.
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(text, delimiter=separator, strict=True), HEADING_WITHIN))
    headings = [Heading(_names(row), number, separator) for number, row in enumerate(rows, start=1)]
    return max(headings, key=lambda heading: heading.known, default=Heading([], 1, separator))


def _names(row: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in row]
    while names and not names[-1]:
        names.pop()
    return names


def _heading_problems(heading: Heading) -> list[Problem]:
    times, row = Counter(heading.names), heading.row
    problems = [Problem(row, visible(name), "this column is not known") for name in times if name not in KNOWN]
    problems += [Problem(row, name, "this column is missing") for name in REQUIRED if name not in times]
    return problems + [
        Problem(row, visible(name), "this column stands there twice") for name in times if times[name] > 1
    ]


def _rows(heading: Heading, lines: Iterator[list[str]], crs: Crs | None, problems: Problems) -> Iterator[RawRow]:
    unsaid = tuple(name for name in BY_NAME if name not in heading.names)
    width = len(heading.names)
    for number, cells in enumerate(lines, start=1):
        if number > MAX_ROWS + heading.row:
            problems.add(Problem(number, "", f"more than {MAX_ROWS} rows"))
            return
        stated = [cell for cell in cells if cell.strip()]
        if number < heading.row and len(stated) > 1:
            reason = f"stands above the heading and is no title: {quoted(', '.join(stated))}"
            problems.add(Problem(number, "", reason))
        if number <= heading.row or not stated:
            continue
        if len(cells) < width or any(cells[width:]):
            problems.add(Problem(number, "", f"has “{len(cells)}” cells where the heading has {width}"))
            continue
        values = {name: _value(name, cell) for name, cell in zip(heading.names, cells, strict=False)}
        own = values.pop("crs", None)
        if own and crs and datum_named(own) not in (None, crs):
            problems.add(
                Problem(number, "crs", f"the datum is not clear: the row says {quoted(own)}, --crs says {crs}")
            )
            continue
        yield RawRow(number, values, own or crs, unsaid)


def _value(name: str, cell: str) -> Any:
    """What a cell states; None where it states nothing."""
    if not cell:
        return None
    text = restore(cell)
    return entries(text) if name in BY_NAME and BY_NAME[name].listed else text
