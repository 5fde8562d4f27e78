"""The page says on its body that it is busy: what tests wait for instead of a time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.browser import settle
from tests.support.public_page import ALL_KINDS

BUSY = "body[data-busy]"


class Gate:
    """Holds what a page reads until it is opened; later reads pass."""

    def __init__(self) -> None:
        self.held: list[Route] = []
        self._open = False

    def take(self, route: Route) -> None:
        if self._open:
            route.continue_()
        else:
            self.held.append(route)

    def answer(self, *, well: bool) -> None:
        self._open = True
        for route in self.held:
            if well:
                route.continue_()
            else:
                route.abort()


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def page(browser: Browser, real_site: str, gate: Gate) -> Iterator[Page]:
    """The map's page, whose reads of the API the gate holds."""
    context = browser.new_context()
    opened = context.new_page()
    opened.route("**/api/**", gate.take)
    opened.goto(f"{real_site}/?{ALL_KINDS}&group=none")
    expect(opened.locator(BUSY)).to_have_count(1)
    yield opened
    context.close()


def test_a_page_is_busy_until_what_it_reads_is_drawn(page: Page, gate: Gate) -> None:
    assert gate.held
    assert page.locator(".mark").count() == 0
    gate.answer(well=True)
    settle(page)
    assert page.locator(".mark").count() > 0


def test_a_read_that_fails_ends_as_well(page: Page, gate: Gate) -> None:
    gate.answer(well=False)
    settle(page)
    expect(page.locator(".sm-notice")).not_to_be_empty()
