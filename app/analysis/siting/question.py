"""What somebody asks of "where next within an area"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.analysis.parameters import SITES, WANTED
from app.analysis.places import Site
from app.analysis.siting.parameters import KINDS, KM, NEEDS, OWN, PARAMETERS, SUGGESTED, WEIGHTS, WITHIN
from app.errors import InvalidParameterError
from app.query.filter import QueryItems
from app.query.parameter import Parameter, Problem
from app.vocabulary import Vocabulary


@dataclass(frozen=True)
class SitingQuestion:
    """`within` is a district, a zone or the city; `weights` are those of `KINDS`; `sites` are lon, lat in degrees.

    Without `sites` they are suggested. Reach is in metres.
    """

    within: str = WITHIN.default
    need: tuple[str, ...] = KINDS
    weights: tuple[float, ...] = tuple(weight.default for weight in WEIGHTS)
    reach: float = KM.default * 1000
    wanted: int = WANTED.default
    sites: tuple[Site, ...] = ()

    def weight(self, kind: str) -> float:
        """The weight of a place of a kind."""
        return self.weights[KINDS.index(kind)]

    def suggesting(self) -> "SitingQuestion":
        """The same question without sites of one's own."""
        return replace(self, sites=())


def tidied(view: Mapping[str, str]) -> dict[str, str]:
    """What of an address says something: a form names every field, also those that hold what counts anyway."""
    defaults = {parameter.name: parameter for parameter in PARAMETERS}
    return {
        name: text for name, text in view.items() if name not in defaults or not _says_nothing(defaults[name], text)
    }


def _says_nothing(parameter: Parameter[Any], text: str) -> bool:
    if parameter is WITHIN or (parameter is SITES and text == SUGGESTED):
        return text in (WITHIN.default, SUGGESTED)
    try:
        value = parameter.parse(text)
    except InvalidParameterError:
        return False
    return bool(value == (KINDS if parameter is NEEDS else parameter.default))


@dataclass(frozen=True)
class ParsedSiting:
    """What was asked, and the values that could not be used."""

    question: SitingQuestion
    problems: list[Problem]


def parse_siting(params: QueryItems, vocabulary: Vocabulary, *, strict: bool, own: bool = False) -> ParsedSiting:
    """Read the parameters; an empty one counts as not named, and so does a need of one's own without a file.

    Strict (the API): the first invalid value raises InvalidParameterError. Otherwise (pages) it is listed, and its
    default is used.
    """
    problems: list[Problem] = []

    def read(parameter: Parameter[Any]) -> Any:
        texts = [text for name, text in params.multi_items() if name == parameter.name and text]
        # A form names each box that is ticked.
        texts = [",".join(texts)] if parameter is NEEDS and texts else texts[-1:]
        # Who asks for the suggestion gives no sites, whatever a field of the form still holds.
        if not texts or (parameter is SITES and not strict and texts == [SUGGESTED]):
            return parameter.default
        return parameter.parse_all(texts) if strict else parameter.parse_in_part(texts, problems)

    known = WITHIN.among((WITHIN.default, *vocabulary.districts, *vocabulary.zones))
    need = tuple(kind for kind in (*KINDS, OWN) if kind in read(NEEDS) and (own or kind != OWN))
    weights = tuple(read(weight) for weight in WEIGHTS)
    question = SitingQuestion(read(known), need or KINDS, weights, read(KM) * 1000, read(WANTED), read(SITES))
    return ParsedSiting(question, problems)
