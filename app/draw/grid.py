"""A matrix as a picture: names at the left, headings above, a text in each cell."""

from app.draw.canvas import Canvas
from app.draw.figure import GridContent
from app.draw.fonts import width
from app.draw.layouts import Place, Type
from app.draw.lines import lines

NAMES_SHARE = 0.22
"""The part of the width that names of rows take."""
MOST_PX = 64.0
"""The highest that a row becomes, at the size of the key."""
HEAD_SHARE = 0.16


def draw_grid(canvas: Canvas, grid: GridContent, place: Place, type: Type) -> None:
    """The matrix in its place; headings that are wider than their column stand upright."""
    left, top, room, high = place
    names = room * NAMES_SHARE
    column = (room - names) / max(len(grid.columns), 1)
    px = min(type[0], column * 0.62)
    upright = any(width(text, px) > column * 0.96 for text in grid.columns)
    head = high * HEAD_SHARE if upright else px * 1.6
    step = min((high - head) / max(len(grid.rows), 1), MOST_PX * type[0] / 25)
    for n, text in enumerate(grid.columns):
        _heading(canvas, text, left + names + (n + 0.5) * column, top + head, px, head, upright=upright)
    inner = min(px, step * 0.62)
    for row, (name, cells) in enumerate(grid.rows):
        y = top + head + row * step
        canvas.line([(left, y), (left + room, y)], "hairline")
        for text in lines(name, inner, names - inner, 1):
            canvas.text(left, y + step / 2 + inner * 0.36, text, inner)
        for n, (text, fill) in enumerate(cells):
            x = left + names + n * column
            if fill is not None:
                look = {"fill": "no-verdict" if fill.hatched else fill.token, "alpha": fill.alpha}
                canvas.swatch(x + 1, y + 1, column - 2, step - 2, hatched=fill.hatched, **look)
            ink = "surface" if fill is not None and fill.dark else "ink"
            canvas.text(x + column / 2, y + step / 2 + inner * 0.36, text, inner, ink, align="center")
    canvas.line([(left, top + head + len(grid.rows) * step), (left + room, top + head + len(grid.rows) * step)], "ink")


def _heading(canvas: Canvas, text: str, x: float, below: float, px: float, high: float, *, upright: bool) -> None:
    """A heading above its column, its foot on the line."""
    if not upright:
        canvas.text(x, below - px * 0.45, text, px, "ink-2", align="center")
        return
    for said in lines(text, px, high - px, 1):
        canvas.text(x + px * 0.36, below - px * 0.4, said, px, "ink-2", turned=90.0)
