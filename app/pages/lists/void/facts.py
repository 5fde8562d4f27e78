"""What the page of the void register shows: the numbers, and the ways out of the chosen field."""

from dataclasses import dataclass

from app.errors import InvalidParameterError
from app.match.origin import resolve
from app.match.parameters import ORIGIN
from app.match.wanted import Origin
from app.pages.filters.nearest import Near, declaring, near_domain
from app.pages.visit import Visit
from app.platforms.filter import Filter
from app.query.parameter import Problem
from app.query.parameters import NEAR
from app.search.missed import Missed, missed_terms
from app.void.cases import FieldCase, cases_about
from app.void.register import VoidRegister, scoped, void_register, within_the_city


@dataclass(frozen=True)
class VoidFacts:
    """`where` is the place that the address names, `origin` its point where it also has its name.

    Of the chosen field: the districts that declare it, the nearest other field there, and cases about it.
    """

    register: VoidRegister
    where: Filter
    origin: Origin | None
    field: str
    declared: list[tuple[str, str]]
    near: Near
    cases: list[FieldCase]
    missed: Missed


async def void_facts(visit: Visit) -> tuple[VoidFacts, list[Problem]]:
    """What the page shows, and what its address says that cannot be used. Raises DatabaseAwayError."""
    context, db = visit.context, visit.db
    origin, problems = await origin_of(visit)
    where = scoped(context.location.filter)
    try:
        within_the_city(where)
    except InvalidParameterError as error:
        problems = [*problems, NEAR.problem(error)]
        where = where.replace(near=None, radius=None)
    register = await void_register(db, where, context.vocabulary)
    field = chosen(register, context.location.view.get("field", ""))
    kinds = tuple(context.vocabulary.kinds)
    near = await near_domain(db, context, where.replace(domain=(field,), kind=kinds))
    facts = VoidFacts(
        register,
        where,
        origin if origin and where.near == (origin.lon, origin.lat) else None,
        field,
        await declaring(db, context, [field]),
        near,
        await cases_about(db, field),
        await missed_terms(db, context.vocabulary),
    )
    return facts, problems


async def missed_state(visit: Visit) -> str:
    """What the page shows besides the data, as a text that changes with it."""
    return repr(await missed_terms(visit.db, visit.context.vocabulary))


async def origin_of(visit: Visit) -> tuple[Origin | None, list[Problem]]:
    """The place that a name in the address means; what means none is told as a problem. Raises DatabaseAwayError."""
    text = next((text for text in reversed(visit.request.query_params.getlist(ORIGIN.name)) if text), "")
    if not text:
        return None, []
    try:
        return await resolve(visit.db, ORIGIN.parse(text), visit.context.vocabulary), []
    except InvalidParameterError as error:
        return None, [ORIGIN.problem(error)]


def chosen(register: VoidRegister, wanted: str) -> str:
    """The field that stands at the side: the one named, else the first of those with the most empty steps."""
    if wanted in register.fields:
        return wanted
    return max(register.fields, key=lambda field: register.empty([field]))
