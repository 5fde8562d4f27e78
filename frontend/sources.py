"""Where a layer's features come from: an address, or the page itself.

In the JSON a source has its kind as `type`, then its fields.
"""

from dataclasses import dataclass, field
from typing import Annotated, Any

from frontend.options import OMITTED, Options

READ_SECONDS = 30.0

FeatureCollection = Annotated[dict[str, Any], "FeatureCollection"]
"""GeoJSON; the annotation is its type in TypeScript."""


@dataclass(frozen=True)
class _Source(Options):
    """Base of the three sources."""

    def spec(self) -> dict[str, Any]:
        return {"type": type(self).__name__.lower(), **super().spec()}


@dataclass(frozen=True)
class Remote(_Source):
    """Features of an address: read by the browser on a live page, by `read` for a document that needs no server.

    `finer`: the address of the same features with more points, read once the map is nearer than zoom `finer_from`.
    """

    url: str
    finer: str | None = field(default=None, metadata=OMITTED)
    finer_from: float | None = field(default=None, metadata=OMITTED)

    def read(self) -> "Inline":
        """The features themselves, read now. Raises httpx.HTTPError where the address gives none."""
        import httpx

        answer = httpx.get(self.url, timeout=READ_SECONDS, follow_redirects=False)
        return Inline(answer.raise_for_status().json())


@dataclass(frozen=True)
class Inline(_Source):
    """A FeatureCollection that stands in the document: for a snapshot or a notebook."""

    collection: FeatureCollection


@dataclass(frozen=True)
class Shared(_Source):
    """One of the collections that came with a document without a server, by its name.

    `query` is a query string as the address of a Remote would have it: the browser filters by it.
    """

    name: str
    query: str = ""


Source = Remote | Inline | Shared
