"""Workbooks: what people put into them is recognised and said, what means harm is refused before it is parsed."""

import random
import string
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.imports.ingest import import_file
from app.imports.rows.problems import ImportRefusedError
from app.imports.rows.reading import Reading
from app.imports.storing.report import Allowed, Report
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.import_files import PLACED, write
from tests.support.stored import stored
from tests.support.workbooks import BODY, HEAD, Change, declared, edited, table, workbook

RLO = "\u202e"


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("workbooks")


def tried(url: str, path: Path, **options: Any) -> Report:
    return import_file(url, path, crs=None, dry_run=True, **options)


def notes(report: Report) -> set[tuple[int, str]]:
    return {(note.row, note.key.removeprefix("import-")) for note in report.notes}


def merged_heading(sheet: Any, book: Any) -> None:
    """A heading of two rows: a group over several columns, and names that are merged over both rows."""
    for column, name in enumerate(HEAD):
        if name not in ("lon", "lat"):
            sheet.merge_range(1, column, 2, column, name)
    sheet.merge_range(1, HEAD.index("lon"), 1, HEAD.index("lat"), "位置")
    sheet.write_row(2, HEAD.index("lon"), ["lon", "lat"])
    sheet.write(0, 0, "闵行区平台名录")
    sheet.write(0, 3, "2026 年 11 月")
    sheet.write_row(3, 0, BODY)
    sheet.write_row(4, 0, HEAD)
    sheet.write_row(5, 0, ["test-2", *BODY[1:]])


def test_notes_and_headings_are_recognised_and_said(url: str, tmp_path: Path) -> None:
    report = tried(url, workbook(tmp_path / "a.xlsx", change=merged_heading))
    assert report.added == 2
    assert {(1, "note-above"), (2, "note-above"), (3, "heading-at"), (5, "heading-again")} <= notes(report)


def test_cells_of_every_type_are_read(url: str, tmp_path: Path) -> None:
    def change(sheet: Any, book: Any) -> None:
        day = book.add_format({"num_format": "yyyy/m/d"})
        sheet.write_row(0, len(HEAD), ["lifecycle_date", "source_date", "operator", "district_code", "district_basis"])
        for row in (1, 2):
            sheet.write(row, 0, f"typed-{row}")
            sheet.write_datetime(row, len(HEAD), date(2025, 3, 9), day)
            sheet.write(row, len(HEAD) + 1, 2025)
            sheet.write(row, len(HEAD) + 3, 310112)
            sheet.write(row, len(HEAD) + 4, "source")
        sheet.merge_range(1, len(HEAD) + 2, 2, len(HEAD) + 2, "合并的单位")
        sheet.write_formula(1, HEAD.index("lon"), "=121+0.5", None, 121.5)
        sheet.write(1, HEAD.index("name_zh"), "<b>{{7*7}}</b>=1+1")

    path = workbook(tmp_path / "a.xlsx", HEAD, BODY, BODY, change=change)
    report = import_file(url, path, crs=None, dry_run=False)
    assert (report.added, report.bad) == (2, 0)
    assert {(2, "formula-taken"), (3, "merged-down")} <= notes(report)
    rows = stored(
        url,
        "SELECT p.id, p.name_zh, p.lifecycle_date, s.date, o.name, p.district, ST_X(geom) FROM platforms p "
        "JOIN sources s ON s.code = p.source JOIN operators o ON o.id = p.operator WHERE p.id LIKE 'typed-%' "
        "ORDER BY p.id",
    )
    same = ("2025-03-09", "2025", "合并的单位", "310112", 121.5)
    assert rows == [("typed-1", "<b>{{7*7}}</b>=1+1", *same), ("typed-2", PLACED["name_zh"], *same)]
    again = import_file(url, path, crs=None, dry_run=False)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


def cell(column: str, value: Any) -> Change:
    """Write one cell of the first record."""
    return lambda sheet, book: sheet.write(1, HEAD.index(column), value)


def dated(sheet: Any, book: Any) -> None:
    sheet.write(0, len(HEAD), "lifecycle_date")
    sheet.write(1, len(HEAD), 45725)


BAD_CELLS: dict[str, tuple[Change, str, str]] = {
    "merged across": (lambda s, b: s.merge_range(1, 2, 1, 3, "两列"), "name_zh", "merged across columns"),
    "a date as a number": (dated, "lifecycle_date", "2025-03-09"),
    "a formula without a value": (lambda s, b: s.write_formula(1, 2, "=A1", None, ""), "name_zh", "without a stored"),
    "the error of a formula": (lambda s, b: s.write_formula(1, 2, "=1/0", None, "#DIV/0!"), "name_zh", "is an error"),
    "an error that stands alone": (lambda s, b: s.write_boolean(1, 2, True), "name_zh", "is an error"),
    "a turning character": (cell("name_zh", f"abc{RLO}def"), "name_zh", "turns the direction"),
    "a NUL": (cell("name_zh", "a@0000@b"), "name_zh", "NUL"),
    "a NUL as it is": (cell("name_zh", "a@raw@b"), "name_zh", "NUL"),
    "half a surrogate pair": (cell("name_zh", "a@D800@b"), "name_zh", "surrogate"),
    "the other half": (cell("summary_zh", "@DFFF@"), "summary_zh", "surrogate"),
    "a pair of halves": (cell("name_zh", "a@pair@b"), "name_zh", "surrogate"),
    "a cell without a heading": (lambda s, b: s.write(1, len(HEAD) + 2, "x"), "O", "without a heading"),
    "a number of many digits": (cell("lon", 1e300), "lon, lat", "outside"),
    "two datums": (cell("crs", "火星"), "crs", "not one of"),
}


