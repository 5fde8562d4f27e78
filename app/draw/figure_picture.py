"""A picture of the insight, at the size of a slide or of paper, as PNG or SVG."""

from dataclasses import replace

from app.city import city
from app.draw.area_map import AreaMap, draw_area, draw_locator
from app.draw.bars import draw_chart
from app.draw.canvas import Canvas, Form
from app.draw.figure import ChartContent, Figure, GridContent, Key, MapContent, Size
from app.draw.fills import style
from app.draw.fonts import width
from app.draw.grid import draw_grid
from app.draw.ground import Ground
from app.draw.layouts import LAYOUTS, Layout
from app.draw.lines import lines
from app.draw.map_sheet import MapSheet
from app.draw.mark import MIXED
from app.draw.marks import disc, draw_marks, kind_shape
from app.draw.window import Window

MOST_LINES = 8
"""Of one sentence."""
MOST_LINES_OF_KEY = 3
KEY_INDENT, WIDE_KEY = 2.2, 20.0
"""Where the name of a key begins and where its number ends, in sizes of its letters."""
INSET_SCALE = 0.8
CELL_ROOM_PX = 20.0
"""A cell narrower than this holds no number, at the size of the page."""


def figure_picture(figure: Figure, ground: Ground, lang: str, size: Size, form: Form) -> bytes:
    """The whole picture."""
    layout = _fitting(figure, LAYOUTS[size])
    canvas = Canvas(*layout.sheet, lang)
    if isinstance(figure.content, ChartContent):
        draw_chart(canvas, figure.content, layout.chart, layout.key)
    elif isinstance(figure.content, GridContent):
        draw_grid(canvas, figure.content, layout.chart, layout.key)
    elif isinstance(figure.content, AreaMap):
        figure = _draw_place(canvas, figure, figure.content, ground, layout)
    elif isinstance(figure.content, MapContent):
        _draw_map(canvas, figure.content, ground, layout)
    below = _draw_words(canvas, figure, layout)
    if layout.notes is None:
        _draw_notes(canvas, figure, layout, layout.words[0], below, layout.words[2])
    else:
        left, top, room, _ = layout.notes
        _draw_notes(canvas, figure, layout, left, top, room)
    _draw_foot(canvas, figure.foot, layout)
    return canvas.written(form)


def window(layout: Layout) -> Window:
    """All districts in the place of the map."""
    box = city().districts
    left, top, wide, high = layout.main
    return Window.around((box.minx, box.miny, box.maxx, box.maxy), left, top, wide, high, 8 * layout.scale)


def _draw_map(canvas: Canvas, content: MapContent, ground: Ground, layout: Layout) -> None:
    sheet = MapSheet(canvas, window(layout), ground, layout.scale)
    sheet.draw_ground({code: style(fill) for code, fill in content.fills.items()})
    for cell in content.cells:
        sheet.shape(cell.shape, **style(cell.fill))
    sheet.draw_zones(filled=False)
    sheet.draw_scale()
    if content.figures:
        _draw_figures(sheet, content, layout)
    for cell in content.cells:
        sheet.draw_cell_number(cell, CELL_ROOM_PX)
    for mark in content.marks:
        x, y = sheet.window.place(mark.lon, mark.lat)
        sheet.take(x, y, 16 * layout.scale)
    draw_marks(sheet, content.marks)
    # Figures stand in the place of names, and names of zones would cover them: the legend explains the dashes.
    sheet.draw_names(() if content.figures else ground.districts.values(), zones=not content.figures)
    sheet.draw_waters()


def _draw_place(canvas: Canvas, figure: Figure, area: AreaMap, ground: Ground, layout: Layout) -> Figure:
    """The map of one place, and in its corner where that lies in the city; its figure without keys it does not show."""
    marks = draw_area(canvas, area, ground, layout.main, layout.scale)
    if area.code is not None:
        left, top, wide, high = layout.inset
        draw_locator(canvas, area, ground, (left, top + high * 0.22, wide * 0.78, high * 0.78))
    together = any(mark.n > 1 for mark in marks)
    return replace(figure, legend=[key for key in figure.legend if together or key.kind != MIXED])


def _draw_figures(sheet: MapSheet, content: MapContent, layout: Layout) -> None:
    """The figures of the large districts on the map, and those of the core in an inset."""
    dark = {code for code, fill in content.fills.items() if fill.dark}
    core = city().core_districts
    boxes = [area.box for code in core if (area := sheet.ground.districts.get(code)) and area.box]
    sheet.draw_figures({code: text for code, text in content.figures.items() if not boxes or code not in core}, dark)
    if not boxes:
        return
    box = (*(min(b[i] for b in boxes) for i in (0, 1)), *(max(b[i] for b in boxes) for i in (2, 3)))
    near = Window.around((box[0], box[1], box[2], box[3]), *layout.inset, margin=6 * layout.scale)
    inset = MapSheet(sheet.canvas, near, sheet.ground, layout.scale * INSET_SCALE)
    inset.draw_ground({code: style(fill) for code, fill in content.fills.items()})
    inset.draw_figures({code: content.figures[code] for code in core if code in content.figures}, dark, named=True)
    left, top, wide, high = layout.inset
    sheet.canvas.rectangle(left, top, wide, high, line="border", px=1.5)
    sheet.taken.append((left, top, left + wide, top + high))


