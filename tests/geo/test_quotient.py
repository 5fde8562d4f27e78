"""Observed against expected, checked by scipy's own Poisson distribution and chi-squared quantiles."""

import pytest
from scipy.stats import chi2, poisson

from geo.quotient import poisson_interval, specialisation


@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 25, 400])
def test_the_interval_is_exact(n: int) -> None:
    low, high = poisson_interval(n)
    assert low == pytest.approx(chi2.ppf(0.025, 2 * n) / 2 if n else 0.0, rel=1e-9)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * n + 2) / 2, rel=1e-9)
    # Its definition: at the ends what was observed is just as unlikely as allowed.
    assert poisson.cdf(n, high) == pytest.approx(0.025, rel=1e-6)
    assert n == 0 or poisson.sf(n - 1, low) == pytest.approx(0.025, rel=1e-6)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        poisson_interval(-1)


@pytest.mark.parametrize(
    ("n", "of_area", "of_domain", "of_all", "verdict"),
    [
        (2, 2, 2, 500, "few"),
        (0, 50, 100, 200, "few"),
        (30, 40, 100, 400, "agrees"),
        (5, 100, 100, 400, "differs"),
        (10, 40, 100, 400, "unclear"),
        (3, 4, 5, 69, "agrees"),
    ],
)
def test_verdicts(n: int, of_area: int, of_domain: int, of_all: int, verdict: str) -> None:
    found = specialisation(n, of_area, of_domain, of_all)
    assert found.verdict == verdict
    assert found.expected == pytest.approx(of_area * of_domain / of_all)
    assert found.quotient == pytest.approx((n / of_area) / (of_domain / of_all))


def test_nothing_expected_gives_no_quotient() -> None:
    found = specialisation(0, 0, 5, 69)
    assert (found.quotient, found.low, found.high, found.verdict) == (None, None, None, "few")
