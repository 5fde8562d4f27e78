"""Several processes on one port: all answer, all see a write, one that dies is replaced, none outlives its watch."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
import uvicorn
from sqlalchemy import create_engine
from uvicorn.supervisors import multiprocess as uvicorn_process

from app.cli.workers import Watching, application
from app.settings import Settings
from app.store.version import bump
from tests.support.databases import Databases
from tests.support.nginx import free_port
from tests.support.serving import Serving, children

AT_ONCE = 16
RESPAWN_S = 90


@pytest.fixture(scope="module")
def serving(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Serving, str, str]]:
    """Two workers, the address of their figures, and the database."""
    url, metrics = databases.url("workers"), f"127.0.0.1:{free_port()}"
    more = {"DATABASE_URL": url, "SERVICEMAP_METRICS": metrics}
    running = Serving(tmp_path_factory.mktemp("workers"), "--port", "0", "--workers", "2", **more)
    running.address()
    yield running, f"http://{metrics}/metrics", url
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


def test_the_address_is_said_though_a_worker_died_while_it_started(databases: Databases, tmp_path: Path) -> None:
    running = Serving(tmp_path, "--port", "0", "--workers", "2", DATABASE_URL=databases.url("workers"))
    try:
        end = time.monotonic() + RESPAWN_S
        while len(workers := _workers(running)) < 2:
            assert time.monotonic() < end
        os.kill(min(workers), signal.SIGKILL)
        assert httpx.get(f"{running.address()}live", trust_env=False, timeout=30).status_code == 200
        _end_while_the_program_is_imported(running)
    finally:
        running.process.kill()
        running.process.communicate()


def _end_while_the_program_is_imported(running: Serving) -> None:
    """The watch hears a signal though it can start nobody: what it would fork from was killed, the next one stands."""
    before = children(running.process.pid)
    [importing] = [child for child in before if children(child)]
    workers = _workers(running)
    os.kill(importing, signal.SIGKILL)
    os.kill(next_one := _next_child(running, before), signal.SIGSTOP)
    try:
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(RESPAWN_S)
        _until(lambda: not any(_lives(worker) for worker in workers))
    finally:
        os.kill(next_one, signal.SIGKILL)


def _next_child(running: Serving, before: set[int]) -> int:
    _until(lambda: bool(children(running.process.pid) - before))
    return (children(running.process.pid) - before).pop()


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + RESPAWN_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_workers_start_also_where_the_name_of_a_socket_would_be_too_long(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 120)
    long.mkdir()
    code = "from app.cli import workers\nwith workers.importing(): print(workers._subprocess.spawn.get_start_method())"
    command, folder = [sys.executable, "-c", code], {"TMPDIR": str(long)}
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | folder, check=False)
    assert (done.stdout, str(long) in done.stderr) == ("spawn\n", True), done.stderr


def _workers(serving: Serving) -> set[int]:
    """The processes that answer: those that were forked from the one child of the watch that has imported it all."""
    return {worker for child in children(serving.process.pid) for worker in children(child)}


def _version(address: str) -> int:
    """The version that a process says, asked on a connection of its own."""
    return int(httpx.get(f"{address}ready", trust_env=False, timeout=30).json()["dataVersion"])


def test_all_see_a_write_and_are_counted_together(serving: tuple[Serving, str, str]) -> None:
    running, metrics, url = serving
    address = running.address_said
    before = {_version(address) for _ in range(AT_ONCE)}
    assert len(before) == 1
    engine = create_engine(url)
    with engine.begin() as connection:
        bump(connection)
    engine.dispose()
    assert {_version(address) for _ in range(AT_ONCE)} == {before.pop() + 1}
    figures = httpx.get(metrics, trust_env=False).text
    assert f'servicemap_requests_total{{method="GET",route="/ready",status="200"}} {2 * AT_ONCE}.0' in figures


def test_a_killed_worker_is_replaced_and_the_other_goes_on(serving: tuple[Serving, str, str]) -> None:
    running, _, _ = serving
    before = _workers(running)
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    end = time.monotonic() + RESPAWN_S
    while len(_workers(running) - before) < 1:
        assert httpx.get(f"{running.address_said}live", trust_env=False, timeout=30).status_code == 200
        assert time.monotonic() < end
    assert len(_workers(running)) == 2


def test_the_watch_goes_on_where_that_which_it_forks_from_is_killed_again_and_again(
    serving: tuple[Serving, str, str],
) -> None:
    """As where memory runs out: the second one has not yet said which worker it forked.

    The workers that were there answer until those that take their places do.
    """
    running, _, _ = serving
    before, old = children(running.process.pid), _workers(running)
    assert len(old) == 2
    [first] = [child for child in before if children(child)]
    os.kill(first, signal.SIGKILL)
    os.kill(_next_child(running, before), signal.SIGKILL)
    _until(lambda: bool(_workers(running)))
    os.kill(new := _workers(running).pop(), signal.SIGSTOP)
    end = time.monotonic() + 3
    while time.monotonic() < end:
        assert all(_lives(worker) for worker in old)
        assert httpx.get(f"{running.address_said}live", trust_env=False, timeout=30).status_code == 200
        time.sleep(0.1)
    os.kill(new, signal.SIGCONT)
    _until(lambda: not any(_lives(worker) for worker in old))
    assert running.process.poll() is None
    assert len(_workers(running)) == 2
    assert httpx.get(f"{running.address_said}live", trust_env=False, timeout=30).status_code == 200


def test_no_worker_outlives_a_killed_watch(serving: tuple[Serving, str, str]) -> None:
    running, _, _ = serving
    workers = _workers(running)
    running.process.kill()
    running.process.communicate()
    end = time.monotonic() + RESPAWN_S
    while any(_lives(worker) for worker in workers):
        assert time.monotonic() < end
        time.sleep(0.1)


def _lives(process: int) -> bool:
    """Whether it still runs; one that has ended and was not asked for its end has no command any more."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except OSError:
        return False


