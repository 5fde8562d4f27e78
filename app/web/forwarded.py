"""What proxies say of the request they pass on: believed of trusted addresses alone."""

import re
from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from typing import cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.web.prefix import FORWARDED

HOST = re.compile(r"([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)


class Forwarded:
    """Takes scheme, host, prefix and the caller's address from a trusted proxy's headers (pure ASGI).

    `X-Forwarded-Proto`, `X-Forwarded-Host`, `X-Forwarded-Prefix`, and of `X-Forwarded-For` the right-most address that
    is not trusted. Of several hosts the last counts, which the nearest proxy added. Without trusted addresses, and for
    all other callers, these headers mean nothing.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[str]) -> None:
        """`trusted` are addresses and networks, as `127.0.0.1` and `10.0.0.0/8`."""
        self._app = app
        self._trusted = [ip_network(each) for each in trusted]
        self._scheme_and_caller = cast("ASGIApp", ProxyHeadersMiddleware(app, list(trusted)))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._trusted:
            await self._app(scope, receive, send)
            return
        peer = _plain(scope["client"][0]) if scope["type"] == "http" and scope.get("client") else None
        if peer is None or not self._trusts(peer):
            await self._app(scope, receive, send)
            return
        await self._scheme_and_caller({**scope, "client": (peer, scope["client"][1]), **_named(scope)}, receive, send)

    def _trusts(self, peer: str) -> bool:
        address = ip_address(peer)
        return any(address in network for network in self._trusted)


def _plain(peer: str) -> str | None:
    """An address without the clothes that a socket for IPv6 puts on one of IPv4; None for what is none."""
    try:
        address = ip_address(peer)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _named(scope: Scope) -> dict[str, object]:
    """What changes of the scope by host and prefix."""
    host, prefix = _last(scope, b"x-forwarded-host"), _last(scope, b"x-forwarded-prefix")
    changed: dict[str, object] = {FORWARDED: prefix} if prefix else {}
    if HOST.fullmatch(host):
        others = [(name, value) for name, value in scope["headers"] if name != b"host"]
        changed["headers"] = [(b"host", host.encode("latin-1")), *others]
    return changed


def _last(scope: Scope, name: bytes) -> str:
    given = [value.decode("latin-1") for each, value in scope["headers"] if each == name]
    return ",".join(given).split(",")[-1].strip()
