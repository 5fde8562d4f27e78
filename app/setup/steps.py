"""Steps with their progress: one line each with the seconds taken, output to a log, its tail on failure."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TAIL = 25


class BootstrapError(Exception):
    """A step failed. The text is a sentence that names the fix, or the tail of what the step said."""


class Steps:
    """Runs programs in the checkout `root`; their output goes to `.servicemap/bootstrap.log`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state = root / ".servicemap"
        self.state.mkdir(exist_ok=True)
        self.log = self.state / "bootstrap.log"
        self.began = time.monotonic()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Print `title` now, and the seconds it took when the block ends."""
        began = time.monotonic()
        print(f"{title} ...", end="", flush=True)
        try:
            yield
        except BaseException:
            print(" failed", flush=True)
            raise
        now = time.monotonic()
        print(f" {now - began:.1f} s (at {now - self.began:.0f} s)", flush=True)

    def run(
        self, command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        """Run a program quietly. Raises BootstrapError with the tail of its output where it fails."""
        arguments = [str(part) for part in command]
        with self.log.open("a+", encoding="utf-8", errors="replace") as log:
            log.write(f"\n$ {' '.join(arguments)}\n")
            log.flush()
            start = log.tell()
            code = self._call(arguments, cwd or self.root, {**os.environ, **(env or {})}, log.fileno())
            log.seek(start)
            tail = log.read().splitlines()[-TAIL:]
        if code:
            raise BootstrapError("\n".join([*tail, f"{arguments[0]} ended with {code}. All of it: {self.log}"]))

    def _call(self, arguments: list[str], cwd: Path, env: dict[str, str], output: int) -> int:
        try:
            return subprocess.run(  # noqa: S603 - fixed programs with our own arguments
                arguments,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            ).returncode
        except OSError as error:
            raise BootstrapError(f"{arguments[0]} can not be started: {error.strerror}.") from error
