"""Answers in this process, which is all of the server."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from app.cli.frugal import frugal, settled
from app.cli.options import OPTIONS
from app.cli.session import say

if TYPE_CHECKING:
    from app.settings import Settings


def run_one(settings: Settings, listener: socket.socket, shown: str) -> bool:
    """Answer in this process until a signal ends it; whether it ever did."""
    with frugal():
        from app.main import create_app
        from app.operations.metrics import metrics_of

        application = create_app(settings, settled)
    server = Server(uvicorn.Config(application, **OPTIONS), shown)
    if hasattr(signal, "SIGHUP"):
        # uvicorn itself ends on SIGINT and SIGTERM only.
        signal.signal(signal.SIGHUP, server.handle_exit)
    with suppress(KeyboardInterrupt), metrics_of.of(application).served(settings.metrics):
        server.run(sockets=[listener])
    return server.started


class Server(uvicorn.Server):
    """uvicorn that says its address once it really answers."""

    def __init__(self, config: uvicorn.Config, shown: str) -> None:
        super().__init__(config)
        self._shown = shown

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            say(self._shown)
