"""The built script and style sheet: hashed names by the manifest, and their text for a document without a server."""

import json
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDERS = (HERE / "dist", HERE.parent / "app" / "_shipped" / "bundle")
"""In a checkout and in an installed wheel."""


class NotBuiltError(RuntimeError):
    """The bundle is missing: `./run` builds it."""


@lru_cache(maxsize=1)
def bundle_folder() -> Path:
    """The folder of the built files. Raises NotBuiltError where there is none."""
    for folder in FOLDERS:
        if (folder / "manifest.json").is_file():
            return folder
    raise NotBuiltError("The frontend is not built: start with ./run, which builds it.")


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Plain names to hashed names, such as `main.js` to `main.0e60ad02f6.js`. Raises NotBuiltError."""
    hashed: dict[str, str] = json.loads((bundle_folder() / "manifest.json").read_text("utf-8"))
    return hashed


@lru_cache(maxsize=8)
def bundle_text(name: str) -> str:
    """A built file by its plain name, such as `main.js`. Raises NotBuiltError."""
    return (bundle_folder() / manifest()[name]).read_text("utf-8")


@lru_cache(maxsize=1)
def licences() -> str:
    """The licences of the packages that the built files hold, in their own words. Raises NotBuiltError."""
    return (bundle_folder() / "licences.txt").read_text("utf-8")
