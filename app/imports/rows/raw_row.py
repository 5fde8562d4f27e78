"""A row of a file before it is checked, and the limits of a file."""

from dataclasses import dataclass
from typing import Any

from app.imports.rows.problems import Problem

MAX_BYTES = 256 * 1024 * 1024
MAX_CELL = 20_000
MAX_COLUMNS = 500
MAX_LINE = 2_000_000
"""Characters of a line of text: some forty full cells with their quotes doubled."""
MAX_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as the file has it, its number there, and the datum that its position is in (None: not said).

    `unsaid` are the columns that the file does not have for this row; an empty cell says that nothing is stated.
    `in_words` are those that have a name of people's, so that what is not stated is said in words there.
    `faults` is what is wrong with the form of the row; its values are checked all the same, to say all at once.
    """

    number: int
    values: dict[str, Any]
    crs: str | None
    unsaid: tuple[str, ...] = ()
    in_words: frozenset[str] = frozenset()
    faults: tuple[Problem, ...] = ()
