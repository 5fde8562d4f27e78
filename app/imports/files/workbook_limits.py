"""Limits of a workbook before anything of it is parsed: sizes, entities, and how far its cells reach."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from app.errors import visible
from app.imports.rows.problems import ImportRefusedError, fault
from app.imports.rows.raw_row import MAX_COLUMNS, MAX_ROWS
from app.store.writing import raise_full_disk

MAX_INFLATED = 768 * 1024 * 1024
"""Bytes of all parts together, as they declare it and as they are."""
MAX_RATIO = 250
"""So many times may a part be larger than it is packed; a sheet of equal rows reaches 100."""
SMALL = 10 * 1024 * 1024
"""A part up to this size may be packed as well as it likes."""
MAX_PARTS = 2000
MAX_CELLS = 20_000_000
CHUNK = 1 << 20
OVERLAP = 200
"""Bytes of the chunk before that are looked at again, so that no mark is cut in two."""
_COLUMNS = re.compile(rb' r="([A-Z]+)')
_ROWS = re.compile(rb' r="[A-Z]*(\d{5,})"')
"""Numbers of rows from 10,000 on. These two find what programs write; they are quick, since they begin with letters."""
_UNUSUAL = (b"'", b" =", b"= ", b"\n", b"\t", b"\r")
"""Where one of these stands, references may be written in another way, and the slow expression looks for them."""
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Z]*)(\d+)""")
_FORMULAS = (b"<f", b":f", b't="e"', b"t='e'")
"""Formulas, and the error of one that stands alone: calamine gives nothing for errors. None is missed."""


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
        raise_full_disk(error)
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
            # XML has these names in capitals alone.
            if b"<!D" in text or b"<!E" in text or (not before and _is_wide(text)):
                raise _refused("workbook-entities", part=visible(part.filename))
            if sheet:
                here, last = _reach(text)
                columns |= here
                rows = max(rows, last)
                formulas = formulas or any(mark in text for mark in _FORMULAS)
                _check_reach(part, columns, rows)
            before = text[-OVERLAP:]
    return formulas


def _reach(text: bytes) -> tuple[set[bytes], int]:
    """The letters of all columns that references name, and the highest row from 10,000 on."""
    columns, rows = set(_COLUMNS.findall(text)), max(map(int, _ROWS.findall(text)), default=0)
    if any(mark in text for mark in _UNUSUAL):
        references = set(_REFERENCE.findall(text))
        columns |= {letters for letters, _ in references}
        rows = max(rows, *(int(number) for _, number in references), 0)
    return columns, rows


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
