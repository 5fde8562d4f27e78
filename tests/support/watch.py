"""Watches pages for what must not happen on any of them."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

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
        context.on("request", lambda request: self._request(request.url))
        context.on("console", lambda message: self._console(message.type, message.text))
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.netloc not in self.hosts:
            self.faults.append(f"foreign request: {url}")

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            expected = any(part in text for part in self.expected)
            (self.met if expected else self.faults).append(f"console {kind}: {text}")

    def end(self, context: BrowserContext) -> None:
        """Nothing was kept, by a page or by any frame in it."""
        assert context.cookies() == []
        for page in context.pages:
            # A lazy frame out of sight has no document yet: a question to it would wait for ever.
            for frame in (each for each in page.frames if each.url.startswith(("http:", "https:"))):
                assert frame.evaluate(STORED) == 0, frame.url
        context.close()
