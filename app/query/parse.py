"""How the parameters of a filter are read from a query string."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from app.errors import InvalidParameterError, UnknownParameterError
from app.query.facet import FacetTable
from app.query.filter import MAX_RADIUS, SORTS, Filter, Problem, QueryItems, bbox, near, number
from app.vocabulary import Vocabulary

MAX_QUERY = 200
MAX_VALUES = 500
F = TypeVar("F", bound=Filter)
Check = Callable[[str], Any]
Reader = Callable[[list[str]], Any]


@dataclass(frozen=True)
class ParsedFilter(Generic[F]):
    """What a query string says: the filter, the values that could not be used, the names that are no parameters."""

    filter: F
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def _one_of(parameter: str, codes: Mapping[str, str]) -> Check:
    """A check against what may be said, each with the value that it means."""

    def check(text: str) -> str:
        if text not in codes:
            listed = ", ".join(dict.fromkeys(codes.values()))
            raise InvalidParameterError(parameter, text[:80], listed)
        return codes[text]

    return check


def _identifier(text: str) -> str:
    if len(text) > 64 or not text.replace("-", "").replace("_", "").isalnum() or not text.isascii():
        raise InvalidParameterError("ids", text[:80], "identifiers such as sh-poc-001")
    return text


def _text(text: str) -> str:
    if len(text) > MAX_QUERY or "\x00" in text:
        raise InvalidParameterError("q", text[: 2 * MAX_QUERY], f"at most {MAX_QUERY} signs")
    return " ".join(text.split())


SINGLE: dict[str, Check] = {
    "sort": _one_of("sort", {sort: sort for sort in SORTS}),
    "q": _text,
    "near": near,
    "radius": lambda text: number("radius", text, 1, MAX_RADIUS),
    "bbox": bbox,
}
"""Parameters that take one value."""


def parse(
    kind: type[F],
    facets: FacetTable,
    params: QueryItems,
    vocabulary: Vocabulary,
    *,
    defaults: Mapping[str, tuple[str, ...]],
    strict: bool,
    also: Iterable[str],
    only: tuple[str, ...],
    in_part: bool,
) -> ParsedFilter[F]:
    """Read a query string as a filter of this kind, which has these facets.

    Strict (the API): the first unknown parameter or invalid value raises. Otherwise (pages): both are
    listed and left out. `defaults` are the values of facets that the query does not name. `also` names parameters that
    the caller reads itself, `only` the filters it takes. `in_part` (frames): of several values of a parameter those
    that can be used are.
    """
    given: dict[str, list[str]] = {}
    for name, value in params.multi_items():
        given.setdefault(name, []).append(value)
    unknown = [name for name in given if name not in {*only, *also}]
    if strict and unknown:
        raise UnknownParameterError(unknown[0], ", ".join(sorted({*only, *also})))
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, read in _readers(facets, vocabulary, problems if in_part else None).items():
        try:
            if (value := read([text for text in given.get(name, []) if text])) is not None:
                values[name] = value
        except InvalidParameterError as error:
            if strict:
                raise
            problems.append(Problem(error.parameter, error.value, error.allowed))
    filter = kind().replace(**{**defaults, **values})
    if strict:
        _check_near(filter)
    return ParsedFilter(_without_distance(filter) if filter.near is None else filter, problems, unknown)


def _readers(facets: FacetTable, vocabulary: Vocabulary, problems: list[Problem] | None) -> dict[str, Reader]:
    """How each parameter is read: the facets and `ids` take several values, the others one."""
    checks = {facet.name: _one_of(facet.name, facet.accepted(vocabulary)) for facet in facets}
    several = {name: _several(name, check, problems) for name, check in {**checks, "ids": _identifier}.items()}
    return several | {name: _one(name, check) for name, check in SINGLE.items()}


def _several(name: str, check: Check, problems: list[Problem] | None) -> Reader:
    """`problems` takes the values that cannot be used, and the others of their parameter stay."""

    def read(texts: list[str]) -> tuple[str, ...] | None:
        parts = [part for text in texts for part in text.split(",") if part]
        if len(parts) > MAX_VALUES:
            raise InvalidParameterError(name, f"{len(parts)} values", f"at most {MAX_VALUES} values")
        good: dict[str, None] = {}
        for part in dict.fromkeys(parts):
            try:
                good[check(part)] = None
            except InvalidParameterError as error:
                if problems is None:
                    raise
                problems.append(Problem(error.parameter, error.value, error.allowed))
        return tuple(good) or None

    return read


def _one(name: str, check: Check) -> Reader:
    def read(texts: list[str]) -> Any:
        if len(texts) > 1:
            raise InvalidParameterError(name, ",".join(texts)[:80], "one value")
        return check(texts[0]) if texts else None

    return read


def _check_near(filter: Filter) -> None:
    if filter.near is None and filter.radius is not None:
        radius = dict(filter.query())["radius"]
        raise InvalidParameterError("radius", radius, "only together with near=lon,lat")
    if filter.near is None and filter.sort == "distance":
        raise InvalidParameterError("sort", "distance", "only together with near=lon,lat")


def _without_distance(filter: F) -> F:
    return filter.replace(radius=None, sort="default" if filter.sort == "distance" else filter.sort)
