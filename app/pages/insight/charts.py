"""Small drawings as SVG: bars beside numbers and curves. Colours are classes, the numbers stand beside them."""

from collections.abc import Sequence

import htpy as h

WIDTH, HEIGHT, EDGE = 260, 120, 8


def bar(share: float, width: int = 72) -> h.Node:
    """A bar as long as the share (0 to 1) of the largest value."""
    box = {
        "viewBox": f"0 0 {width} 10",
        "width": str(width),
        "height": "10",
        "class": "bar-fill",
        "aria-hidden": "true",
    }
    return h.Element("svg")(box)[h.Element("rect")(width=f"{max(share, 0) * width:.1f}", height="10")]


def curve(points: Sequence[tuple[float, float]], label: str) -> h.Node:
    """A line through points, from zero up; the height of each stands above it."""
    most_x = max((x for x, _ in points), default=1) or 1
    most_y = max((y for _, y in points), default=1) or 1
    at = [(EDGE + x / most_x * (WIDTH - 2 * EDGE), HEIGHT - EDGE - y / most_y * (HEIGHT - 2 * EDGE)) for x, y in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    box = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "class": "curve", "role": "img", "aria-label": label}
    floor = {"d": f"M{EDGE} {HEIGHT - EDGE}H{WIDTH - EDGE}", "class": "axis"}
    return h.Element("svg")(box)[
        h.Element("path")(floor),
        h.Element("polyline")(points=line),
        (h.Element("circle")(cx=f"{x:.1f}", cy=f"{y:.1f}", r="3") for x, y in at),
        (_value(x, y, height) for (x, y), (_, height) in zip(at, points, strict=True) if height),
    ]


def _value(x: float, y: float, value: float) -> h.Element:
    """The number at a point of a curve: left of it and above, where a line that rises is not."""
    place = {"x": f"{x - 4:.1f}", "y": f"{max(y - 5, 9):.1f}", "text-anchor": "end"}
    return h.Element("text")(place, font_size="9", fill="currentColor")[f"{value:,.1f}"]
