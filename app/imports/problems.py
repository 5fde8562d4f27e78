"""What is wrong with a file: each problem with row, column and reason, and their number by kind, in bounded memory."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.errors import ServiceMapError

EXAMPLES = 200
"""So many problems of a kind are kept; the others are counted."""
MOST_KINDS = 500
_QUOTED = re.compile(r"“.*?”", re.DOTALL)


@dataclass(frozen=True, order=True)
class Problem:
    """`row` counts as a spreadsheet does (the heading is row 1); 0 speaks of the file as a whole.

    What the file itself says stands between “ and ” in the reason: problems that differ in it alone are of one kind.
    """

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"row {self.row}" if self.row else "the file"
        return f"{place}, {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


@dataclass
class Kind:
    """Problems of one column and one reason: the first of them, and how many there are."""

    column: str
    reason: str
    number: int = 0
    first: list[Problem] = field(default_factory=list)


class Problems:
    """Gathers problems while a file is read."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._kinds: dict[tuple[str, str], Kind] = {}
        self.number = 0
        for problem in problems:
            self.add(problem)

    def add(self, problem: Problem) -> None:
        key = (problem.column, _QUOTED.sub("“…”", problem.reason))
        if key not in self._kinds and len(self._kinds) >= MOST_KINDS:
            key = ("", "problems of further kinds")
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = Kind(*key)
        self.number += 1
        kind.number += 1
        if kind.number <= EXAMPLES:
            kind.first.append(problem)

    def kinds(self) -> list[Kind]:
        """The kinds, the most frequent one first."""
        return sorted(self._kinds.values(), key=lambda kind: (-kind.number, kind.column, kind.reason))

    def refuse(self) -> None:
        """Raise ImportRefusedError where there is a problem."""
        if self.number:
            raise ImportRefusedError(self)


class ImportRefusedError(ServiceMapError):
    """The file was refused as a whole; nothing was stored. `problems` are the first ones of each kind, by row."""

    def __init__(self, problems: Problems | Iterable[Problem]) -> None:
        gathered = problems if isinstance(problems, Problems) else Problems(problems)
        self.number = gathered.number
        self.kinds = gathered.kinds()
        self.problems = sorted(problem for kind in self.kinds for problem in kind.first)
        super().__init__(f"The file was refused: {self.number} problems, nothing was stored.")
