"""The checks of the rows of a file, one after another, and what they meet."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, select

from app.imports.checking.second_look import look_again, too_exact
from app.imports.checking.seen import SeenIds
from app.imports.rows.problems import Problem, Quoted, fault
from app.imports.rows.raw_row import RawRow
from app.imports.rows.reading import Notes, Reading
from app.imports.rows.record import check
from app.imports.rows.words import ValueWords, load_value_words
from app.imports.storing.grades import Grades
from app.imports.storing.report import Allowed, Report
from app.imports.storing.staging import Staged
from app.platforms.mobile_numbers import masked_columns
from app.platforms.models import RemovedPlatform
from app.platforms.record import Record
from app.search.documents import Words, load_words
from app.store.writing import raw_connection

if TYPE_CHECKING:
    # What asks services on the network is loaded where it is wanted.
    from app.imports.positions.locating import Locator

TOLD_EVERY = 500
"""Rows between two messages of progress."""
MOST_BAD = 25_000
"""A file with more bad rows is wrong as a whole: its kinds of problems are known by then, and are said in seconds."""


class Beside(Protocol):
    """What is published beside the rows of a file that somebody sent who may not write everything."""

    def rows(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        """The same rows, once what is published beside the next of them is known."""

    def completed(self, row: RawRow) -> RawRow:
        """A row of codes with what is published where the file has no column."""

    def problems(self, row: RawRow, record: Record | None, wrong: Collection[str]) -> list[Problem]:
        """Why this row of codes, or the record that it came to, is not theirs to write; columns of `wrong` are told."""


@dataclass
class Checks:
    """The checks of the rows of one file, and what they met."""

    words: Words
    values: ValueWords | None
    reading: Reading
    removed: Mapping[str, str] = field(default_factory=dict)
    grades: Grades = field(default_factory=Grades)
    skip_bad: bool = False
    locator: "Locator | None" = None
    beside: Beside | None = None
    seen: SeenIds = field(default_factory=SeenIds)
    held: list[str] | None = None
    """The ids of all rows, where it is asked which ones the file holds."""
    warnings: Notes = field(default_factory=Notes)
    exact: dict[str, int] = field(default_factory=dict)
    """The rows of records whose position claims more than their address says, by id."""
    twice: set[str] = field(default_factory=set)
    """Ids that stand in more than one row."""

    @classmethod
    def of(cls, connection: Connection, reading: Reading, allowed: Allowed) -> "Checks":
        """The checks with the vocabularies of a database."""
        removed = {} if allowed.restore else removals(connection)
        values = load_value_words(connection)
        held: list[str] | None = [] if allowed.source else None
        return cls(load_words(connection), values, reading, removed, skip_bad=allowed.skip_bad, held=held)

    def records(self, rows: Iterable[RawRow]) -> Iterator[Staged]:
        """The records of rows. Raises ImportRefusedError after the last row where any row had a problem.

        Nothing more is read once `MOST_BAD` rows had one.

        Where bad rows are skipped it is raised only where no row is good, or the file cannot be read to its end.
        """
        codes, problems, good = self.words.codes(), self.reading.problems, 0
        for row in self.beside.rows(rows) if self.beside else rows:
            coded = self.values.coded(row) if self.values else row
            if self.beside:
                coded = self.beside.completed(coded)
            record, faults = check(coded, codes)
            if self.beside:
                faults += self.beside.problems(coded, record, {problem.column for problem in faults})
            faults += self._of_id(str(row.values.get("id") or "").strip(), row.number)
            for problem in faults:
                problems.add(problem, shown(row.values.get(problem.column)))
            if faults:
                self.reading.keep(row)
            elif record is not None:
                good += 1
                for column in masked_columns(coded.values, record):
                    self.reading.notes.add(row.number, column, "mobile-number")
                record = self._located(record, row.number)
                if too_exact(record):
                    self.exact[record.id] = row.number
                yield Staged(self.grades.of(record), coded.unsaid, row.number)
            if row.number % TOLD_EVERY == 0:
                self.reading.progress(row.number)
            if len(problems.rows) >= MOST_BAD and not self.skip_bad:
                problems.add(fault(0, "", "so-many", number=MOST_BAD, last=row.number))
                break
        if not self.skip_bad or problems.broken or good <= len(self.twice):
            problems.refuse()

    def _located(self, record: Record, row: int) -> Record:
        """The record with a position by its address, where that was asked for and is known."""
        if self.locator is None:
            return record
        record, found = self.locator.locate(record)
        if found:
            said = {"by": found.by, "level": found.level, "precision": found.precision}
            self.reading.notes.add(row, "address", "located", **said)
        return record

    def _of_id(self, id: str, number: int) -> list[Problem]:
        """Problems of a row whose id another one had, or whose platform was removed."""
        removed = [self._removed(id, number)] if id in self.removed else []
        earlier = self.seen.earlier(id, number) if id else None
        if earlier is None:
            if id and self.held is not None:
                self.held.append(id)
            return removed
        self.twice.add(id)
        return [*removed, *(fault(each, "id", "same-id", id=Quoted(id)) for each in (earlier, number) if each)]

    def _removed(self, id: str, number: int) -> Problem:
        return fault(number, "id", "removed", what=self.removed[id])

    def look_again(self, connection: Connection) -> None:
        """Gather what is worth a second look in the records that were merged in this transaction."""
        with raw_connection(connection).cursor() as cursor:
            look_again(cursor, self.exact, self.warnings)

    def completed(self, report: Report) -> Report:
        """The report with what the checks met."""
        problems = self.reading.problems
        return replace(
            report,
            lowered=self.grades.lowered,
            bad=len(problems.rows),
            problems=problems,
            notes=tuple(self.reading.notes.all()),
            warnings=tuple(self.warnings.all()),
            warned=sum(self.warnings.numbers.values()),
        )


def shown(value: object) -> str:
    """The text of a cell; nothing where it is empty."""
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def removals(connection: Connection) -> dict[str, str]:
    """The removed platforms, with the day and the reason of each."""
    columns = (RemovedPlatform.id, RemovedPlatform.removed_on, RemovedPlatform.reason)
    rows = connection.execute(select(*columns)).all()
    return {id: f"{day} (“{reason}”)" for id, day, reason in rows}
