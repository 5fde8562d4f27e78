"""Bodies of requests: read up to a limit before anything is parsed."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.errors import BodyTooLargeError, FaultsError, FileNotMadeError, WrongMediaTypeError
from app.web.json_names import once_each

MOST_FORM, MOST_JSON = 256 * 1024, 1024 * 1024
MOST_FIELDS = 400
MULTIPART = "multipart/form-data"
SLOWEST_S = 300.0
"""A file must have come by then."""
DRAINED = 4
"""A body that is too large is read on up to so many times the limit: a browser that is cut off shows no answer."""
Fields = Mapping[str, list[str]]


@dataclass(frozen=True)
class FileForm:
    """The fields of a form that brings a file, and the file, which waits on disk where it is large."""

    fields: Fields
    file: UploadFile | None = None
    _form: FormData = field(default_factory=FormData)

    async def close(self) -> None:
        """Delete the file from disk."""
        await self._form.close()


def check_unpacked(request: Request) -> None:
    """Refuse what is packed: nobody knows how much it is. Raises WrongMediaTypeError."""
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise WrongMediaTypeError("Send it as it is, without Content-Encoding.")


async def read_body(request: Request, most: int) -> bytes:
    """The whole body. Raises BodyTooLargeError before more than `most` bytes are kept."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise BodyTooLargeError(most)
    return bytes(body)


async def read_file_form(request: Request, most: int) -> FileForm:
    """The fields of a form and its one file. Raises BodyTooLargeError, FaultsError, FileNotMadeError."""
    parser = MultiPartParser(request.headers, _limited(request, most), max_files=1, max_fields=MOST_FIELDS)
    try:
        async with asyncio.timeout(SLOWEST_S):
            form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError) as error:
        raise FaultsError([("", "this is no form with a file")]) from error
    except TimeoutError as error:
        raise FaultsError([("", "the file came too slowly")]) from error
    except OSError as error:
        raise FileNotMadeError("There is no room for what was sent. Try again later.") from error
    fields: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    return FileForm(fields, next(iter(files), None), form)


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most * DRAINED:
            break
        if size <= most:
            yield part
    if size > most:
        raise BodyTooLargeError(most)


async def read_form(request: Request) -> Fields:
    """The fields of a form, each with all its values. Raises BodyTooLargeError, FaultsError.

    A body comes once: who asks again, to say what was typed, gets the same answer.
    """
    if not hasattr(request.state, "form"):
        try:
            request.state.form = await _form(request)
        except (BodyTooLargeError, FaultsError) as error:
            request.state.form = error
    form: Fields | BodyTooLargeError | FaultsError = request.state.form
    if isinstance(form, BodyTooLargeError | FaultsError):
        raise form
    return form


async def _form(request: Request) -> Fields:
    body = await read_body(request, MOST_FORM)
    fields: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise FaultsError([("", "this is no form in UTF-8")]) from error
    for name, value in pairs:
        fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return fields


async def read_json(request: Request) -> Any:
    """A JSON document. Raises BodyTooLargeError, FaultsError."""
    body = await read_body(request, MOST_JSON)
    try:
        return json_of(body)
    except (ValueError, RecursionError) as error:
        raise FaultsError([("", f"this is no JSON in UTF-8: {str(error)[:120]}")]) from error


def json_of(body: bytes) -> Any:
    """The document in a body that is short enough; no name stands twice. Raises ValueError, RecursionError."""
    return json.loads(body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=once_each)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")