def test_a_setting_that_no_worker_starts_with_ends_the_watch() -> None:
    """As production without a map approval number: one worker after the other would say so for ever."""
    with pytest.raises(SystemExit) as left:
        application(Settings(database_url="postgresql://nobody@127.0.0.1:1/none", production=True))
    ended = multiprocessing.get_context("fork").Process(target=sys.exit, args=(left.value.code,))
    ended.start()
    ended.join()
    watching = Watching(uvicorn.Config("none:app", workers=1), [], "")
    watching.processes = [SimpleNamespace(process=ended)]  # type: ignore[list-item]
    watching.keep_subprocess_alive()
    assert watching.should_exit.wait(RESPAWN_S)
    assert len(watching.processes) == 1
    assert watching.processes[0].process.pid == ended.pid, "nobody took its place"


class _Ends(uvicorn_process.Process):
    """A worker that says late that it lives, and takes a moment to end once it is told to."""

    def __init__(self) -> None:
        self.parent_conn, self.child_conn = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(target=self._work)  # type: ignore[assignment]

    def _work(self) -> None:
        told = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: told.set())
        self.child_conn.recv()
        time.sleep(1)
        self.child_conn.send(True)
        told.wait()
        time.sleep(1)


def test_workers_that_are_told_to_end_while_they_are_asked_if_they_live_end_by_themselves() -> None:
    """What asked them took those for ones that hang whose pipe was closed meanwhile, and killed them at their work."""
    watching = Watching(uvicorn.Config("none:app", workers=1, timeout_worker_healthcheck=15), [], "")
    watching.all_started = True
    watching.processes = [worker := _Ends()]
    worker.start()
    watching.keep_subprocess_alive()
    time.sleep(0.3)
    watching.should_exit.set()
    watching.terminate_all()
    watching.join_all()
    watching._replacing.join(RESPAWN_S)
    assert (watching.processes, worker.exitcode) == ([worker], 0)
