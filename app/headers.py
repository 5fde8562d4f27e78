"""The security headers of every answer, whatever its status (pure ASGI)."""

from collections.abc import Callable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)
WITH_FRAMES = POLICY + "'none'; frame-src 'self'"
"""For a page that shows frames of this site: the builder's preview."""
SAME_EVERYWHERE = {
    "Content-Security-Policy": POLICY + "'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
EMBED = "/embed/v1"
PUBLIC = ("/api", "/assets", EMBED, "/oembed", "/orientation", "/tiles")
ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Crs, Content-Disposition, Retry-After, Allow",
}
"""For what is public: scripts of any site may read the answer and these headers of it, without credentials."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
"""What a browser is told that asks before it sends a request for something public; the age is in seconds."""
ONLY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
"""For a host whose readers come by https: browsers keep to it for a year. Hosts below it are for others to decide."""
FRAMED = {"Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=(), usb=()"}


HEAD_ONLY = "servicemap.head"
"""In the scope of a request that gets the headers alone: nobody sees what it asked for."""


class HeadAsGet:
    """Answers HEAD as GET without the body, on every address (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET", HEAD_ONLY: True}, receive, send_without_body)


class SecurityHeaders:
    """Adds the headers; public data and assets may be read from any origin, without credentials.

    Embeds alone may be framed: by the hosts of the list in force, which `framed_by` tells, and by this site itself; by
    any where the list is empty, since the data are public and a frame changes nothing.

    `site`: the address by which readers come, where it is known. Browsers are told to keep to https where that begins
    with it and has no path: below one, the rest of the host is for others to decide.
    """

    def __init__(self, app: ASGIApp, framed_by: Callable[[], Sequence[str]], site: str) -> None:
        self._app = app
        self._framed_by = framed_by
        scheme, _, host = site.partition("://")
        self._always = SAME_EVERYWHERE | (ONLY_HTTPS if scheme == "https" and "/" not in host else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        public = scope["path"].startswith(PUBLIC)
        embed = scope["path"] == EMBED or scope["path"].startswith(f"{EMBED}/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                usual = self._framed() if embed else self._always
                for name, value in usual.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if public else "same-origin")
                if public:
                    asked_before = scope["method"] == "OPTIONS" and message["status"] in (200, 204)
                    for name, value in (ANY_ORIGIN | (PREFLIGHT if asked_before else {})).items():
                        headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _framed(self) -> dict[str, str]:
        hosts = self._framed_by()
        ancestors = " ".join(("'self'", *hosts)) if hosts else "*"
        return self._always | FRAMED | {"Content-Security-Policy": POLICY + ancestors}
