"""One reader's request for a page: what was asked, the words and the vocabulary, and the data as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fastapi import Request
from starlette.datastructures import QueryParams

from app.pages.address.location import Location, read_view
from app.pages.address.page_states import kinds_unasked, locks, state_of
from app.pages.address.picks import PICK, read_picks
from app.pages.address.unread import SEVERAL, Known, unread_of
from app.pages.context import Context
from app.platforms import read
from app.platforms.confirmed import confirmations
from app.platforms.filter import parse_filter
from app.platforms.schemas import Platform
from app.store.reader import Reader
from app.tiles.sources import sources
from app.vocabulary.dependencies import vocabulary_cache
from app.web.dependencies import settings_of
from app.web.site import base_url
from frontend.messages import messages


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


async def visit_of(request: Request, db: Reader, lang: str, path: str, sent: QueryParams | None = None) -> Visit:
    """The reader's place, read from the address; bad values are kept as problems, and what is no parameter is told.

    `sent`: the pairs of a form, where the question came as a body.
    """
    vocabulary = await vocabulary_cache(request).read(db)
    params, state = request.query_params if sent is None else sent, state_of(path)
    names = (*state.filters, *locks(params, state))
    taken = QueryParams([(name, text) for name, text in params.multi_items() if name in names])
    parsed = parse_filter(taken, vocabulary, default_kind=kinds_unasked(path, None), strict=False)
    # Ids that cannot be used name no record.
    if parsed.filter.ids:
        parsed = parse_filter(taken, vocabulary, default_kind=kinds_unasked(path, parsed.filter.ids), strict=False)
    location = Location(lang, path, parsed.filter, read_view(params, state, parsed.filter))
    shown = [text for name in ("select", "card") if (text := location.view.get(name))]
    listed = await read.named(db, [*location.picks, *shown]) if location.picks or shown else []
    picked = [each for each in listed if each.id in location.picks]
    settings, site = settings_of(request), base_url(request)
    beyond = len(read_picks(request.query_params.getlist(PICK)).beyond) if PICK in state.view else 0
    refused = frozenset(problem.parameter for problem in parsed.problems)
    known = Known(vocabulary, parsed.filter, tuple(sources(settings)), frozenset(each.id for each in listed), refused)
    problems = [problem for problem in parsed.problems if problem.parameter not in state.carried]
    unread = unread_of(request.query_params, state, known)
    # No link of the page takes along what it could not read; of several values those that it could stay.
    dropped = {each.why for each in unread}.difference(SEVERAL)
    location = replace(location, view={name: text for name, text in location.view.items() if name not in dropped})
    context = Context(location, messages(lang), vocabulary, settings, problems, site, picked, beyond, unread)
    return Visit(request, context, db)
