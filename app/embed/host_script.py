"""The host page's script: its address by hash, its integrity, and every version that was ever released."""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from app.embed.location import ROOT
from app.errors import NotFoundError
from app.resources import locate
from app.web.bundle import manifest
from app.web.prefix import prefix

NAME = "embed.js"


@dataclass(frozen=True)
class HostScript:
    """One version for a page that pins it: `<script src=address integrity=integrity crossorigin="anonymous">`."""

    address: str
    integrity: str


BEFORE, AFTER = (
    b"(URL=>{",
    b"\n})(((base,Plain)=>class extends Plain{get origin(){return super.origin+base}})("
    b'document.currentScript?new URL(document.currentScript.src).pathname.split("/embed/v1/")[0]:"",URL));\n',
)
"""The first released versions take the host alone for the place of the service. Where it stands below a path, they run
with a URL whose origin ends with that path, which they read from their own address: so these bytes are the same below
any path, and must not change either, as pages pin them. Later versions read the path themselves and run the same."""


def current() -> HostScript:
    """The version that `embed.js` has now. Raises SettingsError when the frontend was not built."""
    return HostScript(f"{ROOT}/{manifest()[NAME]}", integrity(latest()))


def sent(script: Path) -> bytes:
    """A version as it leaves: at the root of a host just as it was built."""
    built = script.read_bytes()
    return BEFORE + built + AFTER if prefix() else built


def latest() -> Path:
    """The file that `embed.js` without a hash stands for; it follows fixes."""
    return locate().bundle / manifest()[NAME]


def pinned(digest: str) -> Path:
    """The version of this hash, current or released before. Raises NotFoundError where there never was one."""
    name = f"embed.{digest}.js"
    if name == manifest()[NAME]:
        return latest()
    file = locate().released / name
    if not re.fullmatch(r"[0-9a-f]{10}", digest) or not file.is_file():
        raise NotFoundError("There is no version of the script with this hash.")
    return file


def integrity(script: Path) -> str:
    """The value of the attribute `integrity` for a version as it leaves."""
    return integrity_of(sent(script))


def integrity_of(text: bytes) -> str:
    """The value of the attribute `integrity` (Subresource Integrity)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(text).digest()).decode()
