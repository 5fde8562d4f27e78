"""A brief as six slides to edit: texts, tables and a chart of the program's own. python-pptx is imported here alone."""

import io
from typing import Any

from app.analysis.workbook import wide
from app.brief.archive import made_on, settled
from app.brief.cells import texts, widths
from app.brief.content import Brief, Section, Sheet
from app.brief.making import Making
from app.brief.word import CHINESE, GLYPH, GRADE_INK, LATIN
from app.draw.tokens import colour
from app.platforms.values import KINDS
from frontend.messages import Messages, messages

WIDE_IN, HIGH_IN = 13.333, 7.5
LEFT, TOP, ROOM = 0.7, 1.55, 11.9
"""Inches: where the content of a slide begins, and how wide it is."""
MANY_LETTERS = 1000
FOOT_PT, TEXT_PT, SMALL_PT = 11, 18, 14


def pptx(making: Making) -> bytes:
    """The six slides: the place, five figures, declared and listed, compared, missing and next, how to quote."""
    from pptx import Presentation
    from pptx.util import Inches

    brief, say = making.brief, messages(making.brief.lang)
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE_IN), Inches(HIGH_IN)
    about, date = deck.core_properties, made_on(brief.as_of)
    about.title, about.author, about.comments = brief.title, brief.origin.split(" · ")[0], brief.link
    about.created = about.modified = date
    _place(deck, brief, making.map_png())
    _figures(deck, brief, say)
    _declared(deck, brief, say)
    _compared(deck, brief, say)
    _missing(deck, brief, say)
    _quoting(deck, brief, say)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue())


def _slide(deck: Any, brief: Brief, title: str) -> Any:
    """A slide with its title and the line that every one of them has."""
    from pptx.util import Inches, Pt

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = (Inches(x) for x in (LEFT, 0.4, ROOM, 1.0))
    head.text_frame.text = title
    head.text_frame.paragraphs[0].alignment = 1
    for run in head.text_frame.paragraphs[0].runs:
        _font(run, 30, bold=True)
    foot = slide.shapes.add_textbox(Inches(LEFT), Inches(HIGH_IN - 0.55), Inches(ROOM), Inches(0.4))
    run = foot.text_frame.paragraphs[0].add_run()
    run.text = f"{brief.origin} · {brief.dated} · {brief.foot[0]} · {brief.foot[1]} · {brief.link}"
    _font(run, FOOT_PT, "ink-2")
    foot.text_frame.word_wrap = True
    run.font.size = Pt(FOOT_PT - 1)
    return slide


def _rgb(token: str) -> Any:
    """A colour of the page."""
    from pptx.dml.color import RGBColor

    of: Any = RGBColor
    return of.from_string(colour(token)[1:].upper())


