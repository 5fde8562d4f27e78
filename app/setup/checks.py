"""What `./test` runs once all is prepared: the linters, the type checkers, pytest."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.setup.environment import program, python
from app.setup.frontend import choose
from app.setup.steps import Steps

LONG = "--long"
MOST_PROCESSES = 4


def run_all(steps: Steps, arguments: list[str]) -> int:
    """The exit code of everything. pytest comes last, so that its closing line does.

    Arguments choose tests, for pytest alone; `--long` by itself chooses none.
    """
    everything = set(arguments) <= {LONG}
    failed = _checks(steps) if everything else []
    results = steps.state / "pytest.xml"
    results.unlink(missing_ok=True)
    pytest = [python(steps.root), "-m", "pytest", f"--junitxml={results}", "-o", "junit_family=xunit1"]
    code = _call([*map(str, pytest), *([*spread(), *tried_again()] if everything else []), *arguments], steps.root)
    skipped = _browser_tests_not_run(results)
    if skipped:
        print(f"{skipped} browser tests were not run: is Chromium installed?")
    if failed:
        print(f"Checks that failed (see above): {', '.join(failed)}")
    return code or int(bool(failed))


def spread() -> list[str]:
    """How pytest-xdist shares all tests out: a process more than there are processors, since tests also wait.

    Each has a database server and a browser of its own, so that more than a few would want much memory.
    """
    processes = min((os.cpu_count() or 1) + 1, MOST_PROCESSES)
    return [f"--numprocesses={processes}", "--dist=loadgroup", "--no-loadscope-reorder"]


def tried_again() -> list[str]:
    """Where nobody sits before the machine (CI), what failed is tried once more, and named as RERUN at the end.

    One of three thousand tests that met a busy moment then shows as what it is, a test or a page to be mended, and does
    not cost the result of all others. At a developer's own machine every failure counts at once.
    """
    return ["--reruns=1", "-rR"] if os.environ.get("CI") else []


def _checks(steps: Steps) -> list[str]:
    """Run every check, print what the failing ones say; the names of these."""
    root = steps.root
    node = choose(steps)
    ruff = str(program(root, "ruff"))
    checks: dict[str, tuple[list[str], Path, Mapping[str, str]]] = {
        "ruff check": ([ruff, "check", "."], root, {}),
        "ruff format": ([ruff, "format", "--check", "."], root, {}),
        "mypy": ([str(python(root)), "-m", "mypy"], root, {}),
        "import-linter": ([str(program(root, "lint-imports"))], root, {}),
        "tsc": ([*node.npm, "run", "check"], root / "frontend", node.environment()),
    }
    # Together: each is one process, and the longest of them, mypy, takes as long as all others.
    with ThreadPoolExecutor(len(checks)) as threads:
        passes = threads.map(lambda name: _passes(name, *checks[name]), checks)
        return [name for name, passed in zip(checks, passes, strict=True) if not passed]


def _passes(name: str, command: list[str], cwd: Path, env: Mapping[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - fixed programs
        command,
        cwd=cwd,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    told = f"{name}: {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - began:.1f} s)"
    # In one piece, so that what two of them say does not mix.
    print(f"{told}\n{done.stdout}" if done.returncode else told, flush=True)
    return done.returncode == 0


def _call(command: list[str], cwd: Path) -> int:
    sys.stdout.flush()
    return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603


def _browser_tests_not_run(results: Path) -> int:
    """The skipped tests below tests/browser in pytest's report (a file of our own making)."""
    if not results.is_file():
        return 0
    cases = ET.parse(results).iter("testcase")  # noqa: S314
    return sum(
        1
        for case in cases
        if case.get("classname", "").startswith("tests.browser") and case.find("skipped") is not None
    )
