"""So many requests a network may make in a while; more are 429 (pure ASGI)."""

import math
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FREE = ("/live", "/ready", "/assets/")
"""Watches must be answered, and files of the page are asked for by the dozen and cost nothing."""
Refuse = Callable[[Request, int], Response]


class Rates:
    """Counts by the caller's network: an address of IPv4, or the 64 bits that one household has of IPv6.

    It stands inside of `Forwarded`, so that the caller is the one that a trusted proxy names. Each process counts for
    itself.
    """

    def __init__(self, app: ASGIApp, rate: str, refuse: Refuse) -> None:
        """`rate` as `600/minute`; empty for no limit. `refuse` makes the answer, with the seconds to wait."""
        self._app = app
        self._rate = parse(rate) if rate else None
        self._counted = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._rate is None or scope["type"] != "http" or scope["path"].startswith(FREE):
            await self._app(scope, receive, send)
            return
        caller = network_of(scope)
        if self._counted.hit(self._rate, caller):
            await self._app(scope, receive, send)
            return
        ends = self._counted.get_window_stats(self._rate, caller).reset_time
        answer = self._refuse(Request(scope), max(math.ceil(ends - time.time()), 1))
        await answer(scope, receive, send)


def network_of(scope: Scope) -> str:
    """The network that a caller is counted by."""
    client = scope.get("client")
    try:
        address = ip_address(client[0] if client else "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network(f"{address}/64", strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
