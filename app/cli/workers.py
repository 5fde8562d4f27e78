"""`servicemap serve --workers N`: processes that share one socket, watched by this one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import time
from multiprocessing.connection import wait
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.supervisors import Multiprocess

from app.cli.frugal import frugal
from app.cli.options import OPTIONS
from app.cli.session import say
from app.operations.logs import configure
from app.operations.metrics import served_for_all
from app.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

STARTS_IN_S = 60
"""So long nobody takes a starting worker for one that hangs."""
SILENT_S, ASKED_FOR_S = 15, 0.5
"""A worker that is silent for so long hangs, and another one takes its place; how long one is asked if it is ready."""


def run_workers(settings: Settings, listener: socket.socket, shown: str) -> bool:
    """Answer until a signal ends it; whether all workers ever did. One that dies is started again.

    Each worker is a whole program with a pool and a memory of its own: what a setting bounds "of each process" it
    bounds so often. All see a write at once, as each answer asks the database for the version of the data.
    """
    with TemporaryDirectory(prefix="servicemap-metrics-") as folder, served_for_all(settings.metrics, folder):
        # A new process reads the environment, as this one did: what options and the private database changed goes in.
        os.environ |= {"DATABASE_URL": settings.database_url, "PROMETHEUS_MULTIPROC_DIR": folder}
        config = uvicorn.Config(
            "app.cli.workers:application",
            factory=True,
            workers=settings.workers,
            timeout_worker_healthcheck=SILENT_S,
            **OPTIONS,
        )
        watching = Watching(config, [listener], shown)
        watching.run()
        return watching.all_started


class Watching(Multiprocess):
    """uvicorn's watch over its workers, which says the address once all of them answer."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket], shown: str) -> None:
        super().__init__(config, sockets)
        self._shown = shown
        self.all_started = False

    def init_processes(self) -> None:
        """Wait in peace: while it imports, a process of a busy machine may be as silent as one that hangs."""
        super().init_processes()
        end = time.monotonic() + STARTS_IN_S
        while time.monotonic() < end and not self.should_exit.is_set() and not self.all_started:
            if not all(process.process.is_alive() for process in self.processes):
                break
            self.handle_signals()
            self._say_once_all_answer()
            time.sleep(0.1)

    def keep_subprocess_alive(self) -> None:
        """Also says the address where the workers needed longer, or one was started again."""
        super().keep_subprocess_alive()
        self._say_once_all_answer()

    def _say_once_all_answer(self) -> None:
        if not self.all_started and all(process.is_ready(timeout=ASKED_FOR_S) for process in self.processes):
            self.all_started = True
            say(self._shown)

    def handle_hup(self) -> None:
        """The terminal was closed: the end, as for one process."""
        self.should_exit.set()


def application() -> FastAPI:
    """What a worker serves; it ends with the process that watches it, also where that was killed."""
    frugal()
    # Here, since the watching process answers nobody: it would import all of it before the first worker starts.
    from app.main import create_app

    settings = Settings()
    configure(settings.log_format, access=settings.access_log)
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    return create_app(settings)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
