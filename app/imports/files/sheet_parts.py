"""A large workbook as several small ones, each with some of the rows of its large sheets.

calamine holds all cells of a sheet at once, some 80 bytes each besides their texts: 100,000 rows of 35 columns would
take 350 MB. Rows are cut where one ends and none is looked into; calamine reads each part as a workbook of its own.
"""

import re
import shutil
import zipfile
from collections.abc import Generator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PART = 8 * 1024 * 1024
"""Bytes of rows, as XML, of a part."""
CHUNK = 1 << 20
_BEGIN = re.compile(rb"<(?:\w+:)?sheetData\s*>")
_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_ROW_END = re.compile(rb"</(?:\w+:)?row\s*>")


def parts(path: Path) -> Generator[Path, None, None]:
    """The workbook in parts, one after another; each is gone once the next one is asked for."""
    with TemporaryDirectory(prefix="servicemap-") as folder, zipfile.ZipFile(path) as archive:
        sheets = {
            info.filename: _Rows(archive, info)
            for info in archive.infolist()
            if info.filename.lower().startswith("xl/worksheets/sheet") and info.file_size > PART
        }
        while not sheets or not all(sheet.ended for sheet in sheets.values()):
            part = Path(folder) / "part.xlsx"
            with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as written:
                for info in archive.infolist():
                    _copy(archive, info, written, sheets.get(info.filename))
            yield part
            if not sheets:
                return


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, written: zipfile.ZipFile, rows: "_Rows | None") -> None:
    with written.open(info.filename, "w") as target:
        if rows is None:
            with archive.open(info) as source:
                shutil.copyfileobj(source, target, CHUNK)
        else:
            for piece in rows.next_part():
                target.write(piece)


class _Rows:
    """The rows of one sheet, read once from its first to its last."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        # What follows the rows, as the merged cells, belongs to every part.
        self._tail = _tail(archive, info)
        self._source = archive.open(info)
        self._head, self._rest = b"", b""
        self.ended = False

    def next_part(self) -> Iterator[bytes]:
        """A sheet with the next rows: what stands before the rows, the rows, and what follows them."""
        if not self._head:
            self._read_head()
        yield self._head
        size = 0
        while not self.ended and size < PART:
            rows = self._next_rows()
            size += len(rows)
            yield rows
        yield self._tail

    def _read_head(self) -> None:
        """Read until the rows begin; a sheet without any is its own head."""
        while not (begin := _BEGIN.search(self._rest)):
            chunk = self._source.read(CHUNK)
            if not chunk:
                self._head, self._rest, self.ended = self._rest, b"", True
                return
            self._rest += chunk
        self._head, self._rest = self._rest[: begin.end()], self._rest[begin.end() :]

    def _next_rows(self) -> bytes:
        """The rows up to the last one that ends in what was read; what follows waits for the next part."""
        chunk = self._source.read(CHUNK)
        text = self._rest + chunk
        end = _END.search(text)
        if end or not chunk:
            self.ended, self._rest = True, b""
            return text[: end.start()] if end else text
        ends = [match.end() for match in _ROW_END.finditer(text)]
        cut = ends[-1] if ends else 0
        self._rest = text[cut:]
        return text[:cut]


def _tail(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The end of the rows and all that follows them."""
    before = b""
    with archive.open(info) as source:
        while chunk := source.read(CHUNK):
            text = before + chunk
            if end := _END.search(text):
                return text[end.start() :] + source.read()
            before = text[-50:]
    return b""
