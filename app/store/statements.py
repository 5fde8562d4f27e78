"""A `Select` as psycopg takes it, compiled once for its shape."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ParamSpec

from sqlalchemy import CompoundSelect, Select
from sqlalchemy.engine import make_url

Params = ParamSpec("Params")
AnySelect = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
"""A Select of any columns: its rows are read as dictionaries."""
DIALECT = make_url("postgresql+psycopg://").get_dialect()()
FEW = 64
"""The places for statements that hardly come again."""


@dataclass(frozen=True)
class Compiled:
    """A statement as psycopg takes it, and the values that its shape fixes.

    `lookup`: it finds rows by their keys, so that one plan is right for all values. `reads_all`: no index finds what it
    asks for, so that it reads all records, of which there may be very many.
    """

    sql: str
    fixed: Mapping[str, Any]
    lookup: bool = False
    reads_all: bool = False


def compile_select(select: AnySelect) -> Compiled:
    """Turn a Select into SQL with named parameters (`%(name)s`)."""
    compiled = select.compile(dialect=DIALECT)
    return Compiled(str(compiled), {name: value for name, value in compiled.params.items() if value is not None})


def compiled_once(build: Callable[Params, AnySelect]) -> Callable[Params, Compiled]:
    """Compile what `build` returns once for each set of (hashable) arguments.

    Arguments one of which says that it is `passing`, because it comes again for the next page at most, have few places
    of their own: they push out none of the others. Where one says so, the statement `reads_all`.
    """

    def compiled(*args: Params.args, **kwargs: Params.kwargs) -> Compiled:
        reads_all = any(getattr(each, "reads_all", False) for each in args)
        return replace(compile_select(build(*args, **kwargs)), reads_all=reads_all)

    lasting, passing = lru_cache(maxsize=2048)(compiled), lru_cache(maxsize=FEW)(compiled)

    def once(*args: Params.args, **kwargs: Params.kwargs) -> Compiled:
        cached = passing if any(getattr(each, "passing", False) for each in args) else lasting
        return cached(*args, **kwargs)  # type: ignore[arg-type]

    return once


def compiled_lookup(build: Callable[Params, AnySelect]) -> Callable[Params, Compiled]:
    """As `compiled_once`, for statements that find rows by their keys: each connection keeps its plan.

    Making one takes several times as long as finding a row by it.
    """
    once = compiled_once(build)

    def compiled(*args: Params.args, **kwargs: Params.kwargs) -> Compiled:
        return replace(once(*args, **kwargs), lookup=True)

    return lru_cache(maxsize=2048)(compiled)  # type: ignore[return-value]
