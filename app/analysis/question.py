"""What a question to the analysis says besides its filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.analysis import parameters
from app.analysis.parameters import PARAMETERS, Basis, Candidates, Cells, Measure, Scheme
from app.analysis.places import Site
from app.query.filter import QueryItems
from app.query.parameter import Parameter, Problem
from app.vocabulary import Vocabulary
from geo.classify import Method


@dataclass(frozen=True)
class Question:
    """Lengths are in metres; `sites` are lon, lat in degrees; `focus` is a domain, empty: the one most named."""

    measure: Measure = parameters.MEASURE.default
    focus: str = parameters.FOCUS.default
    breaks: Method = parameters.BREAKS.default
    classes: int = parameters.CLASSES.default
    scheme: Scheme = parameters.SCHEME.default
    cells: Cells = parameters.CELLS.default
    cell: float = parameters.CELL.default
    bandwidth: float = parameters.BANDWIDTH.default
    eps: float = parameters.EPS.default
    members: int = parameters.MEMBERS.default
    reach: float = parameters.REACH.default
    basis: Basis = parameters.BASIS.default
    sites: tuple[Site, ...] = parameters.SITES.default
    wanted: int = parameters.WANTED.default
    candidates: Candidates = parameters.CANDIDATES.default
    compare: tuple[str, ...] = parameters.COMPARE.default
    order: str = parameters.ORDER.default


USUAL = Question()
"""The question of an address that says nothing."""


@dataclass(frozen=True)
class ParsedQuestion:
    """What an address asks, and the values that could not be used."""

    question: Question
    problems: list[Problem]


def parse_question(
    params: QueryItems, vocabulary: Vocabulary, *, strict: bool = True, only: Sequence[Parameter[Any]] = PARAMETERS
) -> ParsedQuestion:
    """Read the parameters of `only`; an empty one counts as not named, of a repeated one the last counts, or all do.

    Strict (the API): the first invalid value raises InvalidParameterError. Otherwise (pages, frames): it is listed,
    and its default is used, or what of it is known.
    """
    given = params.multi_items()
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for parameter in _with_codes(only, vocabulary):
        named = [text for name, text in given if name == parameter.name]
        texts = [text for text in (named if parameter.several else named[-1:]) if text]
        if texts:
            value = parameter.parse_all(texts) if strict else parameter.parse_in_part(texts, problems)
            values[parameter.name] = value
    return ParsedQuestion(Question(**values), problems)


def _with_codes(only: Sequence[Parameter[Any]], vocabulary: Vocabulary) -> list[Parameter[Any]]:
    """These parameters in their one order; those whose values are codes know the vocabulary's."""
    focus = parameters.FOCUS.among(vocabulary.domains)
    compare = parameters.COMPARE.among((*vocabulary.districts, *vocabulary.zones))
    coded: dict[str, Parameter[Any]] = {focus.name: focus, compare.name: compare}
    return [coded.get(parameter.name, parameter) for parameter in PARAMETERS if parameter in only]


def compared(params: QueryItems) -> str:
    """The areas to compare, as one text; repeated or comma-separated codes mean the same."""
    return ",".join(text for name, text in params.multi_items() if name == parameters.COMPARE.name and text)
