"""What measures are asked for: what they pay with, where they apply and whom they are for, with the counts of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.lists.models import INSTRUMENTS, LEVELS
from app.lists.read import PolicyRow
from app.query.parameter import Problem

WHOM: Mapping[str, tuple[str, ...]] = {
    "platforms": ("概念验证平台",),
    "firms": ("企业",),
    "carriers": ("孵化器", "科技园", "功能型平台", "创新中心"),
    "people": ("经理人", "人员", "团队"),
    "projects": ("项目", "成果", "活动"),
}
"""Whom a measure is for, by the words of what its document says: one can be for several."""
OTHERS = "others"
UNSTATED = "not-stated"
SHOWN = 80
"""The number of signs of a refused value that the page repeats."""


@dataclass(frozen=True)
class Asked:
    """Each None for all of them. `where` is a level, or the code of a district or key zone."""

    instrument: str | None = None
    where: str | None = None
    whom: str | None = None
    holding: frozenset[str] | None = None
    """The codes of the measures that hold the words of a search."""

    def has(self, measure: PolicyRow) -> bool:
        """Whether a measure is one of those asked for."""
        return (
            self.instrument in (None, measure.instrument)
            and self.where in (None, *places(measure))
            and (self.whom is None or self.whom in audiences(measure))
            and (self.holding is None or measure.code in self.holding)
        )


def places(measure: PolicyRow) -> list[str]:
    """Its level, and the codes of the district and zone that it names."""
    return [measure.level, *filter(None, (measure.district, measure.zone))]


def audiences(measure: PolicyRow) -> list[str]:
    """Whom it is for, by the words that its document uses."""
    if measure.for_zh is None:
        return [UNSTATED]
    found = [name for name, words in WHOM.items() if any(word in measure.for_zh for word in words)]
    return found or [OTHERS]


def choices(measures: Sequence[PolicyRow]) -> dict[str, list[str]]:
    """The values of each question that some measure has, in their order."""
    instruments = {measure.instrument for measure in measures}
    named = {place for measure in measures for place in places(measure)}
    whom = {audience for measure in measures for audience in audiences(measure)}
    return {
        "instrument": [each for each in INSTRUMENTS if each in instruments],
        "where": [*(each for each in LEVELS if each in named), *sorted(named - set(LEVELS))],
        "whom": [each for each in (*WHOM, OTHERS, UNSTATED) if each in whom],
    }


def asked_of(view: Mapping[str, str], measures: Sequence[PolicyRow]) -> tuple[Asked, list[Problem]]:
    """What the address asks for; a value that no measure has is kept as a problem and not used."""
    known, problems = choices(measures), list[Problem]()
    used: dict[str, str | None] = {}
    for name, values in known.items():
        if (value := view.get(name)) in values:
            used[name] = value
        elif value:
            problems.append(Problem(name, value[:SHOWN], ", ".join(values)))
    return Asked(used.get("instrument"), used.get("where"), used.get("whom")), problems


def counted(asked: Asked, measures: Sequence[PolicyRow]) -> dict[str, dict[str | None, int]]:
    """For each question how many measures each value would give under the other answers; None counts all of them."""

    def number(name: str, value: str | None) -> int:
        answers: dict[str, Any] = {name: value}
        return sum(replace(asked, **answers).has(measure) for measure in measures)

    return {
        name: {value: number(name, value) for value in (None, *values)} for name, values in choices(measures).items()
    }
