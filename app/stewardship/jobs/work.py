"""Works on one job, in a process of its own: checks every row, then stores all of them in one transaction, or none.

Its memory is bounded: rows go from the file through the checks into the database one after another. When it is killed
the database takes everything back.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlalchemy import Connection, select, text

from app.errors import ServiceMapError
from app.imports.checking.checks import Checks
from app.imports.files.read import read_rows
from app.imports.rows.problems import ImportRefusedError, fault
from app.imports.rows.raw_row import RawRow
from app.imports.rows.reading import Reading
from app.imports.rows.signs import storable
from app.imports.storing.features import keep_features
from app.imports.storing.report import Allowed
from app.imports.storing.staging import Staged
from app.imports.storing.store import Storing
from app.stewardship import drafts, records
from app.stewardship.jobs import job
from app.stewardship.jobs.job import MOST_ROWS
from app.stewardship.models import OF_ACCOUNT, AccountRow
from app.stewardship.own_records import OwnRecords
from app.stewardship.records import Published
from app.stewardship.rights import Account
from app.stewardship.task import Task, Why
from app.store.writing import beside, is_full_disk, write_session

Item = TypeVar("Item")
AT_A_TIME = 500
NOTED_EVERY_S = 0.5
LISTED = 1000
"""So many faults are named; all are counted."""
IN_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended('servicemap.jobs', 0))")
FAILED = "Something went wrong here, so that nothing was stored; it was logged. Send the rows again."
FULL = "The server's disk is full, so that nothing was stored. Tell whoever runs it, and send the rows again later."
TOO_MUCH_MEMORY = "It took too much memory, so that nothing was stored. Send fewer rows at once."
log = logging.getLogger("servicemap")


@dataclass(frozen=True)
class JobTask(Task):
    """What is to be done: `url` and `publishing` are URLs of the database, for drafts and for what the public sees."""

    SECONDS: ClassVar[int] = 3600
    number: int
    path: Path
    url: str
    publishing: str
    encoding: str | None = None
    """That of the rows, where whoever sent them says it."""

    @property
    def key(self) -> str:
        return job.key(self.number)

    def run(self, folder: Path) -> None:
        with beside(self.url) as seen:
            state, verdict = _verdict(self, seen)
            if state != "stored":
                job.end(seen, self.number, state, verdict)
            elif "dataVersion" in verdict:
                keep_texts(self.number, self.publishing)

    def waits(self, connection: Connection) -> None:
        job.waits(connection, self.number)

    def broke(self, connection: Connection, why: Why) -> None:
        job.end(connection, self.number, "failed", {"detail": job.BROKE[why]})

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)


class CancelledError(ServiceMapError):
    """Somebody asked that the job ends."""


def keep_texts(number: int, publishing: str) -> None:
    """Write the texts of what was published, as an import does; what lacks one is made for each answer."""
    try:
        keep_features(publishing, log.info)
    except Exception:
        # The records are before the public: nothing of that is taken back.
        log.exception("job %s: the texts of features are not written", number)


def _verdict(task: JobTask, seen: Connection) -> tuple[str, dict[str, Any]]:
    try:
        return "stored", _stored(task, seen)
    except CancelledError:
        return "cancelled", job.CANCELLED
    except ImportRefusedError as refused:
        return "refused", _refusal(refused)
    except ServiceMapError as error:
        return "refused", {"detail": str(error)}
    except MemoryError:
        return "failed", {"detail": TOO_MUCH_MEMORY}
    except Exception as error:
        log.exception("job %s", task.number)
        return "failed", {"detail": FULL if is_full_disk(error) else FAILED}


def _stored(task: JobTask, seen: Connection) -> dict[str, Any]:
    """Store all rows, and the verdict with them in the same transaction."""
    row = job.read(seen, task.number)
    if row.state not in job.OPEN:
        raise CancelledError
    account = Account(*seen.execute(select(*OF_ACCOUNT).where(AccountRow.id == row.account)).one())
    with write_session(task.publishing if row.publishes else task.url) as connection:
        connection.execute(IN_TURN)
        work = Work(task, seen, account)
        verdict = work.publish(connection, row) if row.publishes else work.propose(connection, row.reason)
        verdict["rows"] = work.rows
        job.note(seen, task.number, work.rows)
        if not job.end(connection, task.number, "stored", verdict):
            raise CancelledError
        return verdict


def _refusal(refused: ImportRefusedError) -> dict[str, Any]:
    first = sorted(problem for kind in refused.kinds for problem in kind.first)[:LISTED]
    faults = [
        {
            "row": each.row,
            "pointer": records.pointer(each.column),
            "value": storable(each.value[:200]),
            "detail": each.reason,
        }
        for each in first
    ]
    return {"detail": "Nothing was stored.", "faultCount": refused.number, "faults": faults}


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Some hundred at a time."""
    remaining = iter(items)
    while batch := list(islice(remaining, AT_A_TIME)):
        yield batch


class Work:
    """The rows of one job on their way; `seen` is a connection whose statements others see at once."""

    def __init__(self, task: JobTask, seen: Connection, account: Account) -> None:
        self._task, self._seen, self._account = task, seen, account
        self._reading = Reading()
        self._noted = 0.0
        self.rows = 0

    def publish(self, connection: Connection, row: Any) -> dict[str, Any]:
        """Put all records before the public. Raises ImportRefusedError, ClearsFactsError, CancelledError."""
        by = records.author(self._account, "publish", row.reason)
        storing = Storing(connection)
        checks = Checks.of(connection, self._reading, Allowed())
        staged = (each for each, _ in self._own(checks))
        merged = storing.merge(staged, checks.words, replace=row.replaces, twice=lambda: checks.twice)
        report = storing.publish(merged, by)
        counts = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
        return {**counts, "dataVersion": report.data_version}

    def propose(self, connection: Connection, reason: str) -> dict[str, Any]:
        """Make a draft of each record that differs from what is published and from one's own open draft.

        Raises ImportRefusedError, CancelledError.
        """
        checks, made, unchanged = Checks.of(connection, self._reading, Allowed()), 0, 0
        for batch in _batches(self._own(checks)):
            rows = [
                drafts.of_proposal(self._account, each.record.id, each.record, now, reason)
                for each, now in batch
                if now is None or drafts.differing(now.values, each.record.model_dump(mode="json"))
            ]
            written = 0 if self._reading.problems.number else drafts.keep_open(connection, self._account, rows)
            made, unchanged = made + written, unchanged + len(batch) - written
        return {"drafts": made, "unchanged": unchanged}

    def _own(self, checks: Checks) -> Iterator[tuple[Staged, Published | None]]:
        """The records with what is published of each; a row that the account may not write so is a problem."""
        own = checks.beside = OwnRecords(self._account, self._seen, completes=False)
        for each in checks.records(self._raw()):
            yield each, own.now(each.record.id)

    def _raw(self) -> Iterable[RawRow]:
        """The rows of the file, as far as a job takes them."""
        for row in read_rows(self._task.path, "wgs84", self._reading, self._task.encoding):
            self.rows += 1
            if self.rows > MOST_ROWS:
                self._reading.problems.stop(fault(row.number, "", "too-many-rows", most=MOST_ROWS))
                return
            if time.monotonic() - self._noted > NOTED_EVERY_S:
                self._noted = time.monotonic()
                if not job.note(self._seen, self._task.number, self.rows):
                    raise CancelledError
            yield row
