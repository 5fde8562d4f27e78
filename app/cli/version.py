"""The version of this program."""

from __future__ import annotations

import tomllib
from importlib.metadata import version

from app.resources import checkout


def program_version() -> str:
    """As `pyproject.toml` of the checkout says it, or the installed wheel."""
    root = checkout()
    if root is None:
        return version("servicemap")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])
