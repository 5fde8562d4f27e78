"""The built frontend: hashed names by the manifest, served for ever."""

import os
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from app.errors import SettingsError
from app.web.compression import accepted
from app.web.file_answer import FileAnswer
from app.web.prefix import at
from frontend import bundle

FOR_EVER = "public, max-age=31536000, immutable"


def manifest() -> dict[str, str]:
    """Plain names to hashed names. Raises SettingsError when the frontend was not built."""
    try:
        return bundle.manifest()
    except bundle.NotBuiltError as error:
        raise SettingsError(str(error)) from error


def asset(name: str) -> str:
    """The address of an asset by its plain name."""
    return at(f"/assets/{manifest()[name]}")


ENDINGS = {"br": ".br", "gzip": ".gz"}
"""The build puts a compressed file beside each text, with the ending of its coding."""


class Bundle(StaticFiles):
    """Hashed files never change, so browsers keep them. Each text leaves as the build compressed it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path.endswith(tuple(ENDINGS.values())):
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = FOR_EVER
        return response

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, or its compressed form, under an ETag of its own; 304 where the caller has just that."""
        headers = Headers(scope=scope)
        usual: dict[str, Any] = {"status_code": status_code, "media_type": guess_type(full_path)[0]}
        response = FileAnswer(Path(full_path), stat_result=stat_result, **usual)
        for coding in accepted(headers.get("accept-encoding", "")):
            beside = Path(f"{os.fspath(full_path)}{ENDINGS.get(coding, '.none')}")
            if beside.is_file():
                response = FileAnswer(beside, stat_result=beside.stat(), **usual)
                response.headers["ETag"] = f'{response.headers["etag"][:-1]}-{coding}"'
                response.headers["Content-Encoding"] = coding
                break
        response.headers["Vary"] = "Accept-Encoding"
        return NotModifiedResponse(response.headers) if self.is_not_modified(response.headers, headers) else response
