"""Stamps: what a made thing was made from, so that a second start makes nothing again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(root: Path, paths: Iterable[Path], *more: str) -> str:
    """A digest over the names and bytes of files (folders: all below them) and of further texts."""
    total = hashlib.sha256()
    for path in sorted(_files(paths)):
        total.update(str(path.relative_to(root)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for text in more:
        total.update(text.encode() + b"\0")
    return total.hexdigest()


def fresh(stamp: Path, expected: str) -> bool:
    """Whether `stamp` says `expected`."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == expected


def write(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="ascii")


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (below for below in path.rglob("*") if below.is_file() and _source(below))
        elif path.is_file():
            yield path


def _source(path: Path) -> bool:
    return "__pycache__" not in path.parts and path.suffix != ".pyc"
