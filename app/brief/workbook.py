"""A brief as a workbook: one sheet a table, numbers as numbers in their formats, and a sheet that says what it is."""

import io
from typing import Any

from app.analysis.table import Cell
from app.analysis.workbook import OPTIONS, WIDEST, or_none, sheet_name, wide
from app.brief.archive import made_on
from app.brief.content import Brief, Column, Sheet
from app.brief.making import Making
from app.platforms.values import KINDS
from frontend.messages import Messages, messages

FORMS = {"count": "#,##0", "decimal": "#,##0.0##", "percent": "0.0%"}


def xlsx(making: Making) -> bytes:
    """The workbook; the same data give the same cells."""
    import xlsxwriter

    brief, say = making.brief, messages(making.brief.lang)
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": brief.title, "comments": brief.link, "created": made_on(brief.as_of)})
    formats = {form: book.add_format({"num_format": text, "valign": "top"}) for form, text in FORMS.items()}
    listed = or_none(FORMS["count"], say("brief-none"))
    formats["listed"] = book.add_format({"num_format": listed, "valign": "top"})
    formats |= {"text": book.add_format({"text_wrap": True, "valign": "top"}), "head": book.add_format({"bold": True})}
    _about(book, formats, say, brief)
    for sheet in tables(say, brief):
        _sheet(book, formats, sheet)
    book.close()
    return out.getvalue()


def tables(say: Messages, brief: Brief) -> list[Sheet]:
    """Every table of the brief, the figures first."""
    sections = [each.table for each in (brief.declared, brief.compared) if each and each.table]
    points = _points(say, brief)
    return [figures(say, brief), *sections, points, *brief.annex]


def figures(say: Messages, brief: Brief) -> Sheet:
    """The five figures with all that is said of each, a column for each kind."""
    columns = [Column("what", say("brief-col-what")), Column("n", say("brief-col-n"), "count")]
    columns += [Column("of", say("brief-col-of"), "count"), Column("city", say("brief-col-city"), "count")]
    columns += [Column(kind, say("brief-col-records", what=say(f"kind-{kind}")), "count") for kind in KINDS]
    names = ("stated", "inferred", "unstated", "old")
    columns += [Column(name, say(f"brief-col-{name}"), "count") for name in names]
    columns += [Column(name, say(f"brief-col-{name}")) for name in ("counts", "note", "grade", "why", "citation")]
    rows: list[list[Cell]] = []
    for words in brief.figures:
        figure, tally = words.figure, words.figure.tally
        row: list[Cell] = [words.title, figure.value, figure.of, figure.of_city]
        row += [tally.kinds[kind] for kind in KINDS]
        row += [tally.stated, tally.inferred, tally.unplaced, tally.old]
        rows.append([*row, words.detail, words.note, words.grade, words.why, words.citation or None])
    return Sheet("figures", say("brief-five"), columns, rows)


def _points(say: Messages, brief: Brief) -> Sheet:
    columns = [Column("part", say("brief-col-part")), Column("text", say("brief-col-text"))]
    parts = (brief.gaps, brief.next)
    rows: list[list[Cell]] = [[section.title, text] for section in parts for text in section.points]
    rows.append([brief.since.title, brief.since.said or brief.since.note])
    return Sheet("points", f"{brief.gaps.title} · {brief.next.title}", columns, rows)


def _about(book: Any, formats: dict[str, Any], say: Messages, brief: Brief) -> None:
    """What this is: filters, date, version, the rule of quoting, a citation, sources, where to check."""
    cited = next((words.citation for words in brief.figures if words.citation), "")
    lines = [
        (say("brief-about-what"), f"{brief.title} · {brief.origin}"),
        (say("brief-about-filter"), say("brief-about-filter-said", name=brief.place)),
        (say("brief-about-as-of"), brief.as_of or say("date-not-stated")),
        (say("brief-about-version"), str(brief.version)),
        (say("brief-about-rule"), brief.caveat.said),
        (say("brief-col-citation"), cited),
        (say("brief-sources"), say("brief-dot").join(brief.sources)),
        (say("brief-about-map"), say("brief-dot").join(brief.foot)),
        (say("brief-about-licence"), brief.licence),
        (say("brief-about-link"), brief.link),
        *((say("brief-about"), text) for text in brief.notices),
    ]
    page = book.add_worksheet(say("brief-about-what"))
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 90)
    for row, (name, text) in enumerate(lines):
        page.write_string(row, 0, name, formats["head"])
        page.write_string(row, 1, text, formats["text"])


def _sheet(book: Any, formats: dict[str, Any], sheet: Sheet) -> None:
    page = book.add_worksheet(sheet_name(book, sheet.title))
    page.write_row(0, 0, [column.title for column in sheet.columns], formats["head"])
    for number, row in enumerate(sheet.rows, start=1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            form: str = "decimal" if isinstance(cell, float) and column.form == "count" else column.form
            form = "listed" if form == "count" and number <= sheet.listed else form
            page.write(number, place, cell, formats[form])
    for place, column in enumerate(sheet.columns):
        texts = [column.title, *(str(row[place]) for row in sheet.rows if row[place] is not None)]
        page.set_column(place, place, min(max(wide(text) for text in texts) + 2, WIDEST))
    page.freeze_panes(1, 1)
    if sheet.note:
        page.write_string(len(sheet.rows) + 2, 0, sheet.note)
