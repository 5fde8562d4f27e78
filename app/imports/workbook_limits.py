"""Limits of a workbook before anything of it is parsed: sizes, entities, and how far its cells reach."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from app.errors import visible
from app.imports.problems import ImportRefusedError, fault
from app.imports.rows import MAX_ROWS

MAX_INFLATED = 768 * 1024 * 1024
"""Bytes of all parts together, as they declare it and as they are."""
MAX_RATIO = 250
"""So many times may a part be larger than it is packed; a sheet of equal rows reaches 100."""
SMALL = 10 * 1024 * 1024
"""A part up to this size may be packed as well as it likes."""
MAX_PARTS = 2000
MAX_COLUMNS = 500
MAX_CELLS = 20_000_000
CHUNK = 1 << 20
OVERLAP = 200
"""Bytes of the chunk before that are looked at again, so that no mark is cut in two."""
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})\d+[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]|\bt\s*=\s*[\"']e[\"']")
"""A formula, or the error of one that stands alone: calamine gives nothing for errors."""


@dataclass(frozen=True)
class Inside:
    """What is in a workbook: whether any cell has a formula, and the size of its largest sheet in bytes of XML."""

    formulas: bool
    largest: int


def look_inside(path: Path) -> Inside:
    """Read through a workbook without parsing it. Raises ImportRefusedError where it goes beyond a limit."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _look(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _refused("no-workbook", why=visible(str(error))) from error


def _look(archive: zipfile.ZipFile) -> Inside:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_INFLATED:
        raise _refused("workbook-size", mib=MAX_INFLATED >> 20)
    formulas, largest = False, 0
    for part in parts:
        if part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise _refused("workbook-bomb", part=visible(part.filename), times=MAX_RATIO)
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            sheet = part.filename.lower().startswith("xl/worksheets/sheet")
            formulas |= _read_through(archive, part, sheet=sheet)
            largest = max(largest, part.file_size if sheet else 0)
    return Inside(formulas, largest)


def _read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, sheet: bool) -> bool:
    """Whether a part has a formula. Raises ImportRefusedError."""
    columns: set[bytes] = set()
    rows, formulas, before = 0, False, b""
    # zipfile reads no more than the declared size and compares the sum of all bytes: a part that lies is damaged.
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            text = before + chunk
            if _ENTITY.search(text) or (not before and _is_wide(text)):
                raise _refused("workbook-entities", part=visible(part.filename))
            if sheet:
                columns |= set(_CELL.findall(text))
                rows = max(rows, max(map(int, _ROW.findall(text)), default=0))
                formulas = formulas or _FORMULA.search(text) is not None
                _check_reach(part, columns, rows)
            before = text[-OVERLAP:]
    return formulas


def _is_wide(text: bytes) -> bool:
    """Whether a part is in an encoding in which the marks above could not be seen; programs write UTF-8."""
    return b"\0" in text[:4] or (b"encoding=" in text[:200] and b"utf-8" not in text[:200].lower())


def _check_reach(part: zipfile.ZipInfo, columns: set[bytes], rows: int) -> None:
    width = max(map(column_number, columns), default=0)
    if width > MAX_COLUMNS or rows > MAX_ROWS * 2 or width * rows > MAX_CELLS:
        raise _refused("workbook-reach", part=visible(part.filename), columns=width, rows=rows, most=MAX_COLUMNS)


def column_number(letters: bytes) -> int:
    """The number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refused(key: str, **args: str | int) -> ImportRefusedError:
    return ImportRefusedError([fault(0, "", key, **args)])
