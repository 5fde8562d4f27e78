"""Jobs and uploads without a web server. Run as a program, it is a server that does nothing but work on two of them."""

import asyncio
import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import select

from app.database_url import libpq
from app.stewardship.jobs import job
from app.stewardship.jobs.work import JobTask
from app.stewardship.models import OF_ACCOUNT, AccountRow
from app.stewardship.processes import Processes
from app.stewardship.rights import Account
from app.stewardship.uploads import kept
from app.stewardship.uploads.kept import How, Upload
from app.stewardship.uploads.worker import UploadTask
from app.store.writing import Writer, write_session
from tests.support.import_files import PLACED, rows_as_text, write
from tests.support.stewards import PUDONG
from tests.support.stored import stored

OWN = {**PLACED, "district_code": PUDONG, "district_basis": "source", "lon": "121.55", "lat": "31.22"}
WITHIN_S = 60.0
BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'drafts'::regclass"


@dataclass(frozen=True)
class Steward:
    """Somebody whose jobs and uploads are worked on."""

    url: str
    account: Account

    @classmethod
    def of(cls, url: str, login: str = "steward") -> "Steward":
        with write_session(url) as connection:
            row = connection.execute(select(*OF_ACCOUNT).where(AccountRow.login == login)).one()
        return cls(url, Account(*row))

    def job(self, folder: Path, name: str, *, publishes: bool = False, rows: int = 3, **more: str) -> JobTask:
        """A job whose rows came already."""
        file = write(folder / f"{name}.csv", *self.rows(name, rows, **more))
        with write_session(self.url) as connection:
            number = job.add(connection, self.account, "text/csv", "x", publishes=publishes, replaces=False)
        return JobTask(number, file, self.url, self.url)

    def upload(self, name: str, *, rows: int = 3, **more: str) -> UploadTask:
        """An upload that was read already, and is to be loaded."""
        content = rows_as_text(*self.rows(name, rows, **more)).encode()
        with write_session(self.url) as connection:
            number = kept.add(connection, self.account, f"{name}.csv", io.BytesIO(content))
        worked(self.url, number, 1)
        return self.loading(number)

    def loading(self, number: int) -> UploadTask:
        with write_session(self.url) as connection:
            attempt = kept.begin(connection, self.of_number(number), "loading", How(reason="x"))
        return UploadTask(number, attempt, self.url)

    def of_number(self, number: int) -> Upload:
        with write_session(self.url) as connection:
            return kept.read(connection, self.account, number)

    def said(self, task: JobTask) -> tuple[str, str]:
        """The state of a job, and what its verdict says."""
        with write_session(self.url) as connection:
            document = job.document(connection, self.account, task.number)
        return document["state"], document.get("verdict", {}).get("detail", "")

    @staticmethod
    def rows(name: str, number: int, **more: str) -> list[dict[str, str]]:
        return [{**OWN, "id": f"{name}-{n}", "name_zh": f"示例{name}{n}", **more} for n in range(number)]


def worked(url: str, number: int, attempt: int) -> None:
    """Read or load an upload in this process."""
    with TemporaryDirectory(prefix="servicemap-") as folder:
        UploadTask(number, attempt, url).run(Path(folder))


@contextmanager
def drafts_locked(url: str) -> Iterator[None]:
    """Whoever is about to write drafts waits until the block ends: so it is in the middle of its transaction."""
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("LOCK TABLE drafts IN SHARE MODE")
        yield


def until(reached: Callable[[], bool]) -> None:
    """Wait for a state. Raises AssertionError where it does not come."""
    end = time.monotonic() + WITHIN_S
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.05)


def both_blocked(url: str) -> bool:
    """Whether a job and an upload wait for the drafts."""
    return bool(stored(url, BLOCKED) == [(2,)])


async def _server(url: str, tasks: list[JobTask | UploadTask]) -> None:
    processes = Processes(Writer(url, 30), (JobTask, UploadTask))
    await asyncio.wait({processes.start(task) for task in tasks})


if __name__ == "__main__":
    given, job_number, file, upload_number, attempt_number = sys.argv[1:]
    one = JobTask(int(job_number), Path(file), given, given)
    asyncio.run(_server(given, [one, UploadTask(int(upload_number), int(attempt_number), given)]))
