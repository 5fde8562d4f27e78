"""Specialisation of districts in domains: observed against expected, with an interval and a verdict.

What is shown together is judged together: the verdicts are corrected for the number of comparisons. `scipy.special`
has all that the tests need; `scipy.stats` would take a second of a processor to load, before the first answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from geo.comparisons import corrected
from geo.loading import LOADING

FEWEST = 3
LEVEL = 0.95
SAME = 1e-7
"""Likelihoods of tables that differ by less are equal, as in R."""
JUDGED = 4096
"""So many results of exact tests are kept: one takes up to 10 ms, and pages, tables and maps ask for the same."""
Verdict = Literal["few", "agrees", "differs", "undeclared", "fewer", "unclear"]
"""`agrees`: declared and more than elsewhere; `differs`: declared and fewer; `undeclared`: more, but not declared;
`fewer`: fewer, and not declared; `unclear`: chance may give it; `few`: too few to say."""


@dataclass(frozen=True)
class Counts:
    """Records of one district and domain: `n` in both, of the district, of the domain, of the whole city.

    All are of records with a district, under the same filters. `declared`: the district names the domain its own.
    """

    n: int
    of_district: int
    of_domain: int
    of_all: int
    declared: bool = False

    @property
    def expected(self) -> float:
        """The records of the district × the city's share of the domain."""
        return self.of_district * self.of_domain / self.of_all if self.of_all else 0.0


@dataclass(frozen=True)
class Specialisation:
    """`n` observed and `expected` records; `quotient` is n ÷ expected (location quotient), None where none is expected.

    `low` and `high` bound the quotient (95 %, without correction); `p` is that of the test, `p_adjusted` the same
    corrected for the number of `comparisons`; the verdict follows from it alone.
    """

    n: int
    expected: float
    declared: bool
    quotient: float | None
    low: float | None
    high: float | None
    p: float
    p_adjusted: float
    comparisons: int
    verdict: Verdict

    @property
    def interval_agrees(self) -> bool:
        """Whether the interval by itself says what the verdict says; else it must not stand beside it."""
        if self.low is None or self.high is None or self.verdict == "few":
            return False
        if self.verdict in ("agrees", "undeclared"):
            return self.low > 1
        if self.verdict in ("differs", "fewer"):
            return self.high < 1
        return self.low <= 1 <= self.high


@lru_cache(maxsize=JUDGED)
def interval(counts: Counts, level: float = LEVEL) -> tuple[float, float] | None:
    """The exact interval of the district's share (Clopper and Pearson 1934, Biometrika 26, 404) ÷ the city's share.

    Its upper end is at most 1 ÷ the city's share, which is the largest quotient there can be. None where nothing is
    expected.
    """
    with LOADING:
        from scipy.special import betaincinv

    if not counts.expected:
        return None
    n, others, tail = counts.n, counts.of_district - counts.n, (1 - level) / 2
    low = float(betaincinv(n, others + 1, tail)) if n else 0.0
    high = float(betaincinv(n + 1, others, 1 - tail)) if others else 1.0
    share = counts.of_domain / counts.of_all
    return low / share, high / share


@lru_cache(maxsize=JUDGED)
def p_value(counts: Counts) -> float:
    """Two-sided exact test of the district against the rest of the city (Fisher 1922, J. R. Stat. Soc. 85, 87).

    The share of all tables with the same margins that are no likelier than this one; likelihoods that rounding alone
    tells apart are equal.
    """
    with LOADING:
        from scipy.special import gammaln

    unnamed = counts.of_all - counts.of_domain
    least, most = max(0, counts.of_district - unnamed), min(counts.of_district, counts.of_domain)
    k = np.arange(least, most + 1, dtype=float)
    parts = (k, counts.of_domain - k, counts.of_district - k, unnamed - counts.of_district + k)
    logarithm = -gammaln(np.stack(parts) + 1).sum(axis=0)
    ways = np.exp(logarithm - logarithm.max())
    return float(ways[ways <= ways[counts.n - least] * (1 + SAME)].sum() / ways.sum())


def specialisations(shown: Sequence[Counts]) -> list[Specialisation]:
    """What is shown together, each with its verdict.

    The p-values of all are corrected together (Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57, 289). A verdict is
    withheld where fewer than `FEWEST` are observed and fewer than `FEWEST` expected.
    """
    p = [p_value(each) for each in shown]
    adjusted = corrected(p).tolist()
    return [_judged(*each, len(shown)) for each in zip(shown, p, adjusted, strict=True)]


def _judged(counts: Counts, p: float, adjusted: float, comparisons: int) -> Specialisation:
    expected = counts.expected
    low, high = interval(counts) or (None, None)
    return Specialisation(
        counts.n,
        expected,
        counts.declared,
        counts.n / expected if expected else None,
        low,
        high,
        p,
        adjusted,
        comparisons,
        _verdict(counts, adjusted),
    )


def _verdict(counts: Counts, adjusted: float) -> Verdict:
    if counts.n < FEWEST and counts.expected < FEWEST:
        return "few"
    if adjusted > 1 - LEVEL:
        return "unclear"
    if counts.n > counts.expected:
        return "agrees" if counts.declared else "undeclared"
    return "differs" if counts.declared else "fewer"
