"""A table that every format shows alike: JSON, CSV and XLSX of the same columns and rows."""

import csv
import io
from typing import Any

from fastapi import Response

from app.analysis.table import Table
from app.analysis.workbook import as_xlsx
from app.web.cells import neutralise
from app.web.responses import XLSX, as_json


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


def as_csv(table: Table) -> str:
    """Codes of the columns as heading; a text that looks like a formula is neutralised."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([code for code, _ in table.columns])
    writer.writerows([[neutralise(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows])
    return out.getvalue()
