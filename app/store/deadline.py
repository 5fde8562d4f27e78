"""Until when an answer waits for what it writes, and whether anything of it may have been stored by then."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg

from app.errors import DatabaseAwayError, EndingError, NoRoomError, NotStoredError, ServiceMapError, UnsureError
from app.store.patience import hang_up


class Deadline:
    """So many seconds for the transactions of one answer. When they are over, none of them is committed any more.

    A transaction whose COMMIT has been sent may have been stored, whatever becomes of the connection then.
    """

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._deciding = threading.Lock()
        self._over = False
        self.may_be_stored = False
        """Whether the COMMIT of a change was sent."""
        self.waits = False
        """Whether a transaction is under way."""

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self._ends - time.monotonic()

    def later(self, seconds: float) -> None:
        """Let it end so much later."""
        self._ends += seconds

    def end(self) -> bool:
        """Let nothing be stored from now on; whether something may have been before."""
        with self._deciding:
            self._over = True
            return self.may_be_stored

    def check(self) -> None:
        """Raises TimeoutError where it is over."""
        if self._over or self.left <= 0:
            raise TimeoutError

    def committing(self, *, change: bool) -> None:
        """Note that COMMIT is sent now; of a `change`, that it may be stored. Raises TimeoutError where it is over."""
        with self._deciding:
            self.check()
            self.may_be_stored |= change

    @contextmanager
    def bounds(self, connection: psycopg.Connection[Any]) -> Iterator[None]:
        """A block that asks `connection`, whose socket is shut at the end: a server that is silent says nothing."""
        timer = threading.Timer(max(0, self.left), hang_up, (connection,))
        timer.daemon = True
        timer.start()
        self.waits = True
        try:
            yield
        finally:
            self.waits = False
            timer.cancel()


held: ContextVar[Deadline | None] = ContextVar("deadline", default=None)
"""That of the request which is being answered."""


def of_what_was_sent(error: ServiceMapError) -> ServiceMapError:
    """The error as whoever sent something to be stored is told it: whether it is stored, where the database was away.

    Also where it went away later: an answer that cannot be made may be one to what is stored.
    """
    deadline = held.get()
    if deadline is None or not isinstance(error, DatabaseAwayError) or isinstance(error, NoRoomError | EndingError):
        return error
    return UnsureError() if deadline.may_be_stored else NotStoredError(str(error))
