"""`servicemap import`: a whole file is checked, then written in one transaction, or refused.

Rows go from the file through the checks into the database one after another, so that a file of any length takes the
same memory.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, exists, select, text

from app.errors import quoted
from app.imports.clearing import Cleared
from app.imports.files import read_rows
from app.imports.grades import Grades
from app.imports.problems import Problem, Problems, fault
from app.imports.reading import Reading
from app.imports.record import check
from app.imports.rows import RawRow
from app.imports.staging import Staged, merge
from app.imports.words import ValueWords, load_value_words
from app.platforms.models import Platform, RemovedPlatform
from app.search.documents import Words, load_words
from app.store.version import bump
from app.store.writing import write_session

TOLD_EVERY = 500
"""Rows between two messages of progress."""


@dataclass(frozen=True)
class Report:
    """What an import did, or would do; `data_version` is the one after it, `cleared` what is no longer stated.

    `lowered`: how many records had a grade that only those with an address of their source may have. `problems`: what
    is wrong with the `bad` rows that were left out. `notes`: what was recognised in the file.
    """

    added: int
    changed: int
    unchanged: int
    data_version: int
    cleared: tuple[Cleared, ...] = ()
    lowered: int = 0
    bad: int = 0
    problems: Problems = field(default_factory=Problems)
    notes: tuple[Problem, ...] = ()

    @property
    def good(self) -> int:
        """How many rows can be loaded, or were."""
        return self.added + self.changed + self.unchanged


@dataclass(frozen=True)
class Allowed:
    """What an import may do besides adding and changing: clear facts that the file does not name, restore records.

    `skip_bad`: load the rows that have no problem, and leave out the others.
    """

    replace: bool = False
    restore: bool = False
    skip_bad: bool = False


def import_file(
    url: str,
    path: Path,
    *,
    crs: str | None,
    dry_run: bool,
    encoding: str | None = None,
    allowed: Allowed = Allowed(),
    reading: Reading | None = None,
) -> Report:
    """Import platforms from a file; `reading` says how it is to be read, and holds afterwards what was met in it.

    Raises ImportRefusedError with the problems of the file, and ClearsFactsError where it would clear facts that it
    does not name; then nothing was stored.
    """
    reading = reading or Reading()
    rows = read_rows(path, crs, reading, encoding)
    with write_session(url) as connection:
        checks = Checks.of(connection, reading, allowed)
        records = checks.records(rows)
        report = store(connection, records, checks.words, replace=allowed.replace, twice=lambda: checks.twice)
        if dry_run:
            connection.rollback()
    return checks.completed(report)


@dataclass
class Checks:
    """The checks of the rows of one file, and what they met."""

    words: Words
    values: ValueWords | None
    reading: Reading
    removed: Mapping[str, str] = field(default_factory=dict)
    grades: Grades = field(default_factory=Grades)
    skip_bad: bool = False
    first: dict[str, int] = field(default_factory=dict)
    """The first row of each id; 0 once that one is named as a problem."""
    twice: set[str] = field(default_factory=set)
    """Ids that stand in more than one row."""

    @classmethod
    def of(cls, connection: Connection, reading: Reading, allowed: Allowed) -> "Checks":
        """The checks with the vocabularies of a database."""
        removed = {} if allowed.restore else removals(connection)
        values = load_value_words(connection)
        return cls(load_words(connection), values, reading, removed, skip_bad=allowed.skip_bad)

    def records(self, rows: Iterable[RawRow]) -> Iterator[Staged]:
        """The records of rows. Raises ImportRefusedError after the last row where any row had a problem.

        Where bad rows are skipped it is raised only where no row is good, or the file cannot be read to its end.
        """
        codes, problems, good = self.words.codes(), self.reading.problems, 0
        for row in rows:
            coded = replace(row, values=self.values.read(row)) if self.values else row
            record, faults = check(coded, codes)
            faults += self._of_id(str(row.values.get("id") or "").strip(), row.number)
            for problem in faults:
                problems.add(problem, str(row.values.get(problem.column) or ""))
            if faults:
                self.reading.keep(row)
            elif record is not None:
                good += 1
                yield Staged(self.grades.of(record), row.unsaid)
            if row.number % TOLD_EVERY == 0:
                self.reading.progress(row.number)
        if not self.skip_bad or problems.broken or good <= len(self.twice):
            problems.refuse()

    def _of_id(self, id: str, number: int) -> list[Problem]:
        """Problems of a row whose id another one had, or whose platform was removed."""
        removed = [self._removed(id, number)] if id in self.removed else []
        if not id or id not in self.first:
            self.first[id] = number
            return removed
        self.twice.add(id)
        earlier, self.first[id] = self.first[id], 0
        return [*removed, *(fault(each, "id", "same-id", id=quoted(id)) for each in (earlier, number) if each)]

    def _removed(self, id: str, number: int) -> Problem:
        return fault(number, "id", "removed", what=self.removed[id])

    def completed(self, report: Report) -> Report:
        """The report with what the checks met."""
        problems = self.reading.problems
        return replace(
            report,
            lowered=self.grades.lowered,
            bad=len(problems.rows),
            problems=problems,
            notes=tuple(self.reading.notes.all()),
        )


def removals(connection: Connection) -> dict[str, str]:
    """The removed platforms, with the day and the reason of each."""
    columns = (RemovedPlatform.id, RemovedPlatform.removed_on, RemovedPlatform.reason)
    rows = connection.execute(select(*columns)).all()
    return {id: f"{day} (“{reason}”)" for id, day, reason in rows}


def store(
    connection: Connection,
    records: Iterable[Staged],
    words: Words,
    *,
    replace: bool = True,
    alone: bool = False,
    twice: Callable[[], Collection[str]] = frozenset,
) -> Report:
    """Merge records inside the caller's transaction; the data version grows when anything changed.

    `alone`: nobody needs to read meanwhile, so that very many may be written faster. `twice` gives, after the
    last record, the ids that stand in more than one row; none of them is stored.

    Raises ClearsFactsError where facts would be cleared that the file does not name, unless it is to `replace` them.
    """
    connection.execute(text("SELECT version FROM data_version FOR UPDATE"))  # one import after another
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    with raw.cursor() as cursor:
        merged = merge(cursor, records, words.document, replace=replace, alone=alone, twice=twice)
    if merged.added or merged.changed:
        any_synthetic = connection.execute(select(exists().where(Platform.synthetic))).scalar_one()
        bump(connection, synthetic=any_synthetic)
    version = connection.execute(text("SELECT version FROM data_version")).scalar_one()
    unchanged = merged.rows - merged.added - merged.changed
    return Report(merged.added, merged.changed, unchanged, version, merged.cleared)
