"""Class breaks hold every value once and agree with numpy where a method can be stated in a line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.classify import METHODS, Method, class_breaks, class_of

COUNTS = [1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4, 5, 6, 7, 8, 21]


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.sampled_from(METHODS), st.integers(3, 5))
def test_every_value_is_in_one_class(values: list[int], method: Method, k: int) -> None:
    breaks = class_breaks(values, method, k)
    assert len(breaks) <= k
    assert sum(each.n for each in breaks) == len(values)
    for value in values:
        found = breaks[class_of(value, breaks)]
        assert found.least is not None
        assert found.most is not None
        assert found.least <= value <= found.most


def test_few_distinct_values_are_classes_of_their_own() -> None:
    assert [each.upper for each in class_breaks([3, 1, 3, 2], "equal", 5)] == [1, 2, 3]
    assert class_breaks([], "jenks", 5) == []


def test_equal_intervals_and_quantiles() -> None:
    assert [each.upper for each in class_breaks(COUNTS, "equal", 4)] == pytest.approx([6, 11, 16, 21])
    quartiles = np.quantile(COUNTS, [0.25, 0.5, 0.75, 1.0])
    assert [each.upper for each in class_breaks(COUNTS, "quantile", 4)] == pytest.approx(sorted(set(quartiles)))


def test_natural_breaks_are_the_best_of_all_partitions() -> None:
    def spread(parts: list[list[int]]) -> float:
        return sum(sum((v - sum(p) / len(p)) ** 2 for v in p) for p in parts)

    order = sorted(COUNTS)
    every = [[order[:i], order[i:j], order[j:]] for i in range(1, len(order) - 1) for j in range(i + 1, len(order))]
    found = class_breaks(COUNTS, "jenks", 3)
    parts = [[v for v in order if class_of(v, found) == k] for k in range(3)]
    assert spread(parts) == pytest.approx(min(map(spread, every)))
