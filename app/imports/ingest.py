"""`servicemap import`: a whole file is checked, then written in one transaction, or refused.

Rows go from the file through the checks into the database one after another, so that a file of any length takes the
same memory.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, exists, select, text

from app.errors import quoted
from app.history.append import Ground, append
from app.history.author import Author
from app.imports.clearing import Cleared
from app.imports.files import read_rows
from app.imports.grades import Grades
from app.imports.problems import Problem, Problems
from app.imports.record import check
from app.imports.rows import RawRow
from app.imports.staging import Staged, merge
from app.platforms.models import Platform, RemovedPlatform
from app.search.documents import Words, load_words
from app.store.version import bump
from app.store.writing import write_session


@dataclass(frozen=True)
class Report:
    """What an import did, or would do; `data_version` is the one after it, `cleared` what is no longer stated.

    `lowered`: how many records had a grade that only those with an address of their source may have.
    """

    added: int
    changed: int
    unchanged: int
    data_version: int
    cleared: tuple[Cleared, ...] = ()
    lowered: int = 0


@dataclass(frozen=True)
class Allowed:
    """What an import may do besides adding and changing: clear facts that the file does not name, restore records."""

    replace: bool = False
    restore: bool = False


def import_file(
    url: str,
    path: Path,
    *,
    crs: str | None,
    dry_run: bool,
    encoding: str | None = None,
    allowed: Allowed = Allowed(),
) -> Report:
    """Import platforms from a CSV or GeoJSON file.

    Raises ImportRefusedError with the problems of the file, and ClearsFactsError where it would clear facts that it
    does not name; then nothing was stored.
    """
    problems, grades = Problems(), Grades()
    rows = read_rows(path, crs, problems, encoding)
    with write_session(url) as connection:
        words = load_words(connection)
        removed = {} if allowed.restore else removals(connection)
        records = checked(rows, words, problems, removed, grades)
        report = store(connection, records, words, Author("import", source=path.name), replace=allowed.replace)
        if dry_run:
            connection.rollback()
    return replace(report, lowered=grades.lowered)


def removals(connection: Connection) -> dict[str, str]:
    """The removed platforms, and what is said of each."""
    columns = (RemovedPlatform.id, RemovedPlatform.removed_on, RemovedPlatform.reason)
    rows = connection.execute(select(*columns)).all()
    return {id: f"was removed on {day} (“{reason}”): --restore lists it again" for id, day, reason in rows}


def checked(
    rows: Iterable[RawRow],
    words: Words,
    problems: Problems,
    removed: Mapping[str, str] | None = None,
    grades: Grades | None = None,
) -> Iterator[Staged]:
    """The records of rows. Raises ImportRefusedError after the last row where any row had a problem.

    `grades` counts those whose grade is lowered.
    """
    codes, grades = words.codes(), grades or Grades()
    first: dict[str, int] = {}
    for row in rows:
        record, faults = check(row, codes)
        id = str(row.values.get("id") or "").strip()
        faults += _doubled(first, id, row.number)
        if removed and id in removed:
            faults.append(Problem(row.number, "id", removed[id]))
        for problem in faults:
            problems.add(problem)
        if record is not None and not faults:
            yield Staged(grades.of(record), row.unsaid)
    problems.refuse()


def _doubled(first: dict[str, int], id: str, number: int) -> list[Problem]:
    """Problems of a row whose id another one had; `first` holds the first row of each id, 0 once that one is named."""
    if not id or id not in first:
        first[id] = number
        return []
    reason = f"{quoted(id)} stands in more than one row"
    earlier, first[id] = first[id], 0
    return [Problem(each, "id", reason) for each in (earlier, number) if each]


def store(
    connection: Connection,
    records: Iterable[Staged],
    words: Words,
    author: Author,
    *,
    grounds: Mapping[str, Ground] | None = None,
    replace: bool = True,
    alone: bool = False,
) -> Report:
    """Merge records inside the caller's transaction; data version and history grow when anything changed.

    `alone`: nobody needs to read meanwhile, so that very many may be written faster.

    Raises ClearsFactsError where facts would be cleared that the file does not name, unless it is to `replace` them.
    """
    connection.execute(text("SELECT version FROM data_version FOR UPDATE"))  # one import after another
    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    with raw.cursor() as cursor:
        merged = merge(cursor, records, words.document, replace=replace, alone=alone)
    if merged.added or merged.changed:
        any_synthetic = connection.execute(select(exists().where(Platform.synthetic))).scalar_one()
        bump(connection, synthetic=any_synthetic)
        with raw.cursor() as cursor:
            append(cursor, author, grounds)
    version = connection.execute(text("SELECT version FROM data_version")).scalar_one()
    unchanged = merged.rows - merged.added - merged.changed
    return Report(merged.added, merged.changed, unchanged, version, merged.cleared)
