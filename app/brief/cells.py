"""How a cell of a table is written where it is read and not computed with."""

from app.analysis.table import Cell
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
