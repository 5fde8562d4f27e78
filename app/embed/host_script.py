"""The host page's script: its address by hash, its integrity, and every version that was ever released."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.embed.address import ROOT
from app.errors import NotFoundError
from app.resources import locate
from app.web.bundle import manifest

NAME = "embed.js"


@dataclass(frozen=True)
class HostScript:
    """One version for a page that pins it: `<script src=address integrity=integrity crossorigin="anonymous">`."""

    address: str
    integrity: str


@lru_cache(maxsize=1)
def current() -> HostScript:
    """The version that `embed.js` has now. Raises SettingsError when the frontend was not built."""
    return HostScript(f"{ROOT}/{manifest()[NAME]}", integrity(latest()))


def latest() -> Path:
    """The file that `embed.js` without a hash stands for; it follows fixes."""
    return locate().bundle / manifest()[NAME]


def pinned(digest: str) -> Path:
    """The version of this hash, current or released before. Raises NotFoundError where there never was one."""
    name = f"embed.{digest}.js"
    if name == manifest()[NAME]:
        return latest()
    found = locate().released / name
    if not re.fullmatch(r"[0-9a-f]{10}", digest) or not found.is_file():
        raise NotFoundError("There is no version of the script with this hash.")
    return found


def integrity(script: Path) -> str:
    """The value of the attribute `integrity` (Subresource Integrity)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(script.read_bytes()).digest()).decode()
