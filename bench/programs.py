"""Programs that answer over HTTP, ours and the peers, each started in processes of its own and ended again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PATIENCE_S = 900
PATIENCE_OF_AN_ANSWER_S = 60


class NotStartedError(Exception):
    """A program did not start; the message says why."""


@dataclass(frozen=True)
class Running:
    """A program that answers: its address, its first process, and the seconds until it answered and was warm."""

    address: str
    process: int
    ready: float
    warm: float = 0.0

    def get(self, path: str) -> httpx.Response:
        """An answer to one request. Raises httpx.HTTPError where there is none, or an error."""
        answer = httpx.get(self.address + path, timeout=PATIENCE_OF_AN_ANSWER_S, trust_env=False)
        return answer.raise_for_status()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def started(command: Sequence[str], env: Mapping[str, str], port: int, path: str, log: Path) -> Iterator[Running]:
    """A program that listens on `port`, from its first good answer to `path` on. Raises NotStartedError."""
    began = time.monotonic()
    with log.open("w") as output:
        program = subprocess.Popen(
            command, env={**os.environ, **env}, stdout=output, stderr=output, cwd=log.parent, start_new_session=True
        )
        running = Running(f"http://127.0.0.1:{port}", program.pid, 0.0)
        try:
            while not _answers(running, path):
                if program.poll() is not None or time.monotonic() - began > PATIENCE_S:
                    said = log.read_text("utf-8", "replace").strip().splitlines() or ["nothing was said"]
                    raise NotStartedError(f"it did not start: {said[-1][:200]}")
                time.sleep(0.05)
            yield Running(running.address, running.process, time.monotonic() - began)
        finally:
            program.terminate()
            try:
                program.wait(PATIENCE_OF_AN_ANSWER_S)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


def _answers(running: Running, path: str) -> bool:
    try:
        running.get(path)
    except httpx.HTTPError:
        return False
    return True


@contextmanager
def service(url: str, workers: int, folder: Path, *, kept: bool) -> Iterator[Running]:
    """Ours on a database, once it has read what it keeps in memory; `kept`: it keeps its answers, too."""
    port = free_port()
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--workers", str(workers)]
    # A database that was given is only read.
    env = {"DATABASE_URL": url, "PGOPTIONS": "-c default_transaction_read_only=on"}
    if not kept:
        env["SERVICEMAP_ANSWER_CACHE_BYTES"] = "0"
    with started(
        command, {**env, "PYTHONPATH": str(Path.cwd())}, port, "/ready", folder / f"ours-{port}.log"
    ) as running:
        yield Running(running.address, running.process, running.ready, _warm(running, workers))


def _warm(running: Running, workers: int) -> float:
    """The seconds until the suggestions know all names, which are read last, and the words of a search.

    Each worker reads them for itself, and nobody says which one answers: so many good answers in a row are of all.
    """
    began, good = time.monotonic(), 0
    while good < 8 * workers and time.monotonic() - began < PATIENCE_S:
        if _knows(running):
            good += 1
        else:
            good = 0
            time.sleep(0.5)
    return time.monotonic() - began


def _knows(running: Running) -> bool:
    """Whether whoever answers knows the names and the words. While they are read, there are errors, too."""
    try:
        named: bool = running.get("/api/suggest?q=a").headers.get("cache-control") != "no-store"
        for path in ("/api/facets?q=zzzz", "/api/collections/platforms/items?q=zzzz"):
            running.get(path)
    except httpx.HTTPError:
        return False
    return named
