"""`servicemap brief`: files of a place without a server; where one cannot be made, a sentence that says what to do."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document

from tests.support.browser import chromium
from tests.support.command import called


def test_a_brief_becomes_files(real_url: str, tmp_path: Path) -> None:
    """A PDF of the sheet and, from the second page on, the annex; a document; a page that needs no server."""
    pdf, docx, html = (tmp_path / f"brief.{form}" for form in ("pdf", "docx", "html"))
    more = {"DATABASE_URL": real_url, "SERVICEMAP_PUBLIC_URL": "https://map.example", "CHROMIUM": chromium() or ""}
    arguments = ("--pdf", str(pdf), "--docx", str(docx), "--html", str(html), "--lang", "en", "--compare", "310104")
    done = called(tmp_path, "brief", "310115", *arguments, **more)
    assert done.returncode == 0, done.stderr
    sheets = pypdfium2.PdfDocument(pdf.read_bytes())
    texts = [sheets[number].get_textpage().get_text_bounded() for number in range(len(sheets))]
    assert [round(points) for points in sheets[0].get_size()] == [595, 842]
    sheets.close()
    assert "https://map.example" not in texts[0]
    assert "map.example/en/insight/brief/310115?cited=" in texts[0]
    assert "Annex" in texts[1].splitlines()[0]
    assert "Five figures" not in "".join(texts[1:])
    document: Any = Document(io.BytesIO(docx.read_bytes()))
    assert document.paragraphs[1].text == "Pudong: platforms and resources"
    assert any("lists 3 proof-of-concept platforms in Pudong (" in each.text for each in document.paragraphs)
    assert "Xuhui" in [cell.text for cell in document.tables[2].rows[0].cells]
    page = html.read_text("utf-8")
    assert "data:image/svg+xml;base64," in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("310115",), "--docx", 2),
        (("310115", "--html", "{out}", "--lang", "fr"), "zh-CN or en", 2),
        (("nowhere", "--html", "{out}"), "nowhere", 1),
        (("310115", "--pdf", "{out}"), "Chromium", 2),
    ],
)
def test_what_cannot_be_made_is_said(
    real_url: str, tmp_path: Path, arguments: tuple[str, ...], said: str, code: int
) -> None:
    out = tmp_path / "out"
    done = called(tmp_path, "brief", *(part.format(out=out) for part in arguments), DATABASE_URL=real_url, PATH="")
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert not out.exists()
