"""A workbook: one sheet of records, one that says what they are. Texts are texts, never formulas or links."""

from datetime import UTC, datetime
from pathlib import Path

from app.downloads.about import About
from app.downloads.rows import Table
from app.errors import FileNotMadeError

MOST_ROWS = 100_000
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(path: Path, rows: Table, about: About) -> None:
    """Write the rows in bounded memory; the same data give the same cells. Raises FileNotMadeError."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    book = xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)})
    book.set_properties({"title": about.title, "comments": "\n".join(about.lines), "created": created(about.as_of)})
    sheet = book.add_worksheet("platforms")
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, rows.columns, book.add_format({"bold": True}))
    number = 0
    for part in rows.parts():
        for row in part:
            number += 1
            # By its type: `write` would look at each for what it may be.
            for column, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, bool):
                    sheet.write_boolean(number, column, value)
                elif isinstance(value, int | float):
                    sheet.write_number(number, column, value)
                elif text := str(value)[:LONGEST_CELL]:
                    sheet.write_string(number, column, text)
    sheet.autofilter(0, 0, max(number, 1), len(rows.columns) - 1)
    notes = book.add_worksheet("notes")
    notes.write_column(0, 0, [about.title, *about.lines])
    try:
        book.close()
    except XlsxFileError as error:
        raise FileNotMadeError(f"The file cannot be written: {error}.") from error


def created(as_of: str | None) -> datetime:
    """The data's date; the clock's plays no part."""
    year, month, day = (*(int(part) for part in (as_of or "1980").split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)
