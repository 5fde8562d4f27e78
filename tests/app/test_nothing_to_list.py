"""A command that lists says so where there is nothing: an empty answer could be a fault as well."""

from pathlib import Path

import pytest

from tests.support.command import called
from tests.support.databases import Databases


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("nothing-to-list")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("stale", "No record is marked"),
        ("audit removals", "Nothing was removed yet"),
        ("accounts list", "Nobody has an account yet"),
        ("hosts", "No frame was counted yet"),
        ("hosts allowed", "any site may frame"),
        ("searches", "No search without a hit"),
        ("collect", "The list names no file"),
        ("collect --lang zh-CN", "清单里没有文件"),
        ("digest --until 2001-01-01", "Changes record by record until 2001-01-01"),
        ("digest --since 2000-01-01 --until 2001-01-01", "Changes record by record from 2000-01-01 to 2001-01-01"),
        ("digest --until 2001-01-01", "so that there are no changes to name"),
    ],
)
def test_a_command_without_anything_to_list_says_so(url: str, tmp_path: Path, arguments: str, said: str) -> None:
    listing = tmp_path / "operators.csv"
    listing.write_text("platform,address,account\n", "utf-8")
    language = [] if "--lang" in arguments or not arguments.startswith("digest") else ["--lang", "en"]
    done = called(tmp_path, *arguments.split(), *language, DATABASE_URL=url, SERVICEMAP_COLLECT_FILE=str(listing))
    assert (done.returncode, said in done.stdout) == (0, True), done
