"""The built script and style sheet as text, for a document that needs no server."""

import json
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDERS = (HERE / "dist", HERE.parent / "app" / "_shipped" / "bundle")
"""In a checkout and in an installed wheel."""


class NotBuiltError(RuntimeError):
    """The bundle is missing: `./run` builds it."""


@lru_cache(maxsize=8)
def bundle_text(name: str) -> str:
    """A built file by its plain name, such as `main.js`. Raises NotBuiltError where there is none."""
    for folder in FOLDERS:
        manifest = folder / "manifest.json"
        if manifest.is_file():
            hashed: str = json.loads(manifest.read_text("utf-8"))[name]
            return (folder / hashed).read_text("utf-8")
    raise NotBuiltError("The frontend is not built: start ./run once.")
