"""What the page of the digest shows: its days, its page of lines, and what of the address could not be used."""

from dataclasses import dataclass, replace

from app.history.digest.read import Digest, Span, digest
from app.history.parameters import SINCE, UNTIL
from app.pages.address.unread import page_number
from app.pages.parts.days import day_of
from app.pages.visit import Visit
from app.query.parameter import Problem

PAGE = 100
"""So many lines a page shows; the API has all of them."""


@dataclass(frozen=True)
class DigestFacts:
    """`page` counts from 1."""

    digest: Digest
    page: int
    problems: list[Problem]

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(-(-self.digest.matched // PAGE), 1)


async def digest_facts(visit: Visit) -> DigestFacts:
    """Read it. A day that is refused counts as not named; a page behind the last is the last."""
    view, problems = visit.context.location.view, list[Problem]()
    since = day_of(view, SINCE, None, problems)
    until = day_of(view, UNTIL, since, problems)

    async def read(page: int) -> Digest:
        return await digest(visit.db, visit.context.location.filter, Span(since, until), PAGE, (page - 1) * PAGE)

    page = page_number(view.get("page", "")) or 1
    facts = DigestFacts(await read(page), page, [])
    if page > facts.pages:
        facts = DigestFacts(await read(facts.pages), facts.pages, [])
    return replace(facts, problems=problems)
