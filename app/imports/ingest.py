"""`servicemap import`: a whole file is checked, then written in one transaction, or refused.

Rows go from the file through the checks into the database one after another, so that a file of any length takes the
same memory.
"""

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from app.history.author import Author
from app.imports.checking.checks import Checks
from app.imports.files.read import read_rows
from app.imports.positions.datum_choices import NO_DATUM, NO_ROW_DATUM, DatumQuestion, datum_question, unsaid
from app.imports.positions.gazetteer import Gazetteer, load_gazetteer
from app.imports.rows.problems import ImportRefusedError, Problems
from app.imports.rows.raw_row import RawRow
from app.imports.rows.reading import Notes, Reading
from app.imports.storing.report import Allowed, Report
from app.imports.storing.stale import Held, note_source
from app.imports.storing.store import Storing
from app.settings import Settings
from app.store.writing import raw_connection, write_session

if TYPE_CHECKING:
    from app.imports.positions.locating import Locator


def import_file(
    url: str,
    path: Path,
    *,
    crs: str | None,
    dry_run: bool,
    encoding: str | None = None,
    allowed: Allowed | None = None,
    reading: Reading | None = None,
) -> Report:
    """Import platforms from a file; `reading` says how it is to be read, and holds afterwards what was met in it.

    Raises ImportRefusedError with the problems of the file, and ClearsFactsError where it would clear facts that it
    does not name; then nothing was stored.
    """
    reading, allowed = reading or Reading(), allowed or Allowed()
    try:
        where = _locator(url, path, crs, reading, encoding) if allowed.locate else None
        rows, author = read_rows(path, crs, reading, encoding), Author("import", source=path.name)
        return _imported(url, rows, reading, allowed, author, where, dry_run=dry_run)
    except ImportRefusedError as refused:
        if crs or not (refused.gathered.count(NO_DATUM) or refused.gathered.count(NO_ROW_DATUM)):
            raise
        question = _datum_question(url, path, reading, encoding)
        if problems := unsaid(refused.gathered, question):
            raise DatumUnsaidError(problems, question) from refused
        if question.rows:
            raise
    # No row has a position, so that no datum is needed.
    reading.notes = Notes()
    return import_file(url, path, crs="wgs84", dry_run=dry_run, encoding=encoding, allowed=allowed, reading=reading)


class DatumUnsaidError(ImportRefusedError):
    """The file names no datum; `question` says where its points would fall in each of the four."""

    def __init__(self, problems: Problems, question: DatumQuestion) -> None:
        self.question = question
        super().__init__(problems)


def _datum_question(url: str, path: Path, reading: Reading, encoding: str | None) -> DatumQuestion:
    return datum_question(read_rows(path, "wgs84", reading.again(), encoding), _gazetteer(url))


def _locator(url: str, path: Path, crs: str | None, reading: Reading, encoding: str | None) -> "Locator":
    """What finds positions for the addresses of a file, which is read once for it."""
    from app.imports.positions.locating import locator

    found = locator(url, read_rows(path, crs, reading.again(), encoding), _gazetteer(url), Settings())
    if found.stopped:
        reading.notes.add(0, "address", "service-stopped", why=found.stopped)
    return found


def _gazetteer(url: str) -> Gazetteer:
    with write_session(url) as connection:
        return load_gazetteer(connection)


def _imported(
    url: str,
    rows: Iterable[RawRow],
    reading: Reading,
    allowed: Allowed,
    author: Author,
    where: "Locator | None",
    *,
    dry_run: bool,
) -> Report:
    with write_session(url) as connection:
        storing = Storing(connection)
        checks = Checks.of(connection, reading, allowed)
        checks.locator = where
        records = checks.records(rows)
        merged = storing.merge(records, checks.words, replace=allowed.replace, twice=lambda: checks.twice)
        checks.look_again(connection)
        marked = 0
        if checks.held is not None:
            with raw_connection(connection).cursor() as cursor:
                marked = note_source(cursor, Held(allowed.source, checks.held), mark_stale=allowed.stale)
        # Nobody who publishes a record waits before this.
        report = dataclasses.replace(storing.publish(merged, author), stale=marked)
        if dry_run:
            connection.rollback()
    return checks.completed(report)
