"""`servicemap import`: a whole file is checked, then written in one transaction, or refused.

Rows go from the file through the checks into the database one after another, so that a file of any length takes the
same memory.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection, exists, select, text

from app.history.append import Ground, append
from app.history.author import Author
from app.imports.checks import Checks
from app.imports.datum_choices import DatumQuestion, datum_question
from app.imports.files import read_rows
from app.imports.gazetteer import load_gazetteer
from app.imports.problems import ImportRefusedError, Problems
from app.imports.reading import Reading
from app.imports.report import Allowed, Report
from app.imports.rows import RawRow
from app.imports.staging import Staged, merge
from app.platforms.models import Platform
from app.platforms.over_time.keep import keep_figures
from app.search.documents import Words
from app.store.version import bump
from app.store.writing import raw_connection, write_session


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
    reading = reading or Reading()
    try:
        rows, author = read_rows(path, crs, reading, encoding), Author("import", source=path.name)
        return _imported(url, rows, reading, allowed or Allowed(), author, dry_run=dry_run)
    except ImportRefusedError as refused:
        if any(problem.key == "import-no-datum" for problem in refused.problems):
            raise DatumUnsaidError(refused.gathered, _datum_question(url, path, reading, encoding)) from refused
        raise


class DatumUnsaidError(ImportRefusedError):
    """The file names no datum; `question` says where its points would fall in each of the four."""

    def __init__(self, problems: Problems, question: DatumQuestion) -> None:
        self.question = question
        super().__init__(problems)


def _datum_question(url: str, path: Path, reading: Reading, encoding: str | None) -> DatumQuestion:
    again = Reading(columns=reading.columns, sheet=reading.sheet)
    with write_session(url) as connection:
        gazetteer = load_gazetteer(connection)
        connection.rollback()
    return datum_question(read_rows(path, "wgs84", again, encoding), gazetteer)


def _imported(
    url: str, rows: Iterable[RawRow], reading: Reading, allowed: Allowed, author: Author, *, dry_run: bool
) -> Report:
    with write_session(url) as connection:
        checks = Checks.of(connection, reading, allowed)
        records = checks.records(rows)
        report = store(connection, records, checks.words, author, replace=allowed.replace, twice=lambda: checks.twice)
        checks.look_again(connection)
        if dry_run:
            connection.rollback()
    return checks.completed(report)


def store(
    connection: Connection,
    records: Iterable[Staged],
    words: Words,
    author: Author,
    *,
    grounds: Mapping[str, Ground] | None = None,
    replace: bool = True,
    alone: bool = False,
    twice: Callable[[], Collection[str]] = frozenset,
) -> Report:
    """Merge records inside the caller's transaction; data version and history grow when anything changed.

    `alone`: nobody needs to read meanwhile, so that very many may be written faster. `twice` gives, after the
    last record, the ids that stand in more than one row; none of them is stored.

    Raises ClearsFactsError where facts would be cleared that the file does not name, unless it is to `replace` them.
    """
    connection.execute(text("SELECT version FROM data_version FOR UPDATE"))  # one import after another
    with raw_connection(connection).cursor() as cursor:
        merged = merge(cursor, records, words.document, replace=replace, alone=alone, twice=twice)
    if merged.added or merged.changed:
        any_synthetic = connection.execute(select(exists().where(Platform.synthetic))).scalar_one()
        bump(connection, synthetic=any_synthetic)
        keep_figures(connection)
        with raw_connection(connection).cursor() as cursor:
            append(cursor, author, grounds)
    version = connection.execute(text("SELECT version FROM data_version")).scalar_one()
    unchanged = merged.rows - merged.added - merged.changed
    return Report(merged.added, merged.changed, unchanged, version, merged.cleared, outcomes=merged.outcomes)
