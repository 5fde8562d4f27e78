"""The type of every answer that is one caller's own: nothing on its way keeps it, and nobody forgets to say so."""

from collections.abc import Mapping

from fastapi import Response

NEVER_KEPT = "private, no-store, no-transform"
"""Not compressed either: beside a secret token, the length of a page would tell of what it holds."""


class PrivateAnswer(Response):
    """An answer for one caller. Handlers of private routes return this type and no other."""

    def __init__(
        self,
        content: str | bytes = "",
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str = "text/html",
    ) -> None:
        super().__init__(content, status_code, {**(headers or {}), "Cache-Control": NEVER_KEPT}, media_type)

    @classmethod
    def of(cls, answer: Response) -> "PrivateAnswer":
        """An answer that was made elsewhere, as one caller's own."""
        kept = {name: text for name, text in answer.headers.items() if name not in ("content-length", "cache-control")}
        return cls(bytes(answer.body), answer.status_code, kept, answer.media_type or kept.get("content-type", ""))

    @classmethod
    def leading_to(cls, address: str) -> "PrivateAnswer":
        """See another address of this site, by GET."""
        return cls(b"", 303, {"Location": address})
