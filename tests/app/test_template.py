"""The template: what is filled in by its lists and its example comes back as a record."""

import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from app.downloads.template import EXAMPLE, TEMPLATE_COLUMNS
from app.imports.ingest import import_file
from app.imports.rows.reading import Reading
from app.platforms.columns import COLUMNS
from frontend.messages import messages
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.stored import stored

ADDRESS = "/api/templates/platforms.xlsx"


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("templates")


def lists(book: Any, sheet: str) -> dict[int, list[str]]:
    """By column, from 0, what its drop-down list offers."""
    offered = {}
    for rule in book[sheet].data_validations.dataValidation:
        name, cells = rule.formula1.lstrip("=").rsplit("!", 1)
        column = book[name.strip("'")][cells.replace("$", "")]
        offered[next(iter(rule.sqref.ranges)).min_col - 1] = [row[0].value for row in column]
    return offered


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_the_example_and_every_choice_of_the_template_are_read(
    client: httpx.Client, url: str, tmp_path: Path, lang: str
) -> None:
    answer = client.get(f"{ADDRESS}?lang={lang}")
    assert answer.headers["content-type"].endswith("sheet")
    assert client.get(f"{ADDRESS}?lang={lang}").content == answer.content
    path, say = tmp_path / "template.xlsx", messages(lang)
    path.write_bytes(answer.content)
    assert import_file(url, path, crs=None, dry_run=True).good == 0, "the example is not imported"
    book = load_workbook(io.BytesIO(answer.content))
    table, example = book[say("template-sheet")], book[say("template-example")]
    assert [row[1].value for row in book[say("template-dictionary")].iter_rows(min_row=3)] == [
        *(column.name for column in COLUMNS if column.name != "synthetic"),
        "crs",
    ]
    offered = lists(book, say("template-sheet"))
    base = [cell.value for cell in example[2]]
    number = 0
    for column, choices in offered.items():
        for choice in choices:
            number += 1
            row = [*base]
            row[0], row[column] = f"choice-{number}", choice
            _state_what_belongs_together(row, TEMPLATE_COLUMNS[column].name, base)
            table.append(row)
    book.save(path)
    # As the page of imports reads it, which asks where more than one sheet could be meant.
    report = import_file(url, path, crs=None, dry_run=True, reading=Reading(asks=True))
    assert (report.added, report.bad) == (number, 0)
    assert number > 90


def _state_what_belongs_together(row: list[Any], column: str, base: list[Any]) -> None:
    names = [each.name for each in TEMPLATE_COLUMNS]
    if column in ("voucher", "zone", "zone_basis"):
        basis = base[names.index("district_basis")]
        more = {"voucher": {"voucher_evidence": "有"}, "zone": {"zone_basis": basis}}.get(
            column, {"zone": "zhangjiang"}
        )
        for name, value in more.items():
            row[names.index(name)] = value


def test_the_example_says_what_it_says(client: httpx.Client, url: str, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    done = called(tmp_path, "template", str(path), DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    book = load_workbook(path)
    book["名录"].append([cell.value for cell in book["示例"][2]])
    book.save(path)
    assert "Now: 1 added" in called(tmp_path, "import", str(path), DATABASE_URL=url).stdout
    [row] = stored(
        url,
        "SELECT p.kind, p.lifecycle, p.lifecycle_date, p.fund, p.district, p.precision, p.service_phrases, "
        "ST_X(p.geom), "
        "(SELECT array_agg(service::text ORDER BY position) FROM platform_services s WHERE s.platform = p.id) "
        "FROM platforms p WHERE p.id = 'example-1'",
    )
    names = ("kind", "lifecycle", "lifecycle_date", "fund", "district_code", "precision", "service_phrases", "lon")
    stated = [EXAMPLE[name] for name in (*names, "services")]
    assert [list(each) if isinstance(each, tuple) else each for each in stated] == list(row)


def test_the_page_of_open_data_offers_the_template(client: httpx.Client) -> None:
    for prefix, lang in (("", "zh-CN"), ("/en", "en")):
        page = client.get(f"{prefix}/open-data").text
        assert f"{ADDRESS}?lang={lang}" in page
    assert client.get(f"{ADDRESS}?columns=codes").status_code == 400
