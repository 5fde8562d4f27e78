"""How long an answer waits for the database, also where a network swallows what is sent."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg

Connection = psycopg.AsyncConnection[Any]
CHECK_S = 1.0
"""A connection of the pool says within this time that it lives, or another one is taken."""


class Patience:
    """So many seconds for all statements of one answer; what the answer does between them does not count."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    @asynccontextmanager
    async def with_(self, connection: Connection) -> AsyncIterator[None]:
        """A block that asks `connection`; its end comes in time. Raises TimeoutError where no time is left.

        psycopg's own way to end a wait is to ask the server to cancel it, and to wait for that: with a network that
        swallows everything it takes 10 s more. So the socket is shut, which psycopg sees at once as a connection that
        the server has closed (psycopg.OperationalError).
        """
        if self._left <= 0:
            raise TimeoutError
        loop = asyncio.get_running_loop()
        began = loop.time()
        timer = loop.call_later(self._left, hang_up, connection)
        try:
            yield
        finally:
            timer.cancel()
            self._left -= loop.time() - began


def hang_up(connection: Connection) -> None:
    """Shut the connection's socket: whoever waits for an answer of it is told that there comes none."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


async def lives(connection: Connection) -> None:
    """The pool's question to a connection before it is lent. Raises psycopg.OperationalError where it is dead."""
    async with Patience(CHECK_S).with_(connection):
        await connection.execute("")
