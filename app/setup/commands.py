"""`./run` and `./test`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
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
    """Prepare, then run the checks and all tests; with arguments, pytest alone with these.

    Tests start some hundred Pythons: each would compile all that it imports where an environment forbids to keep it.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        steps = prepare(tests=True)
        return checks.run_all(steps, arguments)
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


@contextmanager
def database_meanwhile(steps: Steps) -> Iterator[None]:
    """Fetch the programs of the database while the block runs: on a bare machine both take as long.

    What goes wrong there is told by the program that needs the database.
    """
    code = "from app.setup.cluster import fetch; fetch()"
    with steps.log.open("a") as log:
        fetching = subprocess.Popen(  # noqa: S603 - our own program
            [str(environment.python(ROOT)), "-P", "-c", code], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        yield
        if fetching.poll() is None:
            with steps.step("Fetching PostgreSQL and PostGIS"):
                fetching.wait()
    finally:
        if fetching.poll() is None:
            fetching.terminate()
            fetching.wait()


def prepare(*, tests: bool) -> Steps:
    """Environment, bundle and boundaries; one process at a time."""
    steps = Steps(ROOT)
    with locked(steps.state / "bootstrap.lock", waiting=lambda: print("Waiting for another ./run or ./test")):
        installed = environment.ensure(steps, tests=tests)
        with database_meanwhile(steps) if installed else nullcontext():
            frontend.ensure(steps)
        if tests:
            frontend.ensure_packages(steps, ROOT / "frontend")
    return steps
