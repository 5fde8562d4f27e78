"""`./run` and `./test`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.bootstrap import checks, environment, frontend
from app.bootstrap.lock import locked
from app.bootstrap.steps import BootstrapError, Steps

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


def prepare(*, tests: bool) -> Steps:
    """Environment, bundle and boundaries; one process at a time."""
    steps = Steps(ROOT)
    with locked(steps.state / "bootstrap.lock", waiting=lambda: print("Waiting for another ./run or ./test")):
        environment.ensure(steps, tests=tests)
        frontend.ensure(steps)
        if tests:
            frontend.ensure_packages(steps, ROOT / "frontend")
    return steps
