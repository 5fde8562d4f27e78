"""Class breaks of a choropleth, with the ties of small counts kept together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Method = Literal["quantile", "equal", "jenks"]
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True)
class ClassBreak:
    """Values above `lower` (the first class: from it on) up to `upper`; `least` and `most` are those that occur."""

    lower: float
    upper: float
    least: float | None
    most: float | None
    n: int


def class_breaks(values: Sequence[float], method: Method, k: int) -> list[ClassBreak]:
    """At most `k` classes of the values, lowest first; none where there are no values.

    Where no more than `k` distinct values occur, each is a class of its own whatever the method.
    """
    if not values:
        return []
    distinct = sorted(set(values))
    uppers = distinct if len(distinct) <= k else _uppers(values, method, k)
    lowers = [distinct[0], *uppers[:-1]]
    classes = []
    for i, (lower, upper) in enumerate(zip(lowers, uppers, strict=True)):
        within = [v for v in values if (v > lower or i == 0) and v <= upper]
        least, most = min(within, default=None), max(within, default=None)
        classes.append(ClassBreak(lower, upper, least, most, len(within)))
    return classes


def class_of(value: float, breaks: Sequence[ClassBreak]) -> int:
    """The index of the class that holds the value, from 0."""
    for i, each in enumerate(breaks):
        if value <= each.upper:
            return i
    raise ValueError("the value is above all classes")


def _uppers(values: Sequence[float], method: Method, k: int) -> list[float]:
    """The upper bounds of the classes, lowest first. Natural breaks are exact (Fisher 1958), by jenkspy."""
    import numpy as np

    if method == "jenks":
        import jenkspy

        uppers = jenkspy.jenks_breaks(list(values), n_classes=k)[1:]
    elif method == "quantile":
        uppers = np.quantile(values, np.linspace(1 / k, 1, k))
    else:
        uppers = np.linspace(min(values), max(values), k + 1)[1:]
    distinct = sorted({float(each) for each in uppers})
    # Rounding in the last place must not push the largest value out of the last class.
    return [*distinct[:-1], max(distinct[-1], *values)]
