"""What was read in an upload, as it is kept for its page: in no language yet, and in bounded room."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from app.imports.files.ways import SeveralWaysError, Way
from app.imports.positions.datum_choices import DatumQuestion
from app.imports.rows.aliases import READ_PAST
from app.imports.rows.problems import Argument, Problem, Problems, Quoted
from app.imports.rows.raw_row import RawRow
from app.imports.rows.reading import Reading, Shown
from app.platforms.columns import BESIDE, BY_NAME

MOST_ROOM = 4 * 1024 * 1024
"""Characters of bad rows that are kept for the workbook of the problems."""
LONGEST = 2000
LISTED = 100
MOST_SHEETS = 50
"""So many sheets can be chosen from."""
"""So many rows are listed with what becomes of them."""


@dataclass(frozen=True)
class Said:
    """A problem, a note or a warning: its row and column, its message, and what stands in the cell."""

    row: int
    column: str
    reason: str
    key: str = ""
    args: dict[str, str | int] = field(default_factory=dict)
    value: str = ""

    @classmethod
    def of(cls, problem: Problem) -> "Said":
        args = {name: _written(value) for name, value in problem.args}
        return cls(problem.row, problem.column, text(problem.reason), problem.key, args, text(problem.value))

    def problem(self) -> Problem:
        """The problem again, which is said in a language."""
        args = tuple(self.args.items())
        return Problem(self.row, self.column, self.reason, self.key, args, self.value)


@dataclass(frozen=True)
class Kind:
    """Problems of one kind: how many there are, and the first of them."""

    number: int
    first: Said


@dataclass(frozen=True)
class SeenRow:
    """What becomes of a row: `added`, `changed`, `unchanged`, or `drafted` already; `fields` are what it changes."""

    line: int
    id: str
    name: str
    what: str
    fields: list[str] = field(default_factory=list)
    name_en: str = ""

    @property
    def name_zh(self) -> str:
        """The Chinese name; verdicts that are kept already call it `name`."""
        return self.name


@dataclass(frozen=True)
class SeenColumn:
    """A column of the file with its first values; `column` is what it is taken for, empty where that is not known."""

    heading: str
    values: list[str]
    column: str


@dataclass(frozen=True)
class BadRow:
    """A row with a problem as the file has it."""

    values: dict[str, str | float | list[str] | None]
    crs: str | None


@dataclass(frozen=True)
class SeenFile:
    """How a file was read: its sheet or layer and all that could be chosen, or its encoding."""

    encoding: str = ""
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> "SeenFile":
        sheets = [name for name in reading.sheets if name == text(name)][:MOST_SHEETS]
        return cls(reading.encoding, text(reading.sheet or ""), sheets)


@dataclass(frozen=True)
class WayAsked:
    """It is to be said in which encoding, or which sheet or layer, a file is to be read: `what` says which of both."""

    what: str
    ways: list[Way]
    why: Said

    @classmethod
    def of(cls, several: SeveralWaysError) -> "WayAsked":
        ways = [Way(each.name, [[text(cell) for cell in row] for row in each.rows]) for each in several.ways]
        return cls(several.what, ways[:MOST_SHEETS], Said.of(several.problems[0]))


@dataclass(frozen=True)
class Absent:
    """A record that earlier files of the same source held, and this one does not."""

    id: str
    name: str
    name_en: str = ""

    @property
    def name_zh(self) -> str:
        """The Chinese name; verdicts that are kept already call it `name`."""
        return self.name


@dataclass(frozen=True)
class Verdict:
    """What was read in a file, and what loading it would do or did.

    `bad` rows have `problems` problems, of which `said` are the first of each kind. `drafted` rows are proposed by the
    same account already. `why` is the message of what stopped the reading. `absent` are the first of the `missing`
    records, which earlier files of the same source held; `marked` of them were marked.
    """

    why: str = ""
    rows: int = 0
    bad: int = 0
    problems: int = 0
    said: list[Said] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    drafted: int = 0
    notes: list[Said] = field(default_factory=list)
    warnings: list[Said] = field(default_factory=list)
    warned: int = 0
    seen: list[SeenRow] = field(default_factory=list)
    columns: list[SeenColumn] = field(default_factory=list)
    datum: DatumQuestion | None = None
    file: SeenFile = field(default_factory=SeenFile)
    way: WayAsked | None = None
    missing: int = 0
    absent: list[Absent] = field(default_factory=list)
    marked: int = 0
    bad_rows: dict[int, BadRow] = field(default_factory=dict)

    @property
    def good(self) -> int:
        """The rows that can be loaded."""
        return self.added + self.changed + self.unchanged

    @property
    def proposing(self) -> int:
        """The rows that become drafts."""
        return self.added + self.changed - self.drafted

    def found(self) -> list[Problem]:
        """The first problems of each kind, by row."""
        return [each.problem() for each in self.said]

    def raw_rows(self) -> dict[int, RawRow]:
        """The first bad rows, by number."""
        return {number: RawRow(number, dict(row.values), row.crs) for number, row in self.bad_rows.items()}

    def written(self) -> str:
        """The verdict as it is kept."""
        return msgspec.json.encode(self).decode()


def read(written: str) -> Verdict:
    """The verdict that was kept; an empty one where there is none, or another version of the program wrote it."""
    try:
        return msgspec.json.decode(written, type=Verdict) if written else Verdict()
    except msgspec.ValidationError:
        return Verdict()


def told(problems: Iterable[Problem]) -> list[Said]:
    """Problems as they are kept."""
    return [Said.of(problem) for problem in problems]


def kinds_of(problems: Problems) -> list[Kind]:
    """The kinds of problems, the most frequent one first."""
    return [Kind(kind.number, Said.of(kind.first[0])) for kind in problems.kinds()]


def columns_of(shown: Shown | None) -> list[SeenColumn]:
    """The columns of a table; those without a heading are left out."""
    if shown is None:
        return []
    pairs = enumerate(zip(shown.heading.cells, shown.heading.names, strict=True))
    known = {*BY_NAME, *BESIDE, READ_PAST}
    return [
        SeenColumn(text(cell), [text(value) for value in shown.values(index)], name if name in known else "")
        for index, (cell, name) in pairs
        if cell
    ]


def bad_rows_of(reading: Reading) -> dict[int, BadRow]:
    """The first rows with a problem, as many as there is room for."""
    return dict(_kept(reading.bad))


def _kept(rows: Mapping[int, RawRow]) -> Iterator[tuple[int, BadRow]]:
    room = MOST_ROOM
    for number, row in sorted(rows.items()):
        values = {name: _cell(value) for name, value in row.values.items() if name in BY_NAME}
        room -= sum(len(str(value)) for value in values.values() if value is not None)
        if room < 0:
            return
        yield number, BadRow(values, text(row.crs) if isinstance(row.crs, str) else None)


def _cell(value: object) -> str | float | list[str] | None:
    if value is None or isinstance(value, float):
        return value
    return [text(str(each)) for each in value] if isinstance(value, list) else text(str(value))


def _written(value: Argument) -> str | int:
    return text(str(value)) if isinstance(value, Quoted | str) else value


def text(value: str) -> str:
    """A text that UTF-8 can hold: halves of surrogate pairs are replaced."""
    return value[:LONGEST].encode("utf-8", "replace").decode()
