"""Files that are complete before the first byte is sent: their formats have an index, or are an archive."""

import asyncio
import shutil
import tempfile
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

from fastapi import Request

from app.downloads.about import About
from app.downloads.rows import AbandonedError, Rows, Table
from app.errors import FileNotMadeError
from app.operations.own_folder import OwnFolder
from app.store.file_query import FileQuery
from app.store.unended import known
from app.web.in_time import doing
from app.web.provided import Provided

ASKED_EVERY_S = 1.0
KEPT_S, MOST_KEPT = 120.0, 4
"""So long a file waits for who asks again, and so many do."""
Write = Callable[[Path, Table, About], None]


@dataclass(frozen=True)
class _Waiting:
    """A file that waits for who asks again, and what lets it go when nobody does."""

    path: Path
    end: asyncio.TimerHandle


class Files:
    """The files that are made: each goes once it is sent. One waits a while for who asks again: it came too late for
    who asked for it, or is read part by part, as GDAL does through /vsicurl/.
    """

    def __init__(self) -> None:
        self.folder = OwnFolder()
        self._made: dict[str, _Waiting] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, request: Request, key: str) -> AsyncIterator[None]:
        """A block of one at a time of those who want the same file."""
        turn = self._turns.setdefault(key, asyncio.Lock())
        with doing(request.scope, "awaits"):
            await turn.acquire()
        try:
            yield
        finally:
            turn.release()

    def keep(self, key: str, path: Path) -> None:
        """Let a file wait, from now on for a while; of many the one that nobody asked for for longest goes."""
        self._made[key] = _Waiting(path, asyncio.get_running_loop().call_later(KEPT_S, self._forget, key))
        if len(self._made) > MOST_KEPT:
            self._forget(next(iter(self._made)))

    def take(self, key: str) -> Path | None:
        """The file that waits; who takes it keeps it again or removes it."""
        waiting = self._made.pop(key, None)
        if waiting is None:
            return None
        waiting.end.cancel()
        return waiting.path

    def sent(self, path: Path) -> None:
        """Remove a file that was sent whole."""
        asyncio.get_running_loop().run_in_executor(None, remove, path)

    def close(self) -> None:
        """Remove them all: the server ends."""
        self._made.clear()
        self.folder.close()

    def _forget(self, key: str) -> None:
        if path := self.take(key):
            remove(path)


files_of = Provided(Files)


async def make(request: Request, write: Write, ending: str, query: FileQuery, about: About) -> Path:
    """A new file in the server's folder for such, which the caller removes.

    Its making ends when the client leaves. Raises DatabaseAwayError, OutdatedError, FileNotMadeError.
    """
    gone = threading.Event()
    try:
        path = Path(tempfile.mkdtemp(dir=files_of(request).folder.path())) / f"platforms.{ending}"
    except OSError as error:
        raise FileNotMadeError(f"The file cannot be written: {error.strerror}.") from error
    making = asyncio.create_task(asyncio.to_thread(_write, path, write, Rows(query, gone.is_set), about))
    making.add_done_callback(known)
    try:
        while not (await asyncio.wait({making}, timeout=ASKED_EVERY_S))[0]:
            if await request.is_disconnected():
                gone.set()
        making.result()
    except AbandonedError as error:
        remove(path)
        raise FileNotMadeError("Nobody waits for the file any more.") from error
    except BaseException:
        # The thread goes on to its next part without us.
        gone.set()
        await asyncio.wait({making})
        remove(path)
        raise
    return path


def _write(path: Path, write: Write, rows: Rows, about: About) -> None:
    with rows.opened() as opened:
        try:
            write(path, opened, about)
        except OSError as error:
            # Outside of this it would be a database that is away.
            raise FileNotMadeError(f"The file cannot be written: {error.strerror}.") from error


def remove(path: Path) -> None:
    """Remove the file and its folder, which the end of the server may have removed."""
    shutil.rmtree(path.parent, ignore_errors=True)
