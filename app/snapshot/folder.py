"""Writes a snapshot beside its place and swaps it in: the old one stays until the new one stands."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app.snapshot.errors import KEPT, SnapshotError, of_system

MANIFEST = "manifest.json"
MADE_BY = "servicemap snapshot"


class Folder:
    """A folder being written. Every file is listed in its manifest with its sum."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._listed: dict[str, dict[str, Any]] = {}

    def add(self, name: str, body: bytes) -> None:
        """Write one file by its path within the folder."""
        file = self._root / name
        file.parent.mkdir(parents=True, exist_ok=True)
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

    Raises SnapshotError where `target` holds something else, cannot be written or has no room; then nothing changed.
    """
    target = target.resolve()
    part, before = (target.with_name(f".{target.name}.{name}") for name in ("new", "before"))
    try:
        _restore(target, before)
        _check(target)
        _remove(part)
        part.mkdir()
        yield Folder(part)
        _swap(part, target, before)
    except OSError as error:
        raise of_system(error, target) from error
    finally:
        _remove(part)


def write_file(target: Path, body: bytes) -> None:
    """Write a file so that it appears whole. Raises SnapshotError as `replaced_folder` does."""
    target = target.resolve()
    part = target.with_name(f".{target.name}.new")
    if target.is_dir():
        raise SnapshotError(f"{target} is a folder: name a file that ends in .html, or a folder without an ending.")
    try:
        part.write_bytes(body)
        part.replace(target)
    except OSError as error:
        raise of_system(error, target) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _check(target: Path) -> None:
    """Only a snapshot, an empty folder or nothing at all may be replaced."""
    if not target.exists():
        return
    if not target.is_dir():
        raise SnapshotError(f"{target} is a file. A single file must end in .html. {KEPT}")
    if any(target.iterdir()) and not _is_snapshot(target):
        raise SnapshotError(f"{target} holds something that is no snapshot: choose another folder. {KEPT}")


def _is_snapshot(folder: Path) -> bool:
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return isinstance(found, dict) and found.get("made_by") == MADE_BY


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
    if os.path.lexists(folder):
        shutil.rmtree(folder, ignore_errors=True)