def _font(run: Any, points: float, ink: str = "ink", *, bold: bool = False) -> None:
    """One font for letters, one for Chinese characters."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    run.font.size, run.font.bold, run.font.name = Pt(points), bold, LATIN
    run.font.color.rgb = _rgb(ink)
    properties = run._r.get_or_add_rPr()
    east = properties.makeelement(qn("a:ea"), {"typeface": CHINESE})
    latin = properties.find(qn("a:latin"))
    latin.addnext(east)


def _texts(slide: Any, at: tuple[float, float, float, float], texts: list[str], points: float = TEXT_PT) -> None:
    """Paragraphs in a box: left, top, width, height in inches."""
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_textbox(*(Inches(x) for x in at)).text_frame
    frame.word_wrap = True
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(6)
        run = paragraph.add_run()
        run.text = text
        _font(run, points)


def _place(deck: Any, brief: Brief, picture: bytes) -> None:
    from pptx.util import Inches

    slide = _slide(deck, brief, brief.title)
    shape = slide.shapes.add_picture(io.BytesIO(picture), Inches(8.2), Inches(TOP), height=Inches(5.2))
    shape._element.nvPicPr.cNvPr.set("descr", brief.map_label)
    _texts(
        slide,
        (LEFT, TOP, 7.1, 4.8),
        [brief.lead, *([brief.since.said] if brief.since.said else []), *brief.notices],
        22,
    )


def _table(slide: Any, say: Messages, sheet: Sheet, at: tuple[float, float, float]) -> None:
    """A table of the program: left, top and width in inches."""
    from pptx.util import Inches

    high = Inches(0.4 * (len(sheet.rows) + 1))
    shape = (len(sheet.rows) + 1, len(sheet.columns), *(Inches(x) for x in at), high)
    table = slide.shapes.add_table(*shape).table
    lines = [[column.title for column in sheet.columns]]
    lines += texts(say, sheet)
    for column, inches in zip(table.columns, widths(say, sheet, at[2]), strict=True):
        column.width = Inches(inches)
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            paragraph = table.cell(row, column).text_frame.paragraphs[0]
            run = paragraph.add_run()
            run.text = text
            _font(run, SMALL_PT, "ink" if row else "surface", bold=row == 0)
            if sheet.columns[column].form != "text":
                paragraph.alignment = 3


def _figures(deck: Any, brief: Brief, say: Messages) -> None:
    from pptx.util import Inches

    slide = _slide(deck, brief, say("brief-five"))
    sizes = (len(brief.figures), 3, *(Inches(x) for x in (LEFT, TOP, ROOM, 4.9)))
    table = slide.shapes.add_table(*sizes).table
    table.first_row = False
    for column, inches in zip(table.columns, (1.7, 8.2, 2.0), strict=True):
        column.width = Inches(inches)
    for row, words in enumerate(brief.figures):
        _cell(table.cell(row, 0), [(words.value, 26 if len(words.value) < 4 else 18, "ink", True)])
        lines = [(words.title, 17.0, "ink", True), (words.detail, SMALL_PT, "ink-2", False)]
        _cell(table.cell(row, 1), [*lines, (words.note, SMALL_PT, "ink-2", False)])
        grade = words.figure.grade
        _cell(table.cell(row, 2), [(f"{GLYPH[grade]} {words.grade}", 16, GRADE_INK[grade], False)])


def _cell(cell: Any, lines: list[tuple[str, float, str, bool]]) -> None:
    frame = cell.text_frame
    for number, (text, points, token, bold) in enumerate(lines):
        run = (frame.paragraphs[0] if number == 0 else frame.add_paragraph()).add_run()
        run.text = text
        _font(run, points, token, bold=bold)


def _declared(deck: Any, brief: Brief, say: Messages) -> None:
    section = brief.declared or Section(say("brief-declared"), said=say("brief-no-feature"))
    slide = _slide(deck, brief, section.title)
    said = [text for text in (section.said, section.beside) if text]
    if said:
        _texts(slide, (LEFT, TOP, ROOM, 1.1), said)
    if section.table:
        _table(slide, say, section.table, (LEFT, TOP + (1.2 if said else 0), ROOM))
    if section.note:
        _texts(slide, (LEFT, 6.2, ROOM, 0.5), [section.note], SMALL_PT)


def _compared(deck: Any, brief: Brief, say: Messages) -> None:
    """A chart that can be edited, beside the table that it is drawn from."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    slide = _slide(deck, brief, brief.compared.title)
    sheet = brief.compared.table
    if sheet is None:
        return
    numbers: Any = CategoryChartData
    data = numbers()
    data.categories = [column.title for column in sheet.columns[1:]]
    for row in sheet.rows[: len(KINDS)]:
        data.add_series(str(row[0]), [cell if isinstance(cell, int) else 0 for cell in row[1:]])
    place = (Inches(x) for x in (LEFT, TOP, 5.6, 4.6))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", sheet.title)
    chart = frame.chart
    chart.has_legend, chart.legend.include_in_layout = True, False
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.font.size = Pt(SMALL_PT)
    chart.value_axis.has_major_gridlines = False
    chart.plots[0].has_data_labels = True
    labels = chart.plots[0].data_labels
    # A 0 has no part of the bar to stand on.
    labels.number_format, labels.number_format_is_linked = "0;;;", False
    labels.font.color.rgb, labels.font.size = _rgb("surface"), Pt(SMALL_PT)
    for series, kind in zip(chart.plots[0].series, KINDS, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(kind)
    _table(slide, say, sheet, (LEFT + 5.9, TOP, ROOM - 5.9))
    _texts(slide, (LEFT, 6.25, ROOM, 0.5), [brief.compared.note], SMALL_PT)


def _missing(deck: Any, brief: Brief, say: Messages) -> None:
    slide = _slide(deck, brief, f"{brief.gaps.title} · {brief.next.title}")
    half = (ROOM - 0.6) / 2
    colon = say("brief-colon")
    _texts(
        slide,
        (LEFT, TOP, half, 4.8),
        [f"{brief.gaps.title}{colon}{brief.gaps.beside}", *(f"• {text}" for text in brief.gaps.points)],
        16,
    )
    numbered = [f"{number}. {text}" for number, text in enumerate(brief.next.points, start=1)]
    _texts(slide, (LEFT + half + 0.6, TOP, half, 4.8), [brief.next.title, *numbered], 16)


def _quoting(deck: Any, brief: Brief, say: Messages) -> None:
    slide = _slide(deck, brief, brief.caveat.title)
    said = [brief.caveat.said, *(words.citation for words in brief.figures if words.citation)]
    # Five citations of the city fill the slide; with two there is room for larger letters.
    points = SMALL_PT if sum(wide(text) for text in said) < MANY_LETTERS else FOOT_PT
    _texts(slide, (LEFT, TOP, ROOM, 3.6), said, points)
    _texts(slide, (LEFT, 5.8, ROOM, 1.0), [say("brief-dot").join([*brief.sources, *brief.foot])], FOOT_PT - 1)
