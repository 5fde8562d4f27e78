"""What a command says where it cannot do what it was told: sentences without a traceback and without a password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from app.imports.problems import ImportRefusedError

LISTED = 200
"""Up to so many problems are listed one by one; more are counted by kind."""
ROWS_SHOWN = 5


def show_refusal(refused: ImportRefusedError, file: Path) -> None:
    """Print the problems of a file, or their kinds where there are many."""
    # Cells are what the file says: no markup of theirs is obeyed.
    console = Console(stderr=True, markup=False, highlight=False)
    console.print(f"{file.name} was refused: {refused.number} problems, nothing stored")
    console.print(_listed(refused) if refused.number <= LISTED else _by_kind(refused))


def _listed(refused: ImportRefusedError) -> Table:
    table = Table("row", "column", "reason")
    for problem in refused.problems:
        table.add_row(str(problem.row), problem.column, problem.reason)
    return table


def _by_kind(refused: ImportRefusedError) -> Table:
    table = Table("problems", "column", "reason", "first rows")
    for kind in refused.kinds:
        rows = ", ".join(str(problem.row) for problem in kind.first[:ROWS_SHOWN])
        table.add_row(str(kind.number), kind.column, kind.reason, rows + (", …" if kind.number > ROWS_SHOWN else ""))
    return table
