"""The shades of the analysis: which of a scheme's five colours a class or a count has, on the map and in the legend."""

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
