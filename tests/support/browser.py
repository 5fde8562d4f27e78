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


def chromium() -> str | None:
    """The browser's path, by setting or where systems keep it."""
    named = os.environ.get("SERVICEMAP_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def settle(page: Page) -> None:
    """Wait until the page has come and its script says that nothing is being read or drawn, in its frames, too."""
    page.wait_for_load_state()
    # A lazy frame out of sight has no document yet: a question to it would wait for ever.
    for frame in (each for each in page.frames if each.url.startswith(("http:", "https:", "file:"))):
        frame.locator("body[data-busy]").wait_for(state="detached")
