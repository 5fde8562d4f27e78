"""What can hinder a snapshot, in words for the person who asked for it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import ServiceMapError

KEPT = "What was there before is unchanged."


class SnapshotError(ServiceMapError):
    """The snapshot cannot be written there."""


@contextmanager
def of_system_named(target: Path) -> Iterator[None]:
    """Errors of the operating system become sentences about `target`."""
    try:
        yield
    except OSError as error:
        raise _of_system(error, target) from error


def _of_system(error: OSError, target: Path) -> SnapshotError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SnapshotError(f"There is no room for {target}: free some space or choose another disk. {KEPT}")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SnapshotError(
            f"{target} cannot be written: the right to do so is missing in {error.filename or target.parent}. {KEPT}"
        )
    return SnapshotError(f"{target} cannot be written: {error.strerror or error}. {KEPT}")
