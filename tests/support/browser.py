"""A real Chromium: how it is found and started, and when a page stands still."""

import os
import shutil
from collections.abc import Callable

from playwright.sync_api import Page

ARGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
Open = Callable[..., Page]
Host = Callable[..., Page]


NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Programs that will do, best first: the headless shell draws the same pages without a browser's own windows, which
take as long again."""


def chromium() -> str | None:
    """The browser's path, by setting or where systems keep it."""
    return os.environ.get("SERVICEMAP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def settle(page: Page) -> None:
    """Wait until the page has come and its script says that nothing is being read or drawn, in its frames, too."""
    page.wait_for_load_state()
    # A lazy frame out of sight has no document yet: a question to it would wait for ever.
    for frame in (each for each in page.frames if each.url.startswith(("http:", "https:", "file:"))):
        frame.locator("body[data-busy]").wait_for(state="detached")
