"""A table as the workbook that an official wants: what it is, the table with labels in place of codes, more tables of
the page, then the plain data as every format has them. Numbers are numbers in their formats."""

import io
from datetime import UTC, datetime
from typing import Any

from app.analysis.table import Cell, Table

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NAMED_BY = {"code": ("district", "area"), "domain_code": ("domain",), "step": ("step_name",)}
"""Columns of codes, and those that say the same in words: beside one of them the codes are left out."""
FORMATS = {
    "0.0%": ("share",),
    "0.00": ("per_100km2", "expected", "quotient", "low", "high"),
    "0.000": ("p", "p_adjusted"),
    "0.0000": ("lon", "lat"),
    "#,##0.0": ("km2", "weight", "covered", "gain", "gain_total"),
    "#,##0": ("nearest_m", "mean_m"),
}
WIDEST = 60
"""Signs of the widest column."""
LONGEST_NAME = 31


def as_xlsx(table: Table) -> bytes:
    """The workbook; the same data give the same cells. Texts are texts, never formulas."""
    import xlsxwriter

    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": table.title, "created": _created(table.as_of), "comments": table.as_of or ""})
    if table.about:
        _about(book, table)
        for each in (table, *table.also):
            _sheet(book, each.title or each.name, labelled(each))
    _sheet(book, table.name, table)
    book.add_worksheet("notes").write_column(0, 0, table.notes)
    book.close()
    return out.getvalue()


def _created(as_of: str | None) -> datetime:
    """The data's date, so that the same data give the same file; the clock's plays no part."""
    year, month, day = (*(int(part) for part in (as_of or "1980").split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)


def labelled(table: Table) -> Table:
    """The same with words in place of codes."""
    codes = [code for code, _ in table.columns]
    kept = [i for i, code in enumerate(codes) if not any(name in codes for name in NAMED_BY.get(code, ()))]

    def said(place: int, cell: Cell) -> Cell:
        return table.labels.get(codes[place], {}).get(cell, cell) if isinstance(cell, str) else cell

    rows = [[said(i, row[i]) for i in kept] for row in table.rows]
    return Table(table.name, [table.columns[i] for i in kept], rows, table.notes, table.as_of, none=table.none)


def _about(book: Any, table: Table) -> None:
    """What this is: filters, date, version, the rule of quoting, a citation, where to check; then the notes."""
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    page = book.add_worksheet(table.about[0][0][:LONGEST_NAME])
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 90)
    for row, (name, text) in enumerate([*table.about, *(("", note) for note in table.notes)]):
        page.write_string(row, 0, name, bold)
        page.write_string(row, 1, text, wrapped)


def _sheet(book: Any, name: str, table: Table) -> None:
    """One table on a sheet of its own, its heading in view."""
    page = book.add_worksheet(sheet_name(book, name))
    page.write_row(0, 0, [title for _, title in table.columns], book.add_format({"bold": True, "text_wrap": True}))
    for number, row in enumerate(table.rows, start=1):
        page.write_row(number, 0, row)
    for place, (code, title) in enumerate(table.columns):
        form = next((form for form, codes in FORMATS.items() if code in codes), "General")
        form = or_none("#,##0", table.none) if table.none and place else form
        texts = [title, *(str(row[place]) for row in table.rows if isinstance(row[place], str))]
        room = min(max(wide(text) for text in texts) + 2, WIDEST)
        page.set_column(place, place, room, book.add_format({"num_format": form}))
    page.freeze_panes(1, 1)


def or_none(form: str, word: str) -> str:
    """A format of numbers that writes a word for 0: the cell still adds up."""
    return f'{form};-{form};"{word}"'


def wide(text: str) -> int:
    """A Chinese character is as wide as two letters."""
    return sum(2 if ord(each) > 0x2E7F else 1 for each in text)


def sheet_name(book: Any, title: str) -> str:
    """A title as a workbook takes it: at most 31 signs, without those that it keeps for itself, and each once."""
    plain = "".join(each for each in title if each not in "[]:*?/\\'")[:LONGEST_NAME]
    taken = {page.get_name().casefold() for page in book.worksheets()}
    return plain if plain.casefold() not in taken else f"{plain[: LONGEST_NAME - 3]} {len(taken)}"
