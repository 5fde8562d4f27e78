"""Where a layer's features come from: an address, or the page itself."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Remote:
    """Features read by the browser from this application."""

    url: str

    def spec(self) -> dict[str, Any]:
        return {"type": "remote", "url": self.url}


@dataclass(frozen=True)
class Inline:
    """A FeatureCollection that stands in the document: for a snapshot or a notebook."""

    collection: dict[str, Any]

    def spec(self) -> dict[str, Any]:
        return {"type": "inline", "collection": self.collection}


Source = Remote | Inline
