"""The score of one platform, from what is stated of it: pure and additive, one line a criterion.

`ranking.py` gives the same points to all records at once; a test compares the two.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.match.wanted import Wanted
from app.match.weights import SERVICE_OF, WEIGHTS, Criterion, Verdict, points
from geo.travel import WITHIN_MIN, Band


@dataclass(frozen=True)
class Facts:
    """What is known of a platform. None and empty: not stated; never "no".

    `band` is the way from the origin; `pilot_beside`: a pilot of an asked field is in its key zone or district.
    """

    kind: str
    domains: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    voucher: str | None = None
    fund: str | None = None
    band: Band | None = None
    pilot_beside: bool = False


@dataclass(frozen=True)
class Line:
    """One criterion of a card."""

    criterion: Criterion
    verdict: Verdict

    @property
    def weight(self) -> int:
        return WEIGHTS[self.criterion]

    @property
    def points(self) -> int:
        return points(self.criterion, self.verdict)


def lines(wanted: Wanted, facts: Facts) -> tuple[Line, ...]:
    """A line for each criterion that was asked for."""
    return tuple(Line(criterion, JUDGES[criterion](wanted, facts)) for criterion in wanted.criteria)


def score(lines: Iterable[Line]) -> int:
    """The points of all lines."""
    return sum(line.points for line in lines)


def reach_verdict(band: Band | None) -> Verdict:
    """Within an hour, farther, or not to be said."""
    if band is None or band.low < WITHIN_MIN < band.high:
        return "not-stated"
    return "met" if band.high <= WITHIN_MIN else "not-met"


def _domain(wanted: Wanted, facts: Facts) -> Verdict:
    if set(wanted.domains) & set(facts.domains):
        return "met"
    return "not-met" if facts.domains else "not-stated"


def _stage(wanted: Wanted, facts: Facts) -> Verdict:
    return _named(set(wanted.stages) & set(facts.stages))


def _service(wanted: Wanted, facts: Facts) -> Verdict:
    return _named(set(wanted.services) & set(facts.services))


def _named(common: object) -> Verdict:
    """What is not named is not denied."""
    return "met" if common else "not-stated"


def _said(value: str | None) -> Verdict:
    verdicts: dict[str | None, Verdict] = {"yes": "met", "no": "not-met"}
    return verdicts.get(value, "not-stated")


def _pilot(wanted: Wanted, facts: Facts) -> Verdict:
    return _named(facts.kind == "pilot" or SERVICE_OF["pilot"] in facts.services or facts.pilot_beside)


JUDGES: Mapping[Criterion, Callable[[Wanted, Facts], Verdict]] = {
    "domain": _domain,
    "stage": _stage,
    "service": _service,
    "reach": lambda wanted, facts: reach_verdict(facts.band),
    "voucher": lambda wanted, facts: _said(facts.voucher),
    "fund": lambda wanted, facts: _said(facts.fund),
    "manager": lambda wanted, facts: _named(SERVICE_OF["manager"] in facts.services),
    "instruments": lambda wanted, facts: _named(SERVICE_OF["instruments"] in facts.services),
    "clinical": lambda wanted, facts: _named(SERVICE_OF["clinical"] in facts.services),
    "pilot": _pilot,
}
