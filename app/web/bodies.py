"""Bodies of requests: read up to a limit before anything is parsed."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from fastapi import Request

from app.errors import BodyTooLargeError, FaultsError

MOST_FORM, MOST_JSON = 256 * 1024, 1024 * 1024
MOST_FIELDS = 400


async def read_body(request: Request, most: int) -> bytes:
    """The whole body. Raises BodyTooLargeError before more than `most` bytes are kept."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise BodyTooLargeError(most)
    return bytes(body)


async def read_form(request: Request) -> Mapping[str, list[str]]:
    """The fields of a form, each with all its values. Raises BodyTooLargeError, FaultsError."""
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
        return json.loads(body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise FaultsError([("", f"this is no JSON in UTF-8: {str(error)[:120]}")]) from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    # Half of a surrogate pair in a name: no answer could repeat it.
    "".join(document).encode()
    if len(document) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return document
