"""A brief as a document to edit: real headings and tables, the map as a picture. Only here python-docx is imported."""

import io
from typing import Any

from app.brief.archive import made_on, settled
from app.brief.cells import texts, widths
from app.brief.content import Brief, Section, Sheet
from app.brief.making import Making
from app.brief.wording import DOT
from app.draw.tokens import colour
from frontend.messages import Messages, messages

LATIN, CHINESE = "Arial", "Microsoft YaHei"
MARGIN_MM, MAP_MM, VALUE_MM, GRADE_MM = 12, 54, 15, 24
ROOM_MM = 210 - 2 * MARGIN_MM
TABLE_PT = 8.5
ABOVE_PT = {"Heading 1": 5, "Heading 2": 8}
"""Room above a heading: all before the annex has to fit one page of A4, also where a longer text is edited in."""
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
    sizes = {"Normal": 9.5, "Caption": 8.5, "Title": 17, "Heading 1": 11.5, "Heading 2": 11, "List Bullet": 9.5}
    for name, size in (sizes | {"List Number": 9.5}).items():
        style = document.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour("ink")[1:].upper())
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), CHINESE)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.0
    document.styles["Caption"].font.bold = False
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].paragraph_format.keep_with_next = True
        document.styles[name].paragraph_format.space_before = Pt(ABOVE_PT[name])
    about, date = document.core_properties, made_on(brief.as_of)
    about.title, about.author, about.language = brief.title, brief.origin.split(" · ")[0], brief.lang
    about.comments, about.created, about.modified = brief.link, date, date
    footer = page.footer.paragraphs[0]
    footer.text, footer.style = " · ".join([*brief.foot, brief.link]), document.styles["Caption"]


def _figures(document: Any, brief: Brief, picture: bytes) -> None:
    """The map beside the five figures, as one table."""
    from docx.shared import Mm, Pt

    table = document.add_table(rows=len(brief.figures), cols=4)
    _widths(table, [MAP_MM + 4, VALUE_MM, ROOM_MM - MAP_MM - 4 - VALUE_MM - GRADE_MM, GRADE_MM])
    left = table.cell(0, 0).merge(table.cell(len(brief.figures) - 1, 0))
    run = left.paragraphs[0].add_run()
    shape = run.add_picture(io.BytesIO(picture), width=Mm(MAP_MM))
    shape._inline.docPr.set("descr", brief.map_label)
    for row, words in zip(table.rows, brief.figures, strict=True):
        _, value, text, grade = row.cells
        large = value.paragraphs[0].add_run(words.value)
        large.bold, large.font.size = True, Pt(15 if len(words.value) < 3 else 10)
        text.paragraphs[0].add_run(words.title).bold = True
        text.add_paragraph(DOT.join(line for line in (words.detail, words.note) if line), style="Caption")
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
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(sheet.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, sheet.columns, strict=True):
        cell.paragraphs[0].add_run(column.title).bold = True
        _filled(cell, "sunken")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in texts(say, sheet):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for row in table.rows:
        # A row that is cut by the end of a page cannot be read.
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, column in zip(row.cells, sheet.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            for run in paragraph.runs:
                run.font.size = Pt(TABLE_PT)
            if column.form != "text":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _widths(table, widths(say, sheet, ROOM_MM))


def _filled(cell: Any, token: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": colour(token)[1:].upper()}.items():
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _widths(table: Any, millimetres: list[float]) -> None:
    """Fixed widths; said of columns and of cells, since programs read one or the other."""
    from docx.shared import Mm

    table.autofit = False
    for column, mm in zip(table.columns, millimetres, strict=True):
        column.width = Mm(mm)
        for cell in column.cells:
            cell.width = Mm(mm)


def _caveat(document: Any, say: Messages, brief: Brief) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(brief.caveat.title + say("brief-colon")).bold = True
    paragraph.add_run(brief.caveat.said)
    document.add_paragraph(say("brief-sources") + say("brief-colon") + say("brief-dot").join(brief.sources))


def _citations(document: Any, say: Messages, brief: Brief) -> None:
    """The sentences to quote by, and of the others why there is none."""
    document.add_heading(say("brief-cite-each"), 2)
    for words in brief.figures:
        paragraph = document.add_paragraph(style="List Bullet")
        _inked(paragraph, f"{GLYPH[words.figure.grade]} {words.grade}  ", GRADE_INK[words.figure.grade])
        paragraph.add_run(words.citation or f"{words.title}{say('brief-colon')}{words.why}")
