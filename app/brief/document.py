"""A brief as JSON: nothing less than the page says, every figure with what it is made up of."""

from typing import Any

from app.brief.content import Brief, FigureWords, Section, Sheet

Document = dict[str, Any]


def document(brief: Brief) -> Document:
    """All of it but the drawing of the map."""
    return {
        "code": brief.code,
        "lang": brief.lang,
        "place": brief.place,
        "asOf": brief.as_of,
        "dataVersion": brief.version,
        "link": brief.link,
        "title": brief.title,
        "lead": brief.lead,
        "notices": brief.notices,
        "figures": [_figure(each) for each in brief.figures],
        "declared": _section(brief.declared) if brief.declared else None,
        "compared": _section(brief.compared),
        "gaps": _section(brief.gaps),
        "next": _section(brief.next),
        "caveat": _section(brief.caveat),
        "since": _section(brief.since),
        "sources": brief.sources,
        "foot": brief.foot,
        "annex": [_sheet(each) for each in brief.annex],
    }


def _figure(words: FigureWords) -> Document:
    figure, tally = words.figure, words.figure.tally
    return {
        "name": figure.name,
        "title": words.title,
        "value": figure.value,
        "of": figure.of,
        "city": figure.of_city,
        "domain": figure.domain or None,
        "kinds": tally.kinds,
        "lifecycles": tally.lifecycles,
        "stated": tally.stated,
        "inferred": tally.inferred,
        "notStated": tally.unplaced,
        "oldSources": tally.old,
        "grade": figure.grade,
        "reason": figure.reason,
        "why": words.why,
        "detail": words.detail,
        "note": words.note,
        "citation": words.citation or None,
    }


def _section(section: Section) -> Document:
    said = {"title": section.title, "beside": section.beside, "said": section.said, "points": section.points}
    return said | {"note": section.note, "table": _sheet(section.table) if section.table else None}


def _sheet(sheet: Sheet) -> Document:
    codes = [column.code for column in sheet.columns]
    return {
        "name": sheet.name,
        "title": sheet.title,
        "note": sheet.note,
        "columns": [{"name": column.code, "title": column.title} for column in sheet.columns],
        "rows": [dict(zip(codes, row, strict=True)) for row in sheet.rows],
    }
