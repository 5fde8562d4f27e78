"""Where this site stands at its host: the path before all of its own, as `/map` of `https://a.example/map/`.

Handlers and routes know paths without it. Whoever writes an address for a browser or a program asks `at`.
"""

import re
from collections.abc import Collection
from contextvars import ContextVar
from urllib.parse import unquote, urlsplit

from starlette.datastructures import URL, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORWARDED = "servicemap.prefix"
"""In the scope: the prefix that a trusted proxy named."""
WRITTEN = re.compile(r"(/(?!\.{1,2}(/|$))[\w.~%-]+)+", re.ASCII)
MOVED = 308
_now: ContextVar[str] = ContextVar("prefix", default="")


def prefix() -> str:
    """The prefix of the request that is being answered; empty at the root of a host, and where nothing is served."""
    return _now.get()


def at(path: str) -> str:
    """A path of this site (`/en/`) as its readers call it (`/map/en/`)."""
    return prefix() + path


def below(path: str) -> str | None:
    """The path of this site that readers call by `path`; None for one beside the prefix."""
    return _below(path, prefix())


def of_address(address: str) -> str:
    """The prefix that a site with this address has."""
    return urlsplit(address).path.rstrip("/")


def begins_as(before: str, names: Collection[str]) -> bool:
    """Whether a prefix begins like a path of the site itself: nobody could tell whether a proxy has cut it off."""
    return bool(before) and unquote(before).split("/")[1] in names


def _below(path: str, before: str) -> str | None:
    for each in (before, unquote(before)):
        if path == each or path.startswith(f"{each}/"):
            return path[len(each) :] or "/"
    return None


class Prefix:
    """Takes the prefix off the path, where the proxy has not, and puts it before the path of a redirect (pure ASGI).

    A handler and Starlette redirect to a path as they know it, or to the address that they were called by: what leaves
    is a path alone, which is right by whatever scheme and host the reader came.
    """

    def __init__(self, app: ASGIApp, prefix: str, names: Collection[str]) -> None:
        """`names` are the first parts of the site's own paths."""
        self._app = app
        self._prefix = prefix
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        prefix = self._prefix or self._forwarded(scope)
        token = _now.set(prefix)
        try:
            await self._within(scope, prefix, receive, send)
        finally:
            _now.reset(token)

    def _forwarded(self, scope: Scope) -> str:
        named = str(scope.get(FORWARDED, "")).rstrip("/")
        return named if WRITTEN.fullmatch(named) and not begins_as(named, self._names) else ""

    async def _within(self, scope: Scope, before: str, receive: Receive, send: Send) -> None:
        if before and scope["path"] == unquote(before):
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{before}/" + (f"?{query}" if query else ""), MOVED)(scope, receive, send)
            return
        path = _below(scope["path"], before) or scope["path"]

        async def relocated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "location" in headers:
                    headers["location"] = _location(headers["location"], URL(scope=scope))
            await send(message)

        await self._app({**scope, "path": path}, receive, relocated)


def _location(given: str, called: URL) -> str:
    """A path for what lies within the site; an address elsewhere stays as it is."""
    parts = urlsplit(given)
    if (parts.scheme, parts.netloc) not in (("", ""), (called.scheme, called.netloc)) or not parts.path:
        return given
    # With more than one slash at its start, browsers would take a path for another host.
    query, fragment = (f"?{parts.query}" if parts.query else ""), (f"#{parts.fragment}" if parts.fragment else "")
    return at(f"/{parts.path.lstrip('/')}") + query + fragment
