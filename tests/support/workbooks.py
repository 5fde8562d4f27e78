"""Workbooks to import: as people make them, and as nobody's program writes them."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.support.import_files import BASE, PLACED

SHEET = "xl/worksheets/sheet1.xml"
HEAD, BODY = list(PLACED), list(PLACED.values())
Change = Callable[[Any, Any], None]


def workbook(path: Path, *rows: Sequence[Any], change: Change | None = None, name: str = "名录") -> Path:
    """A workbook with these rows; `change` gets the sheet and the book before they are closed."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if change:
        change(sheet, book)
    book.close()
    return path


def table(path: Path, *records: Mapping[str, Any], change: Change | None = None) -> Path:
    """A workbook with a heading and a row for each record."""
    columns = list(dict.fromkeys(name for record in records for name in record))
    return workbook(path, columns, *([record.get(name) for name in columns] for record in records), change=change)


def twenty_rows(folder: Path, district: str, **datum: str) -> Path:
    """A steward's own table: made-up rows of a district, two of which are wrong; `datum` is said in each."""
    rows = []
    for number in range(1, 21):
        placed = {"经度": f"{121.55 + number / 500:.4f}", "纬度": "31.2200", "precision": "park", **datum}
        named = {"id": f"sample-{number}", "name_zh": f"示例平台{number}", "name_en": f"Sample platform {number}"}
        rows.append({**BASE, **named, **placed, "所在区": district, "district_basis": "source"})
    rows[6]["经度"] = "121.43O"
    rows[13]["lifecycle"] = "开门了"
    return table(folder / "示例名录.xlsx", *rows)


def edited(path: Path, edit: Callable[[bytes], bytes], part: str = SHEET) -> Path:
    """The workbook with another content of one of its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, edit(content) if info.filename == part else content)
    path.write_bytes(packed.getvalue())
    return path


def declared(path: Path, size: int, part: str = SHEET) -> Path:
    """The workbook whose directory says of one part that it is so large."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(part)
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(info.filename.encode()))
    data[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    path.write_bytes(bytes(data))
    return path
