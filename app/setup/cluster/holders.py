"""Who uses a shared server: each process holds the lock on a file of its own.

The system drops such a lock when its process ends, also by kill -9, so a file that can be locked is stale.
"""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from pathlib import Path

from app.lock import try_lock
from app.setup.cluster.errors import ClusterError

KEPT = "kept"


class Holders:
    """The users of the server of one state folder. Callers hold `pg.lock`."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "pg-holders"

    def join(self) -> Holder:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        descriptor = try_lock(path)
        if descriptor is None:
            raise ClusterError(f"The file {path} is in use. Start again.")
        return Holder(path, descriptor)

    def living(self) -> list[int]:
        """The process ids that use the server now; files of ended processes are removed."""
        processes: list[int] = []
        for path in self.folder.glob("*-*"):
            descriptor = try_lock(path)
            if descriptor is None:
                processes.append(int(path.name.split("-")[0]))
            else:
                os.close(descriptor)
                path.unlink(missing_ok=True)
        return sorted(set(processes))

    def keep(self, keep: bool) -> None:
        """Whether the server stays when nobody uses it (`db start` and `db stop`)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if keep:
            (self.folder / KEPT).touch()
        else:
            (self.folder / KEPT).unlink(missing_ok=True)

    def kept(self) -> bool:
        return (self.folder / KEPT).exists()


class Holder:
    """This process as a user of the server."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def leave(self) -> None:
        with suppress(OSError):
            os.close(self._descriptor)
        self._path.unlink(missing_ok=True)
