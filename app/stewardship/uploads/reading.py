"""Reads an upload with the code of the command, and loads it: the good rows become drafts, all at once."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, text

from app.errors import ServiceMapError
from app.imports.checking.checks import Checks
from app.imports.files.read import read_rows
from app.imports.files.ways import SeveralWaysError
from app.imports.positions.datum_choices import NO_DATUM, NO_ROW_DATUM, DatumQuestion, datum_question, unsaid
from app.imports.positions.gazetteer import load_gazetteer
from app.imports.rows.problems import ImportRefusedError, Problems
from app.imports.rows.reading import Reading
from app.imports.storing.report import Allowed
from app.imports.storing.staging import Compared, compare
from app.imports.storing.stale import Missing, missing, note_source
from app.stewardship.own_records import OwnRecords
from app.stewardship.rights import Account
from app.stewardship.uploads import kept
from app.stewardship.uploads.kept import How, Upload
from app.stewardship.uploads.proposing import Proposed, draft, propose, seen_rows
from app.stewardship.uploads.sources import held_by
from app.stewardship.uploads.verdict import (
    Absent,
    SeenFile,
    Verdict,
    WayAsked,
    bad_rows_of,
    columns_of,
    kinds_of,
    told,
)
from app.store.writing import raw_connection, write_session

ABOUT_COLUMNS = {"import-unknown-column", "import-missing-column", "import-column-twice", "import-no-heading"}


@dataclass(frozen=True)
class Job:
    """A file that is to be read for an account."""

    url: str
    upload: Upload
    account: Account
    path: Path


def checked(job: Job, reading: Reading) -> tuple[str, Verdict]:
    """What loading the file would do, and the state that it is in then; nothing is changed."""
    return _refusal_said(job, reading, job.upload.how)


def _refusal_said(job: Job, reading: Reading, how: How) -> tuple[str, Verdict]:
    """The state that a file is in once it was read, and what is said of it; a refusal is one of them."""
    try:
        outcome, problems = ("checked", _examined(job, reading, how, load=False)), reading.problems
    except SeveralWaysError as several:
        asked = replace(_refused(several.gathered, reading), way=WayAsked.of(several))
        return ("columns" if several.ways else "refused"), asked
    except ImportRefusedError as refused:
        keys = {problem.key for problem in refused.problems}
        if keys & ABOUT_COLUMNS and reading.shown is not None:
            return "columns", _refused(refused.gathered, reading)
        if NO_DATUM in keys:
            return _datum_asked(job, reading, how, refused.gathered)
        outcome, problems = ("refused", _refused(refused.gathered, reading)), refused.gathered
    if problems.count(NO_ROW_DATUM):
        question = _datum_question(job, reading, how)
        if without := unsaid(problems, question):
            return "datum", replace(_refused(without, reading), datum=question)
    return outcome


def _datum_asked(job: Job, reading: Reading, how: How, problems: Problems) -> tuple[str, Verdict]:
    """The four choices of the datum; where no row has a position none is needed."""
    question = _datum_question(job, reading, how)
    if question.rows:
        return "datum", replace(_refused(problems, reading), datum=question)
    return _refusal_said(job, reading.again(), replace(how, crs="wgs84"))


def _datum_question(job: Job, reading: Reading, how: How) -> DatumQuestion:
    """Where the points of the file would fall in each datum; none is said by it, so that any is read."""
    with write_session(job.url) as connection:
        gazetteer = load_gazetteer(connection)
    return datum_question(read_rows(job.path, "wgs84", reading.again(), how.encoding), gazetteer)


def _refused(problems: Problems, reading: Reading) -> Verdict:
    return Verdict(
        bad=len(problems.rows),
        problems=problems.number,
        said=told(problems.first()),
        kinds=kinds_of(problems),
        notes=told(reading.notes.all()),
        columns=columns_of(reading.shown),
        file=SeenFile.of(reading),
        bad_rows=bad_rows_of(reading),
    )


class NotWholeError(ImportRefusedError):
    """All rows or none were to be loaded, and some have a problem."""


class DataChangedError(ServiceMapError):
    """What is published changed between the rows that were read and the drafts that were to start from it."""


def loaded(job: Job, reading: Reading) -> Verdict:
    """Load the good rows as drafts, in one transaction that ends with the state of the upload.

    Raises ImportRefusedError where there are none, NotWholeError where all or none were to be loaded, and
    DataChangedError.
    """
    # A file whose rows have no position needs no datum, and was checked so.
    crs = job.upload.how.crs or ("wgs84" if _checked_without_datum(job, reading) else None)
    return _examined(job, reading, replace(job.upload.how, crs=crs), load=True)


def _checked_without_datum(job: Job, reading: Reading) -> bool:
    try:
        next(iter(read_rows(job.path, None, reading.again(), job.upload.how.encoding)), None)
    except ImportRefusedError as refused:
        return any(problem.key == NO_DATUM for problem in refused.problems)
    return False


def _examined(job: Job, reading: Reading, how: How, *, load: bool) -> Verdict:
    rows = read_rows(job.path, how.crs, reading, how.encoding)
    with ExitStack() as stack:
        connection = stack.enter_context(write_session(job.url))
        beside = stack.enter_context(write_session(job.url))
        version = _version(connection)
        checks = Checks.of(connection, reading, Allowed(skip_bad=True, source=how.source))
        checks.beside = OwnRecords(job.account, beside, completes=True)
        with raw_connection(connection).cursor() as cursor:
            records = checks.records(rows)
            compared = compare(cursor, records, checks.words.document, twice=lambda: checks.twice)
            checks.look_again(connection)
            proposed = propose(cursor, job.account.id)
            held = held_by(how.source, checks.held or (), job.account)
            verdict = _verdict(checks, compared, proposed, missing(cursor, held) if how.source else Missing(0, ()))
            if load:
                if how.whole and verdict.bad:
                    raise NotWholeError(reading.problems)
                if _version(connection) != version:
                    raise DataChangedError("Others published while the file was read.")
                draft(cursor, job.account.id, job.upload.id, how.reason)
                if how.source:
                    marked = note_source(cursor, held, mark_stale=how.stale)
                    verdict = replace(verdict, marked=marked)
                _end(connection, job, verdict)
    return verdict


def _version(connection: Connection) -> int:
    """The version of the data that the next statement sees."""
    return int(connection.execute(text("SELECT version FROM data_version")).scalar_one())


def _end(connection: Connection, job: Job, verdict: Verdict) -> None:
    kept.end(connection, job.upload.id, job.upload.run, "loaded", verdict.written())


def _verdict(checks: Checks, compared: Compared, proposed: Proposed, gone: Missing) -> Verdict:
    problems, warnings = checks.reading.problems, checks.warnings
    return Verdict(
        rows=compared.rows,
        bad=len(problems.rows),
        problems=problems.number,
        said=told(problems.first()),
        kinds=kinds_of(problems),
        added=compared.added,
        changed=compared.changed,
        unchanged=compared.rows - compared.added - compared.changed,
        drafted=len(proposed.already),
        notes=told(checks.reading.notes.all()),
        warnings=told(warnings.all()),
        warned=sum(warnings.numbers.values()),
        seen=seen_rows(compared.outcomes, proposed),
        columns=columns_of(checks.reading.shown),
        file=SeenFile.of(checks.reading),
        missing=gone.number,
        absent=[Absent(*each) for each in gone.first],
        bad_rows=bad_rows_of(checks.reading),
    )
