"""The body of a request as a file: its length and lines are limited while it comes, before anything is parsed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from fastapi import Request

from app.errors import BodyTooLargeError, FileNotMadeError
from app.imports.rows.raw_row import MAX_BYTES
from app.operations.own_folder import OwnFolder
from app.stewardship.jobs.job import MOST_ROWS

FORMS = {
    "text/csv": ".csv",
    "application/geo+json-seq": ".ndjson",
    "application/x-ndjson": ".ndjson",
    "application/ndjson": ".ndjson",
}
"""The kinds of bodies, each with the ending of its file."""


@dataclass(frozen=True)
class Upload:
    """A file that came; whoever is done with it deletes it."""

    path: Path
    digest: str

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)


async def receive(request: Request, ending: str, folder: OwnFolder, most: int = MAX_BYTES) -> Upload:
    """Write the body to a file in this folder. Raises BodyTooLargeError as soon as it is too long, FileNotMadeError."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise BodyTooLargeError(most)
    digest, size, lines = hashlib.sha256(), 0, 0
    path: Path | None = None
    try:
        # What the file holds back is written at its end: that may find no room, too.
        with NamedTemporaryFile(prefix="job-", suffix=ending, dir=folder.path(), delete=False) as file:
            path = Path(file.name)
            async for part in request.stream():
                size, lines = size + len(part), lines + part.count(b"\n")
                if size > most or (ending == ".ndjson" and lines > MOST_ROWS):
                    raise BodyTooLargeError(most)
                digest.update(part)
                file.write(part)
    except BaseException as error:
        if path is not None:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise FileNotMadeError("There is no room for what was sent. Try again later.") from error
        raise
    return Upload(path, digest.hexdigest())