def as_no_program_writes(xml: bytes) -> bytes:
    escapes = {b"@0000@": b"_x0000_", b"@raw@": b"\0", b"@D800@": b"_xD800_", b"@DFFF@": b"_xDFFF_"}
    for mark, cell in {**escapes, b"@pair@": b"_xD83D__xDE00_", b't="b"><v>1': b't="e"><v>#N/A'}.items():
        xml = xml.replace(mark, cell)
    return xml


@pytest.mark.parametrize(("change", "column", "reason"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_a_bad_cell_is_named_in_both_languages(
    url: str, tmp_path: Path, change: Change, column: str, reason: str
) -> None:
    path = workbook(tmp_path / "a.xlsx", HEAD, BODY, ["test-2", *BODY[1:]], change=change)
    for part in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        edited(path, as_no_program_writes, part)
    with pytest.raises(ImportRefusedError) as refused:
        tried(url, path)
    problem = next(each for each in refused.value.problems if each.column == column)
    assert problem.row == 2
    assert reason in problem.reason
    assert problem.said("zh-CN") != problem.reason
    assert problem.to_do("en") != problem.to_do("zh-CN")
    assert tried(url, path, allowed=Allowed(skip_bad=True)).added == 1


def packed_well(xml: bytes) -> bytes:
    return xml.replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>")


def no_archive(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04broken")
    return path


def referring(number: bytes) -> Callable[[Path], Path]:
    """A workbook whose second row names a sign by this number, which XML has no sign for."""
    return lambda path: edited(
        path, lambda xml: xml.replace(b"</t>", b"&#" + number + b";</t>"), "xl/sharedStrings.xml"
    )


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a bomb": (lambda path: edited(path, packed_well), "times as large"),
    "2 GB declared": (lambda path: declared(path, 2_000_000_000), "MiB when unpacked"),
    "another size than declared": (lambda path: declared(path, 100), "cannot be read as a workbook"),
    "entities": (
        lambda path: edited(
            path, lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
        ),
        "entities",
    ),
    "utf-16": (
        lambda path: edited(path, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "not in UTF-8",
    ),
    "a million columns": (
        lambda path: edited(path, lambda xml: xml.replace(b'r="A2"', b'r="BDWGN2"').replace(b'r="B2"', b'r="XFD2"')),
        "up to column",
    ),
    "a cell at the end of the sheet": (
        lambda path: edited(
            path, lambda xml: xml.replace(b'<row r="2"', b'<row r="1048576"').replace(b'r="A2"', b'r="SF2"')
        ),
        "up to column",
    ),
    "half a surrogate pair by its number": (referring(b"xD800"), "invalid character reference"),
    "the same in decimals": (referring(b"55296"), "invalid character reference"),
    "two halves by their numbers": (referring(b"xD83D;&#xDE00"), "invalid character reference"),
    "a NUL by its number": (referring(b"x0"), "invalid character reference"),
    "no UTF-8": (
        lambda path: edited(path, lambda xml: xml.replace(b"</t>", b"\xed\xa0\x80</t>"), "xl/sharedStrings.xml"),
        "",
    ),
    "no archive": (no_archive, "cannot be read as a workbook"),
    "text under a wrong name": (lambda path: write(path, PLACED), "cannot be read as a workbook"),
}


@pytest.mark.parametrize(("spoil", "reason"), BOMBS.values(), ids=BOMBS)
def test_a_workbook_that_means_harm_is_refused(
    url: str, tmp_path: Path, spoil: Callable[[Path], Path], reason: str
) -> None:
    path = spoil(table(tmp_path / "a.xlsx", PLACED))
    with pytest.raises(ImportRefusedError) as refused:
        tried(url, path)
    [problem] = refused.value.problems
    assert reason in problem.reason
    assert problem.said("zh-CN").isprintable()


def test_a_cell_of_ten_megabytes_is_a_bad_row(url: str, tmp_path: Path) -> None:
    long = "".join(random.Random(5).choices(string.ascii_letters, k=10_000_000))
    path = edited(
        table(tmp_path / "a.xlsx", PLACED, {**PLACED, "id": "test-2", "summary_zh": "@long@"}),
        lambda xml: xml.replace(b"@long@", long.encode()),
        "xl/sharedStrings.xml",
    )
    report = tried(url, path, allowed=Allowed(skip_bad=True))
    assert (report.added, report.bad) == (1, 1)
    [problem] = report.problems.first()
    assert (problem.row, problem.column, problem.key) == (3, "summary_zh", "import-long-cell")
    assert len(problem.value) < 30_000


def test_the_sheet_with_the_table_is_read_or_the_one_that_is_named(url: str, tmp_path: Path) -> None:
    def change(sheet: Any, book: Any) -> None:
        other = book.add_worksheet("第二张")
        other.write_row(0, 0, HEAD)
        other.write_row(1, 0, ["second-1", *BODY[1:]])
        book.add_worksheet("空").write(0, 0, "说明")

    path = workbook(tmp_path / "a.xlsx", ["平台一览"], change=change)
    assert (0, "sheet-unread") in notes(tried(url, path))
    assert tried(url, path, reading=Reading(sheet="第二张")).added == 1
    with pytest.raises(ImportRefusedError) as refused:
        tried(url, path, reading=Reading(sheet="没有"))
    assert "第二张" in refused.value.problems[0].reason


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("columns", ["labels", "codes"])
def test_the_files_of_the_map_come_back_unchanged(
    real_url: str, client: httpx.Client, tmp_path: Path, lang: str, ending: str, columns: str
) -> None:
    address = f"/api/downloads/platforms.{ending}?columns={columns}&lang={lang}&kind=poc,pilot,related"
    path = tmp_path / f"all.{ending}"
    path.write_bytes(client.get(address).content)
    report = tried(real_url, path)
    assert (report.added, report.changed, report.bad) == (0, 0, 0)
    assert report.unchanged > 70


def test_a_column_that_is_not_known_can_be_named(url: str, tmp_path: Path) -> None:
    record = {("平台简称" if name == "name_zh" else name): value for name, value in PLACED.items()} | {"备注": "x"}
    path = table(tmp_path / "a.xlsx", record)
    done = called(tmp_path, "import", str(path), "--lang", "zh-CN", DATABASE_URL=url)
    assert done.returncode == 2
    assert "平台简称=name_zh" in done.stderr.replace("\n", "")
    named = ("--column", "平台简称=name_zh", "--column", "备注=-")
    done = called(tmp_path, "import", str(path), "--dry-run", *named, DATABASE_URL=url)
    assert "Would be: 1 added" in done.stdout
    done = called(tmp_path, "import", str(path), "--column", "备注=remarks", DATABASE_URL=url)
    assert "names no column" in done.stderr


def test_the_bad_rows_are_mended_in_the_workbook_of_the_problems(url: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    bad = {**PLACED, "id": "mend-2", "lon": "121.43O", "kind": "shop"}
    records = [{**PLACED, "id": "mend-1"}, bad, {**PLACED, "id": "mend-3", "fund": "有"}, {**PLACED, "id": "mend-4"}]
    path, faults = table(tmp_path / "a.xlsx", *records), tmp_path / "faults.xlsx"
    options = ("--skip-bad", "--faults", str(faults), "--lang", "zh-CN")
    done = called(tmp_path, "import", str(path), *options, DATABASE_URL=url)
    assert "新增 2，更新 0" in done.stdout
    assert "121.43O" in done.stderr
    assert stored(url, "SELECT id FROM platforms WHERE id LIKE 'mend-%' ORDER BY id") == [("mend-1",), ("mend-4",)]
    book = load_workbook(faults)
    said = [[each.value for each in row] for row in book["错误"].iter_rows(min_row=3)]
    assert {(row[0], row[1], row[2]) for row in said} == {
        (3, "经度（WGS-84）", "121.43O"),
        (3, "类型", "shop"),
        (4, "基金依据", None),
    }
    assert all(row[3] and row[4] for row in said)
    rows = book["待改的行"]
    marked = {each.coordinate: each for row in rows.iter_rows(min_row=2) for each in row if each.comment}
    assert len(marked) == 3
    for each in marked.values():
        each.value = {"121.43O": "121.430", "shop": "概念验证"}.get(str(each.value), "基金一亿元")
    book.save(faults)
    done = called(tmp_path, "import", str(faults), DATABASE_URL=url)
    assert "Now: 2 added" in done.stdout, done.stderr
    again = called(tmp_path, "import", str(path), "--skip-bad", DATABASE_URL=url)
    assert "0 added, 0 changed, 2 unchanged" in again.stdout


def test_a_cell_that_cannot_be_read_hides_no_other_fault(url: str, tmp_path: Path) -> None:
    row = {**PLACED, "website": "ftp://x", "lifecycle": "x"}
    path = table(tmp_path / "a.xlsx", row, change=lambda s, b: s.write_formula(1, 2, "=A1", None, ""))
    with pytest.raises(ImportRefusedError) as refused:
        tried(url, path)
    assert {(each.row, each.column) for each in refused.value.problems} == {
        *((2, "name_zh"), (2, "website"), (2, "lifecycle"))
    }
