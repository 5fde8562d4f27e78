"""Writes a snapshot beside its place and swaps it in: the old one stays until the new one stands."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from stat import S_IMODE
from tempfile import mkstemp
from typing import Any

from app.lock import try_lock
from app.snapshot.errors import KEPT, SnapshotError, of_system_named

MANIFEST = "manifest.json"
MADE_BY = "servicemap snapshot"
MARK = b'<body data-snapshot="file"'
"""Stands in a snapshot of one file, and in no page of a folder."""


class Folder:
    """A folder being written. Every file is listed in its manifest with its sum."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._listed: dict[str, dict[str, Any]] = {}

    def add(self, name: str, body: bytes) -> None:
        """Write one file by its path within the folder."""
        file = self._root / name
        for parent in reversed(PurePosixPath(name).parents[:-1]):
            (self._root / parent).mkdir(exist_ok=True)
        file.write_bytes(body)
        self._listed[name] = {"path": name, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}

    def list_all(self, about: dict[str, Any]) -> None:
        """Write the manifest: what the snapshot is, and every file."""
        files = [self._listed[name] for name in sorted(self._listed)]
        text = json.dumps({"made_by": MADE_BY, **about, "files": files}, ensure_ascii=False, indent=1)
        (self._root / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


@contextmanager
def replaced_folder(target: Path) -> Iterator[Folder]:
    """A folder that takes the place of `target`, or of what a link of that name points to, when the block ends well.

    Raises SnapshotError where `target` holds something else, is being written by another run, cannot be written or
    has no room; then nothing changed.
    """
    target = _named(target)
    part, before, lock = (target.with_name(f".{target.name}.{name}") for name in ("new", "before", "lock"))
    with of_system_named(target):
        # The file of the lock stays: a run that waits for its turn could hold one that is gone.
        held = try_lock(lock)
        if held is None:
            raise SnapshotError(f"Another run is writing {target}: wait until it has ended. {KEPT}")
        try:
            _restore(target, before)
            _check(target)
            _remove(part)
            part.mkdir()
            yield Folder(part)
            # What somebody laid there meanwhile is not lost either.
            _check(target)
            _keep_rights(target, part)
            _swap(part, target, before)
        finally:
            _remove(part)
            os.close(held)


def write_file(target: Path, body: bytes) -> None:
    """Write a file so that it appears whole. Raises SnapshotError as `replaced_folder` does."""
    target = _named(target)
    if target.is_dir():
        raise SnapshotError(f"{target} is a folder: name a file that ends in .html, or a folder without an ending.")
    with of_system_named(target):
        if target.exists() and MARK not in target.read_bytes():
            raise SnapshotError(f"{target} is a file that is no snapshot: choose another name. {KEPT}")
        descriptor, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(body)
            part.chmod(0o666 & ~_umask())
            _keep_rights(target, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _named(target: Path) -> Path:
    target = target.resolve()
    if not target.name:
        raise SnapshotError(f"{target} cannot be a snapshot: name a folder or a file.")
    return target


def _umask() -> int:
    """The rights that new files do not get; there is no way to ask without setting."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _check(target: Path) -> None:
    """Only a snapshot, an empty folder or nothing at all may be replaced."""
    if not target.exists():
        return
    if not target.is_dir():
        raise SnapshotError(f"{target} is a file. A single file must end in .html. {KEPT}")
    paths = {path.relative_to(target).as_posix(): path for path in _below(target)}
    if not paths:
        return
    listed = _listed(target)
    if listed is None:
        raise SnapshotError(f"{target} holds something that is no snapshot: choose another folder. {KEPT}")
    folders = {parent.as_posix() for name in listed for parent in PurePosixPath(name).parents}
    files = {*listed, MANIFEST}
    foreign = [name for name, path in paths.items() if name not in (folders if _is_folder(path) else files)]
    if foreign:
        raise SnapshotError(f"{target} holds {min(foreign)}, which is not of the snapshot: move it away first. {KEPT}")


def _below(folder: Path) -> Iterator[Path]:
    """All that is in a folder. Raises OSError for a part that cannot be read, which is not an empty one."""

    def refuse(error: OSError) -> None:
        raise error

    for root, folders, files in os.walk(folder, onerror=refuse):
        yield from (Path(root, name) for name in (*folders, *files))


def _is_folder(path: Path) -> bool:
    """A folder itself: a link to one is no part of a snapshot."""
    return path.is_dir() and not path.is_symlink()


def _keep_rights(old: Path, new: Path) -> None:
    """What was closed to others stays so, for whom it belonged to as far as this user may give it away."""
    if not old.exists():
        return
    kept = old.stat()
    if sys.platform != "win32":
        with suppress(PermissionError):
            os.chown(new, kept.st_uid, kept.st_gid)
    new.chmod(S_IMODE(kept.st_mode))


def _listed(folder: Path) -> set[str] | None:
    """The files of a snapshot by its manifest; None where the folder is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        return {each["path"] for each in manifest["files"]} if manifest["made_by"] == MADE_BY else None
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def _restore(target: Path, before: Path) -> None:
    """A run that was killed between the two steps of a swap left the old snapshot under its other name."""
    if before.exists() and not target.exists():
        before.rename(target)


def _swap(part: Path, target: Path, before: Path) -> None:
    _remove(before)
    if target.exists():
        target.rename(before)
    try:
        part.rename(target)
    except OSError:
        if before.exists():
            before.rename(target)
        raise
    _remove(before)


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
