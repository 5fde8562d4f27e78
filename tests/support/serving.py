"""`servicemap serve` in a process of its own: what it says, its address, and its end by a signal."""

import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from tests.support.command import ROOT, environment

PATIENCE = {"SERVICEMAP_POOL_TIMEOUT": "30", "SERVICEMAP_STATEMENT_TIMEOUT": "30"}
"""Seconds, as those of `tests/support/server.py`: a busy machine is no fault."""

STARTS_IN_S = 180.0
"""After so long a server that has not said its address is ended, and the test with it."""


class Serving:
    """A running `servicemap serve`; `more` is what its environment holds besides."""

    def __init__(self, home: Path, *arguments: str, **more: str) -> None:
        self.said: list[str] = []
        self.address_said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve", *arguments],
            cwd=ROOT,
            env=environment(home, **(PATIENCE | more)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def address(self) -> str:
        """Wait for the line that names it."""
        assert self.process.stdout is not None
        late = threading.Timer(STARTS_IN_S, self.process.kill)
        late.start()
        try:
            for line in self.process.stdout:
                self.said.append(line.strip())
                if line.startswith("http://"):
                    self.address_said = line.strip()
                    return self.address_said
        finally:
            late.cancel()
        raise AssertionError("\n".join(self.said))

    def end(self, number: int) -> float:
        """Send a signal and wait; the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=60)
        assert "Traceback" not in rest, rest
        return time.monotonic() - began


def children(process: int) -> set[int]:
    """The processes that a process, any thread of it, started and that have not been forgotten."""
    found = set[int]()
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found |= set(map(int, thread.read_text().split()))
    return found
