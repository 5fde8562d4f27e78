"""A reader has so long to send a request: one that never ends must not keep its connection for ever."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class TimedRequests(HttpToolsProtocol):
    """uvicorn's connection with a time limit for headers and body; it has one of its own between requests alone.

    A long body has more time, as long as it comes at a pace that no one keeps up who sends by halves.

    Some hundred requests that are sent by halves would otherwise hold all files that a process may open.
    """

    SECONDS: ClassVar[float] = 15.0
    BYTES_A_SECOND: ClassVar[int] = 64 * 1024
    _received = 0
    _begun = 0.0

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection without a request is one that is not sent yet."""
        super().connection_made(transport)
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
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._end()
        super().connection_lost(exc)

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
