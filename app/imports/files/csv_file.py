"""Reads a CSV file row by row: separator and heading are looked for, each row is read into its columns."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from app.imports.rows.aliases import READ_PAST
from app.imports.rows.datums import datum_named
from app.imports.rows.heading import HEADING_WITHIN, REQUIRED, Heading, best_heading
from app.imports.rows.problems import ImportRefusedError, Problem, Problems, Quoted, fault
from app.imports.rows.raw_row import MAX_CELL, MAX_COLUMNS, MAX_LINE, MAX_ROWS, RawRow
from app.imports.rows.reading import Reading, Shown
from app.imports.rows.words import split
from app.platforms.columns import BY_NAME
from app.web.cells import entries, restore
from geo.datum import Crs

SEPARATORS = (",", ";", "\t")


def read_csv(path: Path, encoding: str, crs: Crs | None, reading: Reading) -> Iterator[RawRow]:
    """The rows of the file; what is wrong with its form goes to `reading`. Raises ImportRefusedError."""
    csv.field_size_limit(MAX_CELL)
    with path.open(encoding=encoding, newline="") as text:
        heading, separator = _find_heading(text, reading)
        datum = checked_heading(heading, crs)
        text.seek(0)
        lines = csv.reader(_lines(text), delimiter=separator, strict=True)
        try:
            yield from _rows(heading, lines, datum, reading.problems)
        except csv.Error as error:
            reading.problems.stop(_no_csv(lines.line_num, error))


class LongLineError(csv.Error):
    """A line has more characters than any row needs: what follows is not read, or it would be in memory as a whole."""


def _lines(text: TextIO) -> Iterator[str]:
    """The lines of the text. Raises LongLineError."""
    while line := text.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise LongLineError
        yield line


def _no_csv(line: int, error: csv.Error) -> Problem:
    if isinstance(error, LongLineError):
        return fault(line + 1, "", "long-line", most=MAX_LINE)
    if "field limit" in str(error):
        return fault(line, "", "long-cell", most=MAX_CELL)
    return fault(line, "", "no-csv", why=str(error))


def checked_heading(heading: Heading, crs: Crs | None) -> Crs | None:
    """The datum that a table has for all its rows. Raises ImportRefusedError where its columns are not clear."""
    if len(heading.cells) > MAX_COLUMNS:
        raise ImportRefusedError([fault(heading.row, "", "too-many-columns", most=MAX_COLUMNS)])
    Problems(heading.problems()).refuse()
    datum = heading.datum(crs)
    if datum is None and "crs" not in heading.names and "lon" in heading.names:
        raise ImportRefusedError([fault(heading.row, "crs", "no-datum")])
    return datum


def _find_heading(text: TextIO, reading: Reading) -> tuple[Heading, str]:
    """The row with the most names of columns, and the separator that shows them. Raises ImportRefusedError."""
    tried = [(_heading(text, separator, reading), separator) for separator in SEPARATORS]
    shown, separator = max(tried, key=lambda pair: pair[0].heading.known)
    reading.shown = shown
    if shown.heading.known < 2:
        raise ImportRefusedError([fault(0, "", "no-heading", within=HEADING_WITHIN, columns=", ".join(REQUIRED))])
    return shown.heading, separator


def _heading(text: TextIO, separator: str, reading: Reading) -> Shown:
    text.seek(0)
    rows: list[list[str]] = []
    # What is no CSV with this separator may be with another one; what is wrong below the heading is said with its row.
    lines = csv.reader(_lines(text), delimiter=separator, strict=True)
    try:
        rows.extend(row[: MAX_COLUMNS + 1] for row in islice(lines, HEADING_WITHIN))
    except LongLineError as error:
        if best_heading(rows, reading.columns).known < 2:
            raise ImportRefusedError([_no_csv(lines.line_num, error)]) from error
    except csv.Error:
        pass
    return Shown.of(best_heading(rows, reading.columns), rows)


def _rows(heading: Heading, lines: Iterator[list[str]], crs: Crs | None, problems: Problems) -> Iterator[RawRow]:
    unsaid = tuple(name for name in BY_NAME if name not in heading.names)
    width, in_words = len(heading.names), heading.in_words
    columns = [(index, name) for index, name in enumerate(heading.names) if name != READ_PAST]
    nameless = [index for index, cell in enumerate(heading.cells) if not cell]
    lists = {name: split if name in in_words else entries for name in heading.names if _listed(name)}
    for number, cells in enumerate(lines, start=1):
        if number > MAX_ROWS + heading.row:
            problems.stop(fault(number, "", "too-many-rows", most=MAX_ROWS))
            return
        if number <= heading.row or not any(cells) or not any(map(str.strip, cells)):
            _check_above(heading, number, cells, problems)
            continue
        if fault_of_form := _fault_of_form(number, cells, width, nameless):
            problems.add(fault_of_form)
            continue
        # An empty cell states nothing. Few rows hold an apostrophe, so few cells are asked what it means.
        if "'" in "".join(cells):
            values: dict[str, Any] = {name: _restored(cells[index]) for index, name in columns}
        else:
            values = {name: cells[index] or None for index, name in columns}
        for name, entries_of in lists.items():
            if values[name]:
                values[name] = entries_of(values[name])
        own: Any = values.pop("crs", None)
        faults: tuple[Problem, ...] = ()
        if own and crs and datum_named(own) not in (None, crs):
            faults = (fault(number, "crs", "row-datum", own=Quoted(own), given=crs),)
        yield RawRow(number, values, own or crs, unsaid, in_words, faults)


def _listed(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].listed


def _restored(cell: str) -> str | None:
    return (restore(cell) if cell.startswith("'") else cell) or ("" if cell else None)


def _check_above(heading: Heading, number: int, cells: list[str], problems: Problems) -> None:
    """A title above the heading stands in one cell: several may be a part of the table."""
    stated = [cell for cell in cells if cell.strip()]
    if number < heading.row and len(stated) > 1:
        problems.add(fault(number, "", "no-title", text=Quoted(", ".join(stated))))


def _fault_of_form(number: int, cells: list[str], width: int, nameless: list[int]) -> Problem | None:
    """What is wrong with the number of cells of a row, or with where they stand."""
    if len(cells) < width or any(cells[width:]):
        return fault(number, "", "cells", cells=Quoted(str(len(cells))), width=width)
    stray = next((cells[index] for index in nameless if cells[index].strip()), None)
    return fault(number, "", "no-heading-above", value=Quoted(stray)) if stray else None
