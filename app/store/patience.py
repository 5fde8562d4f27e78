"""How long an answer waits for the database, also where a network swallows what is sent."""

import asyncio
import os
import select
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import psycopg

Connection = psycopg.AsyncConnection[Any]
Value = TypeVar("Value")
CHECK_S = 1.0
"""A connection of the pool says within this time that it lives, or another one is taken."""
BELIEVED_S = 0.2
"""So long after it said so a connection is not asked again: under load it would be asked for each answer."""


class Patience:
    """So many seconds for all statements of one answer; what the answer does between them does not count.

    `placed`: the answer has a place among those that take long (`Places`).
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.placed = False
        self._over = False
        self._waiting: set[asyncio.Task[Any]] = set()

    @property
    def waits(self) -> bool:
        """Whether it is being spent just now."""
        return bool(self._waiting)

    def end(self) -> None:
        """Nobody wants the answer any more: end what is waited for, with asyncio.CancelledError, and wait no more."""
        self._over = True
        for task in self._waiting:
            task.cancel()

    @contextmanager
    def spent(self) -> Iterator[None]:
        """A block that waits and sees to its end by itself. Raises TimeoutError where no time is left."""
        if self._over:
            raise asyncio.CancelledError
        if self.left <= 0:
            raise TimeoutError
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        began = loop.time()
        if task is not None:
            self._waiting.add(task)
        try:
            yield
        finally:
            self.left -= loop.time() - began
            if task is not None:
                self._waiting.discard(task)

    @asynccontextmanager
    async def with_(self, connection: Connection) -> AsyncIterator[None]:
        """A block that asks `connection`; its end comes in time. Raises TimeoutError where no time is left.

        psycopg's own way to end a wait is to ask the server to cancel it, and to wait for that: with a network that
        swallows everything it takes 10 s more. So the socket is shut, which psycopg sees at once as a connection that
        the server has closed (psycopg.OperationalError).
        """
        with self.spent():
            timer = asyncio.get_running_loop().call_later(self.left, hang_up, connection)
            try:
                yield
            finally:
                timer.cancel()

    async def for_(self, awaited: Awaitable[Value]) -> Value:
        """What is waited for, if it comes in time. Raises TimeoutError where it does not."""
        with self.spent():
            async with asyncio.timeout(self.left):
                return await awaited


def hang_up(connection: Connection | psycopg.Connection[Any]) -> None:
    """Shut the connection's socket: whoever waits for an answer of it is told that there comes none."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


class Living:
    """The pool's question to a connection before it is lent. Raises psycopg.OperationalError where it is dead.

    One that said just now that it lives is believed, unless its server has sent something since: that it ends, mostly.
    Where a server ended one, it mostly ended the others, too: all are replaced at once. The pool itself would find
    them one after another, and wait a second between them.
    """

    def __init__(self, replace_all: Callable[[], Awaitable[None]]) -> None:
        """`replace_all` closes the connections that the pool has, and opens others."""
        self._replace_all = replace_all
        self._replaced = -1.0
        self._said: WeakKeyDictionary[Connection, float] = WeakKeyDictionary()

    async def __call__(self, connection: Connection) -> None:
        began = asyncio.get_running_loop().time()
        if began - self._said.get(connection, -BELIEVED_S) < BELIEVED_S and _quiet(connection):
            return
        patience = Patience(CHECK_S)
        try:
            async with patience.with_(connection):
                await connection.execute("")
        except psycopg.OperationalError:
            # One that is only silent may belong to a busy server. The new ones are lent after this question began.
            if patience.left > 0 and self._replaced < began:
                self._replaced = asyncio.get_running_loop().time()
                await self._replace_all()
            raise
        self._said[connection] = asyncio.get_running_loop().time()


def _quiet(connection: Connection) -> bool:
    """Whether nothing has come that nobody asked for, nor the end of the connection."""
    if sys.platform == "win32":
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)
