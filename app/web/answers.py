"""Answers that come again: ETags from the version of the data, 304, and those kept that took long to make."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any, Literal

from cachetools import LRUCache
from fastapi import Request, Response

from app.store.kept import Kept
from app.store.version import Version
from app.web import compression
from app.web.in_time import doing
from app.web.prefix import at

Make = Callable[[], Awaitable[Response]]
Audience = Literal["public", "private"]
"""Who may keep an answer: anyone on its way, or the reader's own browser alone."""
HEAD_BYTES = 1_000
"""What a kept answer takes besides its body: an empty tile has none, and there are many of them."""
BEGIN = "servicemap.begin"
"""Where a request has what is to be called before its answer is made: it waits for its turn and its connection."""
Keep = Literal["compressed", "then compressed"]
"""How an answer is kept: compressed as far as can be, at once or when it is asked for again. For a page that takes
up to a tenth of a second, more than writing it."""


class Answers:
    """The answers of one program: `edition` changes with all that shapes them besides the data and the address."""

    def __init__(self, edition: str, most_bytes: int) -> None:
        self._edition = edition
        self._cache: LRUCache[Any, Any] = LRUCache(most_bytes, getsizeof=_size)
        self._kept: Kept[str, Response] = Kept(self._cache)

    def figures(self) -> dict[str, float]:
        """How many answers are kept, and their bytes."""
        return {"kept": float(len(self._cache)), "bytes": float(self._cache.currsize)}

    def etag(self, version: Version, request: Request, variant: str = "") -> str:
        """The same for the same data version, address, variant and edition, on every process."""
        seed = f"{self._edition}|{version.dataset}|{request.url.path}?{request.url.query}|{variant}"
        return f'"{version.number}-{hashlib.sha256(seed.encode()).hexdigest()[:16]}"'

    async def cached(
        self,
        request: Request,
        version: Version,
        variant: str,
        make: Make,
        *,
        audience: Audience,
        keep: Keep | None = None,
        vary: tuple[str, ...] = (),
    ) -> Response:
        """304 when the caller has this version already, else what `make` gives, with its ETag.

        An answer that is no 200 has none: a 304 for it would say that all is well, and hide the status.
        `keep`: the answer is also kept here for the next caller, as it takes long to make. `vary`: the headers of the
        request that chose the variant.
        """
        tag = self.etag(version, request, variant)
        known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
        if tag in known:
            response = Response(status_code=304)
        else:
            response = await (self._kept_or_made(request, version, tag, make, keep) if keep else _begun(request, make))
        if response.status_code in (200, 304):
            response.headers["ETag"] = tag
        response.headers["Cache-Control"] = f"{audience}, max-age=0, must-revalidate"
        if vary:
            response.headers["Vary"] = ", ".join(vary)
        return response

    async def _kept_or_made(self, request: Request, version: Version, tag: str, make: Make, keep: Keep) -> Response:
        """The kept answer, perhaps in the best coding that the caller takes: it is compressed once, too."""
        # Links in an answer begin with the address that the site was called by.
        key = f"{request.base_url}|{at('')}|{tag}"
        coding = next(iter(compression.accepted(request.headers.get("accept-encoding", ""))), None)
        compressing = keep == "compressed" or self._kept.ready(version, key) is not None
        with doing(request.scope, "awaits"):
            plain = await self._kept.get(version, key, lambda: _made(request, make))
        if coding is None or not compressing or not compression.worth_it(plain):
            return plain
        return await self._kept.get(version, f"{key} {coding}", lambda: compression.encoded(plain, coding))


async def _begun(request: Request, make: Make) -> Response:
    """What `make` gives, once the answer has its turn and its connection: who is given what is kept needs neither."""
    if begin := request.scope.get(BEGIN):
        await begin()
    return await make()


async def _made(request: Request, make: Make) -> Response:
    """An answer that will be kept: its making is gone on with though it is late, for those who ask again."""

    async def making() -> Response:
        with doing(request.scope, "makes"):
            return await make()

    with doing(request.scope, "other"):
        return await _begun(request, making)


def _size(answer: Response) -> int:
    return len(answer.body) + HEAD_BYTES
