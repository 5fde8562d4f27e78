"""The files of a brief, opened and read back: they say what the JSON says, and are the same bytes each time."""

import io
import re
from typing import Any

import httpx
import numpy as np
import openpyxl
import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from python_calamine import CalamineWorkbook

from app.draw.tokens import colour
from frontend.language import LANGUAGE_CODES
from frontend.messages import messages

BRIEF = "/api/insight/brief/310112"


def made(client: httpx.Client, lang: str, form: str, **params: str) -> bytes:
    answer = client.get(BRIEF, params={"f": form, "lang": lang, **params})
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


def map_of(client: httpx.Client, lang: str, form: str) -> bytes:
    answer = client.get(f"{BRIEF}/map", params={"f": form, "lang": lang})
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


def brief_of(client: httpx.Client, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(BRIEF, params={"lang": lang}).json()
    return found


def same(first: str, second: str) -> bool:
    """Whether two texts are the same but for marks that turn nothing."""
    return re.sub("[\u2066-\u2069]", "", first) == re.sub("[\u2066-\u2069]", "", second)


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_the_document_has_real_tables_and_the_map(client: httpx.Client, lang: str) -> None:
    """Figures, tables and citations are those of the JSON; the page is A4, and the map has a text for who sees none."""
    brief, body = brief_of(client, lang), made(client, lang, "docx")
    document: Any = Document(io.BytesIO(body))
    assert document.paragraphs[1].text == brief["title"]
    assert document.paragraphs[1].style.name == "Title"
    assert round(document.sections[0].page_width.mm) == 210
    assert len(document.inline_shapes) == 1
    assert document.inline_shapes[0]._inline.docPr.get("descr")
    figures, *tables = document.tables
    said = [(row.cells[1].text, row.cells[2].text.split("\n")) for row in figures.rows]
    assert said[1][0] == str(brief["figures"][1]["value"])
    assert [lines for _, lines in said] == [[f["title"], f"{f['detail']} · {f['note']}"] for f in brief["figures"]]
    sheets = [brief["declared"]["table"], brief["compared"]["table"], *brief["annex"]]
    assert len(tables) == len(sheets)
    for table, sheet in zip(tables, sheets, strict=True):
        assert [cell.text for cell in table.rows[0].cells] == [column["title"] for column in sheet["columns"]]
        assert [row.cells[0].text for row in table.rows[1:]] == [str(next(iter(row.values()))) for row in sheet["rows"]]
    whole = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for figure in brief["figures"]:
        assert (figure["citation"] or figure["why"]) in whole
    assert document.core_properties.created.strftime("%Y-%m") == brief["asOf"]
    assert made(client, lang, "docx", compare="310110,310113") != body
    assert made(client, lang, "docx") == body


def test_six_slides_can_be_edited(client: httpx.Client) -> None:
    """Titles, tables and a chart of the program's own, within the slide; the chart's numbers are the table's."""
    brief = brief_of(client, "zh-CN")
    deck: Any = Presentation(io.BytesIO(made(client, "zh-CN", "pptx")))
    assert len(deck.slides) == 6
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height
    [chart] = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    rows = brief["compared"]["table"]["rows"][:3]
    assert [list(series.values) for series in chart.plots[0].series] == [list(row.values())[1:] for row in rows]
    assert [sum(shape.has_table for shape in slide.shapes) for slide in deck.slides] == [0, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_no_head_of_a_slide_s_table_is_broken_into_letters(client: httpx.Client, lang: str) -> None:
    """Names of districts beside each other stand on one line, however much room their table has."""
    deck: Any = Presentation(io.BytesIO(made(client, lang, "pptx")))
    [table] = [shape.table for shape in deck.slides[3].shapes if shape.has_table]
    for column, cell in zip(table.columns, table.rows[0].cells, strict=True):
        letters = sum(2 if ord(each) > 0x2E7F else 1 for each in cell.text)
        points = cell.text_frame.paragraphs[0].runs[0].font.size.pt if letters else 0
        assert column.width.pt - (cell.margin_left + cell.margin_right) / 12700 >= letters * points / 2, cell.text


def test_the_workbook_adds_up(client: httpx.Client) -> None:
    """A sheet for each table with labels and numbers as numbers, and one that says what it all is."""
    say, brief = messages("zh-CN"), brief_of(client, "zh-CN")
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(client, "zh-CN", "xlsx")))
    assert book.sheet_names[0] == say("brief-about-what")
    about = {str(name): text for name, text in book.get_sheet_by_index(0).to_python()}
    assert about[say("brief-about-as-of")] == brief["asOf"]
    assert about[say("brief-about-link")] == brief["link"]
    assert about[say("brief-col-citation")] == brief["figures"][0]["citation"]
    assert brief["place"] in str(about[say("brief-about-filter")])
    head, *rows = book.get_sheet_by_name(say("brief-five")).to_python()
    assert head[1] == say("brief-col-n")
    for row, figure in zip(rows, brief["figures"], strict=True):
        assert row[1] == figure["value"] == sum(float(str(n)) for n in row[4:7])
    compared = book.get_sheet_by_name(brief["compared"]["title"]).to_python()[1:6]
    for place in (1, 2, 3):
        column = [float(str(row[place])) for row in compared]
        assert sum(column[:3]) == sum(column[3:5])
    records = book.get_sheet_by_name(brief["annex"][0]["title"]).to_python()
    assert len(records) - 1 == len(brief["annex"][0]["rows"])


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_the_map_shows_the_marks(client: httpx.Client, lang: str) -> None:
    """The only platform that stands alone is a disc of its kind; the SVG says the names of places as text."""
    picture = np.asarray(Image.open(io.BytesIO(map_of(client, lang, "png"))).convert("RGB")).astype(int)
    ink = tuple(int(colour("poc")[i : i + 2], 16) for i in (1, 3, 5))
    assert (np.abs(picture[:680] - ink).max(axis=2) < 3).sum() > 800
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", map_of(client, lang, "svg").decode())
    assert {"2", "4", *(messages(lang)(f"brief-{name}") for name in ("map-district-only", "name-related"))} <= {*texts}


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_a_table_of_the_insight_is_a_workbook_for_officials(client: httpx.Client, lang: str) -> None:
    """Words in place of codes, what it is with filters and citation, the gaps as the matrix of the page, all mixes."""
    say, query = messages(lang), {"f": "xlsx", "lang": lang, "kind": "poc"}
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/api/insight/gaps", params=query).content))
    about = {str(name): str(text) for name, text in book.get_sheet_by_index(0).to_python()}
    assert book.sheet_names[0] == say("sheet-about")
    assert about[say("sheet-filters")] == say("kind-poc")
    assert "kind=poc" in about[say("sheet-citation")]
    assert "f=xlsx" not in about[say("sheet-address")]
    head, *rows, sums = book.get_sheet_by_name(say("gap-stage-all")).to_python()
    assert len(head) == 1 + 16 + 1 + 1
    gaps = client.get("/api/insight/gaps", params={"kind": "poc", "lang": lang}).json()["rows"]
    every = [row for row in gaps if row["stage"] is None]
    assert sum(float(str(row[-1])) for row in rows) == float(str(sums[-1])) == sum(row["n"] for row in every)
    for row in rows:
        assert sum(float(str(cell)) for cell in row[1:-1]) == row[-1]
    query = {"f": "xlsx", "lang": lang, "compare": "310112,310115"}
    compared = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/api/insight/comparison", params=query).content))
    mix = client.get("/api/insight/comparison", params={"compare": "310112,310115"}).json()["mix"]
    kinds = compared.get_sheet_by_index(2).to_python()[1:]
    assert sum(float(str(row[1])) for row in kinds) == sum(mix["310112"]["kind"].values())
    cells = openpyxl.load_workbook(io.BytesIO(client.get("/api/insight/comparison", params=query).content)).worksheets[
        2
    ]
    assert cells["B3"].value == 0, "no pilot is listed in Minhang"
    assert say("brief-none") in cells["B3"].number_format, "which is said, and still adds up"
    judged = client.get("/api/insight/specialities", params={"f": "xlsx", "lang": lang}).content
    said = str(CalamineWorkbook.from_filelike(io.BytesIO(judged)).get_sheet_by_index(1).to_python())
    assert say("verdict-few") in said
    assert "310112" not in said
