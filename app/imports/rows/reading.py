"""What is gathered while a file is read: its problems, and what was recognised in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.imports.rows.aliases import READ_PAST
from app.imports.rows.heading import Heading
from app.imports.rows.problems import Argument, ImportRefusedError, Problem, Problems, Quoted, fault
from app.imports.rows.raw_row import RawRow
from app.platforms.columns import BESIDE, BY_NAME

MOST_KEPT = 2000
SHOWN_ROWS = 2
EXAMPLES = 20
"""So many notes of a kind are kept; the others are counted."""


@dataclass
class Notes:
    """What was recognised in a file and is said, though nothing is wrong: rows passed over, values of formulas."""

    by_key: dict[str, list[Problem]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, row: int, column: str, key: str, **args: Argument) -> None:
        """Say something of a cell, a row, or with row 0 of the file."""
        self.numbers[key] = self.numbers.get(key, 0) + 1
        kept = self.by_key.setdefault(key, [])
        if len(kept) < EXAMPLES:
            kept.append(fault(row, column, key, **args).written())

    def count(self, key: str, more: int) -> None:
        """Count so many more of a kind, behind those that are kept."""
        if more:
            self.numbers[key] = self.numbers.get(key, 0) + more

    def all(self) -> list[Problem]:
        """The first notes of each kind, in the order of the file."""
        return sorted(note for notes in self.by_key.values() for note in notes)


@dataclass(frozen=True)
class Shown:
    """The heading of a table and the first rows below it, as cells of text: for whoever is to say what a column is."""

    heading: Heading
    rows: Sequence[Sequence[str]]

    @classmethod
    def of(cls, heading: Heading, rows: Sequence[Sequence[str]]) -> "Shown":
        """`rows` are the first rows of the file, the heading among them."""
        return cls(heading, rows[heading.row : heading.row + SHOWN_ROWS])

    def values(self, index: int) -> list[str]:
        """What the first rows have in a column."""
        return [row[index] for row in self.rows if index < len(row) and row[index].strip()]


@dataclass
class Reading:
    """How a file is to be read, and what came of it.

    `columns` names the column of headings that are not known; `sheet` the sheet of a workbook, once it is read the one
    that was taken; `progress` is told the number of rows that were read. `asks`: where several sheets hold a table it
    is asked which one is meant, else the one with the most columns is taken.
    """

    problems: Problems = field(default_factory=Problems)
    notes: Notes = field(default_factory=Notes)
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    asks: bool = False
    sheets: Sequence[str] = ()
    """The sheets or layers that hold anything, where there are several."""
    encoding: str = ""
    """In which encoding a file of text was read."""
    progress: Callable[[int], None] = lambda number: None
    bad: dict[int, RawRow] = field(default_factory=dict)
    """The first rows that have a problem, by number, as the file has them."""
    shown: Shown | None = None
    """The heading that was taken for the one of the table, also where its columns are not clear."""

    def again(self) -> "Reading":
        """The same way to read, for a look at the rows before they are read for good."""
        return Reading(columns=self.columns, sheet=self.sheet)

    def keep(self, row: RawRow) -> None:
        """Keep a row that has a problem, so that it can be shown."""
        if len(self.bad) < MOST_KEPT:
            self.bad[row.number] = row


def named_columns(given: Sequence[str]) -> dict[str, str]:
    """What `NAME=COLUMN` says, by name. Raises ImportRefusedError where that is no column."""
    named = {}
    for each in given:
        name, _, column = each.rpartition("=")
        column = column.strip()
        if not name or column not in {*BY_NAME, *BESIDE, READ_PAST}:
            raise ImportRefusedError([fault(0, "", "no-such-column", given=Quoted(each), columns=", ".join(BY_NAME))])
        named[name] = column
    return named
