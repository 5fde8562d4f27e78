"""Puts into the wheel what is not Python: the data, the bundle, the released host scripts, the built boundaries.

They land in `app/_shipped/`, where `app.resources` finds them. Internal data stay out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "app/_shipped"


class ShippedFiles(BuildHookInterface[Any]):
    """Adds the files to a wheel; an editable installation reads them in the checkout."""

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
        included[str(bundle)] = f"{SHIPPED}/bundle"
        included[str(root / "frontend" / "released")] = f"{SHIPPED}/released"
        included[str(boundaries)] = f"{SHIPPED}/boundaries.geojson"
        data = root / "data"
        for file in sorted(data.rglob("*")):
            inside = file.relative_to(data)
            if file.is_file() and inside.parts[0] not in ("internal", "__pycache__"):
                included[str(file)] = f"{SHIPPED}/data/{inside.as_posix()}"


def get_build_hook() -> type[ShippedFiles]:
    """Tell hatchling which hook this file holds."""
    return ShippedFiles
