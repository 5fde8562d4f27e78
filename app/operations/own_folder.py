"""What a server has on disk for itself alone: in a folder of its own, which goes with the server."""

import os
import shutil
import tempfile
from pathlib import Path

from app.lock import try_lock

PREFIX = "servicemap-server-"
LOCK = "lock"


class OwnFolder:
    """A folder that is made once it is needed, and locked while its server lives.

    A server that is killed deletes nothing: the next one does, since nobody holds the lock any more.
    """

    def __init__(self) -> None:
        self._path: Path | None = None
        self._lock: int | None = None
        delete_left(Path(tempfile.gettempdir()))

    def path(self) -> Path:
        """The folder. Raises OSError where none can be made."""
        if self._path is not None and not (self._path / LOCK).exists():
            # Systems delete what lies in /tmp for days.
            self._let_go()
        while self._path is None or self._lock is None:
            self._path = Path(tempfile.mkdtemp(prefix=PREFIX))
            # Another server that starts at this moment may take it for one that was left, and delete it.
            self._lock = try_lock(self._path / LOCK)
        return self._path

    def close(self) -> None:
        """Delete it with all that is in it."""
        path = self._let_go()
        if path is not None:
            shutil.rmtree(path, ignore_errors=True)

    def _let_go(self) -> Path | None:
        path, lock, self._path, self._lock = self._path, self._lock, None, None
        if lock is not None:
            os.close(lock)
        return path


def delete_left(place: Path) -> None:
    """Delete the folders in this one of servers that were killed."""
    for lock in place.glob(f"{PREFIX}*/{LOCK}"):
        try:
            held = try_lock(lock)
        except OSError:
            # Somebody else's, or gone by now.
            continue
        if held is not None:
            os.close(held)
            shutil.rmtree(lock.parent, ignore_errors=True)
