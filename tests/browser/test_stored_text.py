"""Stored text is text: hostile names in every field, shown literally on every page and on the map."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.imports.ingest import import_file
from app.settings import Settings
from tests.support.browser import Open, settle
from tests.support.databases import Databases
from tests.support.import_files import PLACED, write
from tests.support.server import running

HOSTILE = "<img src=x onerror=window.bad=1>{{7*7}}{% x %}${7*7}</script><script>window.bad=1</script>"


@pytest.fixture(scope="module")
def hostile_site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = databases.url("hostile")
    texts = ("name_zh", "name_en", "operator", "address", "status_text", "summary_zh", "source_title", "domains_other")
    row = {**PLACED, **dict.fromkeys(texts, HOSTILE), "id": "hostile-1", "service_phrases": HOSTILE}
    twin = {**row, "id": "hostile-2"}
    path: Path = tmp_path_factory.mktemp("hostile") / "hostile.csv"
    import_file(url, write(path, row, twin), crs=None, dry_run=False)
    with running(Settings(database_url=url)) as address:
        yield address


@pytest.mark.parametrize(
    "path",
    [
        "/?ids=hostile-1,hostile-2&select=hostile-1",
        "/?ids=hostile-1,hostile-2&group=none&at=121.5,31.2,15",
        "/platform/hostile-1",
        "/en/platform/hostile-2",
        "/api/collections/platforms/items?ids=hostile-1&f=html",
    ],
)
def test_nothing_runs_and_the_text_is_shown(opened: Open, hostile_site: str, path: str) -> None:
    page = opened(path, site=hostile_site)
    assert page.evaluate("window.bad") is None
    assert "{{7*7}}{% x %}${7*7}" in page.locator("body").inner_text()
    assert page.locator("img[src=x]").count() == 0


def test_the_list_of_one_point_and_the_suggestions_show_text(opened: Open, hostile_site: str) -> None:
    page = opened("/?ids=hostile-1,hostile-2&group=none&at=121.5,31.2,15", site=hostile_site)
    page.locator("#map [role=button]").filter(has_text="2").first.click()
    settle(page)
    page.locator("#q").press_sequentially("<img", delay=10)
    expect(page.locator("#suggest [role=option]").first).to_contain_text("<img src=x")
    assert page.evaluate("window.bad") is None
