"""The question as it was sent: by its address, or with a file in the body, read up to a limit and forgotten."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, QueryParams, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from app.analysis.siting.own import MOST_BYTES

ROOM = 3 * MOST_BYTES + 64 * 1024
"""A file may come as text, of which each byte is then written as %XX, beside the question."""
LET_GO = 16 * MOST_BYTES
"""More than this is not even let through, so that nobody sends for ever."""
MOST_FIELDS = 60
OWN_TEXT, OWN_FILE, OWN_NAME = "own", "file", "own-name"
"""The fields that hold what a file says, the file, and the name of one that a script read into the box."""
LONGEST_NAME = 80


@dataclass(frozen=True)
class Sent:
    """The pairs of the question, and what came as a file; `too_large` is the size of a body that was not read.

    `name` is that of the file; empty where somebody typed the rows.
    """

    params: QueryParams
    own: bytes = b""
    too_large: int = 0
    name: str = ""


async def read_sent(request: Request) -> Sent:
    """What was sent; read once, so that also the page of an error can show it."""
    if not hasattr(request.state, "siting"):
        request.state.siting = await _read(request)
    sent: Sent = request.state.siting
    return sent


async def _read(request: Request) -> Sent:
    if request.method != "POST":
        return Sent(request.query_params)
    kept, size = [], 0
    async for part in request.stream():
        size += len(part)
        # What is over the limit is taken in and dropped: a browser shows the answer only once it has sent all.
        if size <= ROOM:
            kept.append(part)
        if size > LET_GO:
            break
    if size > ROOM:
        return Sent(request.query_params, too_large=size)
    form = await _form(request, b"".join(kept))
    pairs = [
        (name, text) for name, text in form.multi_items() if isinstance(text, str) and name not in (OWN_TEXT, OWN_NAME)
    ]
    own, name = await _own(form)
    await form.close()
    return Sent(QueryParams(pairs), own, name=name[:LONGEST_NAME])


async def _form(request: Request, body: bytes) -> FormData:
    """The fields of a form, sent in one of the two ways of browsers; none where it cannot be read."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            parser = MultiPartParser(request.headers, stream(), max_files=2, max_fields=MOST_FIELDS, max_part_size=ROOM)
            return await parser.parse()
        return await FormParser(request.headers, stream(), max_fields=MOST_FIELDS, max_part_size=ROOM).parse()
    except (MultiPartException, KeyError, ValueError):
        return FormData()


async def _own(form: FormData) -> tuple[bytes, str]:
    """The chosen file with its name; without one the text in the box, whose line breaks browsers write as two signs."""
    for upload in form.getlist(OWN_FILE):
        if isinstance(upload, UploadFile) and upload.size:
            return await upload.read(), upload.filename or ""
    texts = [text for text in form.getlist(OWN_TEXT) if isinstance(text, str)]
    names = [name for name in form.getlist(OWN_NAME) if isinstance(name, str)]
    return (texts[-1].replace("\r\n", "\n").strip().encode() if texts else b""), (names[-1] if names else "")
