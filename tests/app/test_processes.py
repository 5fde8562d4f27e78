"""The processes of jobs and uploads: what is stored and said where one is killed, or the server that started it."""

import asyncio
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fastapi import Request

from app.errors import FileNotMadeError
from app.operations.own_folder import OwnFolder, delete_left
from app.stewardship.jobs.job import BROKE
from app.stewardship.jobs.upload import receive
from app.stewardship.jobs.work import JobTask
from app.stewardship.processes import Processes
from app.stewardship.uploads.verdict import read
from app.stewardship.uploads.worker import UploadTask
from app.store.writing import Writer
from tests.support.command import ROOT
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.stewards import accounts_of_every_role
from tests.support.stored import stored
from tests.support.tasks import Steward, both_blocked, drafts_locked, until

DRAFTED = "SELECT platform FROM drafts ORDER BY platform"


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    url = databases.url("processes")
    accounts_of_every_role(url)
    return url


@pytest.fixture
def steward(url: str) -> Steward:
    stored(url, "DELETE FROM drafts")
    return Steward.of(url)


def test_a_killed_process_stores_nothing_says_so_and_leaves_its_place(steward: Steward, tmp_path: Path) -> None:
    url, job, upload = steward.url, steward.job(tmp_path, "job"), steward.upload("upload")
    waiting = steward.job(tmp_path, "next")

    async def run() -> None:
        writer = Writer(url, 30)
        processes = Processes(writer, (JobTask, UploadTask))
        with drafts_locked(url):
            under_way = {processes.start(job), processes.start(upload)}
            after = processes.start(waiting)
            await asyncio.to_thread(until, lambda: both_blocked(url))
            assert steward.said(waiting)[0] == "waiting"
            for process in multiprocessing.active_children():
                if process.name in (job.key, upload.key):
                    process.kill()
            await asyncio.wait(under_way)
            # They say so at once, though the database is still at what they began.
            assert steward.said(job) == ("failed", BROKE["ended"])
            broken = steward.of_number(upload.number)
            assert (broken.state, read(broken.verdict).why) == ("broken", "upload-ended")
        await after
        await processes.close()
        writer.close()

    finished(run())
    assert steward.said(waiting)[0] == "stored"
    assert stored(url, DRAFTED) == [(f"next-{n}",) for n in range(3)]
    assert not job.path.exists()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder below which a socket can stand, whose name may have about a hundred characters."""
    with TemporaryDirectory(prefix="smp-") as folder:
        yield Path(folder)


def test_what_a_killed_server_worked_on_ends_with_it(steward: Steward, tmp_path: Path, short_folder: Path) -> None:
    url, job, upload = steward.url, steward.job(tmp_path, "job"), steward.upload("upload")
    given = [str(each) for each in (url, job.number, job.path, upload.number, upload.attempt)]
    room = short_folder
    env = {**os.environ, "TMPDIR": str(room)}
    server = subprocess.Popen([sys.executable, "-m", "tests.support.tasks", *given], cwd=ROOT, env=env)
    with drafts_locked(url):
        until(lambda: both_blocked(url))
        [own] = room.glob("servicemap-server-*")
        assert len({*own.glob("task-*")}) == 2
        # As one that waits for its turn: no process deletes it.
        (own / "job-waiting.csv").write_bytes(b"x")
        delete_left(room)
        assert own.exists(), "a server that lives keeps it"
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        until(lambda: not job.path.exists())
        until(lambda: not {*own.glob("task-*")})
    delete_left(room)
    assert not own.exists(), "the next server deletes what this one left"
    until(lambda: steward.said(job)[0] == "failed")
    assert steward.said(job) == ("failed", BROKE["ended"])
    assert stored(url, DRAFTED) == []
    # The upload says nothing of itself any more, so that its page offers to read it again.
    stored(url, f"UPDATE uploads SET seen_at = now() - interval '2 minutes' WHERE id = {upload.number}")  # noqa: S608
    assert steward.of_number(upload.number).silent
    steward.loading(upload.number).run(tmp_path)
    assert stored(url, DRAFTED) == [(f"upload-{n}",) for n in range(3)]


def test_no_two_processes_work_on_one_job_and_a_stopped_server_says_so(steward: Steward, tmp_path: Path) -> None:
    url, job = steward.url, steward.job(tmp_path, "job")

    async def run() -> None:
        writer = Writer(url, 30)
        first, second = (Processes(writer, (JobTask, UploadTask)) for _ in range(2))
        with drafts_locked(url):
            first.start(job)
            await asyncio.to_thread(until, lambda: steward.said(job)[0] == "running")
            await second.start(job)
            assert steward.said(job)[0] == "running"
            await first.close()
        await second.close()
        writer.close()

    finished(run())
    assert steward.said(job) == ("failed", BROKE["stopped"])
    assert stored(url, DRAFTED) == []


def test_a_process_reads_no_more_of_the_program_than_it_needs() -> None:
    loaded = "import app.stewardship.jobs.work, app.stewardship.uploads.worker, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    unneeded = {"fastapi", "starlette", "pyproj", "httpx", "folium", "opencc", "openpyxl", "lark", "pypinyin"}
    assert unneeded.isdisjoint(done.stdout.split())


def test_what_finds_no_room_at_its_end_is_said_and_gone() -> None:
    sent = b"x" * 5000

    async def receiving() -> None:
        async def part() -> dict[str, object]:
            return {"type": "http.request", "body": sent, "more_body": False}

        request = Request({"type": "http", "method": "POST", "headers": []}, part)
        folder = OwnFolder()
        place = folder.path()
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        # Less than what a file holds back: it is written when the file is closed.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        try:
            with pytest.raises(FileNotMadeError):
                await receive(request, ".csv", folder)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert [each.name for each in place.iterdir()] == ["lock"]
        folder.close()
        assert not place.exists()

    finished(receiving())
