"""Where a layer's features come from: an address, or the page itself."""

from dataclasses import dataclass
from typing import Any

READ_SECONDS = 30.0


@dataclass(frozen=True)
class Remote:
    """Features of an address: read by the browser on a live page, by `read` for a document that needs no server."""

    url: str

    def spec(self) -> dict[str, Any]:
        return {"type": "remote", "url": self.url}

    def read(self) -> "Inline":
        """The features themselves, read now. Raises httpx.HTTPError where the address gives none."""
        import httpx

        answer = httpx.get(self.url, timeout=READ_SECONDS, follow_redirects=False)
        return Inline(answer.raise_for_status().json())


@dataclass(frozen=True)
class Inline:
    """A FeatureCollection that stands in the document: for a snapshot or a notebook."""

    collection: dict[str, Any]

    def spec(self) -> dict[str, Any]:
        return {"type": "inline", "collection": self.collection}


@dataclass(frozen=True)
class Shared:
    """One of the collections that came with a document without a server, by its name.

    `query` is a query string as the address of a Remote would have it: the browser filters by it.
    """

    name: str
    query: str = ""

    def spec(self) -> dict[str, Any]:
        return {"type": "shared", "name": self.name, "query": self.query}


Source = Remote | Inline | Shared
