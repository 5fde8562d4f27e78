"""The built frontend: hashed names by the manifest, served for ever."""

import json
from functools import lru_cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.errors import SettingsError
from app.resources import locate

FOR_EVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Plain names to hashed names. Raises SettingsError when the frontend was not built."""
    path = locate().bundle / "manifest.json"
    if not path.is_file():
        raise SettingsError("The frontend is not built: start with ./run, which builds it.")
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found


def asset(name: str) -> str:
    """The address of an asset by its plain name."""
    return f"/assets/{manifest()[name]}"


class Bundle(StaticFiles):
    """Hashed files never change, so browsers keep them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = FOR_EVER
        return response
