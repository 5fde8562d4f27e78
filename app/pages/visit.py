"""One reader's request for a page: what was asked, the words and the vocabulary, and the data as they stand."""

from dataclasses import dataclass, replace

from fastapi import Request

from app.pages.context import Context
from app.store.database import Reader


@dataclass(frozen=True)
class Visit:
    """What the maker of a page has at hand. All that `db` reads is of one version of the data."""

    request: Request
    context: Context
    db: Reader

    def with_context(self, context: Context) -> "Visit":
        """The same visit, seen from another place or with more to say."""
        return replace(self, context=context)
