"""The heading of a table: which row it is, and which column each of its cells names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.errors import visible
from app.imports.rows.aliases import READ_PAST, column_of, datum_in, nearest
from app.imports.rows.problems import ImportRefusedError, Problem, fault
from app.platforms.columns import BESIDE, BY_NAME, COLUMNS
from geo.datum import Crs

HEADING_WITHIN = 10
"""The heading is one of the first rows; above it may stand a title."""
REQUIRED = [column.name for column in COLUMNS if column.required]
KNOWN = {*BY_NAME, *BESIDE, READ_PAST}


@dataclass(frozen=True)
class Heading:
    """The cells of a heading and the row in which they stand; `given` names columns for cells that are not known."""

    cells: Sequence[str]
    row: int
    given: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> list[str]:
        """The column of each cell; a cell that is not known stands for itself, and an empty one for nothing."""
        named = [(column_of(cell, self.given) or cell.lower()) if cell else READ_PAST for cell in self.cells]
        # A name of a district is read where no column has its code: the file of codes has both.
        return [self._district(name, named) for name in named]

    @staticmethod
    def _district(name: str, named: Sequence[str]) -> str:
        return "district_code" if name == "district" and "district_code" not in named else name

    @cached_property
    def in_words(self) -> frozenset[str]:
        """The columns that have a name of people's, so that “not stated” and lists stand there in people's words."""
        pairs = zip(self.names, self.cells, strict=True)
        named = frozenset(name for name, cell in pairs if cell.casefold() != name)
        # Some columns are called alike by programs and people, as “fund”: the others tell whose file it is.
        return frozenset(self.names) if len(named) * 3 > len(self.names) else named

    @cached_property
    def known(self) -> int:
        """How many columns are known."""
        return len(KNOWN.intersection(self.names))

    def datum(self, given: Crs | None) -> Crs | None:
        """The datum that the headings of the coordinates name, or the `given` one.

        Raises ImportRefusedError where they differ.
        """
        pairs = zip(self.names, self.cells, strict=True)
        named = {datum for name, cell in pairs if name in ("lon", "lat") and (datum := datum_in(cell))}
        if given:
            named.add(given)
        if len(named) > 1:
            raise ImportRefusedError([fault(self.row, "crs", "two-datums", datums=", ".join(sorted(named)))])
        return next(iter(named), None)

    def problems(self) -> list[Problem]:
        """Columns that are not known, that are missing, and that stand there twice."""
        times = Counter(name for name in self.names if name != READ_PAST)
        problems = [self._unknown(name) for name in times if name not in KNOWN]
        problems += [fault(self.row, name, "missing-column") for name in REQUIRED if name not in times]
        twice = (name for name in times if times[name] > 1)
        return problems + [fault(self.row, visible(name), "column-twice") for name in twice]

    def _unknown(self, name: str) -> Problem:
        like, column = nearest(name)
        return fault(self.row, visible(name), "unknown-column", name=visible(name), like=like, known=column)


def cells_of(row: Sequence[str]) -> list[str]:
    """The cells of a heading without the empty ones at its end."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def best_heading(rows: Sequence[Sequence[str]], given: Mapping[str, str]) -> Heading:
    """The row with the most names of columns, the first of them where several have as many."""
    headings = [Heading(cells_of(row), number, given) for number, row in enumerate(rows, start=1)]
    return max(headings, key=lambda heading: heading.known, default=Heading([], 1, given))
