"""Files that are complete before the first byte is sent: their formats have an index, or are an archive."""

import asyncio
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from fastapi import Request

from app.downloads.about import About
from app.downloads.rows import AbandonedError, Rows, Table
from app.errors import FileNotMadeError
from app.store.file_query import FileQuery

ASKED_EVERY_S = 1.0
Write = Callable[[Path, Table, About], None]


async def make(request: Request, write: Write, ending: str, query: FileQuery, about: About) -> Path:
    """A new file below the system's folder for such, which the caller removes.

    Its making ends when the client leaves. Raises DatabaseAwayError, OutdatedError, FileNotMadeError.
    """
    gone = threading.Event()
    try:
        path = Path(tempfile.mkdtemp(prefix="servicemap-")) / f"platforms.{ending}"
    except OSError as error:
        raise FileNotMadeError(f"The file cannot be written: {error.strerror}.") from error
    making = asyncio.create_task(asyncio.to_thread(_write, path, write, Rows(query, gone.is_set), about))
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
    """Remove the file and its folder."""
    path.unlink(missing_ok=True)
    for beside in path.parent.iterdir():
        beside.unlink()
    path.parent.rmdir()
