"""What an address asks of a match: read strictly for the API, leniently for the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.errors import InvalidParameterError, NoSuchPlaceError
from app.match.answers import meaning
from app.match.origin import resolve
from app.match.parameters import ANSWERS, FILTERS, KINDS, ORIGIN, PARAMETERS, SEVERAL, TOP, WANT
from app.match.wanted import Wanted
from app.match.weights import WANTS
from app.platforms.facets import FACETS
from app.platforms.filter import Filter, parse_filter
from app.query.filter import QueryItems
from app.query.parameter import Parameter, Problem
from app.store.reader import Reader
from app.vocabulary import Vocabulary

COUNTED = ("domain", "stage", "service")
"""The facets that are criteria: one of them cannot be asked to be not stated."""


@dataclass(frozen=True)
class Question:
    """What is wanted, how many of the top, and what could not be used. `similar` are names like that of the origin."""

    wanted: Wanted
    top: int = TOP.default
    problems: list[Problem] = field(default_factory=list)
    similar: tuple[tuple[str, str], ...] = ()


def strict_filter(params: QueryItems, vocabulary: Vocabulary, also: tuple[Parameter[Any], ...]) -> Filter:
    """The facets of an address. Raises InvalidParameterError and UnknownParameterError; criteria are codes alone."""
    try:
        filter = parse_filter(params, vocabulary, default_kind=KINDS, also=also, only=FILTERS).filter
    except InvalidParameterError as error:
        raise _of_codes(error.parameter, error.value, vocabulary) if error.parameter in COUNTED else error from None
    for name in COUNTED:
        if FACETS[name].nothing in filter[name]:
            raise _of_codes(name, str(FACETS[name].nothing), vocabulary)
    return filter


def _of_codes(name: str, value: str, vocabulary: Vocabulary) -> InvalidParameterError:
    return InvalidParameterError(name, value, ", ".join(FACETS[name].terms(vocabulary)))


async def strict(db: Reader, params: QueryItems, filter: Filter, vocabulary: Vocabulary) -> Question:
    """The question of the API. Raises InvalidParameterError for the first value that is not allowed."""
    values = {each.name: each.parse(text) if (text := _text(params, each)) else each.default for each in PARAMETERS}
    origin = await resolve(db, values[ORIGIN.name], vocabulary) if values[ORIGIN.name] else None
    return Question(replace(_wanted(filter, values), origin=origin), values[TOP.name])


async def lenient(db: Reader, params: QueryItems, filter: Filter, vocabulary: Vocabulary) -> Question:
    """The question of a page: what cannot be used is told as problems."""
    problems: list[Problem] = []
    values: dict[str, Any] = {each.name: each.default for each in PARAMETERS}
    for each in PARAMETERS:
        if text := _text(params, each):
            values[each.name] = each.parse_or_default([text], problems)
    wanted, similar = _wanted(filter, values), tuple[tuple[str, str], ...]()
    try:
        origin = await resolve(db, values[ORIGIN.name], vocabulary) if values[ORIGIN.name] else None
    except NoSuchPlaceError as error:
        origin, similar = None, error.similar
        problems.append(ORIGIN.problem(error))
    return Question(replace(wanted, origin=origin), values[TOP.name], problems, similar)


def _text(params: QueryItems, parameter: Parameter[Any]) -> str:
    """What an address says of a parameter: the last text that says something, or all of them."""
    texts: Sequence[str] = [text for name, text in params.multi_items() if name == parameter.name and text.strip()]
    return ",".join(texts) if parameter.name in SEVERAL else (texts[-1] if texts else "")


def _wanted(filter: Filter, values: Mapping[str, Any]) -> Wanted:
    """What fields, stages and services of the filter ask for, and all answers and wants."""
    answers = meaning(*(values[each.name] for each in ANSWERS))
    named = {name: tuple(v for v in filter[name] if v != FACETS[name].nothing) for name in COUNTED}
    wants = {*answers.wants, *values[WANT.name]}
    return Wanted(
        domains=named["domain"],
        stages=tuple(dict.fromkeys((*named["stage"], *answers.stages))),
        services=tuple(dict.fromkeys((*named["service"], *answers.services))),
        wants=tuple(want for want in WANTS if want in wants),
        kinds=filter["kind"],
    )
