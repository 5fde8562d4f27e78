"""`./run` and `./test`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path

from app.lock import locked
from app.setup import checks, environment, frontend
from app.setup.steps import BootstrapError, Steps

ROOT = Path(__file__).resolve().parents[2]


def run(arguments: list[str]) -> int:
    """Prepare what is missing, then become `servicemap serve` with `arguments`."""
    try:
        prepare(tests=False)
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    command = [str(environment.python(ROOT)), "-P", "-m", "app.cli", "serve", *arguments]
    sys.stdout.flush()
    if environment.WINDOWS:
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program
    # The same process goes on, so that a signal meets the server and not a parent of it.
    os.execv(command[0], command)  # noqa: S606 - our own program
    return 0


def test(arguments: list[str]) -> int:
    """Prepare, then run the checks and all tests; with arguments, pytest alone with these."""
    try:
        steps = prepare(tests=True)
        return checks.run_all(steps, arguments)
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


@contextmanager
def made_ready_meanwhile(steps: Steps) -> Iterator[None]:
    """Fetch, make and migrate the database while the block runs: it needs Python's packages, and nothing of the bundle.

    What goes wrong there is told by the program that needs the database. A server of one's own is left to it as well.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    command = [str(environment.python(ROOT)), "-P", "-m", "app.cli", "migrate"]
    with steps.log.open("a") as log:
        making = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        yield
        if making.poll() is None:
            with steps.step("Making the database"):
                making.wait()
    finally:
        if making.poll() is None:
            making.terminate()
            making.wait()


@contextmanager
def compiled_meanwhile(steps: Steps) -> Iterator[None]:
    """Compile our own modules while the block runs, at a first start: while packages are fetched, a processor waits."""
    if environment.python(steps.root).exists():
        yield
        return
    command = [sys.executable, "-m", "compileall", "-q", "app", "geo"]
    compiling = subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=steps.root, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        compiling.terminate()
        compiling.wait()


@contextmanager
def built_meanwhile(steps: Steps, *, tests: bool) -> Iterator[Callable[[], None]]:
    """Build the bundle while the block runs, which calls what it is given where it needs that.

    Python's packages and Node's are fetched from different places, and each way has its waits.
    """
    with ThreadPoolExecutor(1) as threads:
        building = threads.submit(frontend.ensure_bundle, steps, tests=tests)
        yield building.result


def prepare(*, tests: bool) -> Steps:
    """Environment, bundle and boundaries; one process at a time.

    What this checkout compiles it keeps, also where an environment forbids that: each start would take seconds longer.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    steps = Steps(ROOT)
    with (
        locked(steps.state / "bootstrap.lock", waiting=lambda: print("Waiting for another ./run or ./test")),
        compiled_meanwhile(steps),
        built_meanwhile(steps, tests=tests) as built,
    ):
        installed = environment.ensure(steps, tests=tests)
        with made_ready_meanwhile(steps) if installed else nullcontext():
            built()
            frontend.ensure_boundaries(steps)
    return steps