def _fitting(figure: Figure, layout: Layout) -> Layout:
    """The layout with words as large as have room; the smallest where none has."""
    for factor in (1.0, 0.92, 0.84, 0.76):
        smaller = layout.smaller(factor)
        words, notes = _words_height(figure, smaller), _notes_height(figure, smaller)
        if layout.notes is None:
            fits = words + notes <= layout.words[3]
        else:
            fits = words <= layout.words[3] and notes <= layout.notes[3]
        if fits:
            break
    return smaller


def _words_height(figure: Figure, layout: Layout) -> float:
    room = layout.words[2]
    said = [*figure.said, *([figure.synthetic] if figure.synthetic else [])]
    body = sum(len(lines(text, layout.body[0], room, MOST_LINES)) for text in said)
    title = len(lines(figure.title, layout.title[0], room, 3, "bold"))
    return title * layout.title[1] + (body + 1.1) * layout.body[1]


def _notes_height(figure: Figure, layout: Layout) -> float:
    room = (layout.notes or layout.words)[2]
    caveat = sum(len(lines(text, layout.note[0], room, MOST_LINES)) for text in figure.caveat)
    title = len(lines(figure.legend_title, layout.key[0], room, MOST_LINES_OF_KEY, "bold"))
    legend = title + sum(len(_key_lines(key, layout.key[0], room)) for key in figure.legend) + 1
    return (legend * layout.key[1] if figure.legend else 0.0) + (caveat + 0.6) * layout.note[1]


def _draw_words(canvas: Canvas, figure: Figure, layout: Layout) -> float:
    """Title and sentences; returns the next baseline."""
    left, top, room, _ = layout.words
    title = lines(figure.title, layout.title[0], room, 3, "bold")
    y = canvas.paragraph(left, top + layout.title[0], title, *layout.title, weight="bold")
    y += layout.body[1] - layout.title[1] + layout.body[0] * 0.6
    if figure.synthetic:
        broken = lines(figure.synthetic, layout.body[0], room, 2, "bold")
        y = canvas.paragraph(left, y, broken, *layout.body, "unmet", weight="bold")
    for text in figure.said:
        y = canvas.paragraph(left, y, lines(text, layout.body[0], room, MOST_LINES), *layout.body, "ink-2")
    return y


def _draw_notes(canvas: Canvas, figure: Figure, layout: Layout, left: float, y: float, room: float) -> None:
    """The legend, and below it what the picture does not say."""
    if figure.legend:
        canvas.line([(left, y), (left + room, y)], "ink", 2.0)
        y += layout.key[1]
        for broken in lines(figure.legend_title, layout.key[0], room, MOST_LINES_OF_KEY, "bold"):
            canvas.text(left, y, broken, layout.key[0], weight="bold")
            y += layout.key[1]
        for key in figure.legend:
            y = _draw_key(canvas, key, layout, left, y, room)
        y += layout.note[0] * 0.6
    for text in figure.caveat:
        y = canvas.paragraph(left, y, lines(text, layout.note[0], room, MOST_LINES), *layout.note, "ink-2")


def _draw_key(canvas: Canvas, key: Key, layout: Layout, left: float, y: float, room: float) -> float:
    px, leading = layout.key
    if key.kind == MIXED:
        disc(canvas, left + px * 0.8, y - px * 0.36, px * 0.5, MIXED)
    elif key.kind:
        kind_shape(canvas, left + px * 0.8, y - px * 0.36, key.kind, px * 0.5)
    else:
        look = style(key.fill) | {"line": key.fill.line or "border"}
        canvas.swatch(left, y - px * 0.85, px * 1.6, px, **look)
    if key.n:
        canvas.text(left + min(room, px * WIDE_KEY), y, key.n, px, "ink-2", align="right")
    return canvas.paragraph(left + px * KEY_INDENT, y, _key_lines(key, px, room), px, leading)


def _key_lines(key: Key, px: float, room: float) -> list[str]:
    """A name of a key in the room that its swatch and its number leave: English ones are long."""
    number = width(key.n, px) + px if key.n else 0.0
    end = min(room, px * WIDE_KEY) if key.n else room
    return lines(key.text, px, end - px * KEY_INDENT - number, MOST_LINES_OF_KEY)


def _draw_foot(canvas: Canvas, foot: list[str], layout: Layout) -> None:
    """Whose data and lines these are, how old, and what number the map has."""
    left, top, room, high = layout.foot
    canvas.rectangle(0, top, layout.sheet[0], layout.sheet[1] - top, fill="surface")
    canvas.line([(0, top), (layout.sheet[0], top)], "hairline")
    px, leading = layout.small
    rows: list[list[tuple[float, str]]] = [[]]
    x = 0.0
    for text in foot:
        said = "".join(lines(text, px, room, 1))
        wide = width(said, px)
        if rows[-1] and x + wide > room:
            rows.append([])
            x = 0.0
        rows[-1].append((left + x, said))
        x += wide + 1.6 * px
    y = top + (high - leading * len(rows)) / 2 + px
    for n, row in enumerate(rows):
        for at, said in row:
            canvas.text(at, y + n * leading, said, px, "ink-2")
