"""Mobile numbers are masked in what the public reads, and nothing else is taken for one."""

from pathlib import Path

import pytest

from app.imports.ingest import import_file
from app.platforms.mobile_numbers import masked
from tests.support.databases import Databases
from tests.support.import_files import BASE, write
from tests.support.stored import stored


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("联系 13812345678 或 19912340000", "联系 138****5678 或 199****0000"),
        ("tel:+86 138-1234-5678", "tel:+86 138-****-5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("021-61234567", "021-61234567"),
        ("12812345678", "12812345678"),
        ("138123456789", "138123456789"),
        ("91310115MA13812345678X", "91310115MA13812345678X"),
        ("https://example.org/news/13812345678.html", "https://example.org/news/13812345678.html"),
        ("2013-08-12 至 2015-06-30", "2013-08-12 至 2015-06-30"),
    ],
)
def test_only_a_mobile_number_is_masked(text: str, read: str) -> None:
    assert masked(text) == read
    assert masked(read) == read


def test_a_file_with_one_is_kept_with_stars_and_told(databases: Databases, tmp_path: Path) -> None:
    url, number = databases.url("mobile-numbers"), "预约电话 13812345678"
    file = write(
        tmp_path / "a.csv", {**BASE, "summary_zh": number, "service_phrases": f"小试|{number}"}, BASE | {"id": "b"}
    )
    for changed in (2, 0):
        report = import_file(url, file, crs=None, dry_run=False)
        assert report.added + report.changed == changed, "what is sent again changes nothing"
        assert [(note.row, note.column) for note in report.notes] == [(2, "service_phrases"), (2, "summary_zh")]
        assert "mobile number" in report.notes[0].reason
    kept = stored(url, "SELECT summary_zh || service_phrases::text || search_text FROM platforms")
    logged = stored(url, "SELECT old::text, new::text FROM revisions")
    assert "12345678" not in f"{kept}{logged}"
    assert "138****5678" in f"{kept}"
