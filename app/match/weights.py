"""The one table of the match: the criteria with their weights, and what a verdict is worth.

A criterion counts only where it was asked for. Met gives all of its weight, *not stated* 40 % of it, not met nothing:
what is not stated ranks between what is met and what is not, and drops nobody. All weights are multiples of five, so
that every line has a whole number of points and the lines add up to the score without rounding.

| criterion | met | not met | else |
|---|---|---|---|
| domain | one of the asked fields is stated | other fields of the plan are stated, and none of the asked | not stated |
| stage | one of the asked stages is stated | never: a stage that is not named is not denied | not stated |
| service | one of the asked services is stated | never | not stated |
| reach | surely within an hour of the origin | surely farther than an hour | not stated |
| voucher, fund | a source says yes | a source says no | not stated |
| manager, instruments, clinical | the service is stated | never | not stated |
| pilot | a pilot, pilot scale offered, or a pilot of an asked field in its zone or district | never | not stated |

docs/decisions/0026-a-match-that-adds-up.md says why.
"""

from typing import Literal, get_args

Verdict = Literal["met", "not-stated", "not-met"]
Want = Literal["voucher", "fund", "manager", "instruments", "clinical", "pilot"]
Criterion = Literal["domain", "stage", "service", "reach", Want]
WANTS: tuple[Want, ...] = get_args(Want)

WEIGHTS: dict[Criterion, int] = {
    "domain": 30,
    "stage": 20,
    "service": 20,
    "reach": 15,
    "voucher": 10,
    "fund": 10,
    "manager": 10,
    "instruments": 10,
    "clinical": 10,
    "pilot": 5,
}
"""In the order in which a card has its lines."""
PERCENT: dict[Verdict, int] = {"met": 100, "not-stated": 40, "not-met": 0}
"""What part of its weight a criterion gives."""
SERVICE_OF: dict[Want, str] = {
    "manager": "project-manager",
    "instruments": "shared-instruments",
    "clinical": "clinical-access",
    "pilot": "pilot-maturing",
}
"""The service that meets a want where a source names it."""


def points(criterion: Criterion, verdict: Verdict) -> int:
    """The points of one line."""
    return WEIGHTS[criterion] * PERCENT[verdict] // 100
