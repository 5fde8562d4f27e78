"""One reader's request for a page: what was asked, the words and the vocabulary, and the data as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fastapi import Request

from app.pages.context import Context
from app.platforms.confirmed import confirmations
from app.platforms.schemas import Platform
from app.store.reader import Reader


@dataclass(frozen=True)
class Visit:
    """What the maker of a page has at hand. All that `db` reads is of one version of the data."""

    request: Request
    context: Context
    db: Reader

    def with_context(self, context: Context) -> "Visit":
        """The same visit, seen from another place or with more to say."""
        return replace(self, context=context)

    async def with_confirmed(self, platforms: Iterable[Platform]) -> "Visit":
        """The same visit, with who last found these records still true."""
        confirmed = await confirmations(self.db, [each.id for each in platforms])
        return self.with_context(replace(self.context, confirmed=confirmed))
