"""Small multiples of bars: the same rows and the same scale in every column."""

from app.draw.canvas import Canvas
from app.draw.figure import ChartContent, Group
from app.draw.fonts import width
from app.draw.layouts import Place, Type
from app.draw.lines import lines

NAMES_SHARE = 0.3
"""The part of the width that names of rows take."""
GAP = 0.06
"""The part of a column's width between two of them."""


def draw_chart(canvas: Canvas, chart: ChartContent, place: Place, type: Type) -> None:
    """The chart in its place; rows stand as close as their number asks for."""
    left, top, room, high = place
    rows = sum(len(group.rows) + 2 for group in chart.groups) + 1
    step = min(type[1], high / max(rows, 1))
    px = min(type[0], step * 0.68)
    names = room * NAMES_SHARE
    column = (room - names) / max(len(chart.columns), 1)
    y = top + step
    for n, name in enumerate(chart.columns):
        for text in lines(name, px, column * (1 - GAP), 1, "bold"):
            canvas.text(left + names + n * column, y, text, px, weight="bold")
    for group in chart.groups:
        y = _draw_group(canvas, group, chart.most, (left, y + step, names, column), px, step)


def _draw_group(canvas: Canvas, group: Group, most: int, place: Place, px: float, step: float) -> float:
    """`place`: left edge, baseline of the heading, width of the names, width of a column. Returns the last baseline."""
    left, y, names, column = place
    canvas.text(left, y, group.heading, px, "ink-2", weight="bold")
    canvas.line([(left, y + step * 0.3), (left + names + column * len(group.rows[0][1]), y + step * 0.3)], "hairline")
    for name, counts in group.rows:
        y += step
        for text in lines(name, px, names - px, 1):
            canvas.text(left, y, text, px)
        for n, count in enumerate(counts):
            x = left + names + n * column
            room = column * (1 - GAP) - width("000", px)
            long = room * count / most if most else 0.0
            if count:
                canvas.rectangle(x, y - px * 0.8, long, px * 0.9, fill="bar")
            canvas.text(x + long + px * 0.3, y, str(count), px, "ink" if count else "ink-3")
    return y + step
