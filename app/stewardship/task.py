"""What a process of its own does for the server, and how that process begins: see `processes.py`."""

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Literal

from sqlalchemy import Connection, text

from app.store.writing import write_session

Why = Literal["ended", "too-long", "stopped"]
"""Why a process came to no end of its own: something ended it, it took too long, or its server was stopped."""
MOST_MEMORY = 1536 * 1024 * 1024
ALONE = text("SELECT pg_try_advisory_xact_lock(hashtextextended('servicemap.' || :key, 0))")


if sys.platform == "win32":

    def _confine(seconds: int) -> None:
        """Windows has no such bounds for a process; the server ends one that takes too long."""
else:
    import resource

    def _confine(seconds: int) -> None:
        """Leave memory and processor to others on the machine, whatever a file does."""
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        os.nice(5)


class Task(ABC):
    """It travels to its process, so that it is made of plain values.

    `url` is that of the database, `key` names what no two processes do at once, whichever servers started them.
    """

    SECONDS: ClassVar[int]
    """A process that takes longer is ended."""
    url: str

    @property
    @abstractmethod
    def key(self) -> str: ...

    @abstractmethod
    def run(self, folder: Path) -> None:
        """Do it, within the process; `folder` is its own, and is deleted afterwards."""

    @abstractmethod
    def waits(self, connection: Connection) -> None:
        """Say that it waits for its turn: a server that says nothing for long is gone."""

    @abstractmethod
    def broke(self, connection: Connection, why: Why) -> None:
        """Say that its process came to no end, where nothing else has been said; what it wrote is taken back."""

    def forget(self) -> None:
        """Delete what was kept for it outside of its folder; it may be gone already. Most keep nothing there."""
        return


def begin(task: Task, folder: Path) -> None:
    """The whole life of the process."""
    # Ctrl-C reaches every process of a terminal: the server ends this one itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _confine(task.SECONDS)
    # All that it writes on its way is gone with its folder, also where it is killed.
    tempfile.tempdir = str(folder)
    threading.Thread(target=_end_with_server, args=(task, folder), daemon=True).start()
    with write_session(task.url) as connection:
        if alone(connection, task.key):
            task.run(folder)


def alone(connection: Connection, key: str) -> bool:
    """Hold a task until the transaction ends; False where a process does."""
    return bool(connection.execute(ALONE, {"key": key}).scalar_one())


def _end_with_server(task: Task, folder: Path) -> None:
    """End when the server does, however that was: the database takes back what is not committed."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        task.forget()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)
