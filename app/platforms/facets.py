"""Facets: a property of platforms with the count of each of its values under the other filters."""

from dataclasses import dataclass
from typing import Any, Literal

from app.query.filter import LIFECYCLES, THREE_VALUED
from app.vocabulary import Vocabulary

FacetType = Literal["single", "multi", "three-valued"]


@dataclass(frozen=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A facet. `single` and `three-valued`: each record counts once, so the counts add up.

    `multi`: a record may count under several values.
    """

    name: str
    type: FacetType
    values: list[FacetValue]

    @property
    def parameter(self) -> str:
        """The query parameter that filters by this facet; they share one name."""
        return self.name


@dataclass(frozen=True)
class _Plan:
    name: str
    type: FacetType
    values: tuple[str, ...]
    nothing: str | None


def _plans(vocabulary: Vocabulary) -> list[_Plan]:
    return [
        _Plan("kind", "single", tuple(vocabulary.kinds), None),
        _Plan("zone", "single", tuple(vocabulary.zones), "none"),
        _Plan("district", "single", tuple(vocabulary.districts), "not-stated"),
        _Plan("domain", "multi", tuple(vocabulary.domains), "other"),
        _Plan("stage", "multi", tuple(vocabulary.stages), "not-stated"),
        _Plan("service", "multi", tuple(vocabulary.services), "not-stated"),
        _Plan("status", "single", LIFECYCLES, None),
        _Plan("voucher", "three-valued", THREE_VALUED[:2], THREE_VALUED[2]),
        _Plan("fund", "three-valued", THREE_VALUED[:2], THREE_VALUED[2]),
    ]


def arrange(rows: list[dict[str, Any]], vocabulary: Vocabulary) -> list[Facet]:
    """Facets in the order of display, every value of the vocabulary with its count, zero included."""
    counts = {(row["facet"], row["value"]): row["n"] for row in rows}
    found: list[Facet] = []
    for plan in _plans(vocabulary):
        values = [FacetValue(code, counts.get((plan.name, code), 0)) for code in plan.values]
        if plan.nothing is not None:
            values.append(FacetValue(plan.nothing, counts.get((plan.name, None), 0)))
        found.append(Facet(plan.name, plan.type, values))
    return found
