"""A reader has so long to send a request: one that never ends must not keep its connection for ever."""

import asyncio
import sys
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.web.leaving import tell

FILES_KEPT = 96
"""So many files that a process may open are not for readers: its database, what it serves, where it writes."""


def most_connections() -> int:
    """So many readers may be connected with this process, by the limit of files that it was started with."""
    if sys.platform == "win32":
        return 4096
    import resource

    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return sys.maxsize if limit == resource.RLIM_INFINITY else max(limit - FILES_KEPT, limit // 2)


class TimedRequests(HttpToolsProtocol):
    """uvicorn's connection with a time limit for headers and body; it has one of its own between requests alone.

    A long body has more time, as long as it comes at a pace that no one keeps up who sends by halves.

    Some hundred requests that are sent by halves would otherwise hold all files that a process may open. Where they
    nearly do before their time is over, the one that was waited for longest gives its place to whoever comes.
    """

    SECONDS: ClassVar[float] = 15.0
    BYTES_A_SECOND: ClassVar[int] = 64 * 1024
    MOST: ClassVar[int] = most_connections()
    _open: ClassVar[int] = 0
    _idle: ClassVar[dict["TimedRequests", None]] = {}
    """Connections of this process by which no whole request has come that is not answered; those that have been so for
    longest stand first."""
    _received = 0
    _begun = 0.0

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection without a request is one that is not sent yet."""
        super().connection_made(transport)
        TimedRequests._open += 1
        if TimedRequests._open > self.MOST and self._idle:
            self._idle_longest().transport.abort()
        self._idle[self] = None
        self._begin()

    def data_received(self, data: bytes) -> None:
        """The first part of a further request begins its time."""
        if self.timeout_keep_alive_task is not None:
            self._begin()
        self._received += len(data)
        super().data_received(data)

    def on_message_complete(self) -> None:
        """All has come: what the answer takes is no matter of the reader."""
        self._end()
        self._idle.pop(self, None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Another request may come, or never."""
        super().on_response_complete()
        if self.timeout_keep_alive_task is not None:
            self._idle[self] = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more, on neither side."""
        self._end()
        self._idle.pop(self, None)
        TimedRequests._open -= 1
        if self.cycle is not None and not self.cycle.response_complete:
            tell(self.scope)
        super().connection_lost(exc)

    @classmethod
    def _idle_longest(cls) -> "TimedRequests":
        longest = next(iter(cls._idle))
        del cls._idle[longest]
        return longest

    def _begin(self) -> None:
        self._end()
        self._received, self._begun = 0, self.loop.time()
        self._limit = self.loop.call_later(self.SECONDS, self._close_if_late)

    def _close_if_late(self) -> None:
        left = self.SECONDS + self._received / self.BYTES_A_SECOND - (self.loop.time() - self._begun)
        if left > 0:
            self._limit = self.loop.call_later(left, self._close_if_late)
        else:
            self.transport.close()

    def _end(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
