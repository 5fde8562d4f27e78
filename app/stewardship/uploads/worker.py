"""Reads or loads one upload, in a process of its own whose memory and time are limited: `python -m … NUMBER RUN`."""

import logging
import os
import resource
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from app.errors import ConflictError
from app.imports.problems import ImportRefusedError
from app.imports.reading import Reading
from app.settings import Settings
from app.stewardship.models import AccountRow, UploadRow
from app.stewardship.rights import Account
from app.stewardship.sessions import OF_ACCOUNT
from app.stewardship.uploads import kept
from app.stewardship.uploads.kept import Upload, upload_of
from app.stewardship.uploads.reading import DataChangedError, Job, NotWholeError, checked, loaded
from app.store.writing import write_session

MOST_MEMORY, MOST_CPU_S = 1536 * 1024 * 1024, 600
TELL_EVERY_S = 2.0
log = logging.getLogger("servicemap")


def main() -> None:
    """Work on the upload that the arguments name; another status than 0 where it came to no end."""
    # Other visitors of the machine keep theirs, whatever a file does.
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S + 5))
    os.nice(5)
    number, run = (int(each) for each in sys.argv[1:3])
    work(Settings().database_url, number, run)


def work(url: str, number: int, run: int) -> None:
    """Read or load an upload, as its state says, and keep what came of it."""
    with TemporaryDirectory(prefix="servicemap-upload-") as folder:
        job = _job(url, number, run, Path(folder))
        if job is None:
            return
        try:
            with Progress(url, job.upload) as progress:
                reading = Reading(columns=job.upload.how.columns, sheet=job.upload.how.sheet, progress=progress.tell)
                _worked(job, reading)
        except ConflictError:
            log.info("upload %d: run %d was overtaken", number, run)
        except (DBAPIError, OSError, MemoryError) as error:
            log.warning("upload %d: run %d broke off", number, run, exc_info=error)
            _broke(job, _why(error))


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
    if upload.state == "reading":
        state, verdict = checked(job, reading)
        with write_session(job.url) as connection:
            kept.end(connection, upload.id, upload.run, state, verdict.written())
        log.info("upload %d by %s: read, %s", upload.id, account.login, state)
        return
    try:
        verdict = loaded(job, reading)
    except NotWholeError:
        _broke(job, "upload-not-whole")
    except (ImportRefusedError, DataChangedError):
        _broke(job, "upload-changed-meanwhile")
    else:
        log.info("upload %d by %s: %d drafts", upload.id, account.login, verdict.proposing)


def _broke(job: Job, why: str) -> None:
    with write_session(job.url) as connection:
        kept.broke(connection, job.upload.id, job.upload.run, why)


def _why(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "upload-too-much-memory"
    full = "DiskFull" in type(getattr(error, "orig", error)).__name__ or getattr(error, "errno", None) == 28
    return "upload-disk-full" if full else "upload-database-away"


class Progress:
    """Tells now and then how many rows were read, so that a page can say it, and that the process still lives."""

    def __init__(self, url: str, upload: Upload) -> None:
        self._url, self._upload, self._rows = url, upload, 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._telling, daemon=True)

    def __enter__(self) -> "Progress":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def tell(self, row: int) -> None:
        """So many rows were read."""
        self._rows = row

    def _telling(self) -> None:
        of_run = (UploadRow.id == self._upload.id, UploadRow.run == self._upload.run, UploadRow.state.in_(kept.WORKING))
        while not self._ended.wait(TELL_EVERY_S):
            values = {"rows": self._rows, "seen_at": datetime.now(UTC)}
            with write_session(self._url) as connection:
                connection.execute(update(UploadRow).where(*of_run).values(values))


if __name__ == "__main__":
    main()
