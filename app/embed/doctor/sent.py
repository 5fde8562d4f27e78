"""The sent form: read up to a limit, parsed by the standard library, never kept."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from app.embed.doctor.page import MOST_PAGE
from app.embed.doctor.pasted import MOST

MOST_BYTES = 64 * 1024
"""Room for MOST signs, each of at most four bytes written as %XX, and the page's address."""
LET_GO = 8 * 1024 * 1024
"""More than this is not even let through, so that nobody sends for ever."""


@dataclass(frozen=True)
class Sent:
    """`too_long` is the size of a text that was not read: signs, or bytes where not even those were counted."""

    snippet: str = ""
    page: str = ""
    too_long: int = 0


async def read_sent(request: Request) -> Sent:
    """The two fields of the form; read once, so that also the page of an error can show them."""
    if not hasattr(request.state, "sent"):
        request.state.sent = await _read(request)
    sent: Sent = request.state.sent
    return sent


async def _read(request: Request) -> Sent:
    kept, size = b"", 0
    async for part in request.stream():
        size += len(part)
        # What is over the limit is taken in and dropped: a browser shows the answer only once it has sent all.
        kept = kept + part if size <= MOST_BYTES else b""
        if size > LET_GO:
            break
    if size > MOST_BYTES:
        return Sent(too_long=size)
    try:
        given = dict(parse_qsl(kept.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=8))
    except ValueError:
        return Sent()
    snippet = given.get("snippet", "").replace("\r\n", "\n").strip()
    page = given.get("page", "")[:MOST_PAGE]
    return Sent("", page, len(snippet)) if len(snippet) > MOST else Sent(snippet, page)
