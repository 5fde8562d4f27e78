"""A table that every format shows alike: JSON, CSV and XLSX of the same columns and rows."""

import csv
import io
from typing import Any

from fastapi import Request, Response

from app.analysis.table import Table
from app.analysis.workbook import as_xlsx
from app.query.parameters import FORMAT
from app.web.cells import neutralise
from app.web.responses import XLSX, as_json, with_query
from app.web.site import base_url


def answer(request: Request, table: Table, form: str, more: dict[str, Any]) -> Response:
    """The table as `json` (with `more` about it), `csv` or `xlsx`.

    A CSV file has no place for notes: its answer names the one that has them.
    """
    if form == "csv":
        file = _download(as_csv(table).encode("utf-8-sig"), f"{table.name}.csv", "text/csv; charset=utf-8")
        file.headers["Link"] = f'<{_as_json_at(request)}>; rel="describedby"; type="application/json"'
        return file
    if form == "xlsx":
        return _download(as_xlsx(table), f"{table.name}.xlsx", XLSX)
    columns = [{"name": code, "title": title} for code, title in table.columns]
    return as_json({**more, "notes": table.notes, "columns": columns, "rows": table.records()})


def _as_json_at(request: Request) -> str:
    """The address of the same table as JSON."""
    pairs = [(name, text) for name, text in request.query_params.multi_items() if name != FORMAT.name]
    return with_query(base_url(request) + request.url.path, [*pairs, (FORMAT.name, "json")])


def _download(body: bytes, name: str, media_type: str) -> Response:
    return Response(body, headers={"Content-Disposition": f'attachment; filename="{name}"'}, media_type=media_type)


def as_csv(table: Table) -> str:
    """Codes of the columns as heading, the last one the date of the data; what looks like a formula is neutralised."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*(code for code, _ in table.columns), "as_of"])
    rows = ([*row, table.as_of] for row in table.rows)
    writer.writerows([[neutralise(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return out.getvalue()
