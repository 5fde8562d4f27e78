"""The picture of a shared link: 1200 × 630, words at the left, the map at the right."""

from app.draw.canvas import Canvas, Form
from app.draw.fonts import width
from app.draw.ground import Ground
from app.draw.lines import lines
from app.draw.map_sheet import MapSheet
from app.draw.marks import disc, draw_marks, draw_rings, grouped, kind_shape, place, radius, spread
from app.draw.shared import Row, Shared
from app.draw.window import Window

WIDTH, HEIGHT = 1200, 630
TEXT_WIDTH = 540
MARGIN = 40
ROOM = TEXT_WIDTH - 2 * MARGIN
SIZE = 1.5
"""A chat shows the picture at about half its size."""
TITLE, BODY, FOOT = (40, 52), (25, 34), (20, 29)
"""Size and distance of the lines, pixels."""
MAP_MARGIN = 70.0


def share_picture(shared: Shared, ground: Ground, lang: str, form: Form = "png") -> bytes:
    """The whole picture."""
    canvas = Canvas(WIDTH, HEIGHT, lang)
    _map(canvas, shared, ground)
    _words(canvas, shared)
    return canvas.written(form)


def window(shared: Shared) -> Window:
    """The part of the map."""
    margin = 0.0 if shared.bubbles or not shared.marks else MAP_MARGIN
    return Window.around(shared.box, TEXT_WIDTH, 0, WIDTH - TEXT_WIDTH, HEIGHT, margin)


def _map(canvas: Canvas, shared: Shared, ground: Ground) -> None:
    sheet = MapSheet(canvas, window(shared), ground, SIZE)
    sheet.draw_ground()
    sheet.draw_zones()
    sheet.outline(shared.outlined)
    sheet.draw_credits(shared.credits)
    sheet.draw_scale()
    marks = spread(sheet, shared.marks) if shared.bubbles else grouped(sheet, shared.marks)
    draw_rings(sheet, marks)
    for mark in marks:
        sheet.take(*place(sheet, mark), radius(mark, SIZE) + 4)
    sheet.draw_names(ground.districts.values(), zones=not shared.bubbles)
    sheet.draw_waters()
    draw_marks(sheet, marks)
    canvas.line([(TEXT_WIDTH, 0), (TEXT_WIDTH, HEIGHT)], "hairline")


def _words(canvas: Canvas, shared: Shared) -> None:
    foot = _foot(shared.foot)
    top = HEIGHT - MARGIN - FOOT[1] * (len(foot) - 1)
    title = lines(shared.title, TITLE[0], ROOM, 4, "bold")
    y = canvas.paragraph(MARGIN, MARGIN + TITLE[0], title, *TITLE, weight="bold") - TITLE[1] + BODY[1] + 14
    room = top - FOOT[0] - 14
    if shared.synthetic:
        y = canvas.paragraph(MARGIN, y, [shared.synthetic], *BODY, "unmet", weight="bold")
    named = any(row.letter for row in shared.rows)
    # Conditions stand under the number that they explain; what is said of one platform under its kind.
    if named:
        y = _under(canvas, shared, y, room)
    for row in shared.rows:
        y = _row(canvas, row, y, room, len(shared.rows))
    if not named:
        _under(canvas, shared, y + (8 if shared.rows else 0), room)
    canvas.paragraph(MARGIN, top, foot, *FOOT, "ink-3")


def _under(canvas: Canvas, shared: Shared, y: float, room: float) -> float:
    """The lines that have room; returns the next baseline."""
    for text in shared.under:
        broken = lines(text, BODY[0], ROOM, 2)
        if y + BODY[1] * (len(broken) - 1) > room:
            break
        y = canvas.paragraph(MARGIN, y, broken, *BODY, "ink-2")
    return y + (8 if shared.under else 0)


def _foot(texts: list[str]) -> list[str]:
    """The statements of the foot, as many to a line as fit."""
    foot: list[str] = []
    for text in texts:
        joined = f"{foot[-1]} · {text}" if foot else text
        if foot and width(joined, FOOT[0]) <= ROOM:
            foot[-1] = joined
        else:
            foot += lines(text, FOOT[0], ROOM, 2)
    return foot


def _row(canvas: Canvas, row: Row, y: float, room: float, of: int) -> float:
    """A line with its letter or the shape of its kind; two lines of a name where there is room for all."""
    broken = lines(row.text, BODY[0], ROOM - 48, 2 if of <= 5 else 1)
    if y + BODY[1] * (len(broken) - 1) > room:
        return y
    middle = y - BODY[0] * 0.36
    if row.letter:
        disc(canvas, MARGIN + 16, middle, 16, row.kind or "ink-2")
        canvas.text(MARGIN + 16, middle + 6.5, row.letter, 18, "surface", weight="bold", align="center")
    elif row.kind:
        kind_shape(canvas, MARGIN + 14, middle, row.kind, 11 if row.kind == "poc" else 10)
    return canvas.paragraph(MARGIN + 46, y, broken, *BODY) + 6
