"""Watches pages for what must not happen on any of them."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

STORED = """() => {
  try { return localStorage.length + sessionStorage.length }
  catch (error) { if (error.name === "SecurityError") return 0; throw error }
}"""
"""How much a document keeps. Where a browser lets it keep nothing, its own try would have been a script error."""


class Watch:
    """Collects what must not happen on any page: foreign requests, console errors, policy violations, storage."""

    def __init__(self, host: str) -> None:
        self.hosts = {host}
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()
        """What a console may say on a test's page, in part."""
        self.met: list[str] = []

    def attach(self, context: BrowserContext) -> None:
        """Begin to watch."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._error)

    def leave(self, context: BrowserContext) -> None:
        """Watch no longer."""
        context.remove_listener("request", self._request)
        context.remove_listener("console", self._console)
        context.remove_listener("weberror", self._error)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc not in self.hosts:
            self.faults.append(f"foreign request: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            expected = any(part in message.text for part in self.expected)
            (self.met if expected else self.faults).append(f"console {message.type}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"page error: {error.error}")

    def end(self, context: BrowserContext) -> None:
        """Nothing was kept; the context is closed."""
        self.kept_nothing(context, context.pages)
        context.close()

    def end_pages(self, context: BrowserContext, pages: Iterable[Page]) -> None:
        """Nothing was kept; these pages are closed, and the context stays."""
        self.kept_nothing(context, pages)
        for page in pages:
            page.close()

    def kept_nothing(self, context: BrowserContext, pages: Iterable[Page]) -> None:
        """Nothing was kept, by a page or by any frame in it."""
        assert context.cookies() == []
        for page in pages:
            # A lazy frame out of sight has no document yet: a question to it would wait for ever.
            for frame in (each for each in page.frames if each.url.startswith(("http:", "https:", "file:"))):
                assert frame.evaluate(STORED) == 0, frame.url
