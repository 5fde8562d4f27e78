"""Where the files that are not Python live: in a checkout, and inside an installed wheel.

Standard library only: the commands use it before any package is installed.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"


@dataclass(frozen=True)
class Resources:
    """The folders and files the application reads. `internal` exists in a checkout only."""

    data: Path
    bundle: Path
    released: Path
    boundaries: Path | None
    internal: Path | None


def checkout() -> Path | None:
    """The root of the source tree this package runs from; None in an installed wheel."""
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "data").is_dir() else None


def locate() -> Resources:
    """The resources of this installation. The boundaries are None where none were built."""
    root = checkout()
    if root is None:
        return Resources(
            data=SHIPPED / "data",
            bundle=SHIPPED / "bundle",
            released=SHIPPED / "released",
            boundaries=_existing(SHIPPED / "boundaries.geojson"),
            internal=None,
        )
    return Resources(
        data=root / "data",
        bundle=root / "frontend" / "dist",
        released=root / "frontend" / "released",
        boundaries=_existing(root / ".servicemap" / "boundaries.geojson"),
        internal=_existing(root / "data" / "internal"),
    )


def default_home() -> Path:
    """The folder that holds what the application makes while it runs (its database, unpacked programs).

    `SERVICEMAP_HOME`, else `.servicemap/` in a checkout, else the user's own state folder.
    """
    named = os.environ.get("SERVICEMAP_HOME")
    if named:
        return Path(named).expanduser().resolve()
    root = checkout()
    return root / ".servicemap" if root else _state_folder() / "servicemap"


def _state_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")


def _existing(path: Path) -> Path | None:
    return path if path.exists() else None
