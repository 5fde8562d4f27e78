"""What is wrong with a file: each problem with row, column and reason, and their number by kind, in bounded memory."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pyroaring import BitMap

from app.errors import ServiceMapError, quoted
from app.platforms.values import VALUE_NAMES
from frontend.language import ENGLISH, language_of
from frontend.messages import messages

EXAMPLES = 200
"""So many problems of a kind are kept; the others are counted."""
MOST_KINDS = 500
FURTHER = ("", "problems of further kinds")
ONE_OF = "import-one-of"
_QUOTED = re.compile(r"“.*?”", re.DOTALL)


class Quoted:
    """What somebody wrote, which is put between “ and ” once a reason is written: most reasons are only counted."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def __str__(self) -> str:
        return quoted(self._value)


Argument = str | int | Quoted


@dataclass(frozen=True, order=True)
class Problem:
    """`row` counts as a spreadsheet does (the heading is row 1); 0 speaks of the file as a whole.

    What the file itself says stands between “ and ” in the reason: problems that differ in it alone are of one kind.
    `key` is the message of the reason where it is said in more than one language, `args` what stands in it, and
    `value` what stands in the cell.
    """

    row: int
    column: str
    reason: str
    key: str = field(default="", compare=False)
    args: tuple[tuple[str, Argument], ...] = field(default=(), compare=False)
    value: str = field(default="", compare=False)

    def said(self, lang: str, *, on_page: bool = False) -> str:
        """The reason in a language; in English where it is known in no other.

        Whoever reads it on a page chooses by names in English, too, as in the template; programs choose by codes.
        """
        if not self.key:
            return self.reason
        args = {name: str(value) if isinstance(value, Quoted) else value for name, value in self.args}
        if self.key == ONE_OF and (on_page or lang != ENGLISH.code):
            args["allowed"] = self._named(str(args["allowed"]), lang)
        return messages(lang)(self.key, **args)

    def _named(self, codes: str, lang: str) -> str:
        """Codes by the names that a reader of another language knows, which a file may hold as well."""
        if self.column not in VALUE_NAMES:
            return codes
        first, say = VALUE_NAMES[self.column][0], messages(lang)
        names = (say(f"{first}{code.replace('_', '-')}").rstrip("。") for code in codes.split(", "))
        return language_of(lang).comma.join(names)

    def written(self, value: str = "") -> "Problem":
        """The problem with its reason in English, and with the text of its cell."""
        return replace(self, reason=self.said(ENGLISH.code), value=value or self.value)

    def kind(self) -> tuple[str, str]:
        """What problems of one kind share: the column, and the reason without what the file says."""
        if not self.key:
            return self.column, _QUOTED.sub("“…”", self.reason)
        said = tuple(value for _, value in self.args if not isinstance(value, Quoted))
        return self.column, f"{self.key} {said}" if said else self.key

    def to_do(self, lang: str) -> str:
        """What whoever wrote the file can do."""
        return messages(lang)(TO_DO.get(self.key, "import-do-mend"))

    def __str__(self) -> str:
        place = f"row {self.row}" if self.row else "the file"
        return f"{place}, {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


TO_DO = {
    "import-unknown-column": "import-do-column",
    "import-missing-column": "import-do-template",
    "import-missing": "import-do-fill",
    "import-unknown-code": "import-do-list",
    "import-one-of": "import-do-list",
    "import-no-date": "import-do-date",
    "import-date-number": "import-do-date",
    "import-no-number": "import-do-number",
    "import-outside": "import-do-place",
    "import-swapped": "import-do-swap",
    "import-no-datum": "import-do-datum",
    "import-no-row-datum": "import-do-datum",
    "import-formula": "import-do-formula",
    "import-merged": "import-do-merged",
    "import-same-id": "import-do-id",
    "import-no-identifier": "import-do-id",
    "import-needs-fund-evidence": "import-do-evidence",
    "import-needs-voucher-evidence": "import-do-evidence",
    "import-removed": "import-do-restore",
    "import-changed-meanwhile": "import-do-meanwhile",
    "import-turning": "import-do-characters",
    "import-unstorable": "import-do-characters",
    "import-long-cell": "import-do-shorten",
    "import-too-long": "import-do-shorten",
    "import-polygon": "import-do-point",
    "import-height": "import-do-point",
    "import-no-geometry": "import-do-point",
    "import-no-finite-point": "import-do-point",
}
"""The message that says what to do, by that of the reason."""


def fault(row: int, column: str, key: str, **args: Argument) -> Problem:
    """A problem whose reason is the message `import-` and `key`; it is written once the problem is kept."""
    return Problem(row, column, "", f"import-{key}", tuple(args.items()))


@dataclass
class Kind:
    """Problems of one column and one reason: the first of them, and how many there are."""

    column: str
    reason: str
    number: int = 0
    first: list[Problem] = field(default_factory=list)

    def said(self, lang: str) -> str:
        """The reason in a language, without what the file says."""
        return self.reason if self.reason == FURTHER[1] else _QUOTED.sub("“…”", self.first[0].said(lang))


class Problems:
    """Gathers problems while a file is read."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._kinds: dict[tuple[str, str], Kind] = {}
        self.number = 0
        self.rows = BitMap()
        """The rows that have a problem."""
        self.broken = False
        """Whether the file cannot be read to its end, or speaks of its rows in no clear way."""
        for problem in problems:
            self.add(problem)

    def add(self, problem: Problem, value: str = "") -> None:
        """Count a problem, and keep it with the text of its cell where it is one of the first of its kind."""
        key = problem.kind()
        if key not in self._kinds and len(self._kinds) >= MOST_KINDS:
            key = FURTHER
        kind = self._kinds.get(key)
        if kind is None:
            reason = FURTHER[1] if key == FURTHER else _QUOTED.sub("“…”", problem.said(ENGLISH.code))
            kind = self._kinds[key] = Kind(key[0], reason)
        self.number += 1
        self.rows.add(problem.row)
        kind.number += 1
        if kind.number <= EXAMPLES:
            kind.first.append(problem.written(value))

    def stop(self, problem: Problem) -> None:
        """Add a problem after which no row can be read."""
        self.broken = True
        self.add(problem)

    def kinds(self) -> list[Kind]:
        """The kinds, the most frequent one first."""
        return sorted(self._kinds.values(), key=lambda kind: (-kind.number, kind.column, kind.reason))

    def count(self, key: str) -> int:
        """How many have this reason."""
        return sum(kind.number for kind in self._kinds.values() if kind.first[0].key == key)

    def first(self) -> list[Problem]:
        """The first problems of each kind, by row."""
        return sorted(problem for kind in self._kinds.values() for problem in kind.first)

    def refuse(self) -> None:
        """Raise ImportRefusedError where there is a problem."""
        if self.number:
            raise ImportRefusedError(self)


class ImportRefusedError(ServiceMapError):
    """The file was refused as a whole; nothing was stored. `problems` are the first ones of each kind, by row."""

    def __init__(self, problems: Problems | Iterable[Problem]) -> None:
        gathered = problems if isinstance(problems, Problems) else Problems(problems)
        self.gathered = gathered
        self.number = gathered.number
        self.kinds = gathered.kinds()
        self.problems = gathered.first()
        super().__init__(f"The file was refused: {self.number} problems, nothing was stored.")
