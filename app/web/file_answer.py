"""Files as answers: whole, or the part that is asked for (RFC 9110, 14)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.types import Message, Receive, Scope, Send

NO_SUCH_PART = 416


class FileAnswer(FileResponse):
    """A file, or a part of it. `at_end` is called however its sending ends.

    A part that there is not is a problem document. A range in another unit than bytes is as none, as the standard asks.
    """

    def __init__(self, path: Path, *, at_end: Callable[[], None] | None = None, **usual: Any) -> None:
        super().__init__(path, **usual)
        self._file, self._at_end = path, at_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_or_refuse(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (400, NO_SUCH_PART):
                # Starlette would say it as text, and leave at once.
                size = self._file.stat().st_size
                refused = f"The header “Range” asks for a part that there is not: the file has {size:,} bytes."
                raise HTTPException(NO_SUCH_PART, refused, headers={"Content-Range": f"bytes */{size}"})
            await send(message)

        try:
            await super().__call__(_asked_in_bytes(scope), receive, send_or_refuse)
        finally:
            if self._at_end:
                self._at_end()


def _asked_in_bytes(scope: Scope) -> Scope:
    """The request without a range in another unit."""
    if Headers(scope=scope).get("range", "bytes=").lower().startswith("bytes="):
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"range"]}
