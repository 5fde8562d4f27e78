"""The filter of platforms: the query grammar with the facets of platforms."""

from collections.abc import Iterable
from typing import Any, ClassVar

from app.platforms.facets import FACETS
from app.query import filter as grammar
from app.query.filter import QueryItems
from app.query.parameter import Parameter, Schema, documented
from app.query.parse import ParsedFilter, filters, parse
from app.vocabulary import Vocabulary


class Filter(grammar.Filter):
    """Which platforms."""

    FACETS: ClassVar[tuple[str, ...]] = FACETS.names


FILTER_PARAMETERS = Filter.parameters()
LOCKABLE = tuple(name for name in FILTER_PARAMETERS if name not in ("bbox", "sort", "near", "radius"))
"""Filters that an address may fix: they are seen and cannot be changed."""


def locked(names: Iterable[str], filter: Filter) -> tuple[str, ...]:
    """The filters that stay as they are: those that may be locked and have a value."""
    return tuple(name for name in dict.fromkeys(names) if name in LOCKABLE and filter.value(name))


def parse_filter(
    params: QueryItems,
    vocabulary: Vocabulary,
    *,
    default_kind: tuple[str, ...] = (),
    strict: bool = True,
    also: Iterable[Parameter[Any]] = (),
    only: tuple[str, ...] = FILTER_PARAMETERS,
    in_part: bool = False,
    open: bool = False,
) -> ParsedFilter[Filter]:
    """Read a query string; the options are those of `app.query.parse`. `default_kind` counts where no kind is named."""
    return parse(
        Filter,
        FACETS,
        params,
        vocabulary,
        defaults={"kind": default_kind},
        strict=strict,
        also=also,
        only=only,
        in_part=in_part,
        open=open,
    )


def filter_parameters(*more: Parameter[Any], only: tuple[str, ...] = FILTER_PARAMETERS) -> Schema:
    """The `openapi_extra` of a route that takes the filters, or those of `only`, and `more`."""
    known = filters(FACETS)
    return documented(*(known[name] for name in only), *more)
