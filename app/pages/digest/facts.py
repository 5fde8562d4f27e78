"""What the page of the digest shows: its days, its page of lines, and what of the address could not be used."""

from dataclasses import dataclass, replace
from datetime import date

from app.history.digest.read import Digest, Span, digest
from app.history.parameters import SINCE, UNTIL
from app.pages.days import day_of
from app.pages.visit import Visit
from app.platforms.record import FIRST_YEAR
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
    view, problems, earliest = visit.context.location.view, list[Problem](), date(FIRST_YEAR, 1, 1)
    since = day_of(view, SINCE, earliest, problems)
    until = day_of(view, UNTIL, since or earliest, problems)

    async def read(page: int) -> Digest:
        return await digest(visit.db, visit.context.location.filter, Span(since, until), PAGE, (page - 1) * PAGE)

    page = _number(view.get("page", ""))
    facts = DigestFacts(await read(page), page, [])
    if page > facts.pages:
        facts = DigestFacts(await read(facts.pages), facts.pages, [])
    # Earlier days are answered, with what is known of them: a person is told from when on there is something to know.
    first = {"first": began.isoformat()} if not since and (began := facts.digest.began) else {}
    return replace(facts, problems=[replace(each, limits={**each.limits, **first}) for each in problems])


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
