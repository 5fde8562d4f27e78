"""How the parameters of a filter are read from a query string."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from app.errors import InvalidParameterError, UnknownParameterError
from app.query.facet import FacetTable
from app.query.filter import Filter, QueryItems
from app.query.parameter import Parameter, Problem, check_given, names
from app.query.parameters import FILTERS, RADIUS, SORT
from app.vocabulary import Vocabulary

F = TypeVar("F", bound=Filter)


@dataclass(frozen=True)
class ParsedFilter(Generic[F]):
    """What a query string says: the filter, the values that could not be used, the names that are no parameters."""

    filter: F
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@lru_cache(maxsize=32)
def filters(
    facets: FacetTable, vocabulary: Vocabulary | None = None, *, empty: bool = True, open: bool = False
) -> Mapping[str, Parameter[Any]]:
    """The parameters of a filter that has these facets, by their names, in the order in which they are read.

    They are made once for a vocabulary: each request reads its filter by them.
    `empty`: a value that leaves no record is one, too. A frame has none: what a web master shows is never nothing.
    `open`: so is a code that there is not.
    """
    coded = (facet.parameter(vocabulary, empty=empty, open=open) for facet in facets)
    every: list[Parameter[Any]] = [*coded, *FILTERS]
    return MappingProxyType({parameter.name: parameter for parameter in every})


def parse(
    kind: type[F],
    facets: FacetTable,
    params: QueryItems,
    vocabulary: Vocabulary,
    *,
    defaults: Mapping[str, tuple[str, ...]],
    strict: bool,
    also: Iterable[Parameter[Any]],
    only: tuple[str, ...],
    in_part: bool,
    open: bool,
) -> ParsedFilter[F]:
    """Read a query string as a filter of this kind, which has these facets.

    Strict (the API): the first unknown parameter or invalid value raises. Otherwise (pages): both are
    listed and left out. `defaults` are the values of facets that the query does not name. `also` names parameters that
    the caller reads itself, `only` the filters it takes. `in_part` (frames): of several values of a parameter those
    that can be used are. `open`
    (items of the API): a code that there is not finds nothing.
    """
    given: dict[str, list[str]] = {}
    for name, value in params.multi_items():
        given.setdefault(name, []).append(value)
    known = {*only, *names(also)}
    unknown = [name for name in given if name not in known]
    if strict and unknown:
        raise UnknownParameterError(unknown[0], ", ".join(sorted(known)))
    every = filters(facets, vocabulary, empty=not in_part, open=open)
    if strict:
        check_given([*every.values(), *also], params.multi_items())
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, parameter in every.items():
        texts = [text for text in given.get(name, []) if text]
        # A value that says nothing (`kind=,`) leaves the default.
        if texts and (value := _value(parameter, texts, problems, strict=strict, in_part=in_part)):
            values[name] = value
    filter = kind().replace(**{**defaults, **values})
    if strict:
        _check_near(filter)
    return ParsedFilter(_without_distance(filter) if filter.near is None else filter, problems, unknown)


def _value(parameter: Parameter[Any], texts: list[str], problems: list[Problem], *, strict: bool, in_part: bool) -> Any:
    if strict:
        return parameter.parse_all(texts)
    return parameter.parse_in_part(texts, problems) if in_part else parameter.parse_or_default(texts, problems)


def _check_near(filter: Filter) -> None:
    if filter.near is None and filter.radius is not None:
        radius = dict(filter.query())[RADIUS.name]
        raise InvalidParameterError(RADIUS.name, radius, "only together with near=lon,lat")
    if filter.near is None and filter.sort == "distance":
        raise InvalidParameterError(SORT.name, "distance", "only together with near=lon,lat")


def _without_distance(filter: F) -> F:
    return filter.replace(radius=None, sort=SORT.default if filter.sort == "distance" else filter.sort)
