"""Reads a workbook (XLSX) row by row: the sheet with the table, its heading, and what its cells state.

python-calamine reads the values that are stored. Where a cell has a formula, openpyxl looks a second time, since a
formula that no program has worked out has no value.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from app.errors import visible
from app.imports.files.csv_file import checked_heading
from app.imports.files.sheet import Cells, Sheet, letters, table_sheet
from app.imports.files.workbook_limits import look_inside
from app.imports.rows.aliases import READ_PAST
from app.imports.rows.datums import datum_named
from app.imports.rows.heading import HEADING_WITHIN, REQUIRED, Heading, best_heading
from app.imports.rows.problems import ImportRefusedError, Problem, Quoted, fault
from app.imports.rows.raw_row import MAX_CELL, MAX_ROWS, RawRow
from app.imports.rows.reading import Reading, Shown
from app.imports.rows.words import split
from app.platforms.columns import BY_NAME
from geo.datum import Crs

DAY_ZERO = date(1899, 12, 30)
"""The day 0 of the numbers by which spreadsheets count days."""
DAYS = range(366, 73_416)
"""Numbers of days from 1900 to 2100 that are no years."""
HALF_A_PAIR = re.compile(r"_x[dD][89a-fA-F][0-9a-fA-F]{2}_")
"""Half of a surrogate pair as XLSX writes a character by its number; calamine leaves it as it stands."""


def read_xlsx(path: Path, _: str, crs: Crs | None, reading: Reading) -> Iterator[RawRow]:
    """The rows of the table; what is wrong with one goes to `reading`. Raises ImportRefusedError."""
    inside = look_inside(path)
    sheet = table_sheet(path, inside, reading)
    with closing(sheet.rows()) as first:
        rows = [[text(cell) for cell in row] for _, row in islice(first, HEADING_WITHIN)]
    heading = best_heading(rows, reading.columns)
    reading.shown = Shown.of(heading, rows)
    if heading.known < 2:
        raise ImportRefusedError([fault(0, "", "no-heading", within=HEADING_WITHIN, columns=", ".join(REQUIRED))])
    datum = checked_heading(heading, crs)
    return Table(sheet, heading, datum, reading).rows()


class Table:
    """The rows below a heading."""

    def __init__(self, sheet: Sheet, heading: Heading, crs: Crs | None, reading: Reading) -> None:
        self.sheet, self.heading, self.crs, self.reading = sheet, heading, crs, reading
        self.unsaid = tuple(name for name in BY_NAME if name not in heading.names)

    def rows(self) -> Iterator[RawRow]:
        """Each row that states anything and whose form is right."""
        self.reading.notes.add(self.heading.row, "", "heading-at", sheet=visible(self.sheet.name))
        for number, cells in self.sheet.rows():
            if number > MAX_ROWS + self.heading.row:
                self.reading.problems.stop(fault(number, "", "too-many-rows", most=MAX_ROWS))
                return
            if number == self.heading.row or not any(_stated(cell) for cell in cells):
                continue
            if number < self.heading.row:
                self._above(number, cells)
            elif self._is_heading(cells):
                self.reading.notes.add(number, "", "heading-again")
            else:
                yield self._row(number, cells)

    def _above(self, number: int, cells: Cells) -> None:
        said = ", ".join(text(cell) for cell in cells if _stated(cell))
        self.reading.notes.add(number, "", "note-above", text=Quoted(said))

    def _is_heading(self, cells: Cells) -> bool:
        """Whether a row repeats the heading, as on the pages of a long table."""
        again = Heading([text(cell) for cell in cells[: len(self.heading.cells)]], 0, self.heading.given)
        return again.known > len(self.heading.names) // 2 and again.names == self.heading.names

    def _row(self, number: int, cells: Cells) -> RawRow:
        problems = [*self._form(number, cells), *self._formulas(number, cells)]
        values: dict[str, Any] = {}
        for name, cell in zip(self.heading.names, cells, strict=False):
            if name == READ_PAST:
                continue
            values[name] = self._value(name, cell)
            problems += self._cell_problems(number, name, cell)
        own = values.pop("crs", None)
        if own and self.crs and datum_named(own) not in (None, self.crs):
            problems.append(fault(number, "crs", "row-datum", own=Quoted(own), given=self.crs))
        return RawRow(number, values, own or self.crs, self.unsaid, self.heading.in_words, tuple(problems))

    def _form(self, number: int, cells: Cells) -> Iterator[Problem]:
        """Merged cells, and cells without a heading."""
        for first, last in self.sheet.merged_across():
            yield fault(number, self._name(first), "merged", cells=f"{letters(first)}{number}:{letters(last)}{number}")
        for index in self.sheet.merged_down(number):
            self.reading.notes.add(number, self._name(index), "merged-down")
        for index, cell in enumerate(cells):
            if _stated(cell) and (index >= len(self.heading.cells) or not self.heading.cells[index]):
                yield fault(number, letters(index), "no-heading-above", value=Quoted(text(cell)))

    def _formulas(self, number: int, cells: Cells) -> Iterator[Problem]:
        for index in self.sheet.formulas(number):
            if index >= len(self.heading.names) or self.heading.names[index] == READ_PAST:
                continue
            name = self._name(index)
            if _stated(cells[index] if index < len(cells) else ""):
                self.reading.notes.add(number, name, "formula-taken", value=Quoted(text(cells[index])))
            else:
                yield fault(number, name, "formula")

    def _cell_problems(self, number: int, name: str, cell: Any) -> Iterator[Problem]:
        if isinstance(cell, str):
            if len(cell) > MAX_CELL:
                yield fault(number, name, "long-cell", most=MAX_CELL)
            elif HALF_A_PAIR.search(cell):
                yield fault(number, name, "unstorable")
        elif name in BY_NAME and BY_NAME[name].dated and _is_day(cell):
            day = DAY_ZERO + timedelta(days=int(cell))
            yield fault(number, name, "date-number", value=Quoted(text(cell)), day=day.isoformat())

    def _value(self, name: str, cell: Any) -> Any:
        if not _stated(cell):
            return None
        said = text(cell)[: MAX_CELL + 1]
        return split(said) if name in BY_NAME and BY_NAME[name].listed else said

    def _name(self, index: int) -> str:
        return self.heading.names[index] if index < len(self.heading.names) else letters(index)


def _stated(cell: Any) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip())


def _is_day(cell: Any) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool) and cell in DAYS and not 1900 <= cell <= 2100


def text(cell: Any) -> str:
    """What a cell says, as it would stand in a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.replace(tzinfo=UTC).strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
