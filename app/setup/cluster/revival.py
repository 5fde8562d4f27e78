"""The private server is started again where it was killed: by the system that ran out of memory, say.

A server that is stopped, as by `servicemap db stop`, takes its `postmaster.pid` away; one that was killed leaves it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from app.lock import locked
from app.setup.cluster.errors import ClusterError
from app.setup.cluster.server import Server

LOOK_S = 1.0


@contextmanager
def revived(server: Server, socket: Path, lock: Path) -> Iterator[None]:
    """Look after the server that answers in `socket` until the block ends; it comes back at the same place."""
    over = Event()
    watch = Thread(target=_watch, args=(server, socket, lock, over), daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        # A start that is under way ends first: whoever stops the server next must find it.
        watch.join()


def _watch(server: Server, socket: Path, lock: Path, over: Event) -> None:
    while not over.wait(LOOK_S):
        if not was_killed(server):
            continue
        with locked(lock):
            # Another process that uses the server may have been first.
            if over.is_set() or not was_killed(server):
                continue
            server.log("The database was killed: starting it again.")
            try:
                server.start_at(socket)
            except ClusterError as error:
                # Its last processes may still be ending: the next look tries again.
                server.log(str(error))


def was_killed(server: Server) -> bool:
    """Whether the server left its mark, and its process is gone."""
    pid = server.pid()
    # Signal 0 asks only whether a process is there; on Windows it would end it.
    if pid is None or sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
