"""The sheet of a brief keeps to one A4 also where it says what changed, and in the city beside the target."""

from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser

from app.imports.removal import remove_platform
from app.settings import Settings
from tests.support.databases import Databases
from tests.support.server import running

ROOM = """() => {
  const caveat = document.querySelector('.brief-caveat');
  return caveat.getBoundingClientRect().top - caveat.previousElementSibling.getBoundingClientRect().bottom;
}"""


@pytest.fixture(scope="module")
def second_version(databases: Databases) -> Iterator[str]:
    url = databases.url("brief-fits")
    remove_platform(url, "sh-poc-007", "x")
    with running(Settings(database_url=url)) as site:
        yield site


@pytest.mark.parametrize("path", ["/insight/brief/city", "/en/insight/brief/city", "/en/insight/brief/zhangjiang"])
def test_the_fullest_sheets_are_one_page(browser: Browser, second_version: str, path: str) -> None:
    """Those with least room: the annex begins on the second page, and nothing lies over the caveat."""
    page = browser.new_page()
    page.goto(second_version + path)
    assert page.locator(".brief-since").count() == 1
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    first, second = (sheets[number].get_textpage().get_text_bounded() for number in (0, 1))
    english = path.startswith("/en")
    assert ("Check and update" if english else "核对与更新") in first
    assert second.lstrip().startswith("Annex" if english else "附表")
    page.emulate_media(media="print")
    assert page.evaluate(ROOM) >= 5
    page.close()
