"""Reads what the pages show."""

from collections.abc import Iterable
from dataclasses import replace

from fastapi import Request
from starlette.datastructures import QueryParams

from app.analysis.specialities import domain_counts, specialities_of
from app.districts import read as districts
from app.errors import NotFoundError
from app.history import read as history
from app.lists import read as lists
from app.match.onward import next_steps
from app.pages.address.location import Location, read_view
from app.pages.address.page_states import TO, kinds_unasked, locks, state_of
from app.pages.address.picks import PICK, read_picks
from app.pages.address.unread import SEVERAL, Known, page_number, unread_of
from app.pages.area.page import AreaFacts
from app.pages.context import Context
from app.pages.filters.chips import conditions
from app.pages.home.empty import emptied
from app.pages.home.results import PAGE, SHORT, ListFacts
from app.pages.maps import MOST_MARKS
from app.pages.platform.onward import Onward
from app.pages.platform.page import PlatformFacts
from app.pages.visit import Visit
from app.platforms import read
from app.platforms.confirmed import confirmation
from app.platforms.contact import public_mobile
from app.platforms.filter import Filter, parse_filter
from app.platforms.progress import public_progress
from app.platforms.schemas import Platform
from app.query.facet import CountedFacets
from app.query.parameter import Problem
from app.query.words import read as read_words
from app.search.dependencies import suggestions_of
from app.search.explaining import Explained, holding
from app.store.reader import Reader
from app.tiles.sources import sources
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import vocabulary_cache
from app.web.dependencies import settings_of
from app.web.site import base_url
from frontend.messages import messages

LISTED = 30
MOST_ADDRESSEES = 8
"""So many platforms a request may be written to: as many as a shortlist holds."""


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


async def platform_facts(db: Reader, platform: Platform, vocabulary: Vocabulary) -> PlatformFacts:
    """Everything that the page of a platform says."""
    related = [
        (other, kind)
        for other_id, kind in await lists.relations(db, platform.id)
        if (other := await read.platform(db, other_id))
    ]
    return PlatformFacts(
        platform,
        await lists.scenarios(db, platform.id),
        await lists.policies(db),
        await read.same_position(db, platform.id),
        related,
        Onward(
            await next_steps(db, platform, tuple(vocabulary.stages)),
            await lists.cases(db, platform.id),
            await lists.events(db, platform.id),
            await lists.events_in(db, platform.district_code, but=platform.id) if platform.district_code else [],
        ),
        await history.changes_of(db, platform.id),
        await confirmation(db, platform.id),
        await public_progress(db, platform.id),
        await public_mobile(db, platform.id),
    )


async def addressees(db: Reader, ids: str) -> tuple[list[Platform], list[Problem]]:
    """The platforms that a request is written to, and the ids that name none."""
    given = [id for id in dict.fromkeys(ids.split(",")) if id][:MOST_ADDRESSEES]
    listed = {id: await read.platform(db, id) for id in given}
    unknown = [Problem(TO, id, "the id of a platform") for id, platform in listed.items() if platform is None]
    return [platform for platform in listed.values() if platform], unknown


async def area_facts(db: Reader, context: Context, kind: str, code: str) -> AreaFacts:
    """What the page of a `district` or `zone` says of its platforms. Raises NotFoundError for an unknown code."""
    vocabulary = context.vocabulary
    terms = vocabulary.districts if kind == "district" else vocabulary.zones
    if code not in terms:
        raise NotFoundError(f"There is no {kind} with this code.")
    filter = Filter(kind=tuple(vocabulary.kinds)).replace(**{kind: (code,)})
    listing = await read.listing(db, filter, LISTED, 0, context.lang)
    everywhere = await domain_counts(db, Filter(kind=filter["kind"]))
    special = await specialities_of(db, everywhere, vocabulary)
    counts = await read.facets(db, filter, vocabulary)
    return AreaFacts(
        terms[code], filter, listing, counts, special, await lists.policies(db), await lists.events_in(db, code)
    )


async def home_facts(visit: Visit) -> tuple[CountedFacets, ListFacts]:
    """The facets and the list of the home page."""
    db, context = visit.db, visit.context
    filter = context.location.filter
    facets = await read.facets(db, filter, context.vocabulary)
    matched, _ = await read.counts(db, filter)
    page = min((page_number(context.location.view.get("page", "")) or 1), max(-(-matched // PAGE), 1))
    listing = await read.listing(db, filter, PAGE, (page - 1) * PAGE, context.lang)
    place = await place_of(visit)
    set_conditions = conditions(context, place)
    hidden: dict[str, int] = {}
    # An address that names records shows every kind of them: the switch hides none.
    if listing.number_matched < SHORT and filter["kind"]:
        kinds = facets["kind"].by_value()
        hidden = {kind: n for kind, n in kinds.items() if n and kind not in filter["kind"]}
    nothing = None if listing.number_matched else await emptied(visit, set_conditions)
    features = [] if listing.number_matched else await declaring(db, context, filter["domain"])
    explained = await _explained(visit)
    saying = await read.saying(db, filter) if filter.ranked and listing.number_matched else None
    return facets, ListFacts(listing, page, set_conditions, hidden, nothing, features, explained, saying)


async def _explained(visit: Visit) -> list[Explained]:
    """The measures and terms that hold what was typed; none where nothing was."""
    context = visit.context
    q = context.location.filter.q
    if not q:
        return []
    listed = await suggestions_of(visit.request).listed(visit.db, context.vocabulary)
    return holding(listed.explained, read_words(q))


async def many_marks(db: Reader) -> bool:
    """Whether there are more platforms with a position than a map draws one by one."""
    n, unlocated = await read.counts(db, Filter())
    return n - unlocated > MOST_MARKS


async def declaring(db: Reader, context: Context, domains: Iterable[str]) -> list[tuple[str, str]]:
    """Districts that declare one of these domains, each as a sentence with its page; at most three."""
    wanted = [code for code in domains if code in context.vocabulary.domains]
    if not wanted:
        return []
    lines: list[tuple[str, str]] = []
    for feature in await districts.features(db):
        for domain in feature.domains:
            if domain.code in wanted and domain.sourced:
                district = context.name(context.vocabulary.districts[feature.code])
                name = context.name(context.vocabulary.domains[domain.code])
                text = context.say("district-declares", district=district, domain=name)
                lines.append((text, context.location.other(f"/district/{feature.code}")))
    return lines[:3]


async def place_of(visit: Visit) -> str | None:
    """The name of the place at the point of `near`, where it is one that we know."""
    context = visit.context
    near = context.location.filter.near
    if near is None:
        return None
    for entry in await suggestions_of(visit.request).places(visit.db, context.vocabulary):
        if entry.near and abs(entry.near[0] - near[0]) < 1e-4 and abs(entry.near[1] - near[1]) < 1e-4:
            return entry.name(context.lang)
    return None
