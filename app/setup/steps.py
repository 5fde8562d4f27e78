"""Steps with their progress: a line when each begins and one when it ends; output to a log, its tail on failure."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TAIL = 25


class BootstrapError(Exception):
    """A step failed. The text is a sentence that names the fix, or the tail of what the step said."""


class Steps:
    """Runs programs in the checkout `root`; their output goes to `.servicemap/bootstrap.log`.

    Threads may share it: what a program said comes into the log in one piece, once it has ended.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state = root / ".servicemap"
        self.state.mkdir(exist_ok=True)
        self.log = self.state / "bootstrap.log"
        self.began = time.monotonic()
        self._writing = threading.Lock()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Print `title` now, and once more with the seconds it took when the block ends: others may go on beside it."""
        began = time.monotonic()
        self._say(f"{title} ...")
        try:
            yield
        except BaseException:
            self._say(f"{title}: failed")
            raise
        now = time.monotonic()
        self._say(f"{title}: {now - began:.1f} s (at {now - self.began:.0f} s)")

    def _say(self, line: str) -> None:
        with self._writing:
            print(line, flush=True)

    def run(
        self, command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        """Run a program quietly. Raises BootstrapError with the tail of its output where it fails."""
        arguments = [str(part) for part in command]
        self._note(f"\n$ {' '.join(arguments)}\n")
        code, output = self._call(arguments, cwd or self.root, {**os.environ, **(env or {})})
        self._note(output and f"\n{arguments[0]} said:\n{output}")
        if code:
            tail = output.splitlines()[-TAIL:]
            raise BootstrapError("\n".join([*tail, f"{arguments[0]} ended with {code}. All of it: {self.log}"]))

    def _note(self, text: str) -> None:
        with self._writing, self.log.open("a", encoding="utf-8", errors="replace") as log:
            log.write(text)

    def _call(self, arguments: list[str], cwd: Path, env: dict[str, str]) -> tuple[int, str]:
        """The exit code, and what the program said."""
        try:
            done = subprocess.run(  # noqa: S603 - fixed programs with our own arguments
                arguments,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except OSError as error:
            raise BootstrapError(f"{arguments[0]} can not be started: {error.strerror}.") from error
        return done.returncode, done.stdout
