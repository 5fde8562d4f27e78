"""Quotients and verdicts against plain sums of the hypergeometric and the binomial distribution."""

from math import comb

import pytest

from geo.quotient import Counts, interval, p_value, specialisations


def _fisher(n: int, of_district: int, of_domain: int, of_all: int) -> float:
    """The probability of all tables with these margins that are no likelier than this one."""
    least, most = max(0, of_district + of_domain - of_all), min(of_district, of_domain)
    ways = {k: comb(of_domain, k) * comb(of_all - of_domain, of_district - k) for k in range(least, most + 1)}
    return sum(each for each in ways.values() if each <= ways[n]) / comb(of_all, of_district)


def _at_least(k: int, n: int, p: float) -> float:
    return sum(comb(n, m) * p**m * (1 - p) ** (n - m) for m in range(k, n + 1))


@pytest.mark.parametrize("counts", [(3, 6, 4, 71), (0, 24, 21, 69), (11, 24, 21, 69), (5, 9, 22, 71), (1, 1, 2, 69)])
def test_p_and_interval_are_exact(counts: tuple[int, int, int, int]) -> None:
    n, of_district, of_domain, of_all = counts
    asked = Counts(n, of_district, of_domain, of_all)
    assert p_value(asked) == pytest.approx(_fisher(*counts))
    share = of_domain / of_all
    found = interval(asked)
    assert found is not None
    low, high = (end * share for end in found)
    assert n == 0 or _at_least(n, of_district, low) == pytest.approx(0.025, rel=1e-6)
    assert n == of_district or 1 - _at_least(n + 1, of_district, high) == pytest.approx(0.025, rel=1e-6)
    assert 0 <= low <= n / of_district <= high <= 1


def test_no_interval_exceeds_what_is_possible() -> None:
    found = interval(Counts(5, 5, 24, 69))
    assert found is not None
    assert found[1] == pytest.approx(69 / 24) == pytest.approx(2.875)


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        (Counts(2, 2, 2, 500, declared=True), "few"),
        (Counts(2, 2, 2, 500), "few"),
        (Counts(0, 20, 140, 400, declared=True), "differs"),
        (Counts(0, 20, 140, 400), "fewer"),
        (Counts(30, 40, 100, 400, declared=True), "agrees"),
        (Counts(30, 40, 100, 400), "undeclared"),
        (Counts(5, 100, 100, 400, declared=True), "differs"),
        (Counts(10, 40, 100, 400, declared=True), "unclear"),
        (Counts(3, 4, 5, 69), "undeclared"),
        (Counts(0, 0, 5, 69, declared=True), "few"),
        (Counts(0, 5, 0, 69), "few"),
        (Counts(0, 0, 0, 0), "few"),
    ],
)
def test_each_verdict(counts: Counts, verdict: str) -> None:
    (found,) = specialisations([counts])
    assert found.verdict == verdict
    assert found.p == found.p_adjusted
    if found.quotient is not None:
        assert found.quotient == pytest.approx((counts.n / counts.of_district) / (counts.of_domain / counts.of_all))


def test_seven_expected_and_none_listed_is_no_small_sample() -> None:
    (found,) = specialisations([Counts(0, 24, 20, 69, declared=True)])
    assert found.expected == pytest.approx(6.96, abs=0.01)
    assert found.verdict == "differs"


def test_what_is_shown_together_is_corrected_together() -> None:
    alone = Counts(3, 7, 6, 71, declared=True)
    others = [Counts(4, 16, 17, 69, declared=True)] * 15
    assert specialisations([alone])[0].verdict == "agrees"
    among = specialisations([alone, *others])
    assert among[0].verdict == "unclear"
    assert among[0].comparisons == 16
    ranked = sorted(each.p for each in among)
    assert among[0].p_adjusted == pytest.approx(min(p * 16 / rank for rank, p in enumerate(ranked, 1)))
    # The interval is not corrected: it would say otherwise, so it does not stand beside this verdict.
    assert (among[0].low or 0) > 1
    assert not among[0].interval_agrees
    assert specialisations([]) == []


@pytest.mark.parametrize("of_district", [3, 12, 45, 60])
@pytest.mark.parametrize("of_domain", [4, 20, 50])
def test_no_verdict_contradicts_the_interval_beside_it(of_district: int, of_domain: int) -> None:
    possible = range(max(0, of_district + of_domain - 71), min(of_district, of_domain) + 1)
    for found in specialisations([Counts(n, of_district, of_domain, 71, declared=n % 2 == 0) for n in possible]):
        if not found.interval_agrees or found.low is None or found.high is None:
            continue
        more, fewer = found.low > 1, found.high < 1
        meant = {"agrees": more, "undeclared": more, "differs": fewer, "fewer": fewer}
        assert meant.get(found.verdict, not more and not fewer)
        assert found.verdict != "agrees" or found.declared
