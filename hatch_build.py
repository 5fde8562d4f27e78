"""Makes the wheel: one package, `servicemap`, with the folders app, geo and frontend in it and the files they read.

A wheel must not bring a top-level package called `app`: another distribution may have one. So the folders lie in
`servicemap/`, and an import such as `from app.errors import …` is written there as `from servicemap.app.errors
import …`. docs/decisions/0016-one-package-in-the-wheel.md says why. Internal data stay out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "servicemap"
FOLDERS = ("app", "geo", "frontend")
FACADE = "frontend/facade/servicemap"
SHIPPED = f"{PACKAGE}/app/_shipped"


class OnePackage(BuildHookInterface[Any]):
    """Puts the files into a wheel; an editable installation reads them in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name each file and its place. Fails where the bundle has not been built."""
        if version == "editable":
            return
        root = Path(self.root)
        bundle = root / "frontend" / "dist"
        if not (bundle / "manifest.json").is_file():
            raise RuntimeError(
                "The frontend is not built: start ./run once, or say npm ci && npm run build in frontend/."
            )
        boundaries = root / ".servicemap" / "boundaries.geojson"
        if not boundaries.is_file():
            raise RuntimeError("The district boundaries are not built: start ./run once (it builds them).")
        included = build_data["force_include"]
        self._written = TemporaryDirectory(prefix="servicemap-wheel-")
        for file, place in _files(root):
            if file.suffix != ".py":
                included[str(file)] = place
                continue
            written = Path(self._written.name, place)
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(inside_package(file.read_text("utf-8"), file), "utf-8", newline="\n")
            included[str(written)] = place
        included[str(bundle)] = f"{SHIPPED}/bundle"
        included[str(root / "frontend" / "released")] = f"{SHIPPED}/released"
        included[str(boundaries)] = f"{SHIPPED}/boundaries.geojson"
        data = root / "data"
        for file in sorted(data.rglob("*")):
            inside = file.relative_to(data)
            if file.is_file() and inside.parts[0] not in ("internal", "__pycache__"):
                included[str(file)] = f"{SHIPPED}/data/{inside.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the sources that were written for the wheel."""
        if version != "editable":
            self._written.cleanup()


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """Each file of our packages that goes into the wheel, and its place there."""
    inside = ("app/**/*", "geo/**/*", "frontend/*.py", "frontend/icons.json", "frontend/messages/**/*")
    for pattern in inside:
        for file in sorted(root.glob(pattern)):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file, f"{PACKAGE}/{file.relative_to(root).as_posix()}"
    for name in ("__init__.py", "__main__.py", "py.typed"):
        yield root / FACADE / name, f"{PACKAGE}/{name}"


def inside_package(source: str, file: Path) -> str:
    """The source with `servicemap.` in front of each package of ours that it imports from; all else is unchanged.

    Raises RuntimeError for `import app.x`: it binds the name `app`, which the rest of the source would use.
    """
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and not node.level and _is_ours(node.module or ""):
            line = lines[node.lineno - 1]
            lines[node.lineno - 1] = line.replace("from ", f"from {PACKAGE}.", 1)
        if isinstance(node, ast.Import) and any(_is_ours(name.name) for name in node.names):
            raise RuntimeError(f"{file}:{node.lineno}: write `from app import x`, which the wheel's build can change.")
    return "".join(lines)


def _is_ours(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in FOLDERS


def get_build_hook() -> type[OnePackage]:
    """Tell hatchling which hook this file holds."""
    return OnePackage
