"""The files of a brief: each maker turns words and map into bytes. A library is imported when a file needs it."""

from collections.abc import Callable

from app.brief.making import Making
from app.brief.picture import picture
from app.draw.canvas import MEDIA as PICTURES
from app.draw.canvas import Form
from app.web.responses import DOCX, PPTX, XLSX


def _docx(making: Making) -> bytes:
    from app.brief.word import docx

    return docx(making)


def _pptx(making: Making) -> bytes:
    from app.brief.slides import pptx

    return pptx(making)


def _xlsx(making: Making) -> bytes:
    from app.brief.workbook import xlsx

    return xlsx(making)


def _picture(form: Form) -> Callable[[Making], bytes]:
    def make(making: Making) -> bytes:
        return picture(making, form)

    return make


MAKERS: dict[str, Callable[[Making], bytes]] = {
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _xlsx,
    "png": _picture("png"),
    "svg": _picture("svg"),
}
MEDIA = {"docx": DOCX, "pptx": PPTX, "xlsx": XLSX, **PICTURES}
