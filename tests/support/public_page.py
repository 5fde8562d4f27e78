"""What the public map's page shows: its list, its number, its address."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from tests.support.browser import attributes

ALL_KINDS = "kind=poc&kind=pilot&kind=related"


def listed(page: Page) -> list[str]:
    """The identifiers of the list, in its order."""
    return attributes(page.locator("#results .card"), "data-id")


def count(page: Page) -> int:
    """The number that the list's heading gives."""
    found = re.search(r"\d+", page.locator("#results .count b").inner_text())
    assert found
    return int(found.group())


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)
