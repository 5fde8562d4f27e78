"""How the cells of a table are written where they are read and not computed with, and how wide its columns are."""

from app.analysis.table import Cell
from app.analysis.workbook import wide
from app.brief.content import Sheet
from frontend.messages import Messages

NOTHING = "—"
"""It does not apply, or is not stated."""


def cell_text(say: Messages, cell: Cell, *, none: bool = False) -> str:
    """A cell as it is read; `none`: a count of nothing says that nothing is listed."""
    if cell is None:
        return NOTHING
    if isinstance(cell, float):
        return f"{cell:,.1f}" if abs(cell) >= 1 else f"{cell:.2f}"
    if isinstance(cell, int):
        return say("brief-none") if none and cell == 0 else f"{cell:,}"
    return cell


def texts(say: Messages, sheet: Sheet) -> list[list[str]]:
    """All rows as they are read."""
    return [[cell_text(say, cell, none=number < sheet.listed) for cell in row] for number, row in enumerate(sheet.rows)]


WORD, WIDEST, BESIDE, ROOM = 10, 30, 3, 115
"""Letters: a word is whole up to the first, a text of the second fills a line, a column has the third besides, and a
page of A4 is about as wide as the last."""


def widths(say: Messages, sheet: Sheet, room: float) -> list[float]:
    """The room of each column: for its longest word, then for its longest text as far as there is any."""
    lines = [[column.title for column in sheet.columns], *texts(say, sheet)]
    columns = [[line[i] for line in lines] for i in range(len(sheet.columns))]
    least = [min(max(wide(word) for text in each for word in text.split() or [""]), WORD) + BESIDE for each in columns]
    wanted = [min(max(wide(text) for text in each), WIDEST) + BESIDE for each in columns]
    more = [max(want - need, 0) for want, need in zip(wanted, least, strict=True)]
    # No more than is wanted: a table of short texts shares what is left among all of its columns.
    left = min(max(ROOM - sum(least), 0) / (sum(more) or 1), 1)
    letters = [need + part * left for need, part in zip(least, more, strict=True)]
    return [room * each / sum(letters) for each in letters]
