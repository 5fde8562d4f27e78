"""A brief as a document to edit: real headings and tables, the map as a picture. Only here python-docx is imported."""

import io
from typing import Any

from app.brief.archive import made_on, settled
from app.brief.cells import cell_text
from app.brief.content import Brief, Section, Sheet
from app.brief.making import Making
from app.draw.tokens import colour
from frontend.messages import Messages, messages

LATIN, CHINESE = "Arial", "Microsoft YaHei"
MARGIN_MM, MAP_MM = 16, 66
GRADE_INK = {"quote": "met", "note": "ink-2", "never": "unmet"}
GLYPH = {"quote": "✓", "note": "△", "never": "✕"}
"""Signs that the usual fonts have; with their words they read in black and white."""


def docx(making: Making) -> bytes:
    """The document."""
    from docx import Document

    brief, say = making.brief, messages(making.brief.lang)
    document: Any = Document()
    _prepare(document, brief)
    document.add_paragraph(f"{brief.origin}    {brief.dated}", style="Caption")
    document.add_heading(brief.title, 0)
    document.add_paragraph(brief.lead)
    if brief.since.said:
        document.add_paragraph(brief.since.said)
    for text in brief.notices:
        document.add_paragraph(text, style="Intense Quote")
    document.add_heading(say("brief-five"), 1)
    _figures(document, brief, making.map_png())
    for section in (brief.declared, brief.compared, brief.gaps, brief.next):
        if section is not None:
            _section(document, say, section, ordered=section is brief.next)
    _caveat(document, say, brief)
    document.add_page_break()
    document.add_heading(say("brief-annex"), 1)
    for number, sheet in enumerate(brief.annex, start=1):
        document.add_heading(f"{number}. {sheet.title}", 2)
        _table(document, say, sheet)
        if sheet.note:
            document.add_paragraph(sheet.note, style="Caption")
    _citations(document, say, brief)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _prepare(document: Any, brief: Brief) -> None:
    """A4, margins, fonts of both scripts, and what the document says of itself."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN_MM)
    sizes = {"Normal": 10, "Caption": 9, "Title": 20, "Heading 1": 13, "Heading 2": 11, "List Bullet": 10}
    for name, size in (sizes | {"List Number": 10}).items():
        style = document.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour("ink")[1:].upper())
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), CHINESE)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_after = Pt(3)
    about, date = document.core_properties, made_on(brief.as_of)
    about.title, about.author, about.language = brief.title, brief.origin.split(" · ")[0], brief.lang
    about.comments, about.created, about.modified = brief.link, date, date
    footer = page.footer.paragraphs[0]
    footer.text, footer.style = f"{brief.foot[0]} · {brief.foot[1]} · {brief.link}", document.styles["Caption"]


def _figures(document: Any, brief: Brief, picture: bytes) -> None:
    """The map beside the five figures, as one table."""
    from docx.shared import Mm, Pt

    table = document.add_table(rows=len(brief.figures), cols=4)
    table.autofit = False
    for column, mm in zip(table.columns, (MAP_MM + 4, 20, 66, 22), strict=True):
        for cell in column.cells:
            cell.width = Mm(mm)
    left = table.cell(0, 0).merge(table.cell(len(brief.figures) - 1, 0))
    run = left.paragraphs[0].add_run()
    shape = run.add_picture(io.BytesIO(picture), width=Mm(MAP_MM))
    shape._inline.docPr.set("descr", brief.map_label)
    for row, words in zip(table.rows, brief.figures, strict=True):
        _, value, text, grade = row.cells
        large = value.paragraphs[0].add_run(words.value)
        large.bold, large.font.size = True, Pt(16 if len(words.value) < 4 else 11)
        text.paragraphs[0].add_run(words.title).bold = True
        for line in (words.detail, words.note):
            text.add_paragraph(line, style="Caption")
        _inked(grade.paragraphs[0], f"{GLYPH[words.figure.grade]} {words.grade}", GRADE_INK[words.figure.grade])


def _inked(paragraph: Any, text: str, token: str) -> None:
    from docx.shared import RGBColor

    paragraph.add_run(text).font.color.rgb = RGBColor.from_string(colour(token)[1:].upper())


def _section(document: Any, say: Messages, section: Section, *, ordered: bool) -> None:
    beside = f"  ({section.beside})" if section.beside else ""
    document.add_heading(section.title + beside, 1)
    if section.said:
        document.add_paragraph(section.said)
    if section.table:
        _table(document, say, section.table)
    for text in section.points:
        document.add_paragraph(text, style="List Number" if ordered else "List Bullet")
    if section.note:
        document.add_paragraph(section.note, style="Caption")


def _table(document: Any, say: Messages, sheet: Sheet) -> None:
    """A table whose first row comes again on every page; numbers stand at the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    table = document.add_table(rows=1, cols=len(sheet.columns), style="Light List Accent 1")
    for cell, column in zip(table.rows[0].cells, sheet.columns, strict=True):
        cell.text = column.title
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in sheet.rows:
        cells = table.add_row().cells
        for cell, column, value in zip(cells, sheet.columns, row, strict=True):
            cell.text = cell_text(say, value)
            if column.form != "text":
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _caveat(document: Any, say: Messages, brief: Brief) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(brief.caveat.title + say("brief-colon")).bold = True
    paragraph.add_run(brief.caveat.said)
    document.add_paragraph(say("brief-sources") + say("brief-colon") + say("brief-dot").join(brief.sources))
    document.add_paragraph(say("brief-dot").join(brief.foot) + say("brief-dot") + say("brief-check") + brief.link)


def _citations(document: Any, say: Messages, brief: Brief) -> None:
    """The sentences to quote by, and of the others why there is none."""
    document.add_heading(say("brief-cite-each"), 2)
    for words in brief.figures:
        paragraph = document.add_paragraph(style="List Bullet")
        _inked(paragraph, f"{GLYPH[words.figure.grade]} {words.grade}  ", GRADE_INK[words.figure.grade])
        paragraph.add_run(words.citation or f"{words.title}{say('brief-colon')}{words.why}")
