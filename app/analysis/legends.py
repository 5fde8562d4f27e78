"""The legends of the analysis: which of a scheme's five colours a class or a count has, and how it is written.

Pages, pictures and the browser's code take them from here.
"""

from collections.abc import Callable

from app.analysis.question import Question
from geo.classify import ClassBreak

SHADES = 5
"""Colours of a sequential scheme, `--seq-1` to `--seq-5` in the style sheet."""

COUNT_STEPS = (1, 2, 3, 6, 11)
"""From this count on a hexagon has the next shade."""

SEQUENTIAL = {
    classes: [1 + round(i * (SHADES - 1) / max(classes - 1, 1)) for i in range(classes)]
    for classes in range(1, SHADES + 1)
}
"""Number of classes → the shade of each: few classes are spread over the five colours."""


def shade(i: int, classes: int, diverging: bool) -> int:
    """The shade of class `i` of so many, counted from 0; a diverging scheme has a colour of its own for each."""
    return i + 1 if diverging or not classes else SEQUENTIAL[classes][i]


def class_words(question: Question, class_break: ClassBreak) -> str:
    """The range of a class, as far as values occur in it."""
    if question.measure == "quotient":
        high = "" if class_break.upper == float("inf") else f"{class_break.upper:g}"
        return f"{class_break.lower:g}–{high}" if high else f"> {class_break.lower:g}"
    show = _shown(question.measure)
    least = class_break.lower if class_break.least is None else class_break.least
    most = class_break.upper if class_break.most is None else class_break.most
    first, last = show(least), show(most)
    return first if first == last else f"{first}–{last}"


def _shown(measure: str) -> Callable[[float], str]:
    forms: dict[str, Callable[[float], str]] = {
        "count": lambda value: f"{value:,.0f}",
        "density": lambda value: f"{value:.2f}",
        "share": lambda value: f"{value:.1%}",
    }
    return forms[measure]


def steps(most: int) -> list[str]:
    """The count classes of hexagons: 1, 2, 3–5, 6–10, 11 and more; as many as are needed."""
    classes = zip(COUNT_STEPS, (*COUNT_STEPS[1:], None), strict=True)
    return [_range(least, above) for least, above in classes if most >= least]


def _range(least: int, above: int | None) -> str:
    """The counts from `least` to below `above`."""
    if above is None:
        return f"≥\N{NO-BREAK SPACE}{least}"
    return str(least) if above == least + 1 else f"{least}–{above - 1}"
