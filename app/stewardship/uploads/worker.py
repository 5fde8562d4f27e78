"""Reads or loads one upload, in a process of its own."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import psycopg
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from app.errors import ConflictError
from app.imports.rows.problems import ImportRefusedError
from app.imports.rows.reading import Reading
from app.stewardship.models import OF_ACCOUNT, AccountRow, UploadRow
from app.stewardship.rights import Account
from app.stewardship.task import Task, Why
from app.stewardship.uploads import kept
from app.stewardship.uploads.kept import Upload, upload_of
from app.stewardship.uploads.reading import DataChangedError, Job, NotWholeError, checked, loaded
from app.store.writing import is_full_disk, write_session

BROKE: Mapping[Why, str] = {
    "ended": "upload-ended",
    "too-long": "upload-too-long",
    "stopped": "upload-interrupted",
}
TELL_EVERY_S = 2.0
log = logging.getLogger("servicemap")


@dataclass(frozen=True)
class UploadTask(Task):
    """An upload that is to be read or loaded, as its state says; `attempt` is the number of this attempt."""

    SECONDS: ClassVar[int] = 900
    number: int
    attempt: int
    url: str

    @property
    def key(self) -> str:
        return f"upload {self.number}"

    def run(self, folder: Path) -> None:
        try:
            job = _job(self.url, self.number, self.attempt, folder)
            if job is None:
                return
            with Progress(self.url, job.upload) as progress:
                how = job.upload.how
                _worked(job, Reading(columns=how.columns, sheet=how.sheet, asks=True, progress=progress.tell))
        except ConflictError:
            log.info("upload %d: run %d was overtaken", self.number, self.attempt)
        except (DBAPIError, psycopg.Error, OSError, MemoryError) as error:
            log.warning("upload %d: run %d broke off", self.number, self.attempt, exc_info=error)
            _broke(self.url, self.number, self.attempt, _why(error))

    def waits(self, connection: Connection) -> None:
        kept.live(connection, self.number, self.attempt)

    def broke(self, connection: Connection, why: Why) -> None:
        kept.broke(connection, self.number, self.attempt, BROKE[why])


def _job(url: str, number: int, run: int, folder: Path) -> Job | None:
    """The upload with its file and its account; None where another run has begun."""
    columns = tuple(UploadRow.__table__.columns)
    with write_session(url) as connection:
        row = (
            connection.execute(select(*columns).where(UploadRow.id == number, UploadRow.run == run)).mappings().first()
        )
        if row is None or row["state"] not in kept.WORKING:
            return None
        upload = upload_of(row)
        account = Account(*connection.execute(select(*OF_ACCOUNT).where(AccountRow.id == upload.account)).one())
        path = folder / f"upload{Path(upload.name).suffix.lower()}"
        kept.write_file(connection, number, path)
    return Job(url, upload, account, path)


def _worked(job: Job, reading: Reading) -> None:
    upload, account = job.upload, job.account
    of_job = (job.url, upload.id, upload.run)
    if upload.state == "reading":
        state, verdict = checked(job, reading)
        with write_session(job.url) as connection:
            kept.end(connection, upload.id, upload.run, state, verdict.written())
        log.info("upload %d by %s: read, %s", upload.id, account.login, state)
        return
    try:
        verdict = loaded(job, reading)
    except NotWholeError:
        _broke(*of_job, "upload-not-whole")
    except (ImportRefusedError, DataChangedError):
        _broke(*of_job, "upload-changed-meanwhile")
    else:
        log.info("upload %d by %s: %d drafts", upload.id, account.login, verdict.proposing)


def _broke(url: str, number: int, run: int, why: str) -> None:
    with write_session(url) as connection:
        kept.broke(connection, number, run, why)


def _why(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "upload-too-much-memory"
    return "upload-disk-full" if is_full_disk(error) else "upload-database-away"


class Progress:
    """Tells now and then how many rows were read, so that a page can say it, and that the process still lives.

    It hears by that whether somebody deleted the upload meanwhile, or began another run.
    """

    def __init__(self, url: str, upload: Upload) -> None:
        self._url, self._upload, self._rows = url, upload, 0
        self._ended, self._overtaken = threading.Event(), False
        self._thread = threading.Thread(target=self._telling, daemon=True)

    def __enter__(self) -> "Progress":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def tell(self, row: int) -> None:
        """So many rows were read. Raises ConflictError where they are not wanted any more."""
        self._rows = row
        if self._overtaken:
            raise ConflictError("This upload was deleted, or another run of it has begun.")

    def _telling(self) -> None:
        while not self._ended.wait(TELL_EVERY_S):
            with write_session(self._url) as connection:
                self._overtaken = not kept.live(connection, self._upload.id, self._upload.run, self._rows)
