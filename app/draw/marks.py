"""Marks of a picture: shapes of the kinds, discs with a letter or a number, and the rings of what is known roughly."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from app.draw.canvas import Canvas, drawn
from app.draw.map_sheet import MapSheet
from app.draw.mark import Mark
from geo.precision import RING_M

SPREAD_STEPS = 60


def radius(mark: Mark, size: float) -> float:
    """Of the mark in pixels; wide enough for its text."""
    if not mark.text:
        return (13.0 if mark.kind == "poc" else 11.0) * size
    return {1: 15.0, 2: 18.0, 3: 20.0, 4: 23.0}.get(len(mark.text), 28.0) * size


def grouped(sheet: MapSheet, marks: Iterable[Mark]) -> list[Mark]:
    """Marks that would lie on each other as one disc, with their letters or, without any, with their number."""
    groups: list[list[Mark]] = []
    for mark in marks:
        x, y = sheet.window.place(mark.lon, mark.lat)
        near = next((g for g in groups if _apart(sheet, g[0], x, y) < 2 * radius(mark, sheet.size)), None)
        if near is None:
            groups.append([mark])
        else:
            near.append(mark)
    return [_one(group) for group in groups]


def _apart(sheet: MapSheet, mark: Mark, x: float, y: float) -> float:
    x0, y0 = sheet.window.place(mark.lon, mark.lat)
    return float(((x - x0) ** 2 + (y - y0) ** 2) ** 0.5)


def _one(group: Sequence[Mark]) -> Mark:
    first = group[0]
    if len(group) == 1:
        return first
    kinds = {mark.kind for mark in group}
    letters = [mark.text for mark in group]
    text = _run(letters) if all(letters) else str(sum(mark.n for mark in group))
    kind = first.kind if len(kinds) == 1 else None
    known = {mark.precision for mark in group}
    return replace(
        first, kind=kind, text=text, n=sum(m.n for m in group), precision=first.precision if len(known) == 1 else None
    )


def _run(letters: Sequence[str]) -> str:
    """`A–C` for letters that follow each other, else `A, C`."""
    codes = [ord(letter) for letter in letters]
    follows = codes == list(range(codes[0], codes[0] + len(codes)))
    return f"{letters[0]}–{letters[-1]}" if follows and len(letters) > 2 else ",".join(letters)


def spread(sheet: MapSheet, marks: Sequence[Mark]) -> list[Mark]:
    """Discs that stand for areas, moved until none covers another's number; a district is larger than the step."""
    at = np.array([sheet.window.place(mark.lon, mark.lat) for mark in marks], float).reshape(-1, 2)
    radii = np.array([radius(mark, sheet.size) + 2 * sheet.size for mark in marks])
    for _ in range(SPREAD_STEPS):
        apart = at[:, None] - at[None, :]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        over = np.clip(radii[:, None] + radii[None, :] - distance, 0.0, None)
        np.fill_diagonal(over, 0.0)
        # Two at the same point part along a line of their own numbers, so that a picture is always the same.
        same = distance < 1e-6
        apart[same, 0] = (np.arange(len(at))[:, None] - np.arange(len(at))[None, :])[same]
        unit = apart / np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-6)[..., None]
        if not over.any():
            break
        at = at + (unit * over[..., None] * 0.5).sum(axis=1)
    return [replace(mark, moved=(float(x), float(y))) for mark, (x, y) in zip(marks, at, strict=True)]


def place(sheet: MapSheet, mark: Mark) -> tuple[float, float]:
    """Where a mark stands in the picture, in pixels."""
    return mark.moved or sheet.window.place(mark.lon, mark.lat)


def draw_rings(sheet: MapSheet, marks: Iterable[Mark]) -> None:
    """Around each mark in which its true position lies."""
    from matplotlib.patches import Circle

    for mark in marks:
        if mark.precision is None:
            continue
        least = radius(mark, sheet.size) + 4 * sheet.size
        px = max(RING_M[mark.precision] / sheet.window.metres_a_pixel, least)
        rough = mark.precision == "district"
        at = sheet.window.place(mark.lon, mark.lat)
        sheet.add(Circle(at, px, **drawn(fill=mark.token, alpha=0.06 if rough else 0.1)))
        dash = (4 * sheet.size, 4 * sheet.size) if rough else None
        sheet.add(Circle(at, px, **drawn(line=mark.token, px=1.1 * sheet.size, dash=dash)))


def draw_marks(sheet: MapSheet, marks: Iterable[Mark]) -> None:
    """The marks themselves, later ones above earlier ones; one outside of the map is not drawn."""
    for mark in marks:
        x, y = place(sheet, mark)
        if sheet.window.holds(x, y):
            draw_mark(sheet.canvas, x, y, mark, sheet.size)
            sheet.take(x, y, radius(mark, sheet.size) + 3)


def draw_mark(canvas: Canvas, x: float, y: float, mark: Mark, size: float) -> None:
    """One mark with its middle at a pixel. What is known to a district only is hollow, with a dashed line."""
    r = radius(mark, size)
    if mark.text:
        disc(canvas, x, y, r, mark.token, halo=4 * size if mark.n > 1 else 1.5 * size)
        canvas.text(x, y + 5 * size, mark.text, 14 * size, "surface", weight="bold", align="center")
        return
    rough = mark.precision == "district"
    kind_shape(canvas, x, y, mark.kind or "poc", r, rough=rough, px=1.6 * size)


def disc(canvas: Canvas, x: float, y: float, r: float, token: str, halo: float = 0.0) -> None:
    """A filled disc; its halo is of the same colour, so many pixels wide."""
    from matplotlib.patches import Circle

    if halo:
        canvas.add(Circle((x, y), r + halo, **drawn(fill=token, alpha=0.22)))
    canvas.add(Circle((x, y), r, **drawn(fill=token, line="surface", px=1.5)))


def kind_shape(
    canvas: Canvas, x: float, y: float, kind: str, r: float, *, rough: bool = False, px: float = 1.6
) -> None:
    """The shape that tells the kind: a disc, a square with round corners, a hollow diamond."""
    shape = SHAPES[kind](x, y, r)
    hollow = rough or kind == "related"
    fill, line = ("surface", kind) if hollow else (kind, "surface")
    shape.set(**drawn(fill=fill, line=line, px=px, dash=(3 * px, 2.4 * px) if rough else None))
    canvas.add(shape)


def _disc(x: float, y: float, r: float) -> Any:
    from matplotlib.patches import Circle

    return Circle((x, y), r)


def _square(x: float, y: float, r: float) -> Any:
    from matplotlib.patches import FancyBboxPatch

    side = r * 1.84
    rounded = f"round,pad=0,rounding_size={r / 3}"
    return FancyBboxPatch((x - side / 2, y - side / 2), side, side, boxstyle=rounded)


def _diamond(x: float, y: float, r: float) -> Any:
    from matplotlib.patches import Polygon

    tip = r * 1.2
    return Polygon([(x, y - tip), (x + tip, y), (x, y + tip), (x - tip, y)], closed=True)


SHAPES: dict[str, Callable[[float, float, float], Any]] = {"poc": _disc, "pilot": _square, "related": _diamond}
