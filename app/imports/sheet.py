"""One sheet of a workbook: its rows as they stand, its merged cells, and which of its cells are formulas."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import quoted, visible
from app.imports.aliases import column_of
from app.imports.heading import HEADING_WITHIN
from app.imports.problems import ImportRefusedError, fault
from app.imports.reading import Reading
from app.imports.workbook_limits import Inside

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cells = Sequence[Any]


def letters(index: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 25 Z, 26 AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


class Sheet:
    """A sheet that calamine has read; numbers of rows are those that the spreadsheet shows, columns count from 0."""

    def __init__(self, read: "CalamineSheet", path: Path, *, formulas: bool) -> None:
        self.name = read.name
        self._read = read
        self._across: dict[int, list[tuple[int, int]]] = {}
        self._down: dict[int, dict[int, tuple[int, int]]] = {}
        last = read.end[0] if read.end else 0
        for (top, left), (bottom, right) in read.merged_cell_ranges or ():
            self._merge(top + 1, left, min(bottom, last) + 1, right)
        self._formulas = Formulas(path, read.name) if formulas else None

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        for number in range(top, bottom + 1):
            if right > left:
                self._across.setdefault(number, []).append((left, right))
            if number > top and right == left:
                self._down.setdefault(number, {})[left] = (top, left)

    def rows(self) -> Iterator[Cells]:
        """The rows from the first one of the sheet. What is merged downwards stands in each of its rows."""
        firsts = {place for places in self._down.values() for place in places.values()}
        values: dict[tuple[int, int], Any] = {}
        for number, cells in enumerate(self._read.iter_rows(), start=1):
            for top, left in [place for place in firsts if place[0] == number]:
                values[top, left] = cells[left] if left < len(cells) else ""
            for index, first in self._down.get(number, {}).items():
                if index < len(cells):
                    cells[index] = values.get(first, "")
            yield cells

    def merged_across(self, number: int) -> list[tuple[int, int]]:
        """The first and last column of cells that are merged over several columns in a row."""
        return self._across.get(number, [])

    def merged_down(self, number: int) -> list[int]:
        """The columns of a row whose value stands in a row above that it is merged with."""
        return list(self._down.get(number, {}))

    def formulas(self, number: int) -> list[int]:
        """The columns of a row that hold a formula or its error; rows are asked for in their order."""
        return self._formulas.of(number) if self._formulas else []


class Formulas:
    """Which cells are formulas, read row by row as somebody asks."""

    def __init__(self, path: Path, sheet: str) -> None:
        from openpyxl import load_workbook

        self._rows = enumerate(load_workbook(path, read_only=True)[sheet].iter_rows(), start=1)

    def of(self, number: int) -> list[int]:
        """The columns of row `number`; no row before it can be asked for afterwards."""
        for at, cells in self._rows:
            if at == number:
                return [index for index, cell in enumerate(cells) if getattr(cell, "data_type", None) in ("f", "e")]
            if at > number:
                break
        return []


def table_sheet(path: Path, inside: Inside, reading: Reading) -> Sheet:
    """The sheet that is named, else the first visible one with a heading. Raises ImportRefusedError."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(str(path))
        shown = [
            each.name
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
        ]
        name = _chosen(reading.sheet, book.sheet_names) or _with_heading(book, shown, reading)
        sheet = Sheet(book.get_sheet_by_name(name), path, formulas=inside.formulas)
    except (CalamineError, OSError) as error:
        raise ImportRefusedError([fault(0, "", "no-workbook", why=visible(str(error)))]) from error
    for other in shown:
        if other != name:
            reading.notes.add(0, "", "sheet-unread", sheet=quoted(other))
    return sheet


def _chosen(given: str | None, names: list[str]) -> str | None:
    if given is not None and given not in names:
        raise ImportRefusedError([fault(0, "", "no-sheet", sheet=quoted(given), sheets=", ".join(map(quoted, names)))])
    return given


def _with_heading(book: Any, names: list[str], reading: Reading) -> str:
    """The sheet whose first rows name the most columns."""
    best, most = names[0] if names else book.sheet_names[0], 0
    for name in names:
        rows = list(islice(book.get_sheet_by_name(name).iter_rows(), HEADING_WITHIN))
        known = 0
        with suppress(ValueError):
            known = max(sum(1 for cell in row if column_of(str(cell), reading.columns)) for row in rows)
        if known > most:
            best, most = name, known
    return best
