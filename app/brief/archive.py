"""Documents of Office are archives: the same content gives the same bytes, whatever the clock says."""

import io
import zipfile
from datetime import datetime

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that an archive can hold."""


def settled(document: bytes) -> bytes:
    """The same archive with all its files of one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for info in read.infolist():
            write.writestr(zipfile.ZipInfo(info.filename, EPOCH), read.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def made_on(as_of: str | None) -> datetime:
    """The data's date, which a document bears as that of its making."""
    year, month, day = (*(int(part) for part in (as_of or "1980").split("-")), 1, 1)[:3]
    return datetime(year, month, day)
