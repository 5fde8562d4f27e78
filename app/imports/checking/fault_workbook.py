"""The problems of a file as a workbook: each with its row, column, value, reason and what to do.

A second sheet has the rows themselves with the cells marked, under headings that an import reads: whoever mends the
cells there can import the workbook as it is.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from app.imports.rows.problems import Problem
from app.imports.rows.raw_row import RawRow
from app.platforms.columns import BY_NAME
from app.web.cells import join_words
from frontend.language import language_of
from frontend.messages import messages

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = (8, 22, 28, 60, 44)
LONGEST = 2000
"""Characters of a value that are shown."""


def workbook_of(problems: Sequence[Problem], number: int, rows: Mapping[int, RawRow], file: str, lang: str) -> bytes:
    """The first problems of each kind, and their rows; `number` is how many problems there are in all.

    No file waits on a disk meanwhile: it is small, and the disk may be full.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "marked": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F9E8E4", "border": 1}),
    }
    _write_problems(book.add_worksheet(messages(lang)("import-faults-sheet")), problems, number, file, lang, formats)
    if rows:
        _write_rows(book.add_worksheet(messages(lang)("import-faults-rows")), problems, rows, lang, formats)
    book.close()
    return out.getvalue()


def _write_problems(
    sheet: Any, problems: Sequence[Problem], number: int, file: str, lang: str, formats: Mapping[str, Any]
) -> None:
    say, plain = messages(lang), formats["plain"]
    sheet.write(0, 0, say("import-faults-title", file=file, n=number, listed=len(problems)))
    heads = [say(f"import-faults-{head}") for head in ("row", "column", "value", "reason", "do")]
    sheet.write_row(1, 0, heads, formats["head"])
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    for at, problem in enumerate(problems, start=2):
        sheet.write(at, 0, problem.row, plain)
        sheet.write(at, 1, label(problem.column, lang), plain)
        sheet.write(at, 2, problem.value[:LONGEST], formats["marked"] if problem.value else plain)
        sheet.write(at, 3, problem.said(lang), plain)
        sheet.write(at, 4, problem.to_do(lang), plain)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(2, len(problems) + 1), len(heads) - 1)


def _write_rows(
    sheet: Any, problems: Sequence[Problem], rows: Mapping[int, RawRow], lang: str, formats: Mapping[str, Any]
) -> None:
    """The rows under the names of their columns; a marked cell has a note with the reason and what to do."""
    named = {name for row in rows.values() for name in row.values} | {problem.column for problem in problems}
    columns = [
        *(name for name in BY_NAME if name in named),
        *(["crs"] if any(row.crs for row in rows.values()) else []),
    ]
    heads = [messages(lang)("import-faults-number"), *(label(name, lang) for name in columns)]
    sheet.write_row(0, 0, heads, formats["head"])
    sheet.set_column(0, len(columns), 16)
    marks: dict[tuple[int, str], Problem] = {(problem.row, problem.column): problem for problem in problems}
    for at, (number, row) in enumerate(sorted(rows.items()), start=1):
        sheet.write(at, 0, number, formats["plain"])
        for index, name in enumerate(columns, start=1):
            problem = marks.get((number, name)) or (marks.get((number, "lon, lat")) if name in ("lon", "lat") else None)
            sheet.write(at, index, _cell(row, name, lang), formats["marked" if problem else "plain"])
            if problem:
                sheet.write_comment(at, index, f"{problem.said(lang)}\n{problem.to_do(lang)}")
    sheet.freeze_panes(1, 1)


def label(column: str, lang: str) -> str:
    """What people call a column; names of no column stay as they are."""
    if column == "crs":
        return messages(lang)("import-crs")
    names = column.split(", ")
    if not all(name in BY_NAME for name in names):
        return column
    return ", ".join(messages(lang)(f"property-{name}".replace("_", "-")) for name in names)


def _cell(row: RawRow, name: str, lang: str) -> str | float | None:
    value = row.crs if name == "crs" else row.values.get(name)
    if isinstance(value, list):
        return join_words([str(each) for each in value], language_of(lang).comma)
    return value if value is None or isinstance(value, float) else str(value)[:LONGEST]
