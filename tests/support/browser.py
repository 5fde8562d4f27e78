"""A real Chromium: how it is found and started, and when a page stands still."""

import os
import shutil
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page

ARGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # The pages of a context share a process as far as they are of one site: a process more for each page takes as long
    # as the page itself. A frame of another site keeps its own.
    "--renderer-process-limit=1",
)
Open = Callable[..., Page]
Host = Callable[..., Page]


NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Programs that will do, best first: the headless shell draws the same pages without a browser's own windows, which
take as long again."""


def chromium() -> str | None:
    """The browser's path, by setting or where systems keep it."""
    return os.environ.get("SERVICEMAP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def lasting(browser: Browser, *, offline: bool = False) -> BrowserContext:
    """A context for the pages of many tests. Its first page stays blank and open, and with it their process lives on,
    which has read and compiled the scripts already.

    Pages keep nothing, which every test checks, so that none meets what another one left.
    """
    context = browser.new_context(reduced_motion="reduce", offline=offline)
    context.new_page()
    return context


def pages_of(context: BrowserContext) -> list[Page]:
    """The pages that a test opened in a lasting context, or a page of its own did."""
    return context.pages[1:]


def attributes(all_of: Locator, name: str) -> list[str]:
    """An attribute of all elements, asked at once: a question for each takes some 15 ms."""
    found: list[str] = all_of.evaluate_all(
        "(elements, name) => elements.map((one) => one.getAttribute(name) ?? '')", name
    )
    return found


def boxes(all_of: Locator) -> list[FloatRect]:
    """Where all elements that have a size stand in their window, in CSS pixels, asked at once."""
    found: list[FloatRect] = all_of.evaluate_all(
        """elements => elements.map((one) => one.getBoundingClientRect()).filter((box) => box.width && box.height)
             .map(({ x, y, width, height }) => ({ x, y, width, height }))"""
    )
    return found


def content_height(frame: Locator) -> float:
    """How tall the content of an iframe of ours stands, in CSS pixels, once it has come and nothing is being drawn."""
    content = frame.content_frame.locator(".embed")
    content.wait_for()
    settle(frame.page)
    height: float = content.evaluate("content => content.getBoundingClientRect().height")
    return height


def settle(page: Page) -> None:
    """Wait until the page has come and its script says that nothing is being read or drawn, in its frames, too."""
    page.wait_for_load_state()
    # A lazy frame out of sight has no document yet: a question to it would wait for ever.
    for frame in (each for each in page.frames if each.url.startswith(("http:", "https:", "file:"))):
        frame.locator("body[data-busy]").wait_for(state="detached")
