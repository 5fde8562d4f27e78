"""Specialisation of a district in a domain: observed against expected, with an interval and a verdict.

A verdict is withheld below `FEWEST` records: a ratio of one or two records says nothing.
"""

from dataclasses import dataclass
from typing import Literal

FEWEST = 3
LEVEL = 0.95
Verdict = Literal["few", "agrees", "differs", "unclear"]


@dataclass(frozen=True)
class Specialisation:
    """`n` observed and `expected` records; `quotient` is n ÷ expected (location quotient), None where none is expected.

    `low` and `high` bound observed ÷ expected: the exact 95 % interval of a Poisson count.
    """

    n: int
    expected: float
    quotient: float | None
    low: float | None
    high: float | None
    verdict: Verdict


def poisson_interval(n: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of a Poisson mean after `n` events (Garwood 1936, Biometrika 28, 437).

    Its ends are quantiles of gamma distributions of shape n and n + 1. Raises ValueError for a negative `n`.
    """
    from scipy.special import gammaincinv

    if n < 0:
        raise ValueError("a count is not negative")
    tail = (1 - level) / 2
    low = float(gammaincinv(n, tail)) if n else 0.0
    return low, float(gammaincinv(n + 1, 1 - tail))


def specialisation(n: int, of_area: int, of_domain: int, of_all: int) -> Specialisation:
    """Compare a cell with what the margins let expect: `of_area` × `of_domain` ÷ `of_all` records.

    All four counts are of records with a district, under the same filters.
    """
    expected = of_area * of_domain / of_all if of_all else 0.0
    if not expected:
        return Specialisation(n, expected, None, None, None, "few")
    least, most = poisson_interval(n)
    low, high = least / expected, most / expected
    return Specialisation(n, expected, n / expected, low, high, _verdict(n, low, high))


def _verdict(n: int, low: float, high: float) -> Verdict:
    if n < FEWEST:
        return "few"
    if low > 1:
        return "agrees"
    return "differs" if high < 1 else "unclear"
