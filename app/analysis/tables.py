"""A table that every format shows alike: JSON, CSV and XLSX of the same columns and rows."""

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastapi import Response

from app.web.cells import neutralise
from app.web.responses import XLSX, as_json

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """`columns` are code and heading; a None cell is "does not apply". `notes` say what the figures mean."""

    name: str
    columns: list[tuple[str, str]]
    rows: list[list[Cell]]
    notes: list[str] = field(default_factory=list)
    as_of: str | None = None

    def records(self) -> list[dict[str, Cell]]:
        codes = [code for code, _ in self.columns]
        return [dict(zip(codes, row, strict=True)) for row in self.rows]


def answer(table: Table, form: str, more: dict[str, Any]) -> Response:
    """The table as `json` (with `more` about it), `csv` or `xlsx`."""
    if form == "csv":
        return _download(as_csv(table).encode("utf-8-sig"), f"{table.name}.csv", "text/csv; charset=utf-8")
    if form == "xlsx":
        return _download(as_xlsx(table), f"{table.name}.xlsx", XLSX)
    columns = [{"name": code, "title": title} for code, title in table.columns]
    return as_json({**more, "notes": table.notes, "columns": columns, "rows": table.records()})


def _download(body: bytes, name: str, media_type: str) -> Response:
    return Response(body, headers={"Content-Disposition": f'attachment; filename="{name}"'}, media_type=media_type)


def _created(as_of: str | None) -> datetime:
    """The data's date, so that the same data give the same file; the clock's plays no part."""
    year, month, day = (*(int(part) for part in (as_of or "1980").split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)


def as_csv(table: Table) -> str:
    """Codes of the columns as heading; a text that looks like a formula is neutralised."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([code for code, _ in table.columns])
    writer.writerows([[neutralise(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows])
    return out.getvalue()


def as_xlsx(table: Table) -> bytes:
    """One sheet with headings and numbers as numbers, one with the notes. Texts are texts, never formulas."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": _created(table.as_of), "comments": table.as_of or ""})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(table.name[:31])
    sheet.write_row(0, 0, [title for _, title in table.columns], bold)
    for number, row in enumerate(table.rows, start=1):
        sheet.write_row(number, 0, row)
    sheet.freeze_panes(1, 1)
    sheet.autofit()
    notes = book.add_worksheet("notes")
    notes.write_column(0, 0, table.notes)
    book.close()
    return out.getvalue()
