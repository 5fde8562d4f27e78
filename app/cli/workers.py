"""`servicemap serve --workers N`: processes that share one socket, watched by this one."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import forkserver
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn
from uvicorn import _subprocess
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process

from app.cli.frugal import frugal, settled
from app.cli.options import OPTIONS
from app.cli.session import say
from app.errors import SettingsError
from app.operations.logs import configure
from app.operations.metrics import served_for_all
from app.operations.own_folder import OwnFolder

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.settings import Settings

log = logging.getLogger("servicemap")
STARTS_IN_S = 60
"""So long nobody takes a starting worker for one that hangs."""
SILENT_S, ASKED_FOR_S = 15, 0.5
"""A worker that is silent for so long hangs, and another one takes its place; how long one is asked if it is ready."""
LOOK_S = 3
"""A look at workers that answer is over by then."""
NOT_FORKED = (EOFError, ConnectionError)
"""The process that workers are forked from was killed, as one is where memory runs out, while one was asked for."""
REFUSED = 78
"""How a worker ends that a setting keeps from starting (EX_CONFIG of sysexits.h): no other would start."""
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the workers write their figures; prometheus_client looks for it when it is imported."""


@contextmanager
def importing() -> Iterator[None]:
    """Have the application imported meanwhile, by a process that the workers are forked from.

    They need no seconds for it then, also one that takes the place of another, and have its memory in common. Elsewhere
    than on Linux each worker imports it: libraries of other systems do not bear to be forked.
    """
    folder = OwnFolder()
    os.environ[FOLDER] = str(folder.path())
    try:
        if sys.platform == "linux":
            _fork_workers()
        yield
    finally:
        folder.close()


def _fork_workers() -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.imported"])  # the wheel has it elsewhere
    try:
        forkserver.ensure_running()
    except OSError as error:
        # Its socket is in the folder for temporary files, whose name may be longer than that of a socket.
        log.warning("Each worker imports the program by itself: %s (%s).", error, tempfile.gettempdir())
    else:
        # uvicorn has no setting for how it starts a process.
        _subprocess.spawn = context  # type: ignore[assignment]


def run_workers(settings: Settings, listener: socket.socket, shown: str) -> bool:
    """Answer until a signal ends it; whether all workers ever did. One that dies is started again.

    Each worker has a pool and a memory of its own: what a setting bounds "of each process" it bounds so often. All see
    a write at once, as each answer asks the database for the version of the data.
    """
    with served_for_all(settings.metrics, os.environ[FOLDER]):
        config = uvicorn.Config(
            partial(application, settings),
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
        self._replacing = Thread()
        self._leaving: list[Process] = []

    def init_processes(self) -> None:
        """Wait in peace: while it imports, a process of a busy machine may be as silent as one that hangs."""
        try:
            super().init_processes()
        except NOT_FORKED:
            sys.exit("The process that imports the program for all workers was ended. Is there enough memory?")
        end = time.monotonic() + STARTS_IN_S
        while time.monotonic() < end and not self.should_exit.is_set() and not self.all_started:
            if not all(process.process.is_alive() for process in self.processes):
                break
            self.handle_signals()
            self._say_once_all_answer()
            time.sleep(0.1)

    def keep_subprocess_alive(self) -> None:
        """Replace a worker that died in a thread: the program may have to be imported first, and signals are heard."""
        if not self._replacing.is_alive():
            self._replacing = Thread(target=self._replace, daemon=True)
            self._replacing.start()

    def _replace(self) -> None:
        """Also says the address where the workers needed longer, or one was started again.

        Where that which they are forked from was killed, nobody here knows whether its workers live. They do, and end
        once they are forgotten: those that take their places answer first.
        """
        if any(process.process.exitcode == REFUSED for process in self.processes):
            self.should_exit.set()
            return
        before = self.processes.copy()
        try:
            super().keep_subprocess_alive()
        except NOT_FORKED:
            # The place of that worker is still that of the one that died: it is tried again at the next look.
            log.warning("The process that imports the program for all workers was ended; another one takes its place.")
        self._leaving += [old for old, new in zip(before, self.processes, strict=False) if old is not new]
        if self.should_exit.is_set():
            # One that was started meanwhile has not been told.
            self._tell_all()
        self._say_once_all_answer()

    def terminate_all(self) -> None:
        """Let the workers end, and refuse whoever comes: while one process listens, they would wait in vain.

        What looks after them asks meanwhile if they live, and takes one that it cannot ask for one that hangs: the ways
        to them are closed once it is done, or where it waits for long, as for a program that is still imported.
        """
        self._tell_all()
        if self._replacing.is_alive():
            self._replacing.join(LOOK_S)
        if not self._replacing.is_alive():
            for listener in self.sockets:
                listener.close()
        super().terminate_all()

    def _tell_all(self) -> None:
        for process in self.processes:
            if sys.platform != "win32" and process.process.is_alive():
                process.process.terminate()

    def _say_once_all_answer(self) -> None:
        if self.all_started and not self._leaving:
            return
        if all(process.is_ready(timeout=ASKED_FOR_S) for process in self.processes):
            self._leaving.clear()
            if not self.all_started:
                self.all_started = True
                say(self._shown)

    def handle_hup(self) -> None:
        """The terminal was closed: the end, as for one process."""
        self.should_exit.set()


def application(settings: Settings) -> FastAPI:
    """What a worker serves; it ends with the process that watches it, also where that was killed."""
    configure(settings.log_format, access=settings.access_log)
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    try:
        with frugal():
            # Here, since the watching process answers nobody.
            from app.main import create_app

            app = create_app(settings, settled)
    except SettingsError as error:
        log.error("%s", error)
        sys.exit(REFUSED)
    if sys.platform == "linux":
        from app.cli.imported import let_through

        let_through()
    return app


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
