"""One sheet of a workbook: its rows as they stand, its merged cells, and which of its cells are formulas."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import quoted, visible
from app.imports.files.sheet_parts import parts
from app.imports.files.ways import SeveralWaysError, Way, way
from app.imports.files.workbook_limits import Inside
from app.imports.rows.aliases import column_of
from app.imports.rows.heading import HEADING_WITHIN
from app.imports.rows.problems import ImportRefusedError, Quoted, fault
from app.imports.rows.reading import Reading
from app.platforms.columns import EXAMPLE_ID
from app.store.writing import raise_full_disk

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cells = list[Any]
MOST_BESIDE = 3
"""So many columns at least does a table name, where it is not the only one."""


@dataclass(frozen=True)
class Merge:
    """Cells that are merged: the first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


def letters(index: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 25 Z, 26 AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


class Sheet:
    """A sheet of a workbook; numbers of rows are those that the spreadsheet shows, columns count from 0."""

    def __init__(self, path: Path, name: str, *, formulas: bool) -> None:
        self.name = name
        self._path = path
        self._formulas = Formulas(path, name) if formulas else None
        self._merges: dict[int, list[Merge]] = {}
        self._here: list[tuple[Merge, Any]] = []
        """What is merged in the row that was given last, each with the value of its first cell."""

    def rows(self) -> Generator[tuple[int, Cells], None, None]:
        """The rows with their numbers, from the first one. What is merged downwards stands in each of its rows."""
        given, self._here = 0, []
        for read in _reads(self._path, self.name):
            top, left = read.start or (0, 0)
            # Rows that do not say their number are counted anew in each part.
            before = top if top >= given else given
            self._merges = _merges_of(read)
            for number, cells in _numbered(read, given, before, left):
                given = number
                self._merge(number, cells)
                yield number, cells

    def _merge(self, number: int, cells: list[Any]) -> None:
        """Fill the cells of a row that are merged with one above."""
        self._here = [(merge, value) for merge, value in self._here if merge.bottom >= number]
        for merge in self._merges.get(number, ()):
            self._here.append((merge, cells[merge.left] if merge.left < len(cells) else ""))
        for merge, value in self._here:
            if merge.top < number and merge.left == merge.right and merge.left < len(cells):
                cells[merge.left] = value

    def merged_across(self) -> list[tuple[int, int]]:
        """The first and last column of cells that are merged over several columns in the row that was given last."""
        return [(merge.left, merge.right) for merge, _ in self._here if merge.right > merge.left]

    def merged_down(self, number: int) -> list[int]:
        """The columns of this row, which was given last, whose value stands in a row above."""
        return [merge.left for merge, _ in self._here if merge.top < number and merge.left == merge.right]

    def formulas(self, number: int) -> list[int]:
        """The columns of a row that hold a formula or its error; rows are asked for in their order."""
        return self._formulas.of(number) if self._formulas else []


def _numbered(read: "CalamineSheet", given: int, before: int, left: int) -> Iterator[tuple[int, Cells]]:
    """The rows of a part with their numbers after `given`, the last one of the part before."""
    for number in range(given + 1, before + 1):
        yield number, []
    blank: Cells = [""] * left
    for number, cells in enumerate(read.to_python(skip_empty_area=True), start=before + 1):
        yield number, [*blank, *cells]


def _reads(path: Path, name: str) -> Iterator["CalamineSheet"]:
    """The sheet as calamine reads it, in parts where it is large. Raises ImportRefusedError."""
    from python_calamine import CalamineError, CalamineWorkbook

    for part in parts(path):
        try:
            with CalamineWorkbook.from_path(str(part)) as book:
                yield book.get_sheet_by_name(name)
        except (CalamineError, OSError) as error:
            raise_full_disk(error)
            raise ImportRefusedError([fault(0, "", "no-workbook", why=visible(str(error)))]) from error


def _merges_of(read: "CalamineSheet") -> dict[int, list[Merge]]:
    """The merged cells by their first row."""
    merges: dict[int, list[Merge]] = {}
    for (top, left), (bottom, right) in read.merged_cell_ranges or ():
        merges.setdefault(top + 1, []).append(Merge(top + 1, left, bottom + 1, right))
    return merges


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
    """The sheet that is named, else the one whose first rows name the most columns.

    Raises ImportRefusedError, and SeveralWaysError where several hold a table and whoever reads is to be asked.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with closing(parts(path)) as first, CalamineWorkbook.from_path(str(next(first))) as book:
            shown = [
                each.name
                for each in book.sheets_metadata
                if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
            ]
            name = _chosen(reading.sheet, book.sheet_names)
            looks = [_look(book, each, reading) for each in shown] if len(shown) > 1 else []
            name = name or _best(looks, reading) or (shown or book.sheet_names)[0]
    except (CalamineError, OSError) as error:
        raise_full_disk(error)
        raise ImportRefusedError([fault(0, "", "no-workbook", why=visible(str(error)))]) from error
    reading.sheets = [look.way.name for look in looks if look.way.rows]
    reading.sheet = name
    for other in shown:
        if other != name:
            reading.notes.add(0, "", "sheet-unread", sheet=Quoted(other))
    return Sheet(path, name, formulas=inside.formulas)


def _chosen(given: str | None, names: list[str]) -> str | None:
    if given is not None and given not in names:
        raise ImportRefusedError([fault(0, "", "no-sheet", sheet=Quoted(given), sheets=", ".join(map(quoted, names)))])
    return given


@dataclass(frozen=True)
class _Look:
    """The first rows of a sheet, how many columns the best of them names, and whether our example is all it holds."""

    way: Way
    known: int
    example: bool


def _look(book: "CalamineWorkbook", name: str, reading: Reading) -> _Look:
    rows = list(islice(book.get_sheet_by_name(name).iter_rows(), HEADING_WITHIN))
    known = [{column_of(str(cell), reading.columns) for cell in row} - {None} for row in rows]
    most = max(map(len, known), default=0)
    below = rows[next((at for at, names in enumerate(known) if len(names) == most), 0) + 1 :]
    return _Look(way(name, rows), most, example=_is_example(below))


def _is_example(rows: list[list[Any]]) -> bool:
    """Whether the one row below a heading is that of the template, which nobody wants to load."""
    filled = [row for row in rows if sum(bool(str(cell).strip()) for cell in row) > 1]
    return len(filled) == 1 and EXAMPLE_ID in filled[0]


def _best(looks: list[_Look], reading: Reading) -> str | None:
    """The sheet with the table. Raises SeveralWaysError."""
    most = max((look.known for look in looks), default=0)
    # The lists and explanations beside a table name some columns, too.
    tables = [look for look in looks if look.known >= MOST_BESIDE and look.known * 2 > most]
    # The example of the template names every column, as the table beside it does.
    tables = [look for look in tables if not look.example] or tables[:1]
    if reading.asks and len(tables) > 1:
        named = ", ".join(quoted(each.way.name) for each in tables)
        raise SeveralWaysError("sheet", [each.way for each in tables], fault(0, "", "several-sheets", sheets=named))
    best = max(tables or looks, key=lambda look: look.known, default=None)
    return best.way.name if best else None
