"""Lines over days as SVG: steps, since a figure holds until the next change. Colours are classes."""

from collections.abc import Sequence
from datetime import date

import htpy as h

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 560, 200, 8, 120, 14, 22
Points = Sequence[tuple[date, int]]


def line(lines: Sequence[tuple[str, str, Points]], label: str) -> h.Node:
    """Each line with its name and its last value at its end; `lines` are name, class and points of the same days."""
    days = [day for day, _ in lines[0][2]]
    most = max((value for _, _, points in lines for _, value in points), default=1) or 1
    span = max((days[-1] - days[0]).days, 1)

    def at(day: date, value: int) -> tuple[float, float]:
        x = LEFT + (day - days[0]).days / span * (WIDTH - LEFT - RIGHT)
        return x, HEIGHT - FOOT - value / most * (HEIGHT - FOOT - TOP)

    box = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "class": "over-time", "role": "img", "aria-label": label}
    floor = h.Element("path")({"d": f"M{LEFT} {HEIGHT - FOOT}H{WIDTH - RIGHT}", "class": "axis"})
    ends = ((days[0], "start"), (days[-1], "end"))
    dates = [
        h.Element("text")({"x": f"{at(day, 0)[0]:.0f}", "y": str(HEIGHT - 6), "text-anchor": anchor})[day.isoformat()]
        for day, anchor in ends
    ]
    names = _apart([at(points[-1][0], points[-1][1])[1] for _, _, points in lines])
    return h.Element("svg")(box)[
        floor,
        dates,
        (
            _one(name, css, [at(day, value) for day, value in points], points[-1][1], y)
            for (name, css, points), y in zip(lines, names, strict=True)
        ),
    ]


def _one(name: str, css: str, at: Sequence[tuple[float, float]], last: int, y: float) -> h.Node:
    steps = f"M{at[0][0]:.1f} {at[0][1]:.1f}" + "".join(f"H{x:.1f}V{up:.1f}" for x, up in at[1:])
    x = at[-1][0] + 8
    return h.Element("g")({"class": f"kind-line {css}"})[
        h.Element("path")(d=steps), h.Element("text")(x=f"{x:.1f}", y=f"{y + 4:.1f}")[f"{name} {last}"]
    ]


def _apart(heights: Sequence[float], least: float = 15.0) -> list[float]:
    """Where the names stand, so that none covers another, in the order of their lines."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = [0.0] * len(heights)
    below = -least
    for i in order:
        placed[i] = below = max(heights[i], below + least)
    return placed
