"""Writing to PostgreSQL: one transaction on a connection of its own. Reading is in `app/store/database.py`."""

import asyncio
import errno
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, TypeVar, cast

import psycopg
from psycopg.errors import LockNotAvailable, ReadOnlySqlTransaction
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from app.database_url import for_writing, pooled
from app.errors import BusyError, DatabaseAwayError, NoRoomError
from app.store.patience import CHECK_S, hang_up
from app.store.reader import LACKING

T = TypeVar("T")
log = logging.getLogger("servicemap")
PLACES = 4
"""So many transactions a process writes at once: each has a connection and a thread."""
CONNECT_S = 5
"""Seconds until a server that does not answer is away: a network may swallow what is sent."""
TRIES = 4
"""So often one is begun that could not wait longer for a row: texts of features are written in less time than this."""


@contextmanager
def write_session(url: str) -> Iterator[Connection]:
    """A transaction on the database of a SQLAlchemy URL: committed when the block ends.

    An error that leaves the block rolls everything back and goes on to the caller.
    Raises BusyError where an import holds what is to be written.
    """
    with write_sessions(url) as begin, begin() as connection:
        yield connection


@contextmanager
def write_sessions(url: str) -> Iterator[Callable[[], AbstractContextManager[Connection]]]:
    """What begins such transactions on one connection: to make one takes as long as many statements."""
    engine = create_engine(for_writing(url), connect_args=_arguments(url), hide_parameters=True)

    @contextmanager
    def begin() -> Iterator[Connection]:
        with _told_busy(), engine.begin() as connection:
            yield connection

    try:
        yield begin
    finally:
        engine.dispose()


@contextmanager
def beside(url: str) -> Iterator[Connection]:
    """A connection each of whose statements is a transaction of its own: for progress that others see at once."""
    engine = create_engine(
        for_writing(url), connect_args=_arguments(url), hide_parameters=True, isolation_level="AUTOCOMMIT"
    )
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def raw_connection(connection: Connection) -> psycopg.Connection[Any]:
    """The connection of psycopg below one of SQLAlchemy."""
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


@contextmanager
def _told_busy() -> Iterator[None]:
    """Raise BusyError where a lock was not to be had in the time that the transaction allows (`version.hold`)."""
    try:
        yield
    except (OperationalError, LockNotAvailable) as error:
        if isinstance(getattr(error, "orig", error), LockNotAvailable):
            raise BusyError from error
        raise


@contextmanager
def refusals_said() -> Iterator[None]:
    """Turn what a database says that is away, full, may only be read or is not set up into DatabaseAwayError."""
    try:
        yield
    except (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError, TimeoutError) as error:
        if is_full_disk(error):
            log.error("nothing can be written: the disk of the database is full")
            raise NoRoomError from error
        raise DatabaseAwayError("The database cannot be reached.") from error
    except (DBAPIError, psycopg.Error) as error:
        # What travels by COPY, a published record as well, fails in the driver's own words.
        cause = getattr(error, "orig", error)
        if isinstance(cause, ReadOnlySqlTransaction):
            log.error("nothing can be written: the database may only be read")
            raise DatabaseAwayError("The database may only be read just now. Nothing was changed.") from error
        if isinstance(cause, LACKING):
            log.error("the database is not set up for this program: %s", str(cause).partition("\n")[0])
            raise DatabaseAwayError("The database lacks something that this program needs.") from error
        raise


def is_full_disk(error: BaseException) -> bool:
    """Whether there was no room, on the disk of the database or on one's own."""
    cause = getattr(error, "orig", error)
    return isinstance(cause, psycopg.errors.DiskFull) or getattr(cause, "errno", None) == errno.ENOSPC


def raise_full_disk(error: Exception) -> None:
    """Raise an error that comes of a full disk: nothing is wrong with what was read."""
    if is_full_disk(error):
        raise error


class Writer:
    """Writes for a running server, each time in one transaction and outside of the event loop."""

    def __init__(self, url: str, statement_timeout: float) -> None:
        """`url` is a SQLAlchemy URL; nothing is connected before the first transaction."""
        # Said at the beginning of each transaction: a pooler takes no options, and those of the URL stay.
        self._limit = f"SET LOCAL statement_timeout = {int(statement_timeout * 1000)}"
        self._engine = create_engine(
            for_writing(url or "postgresql+psycopg://"),
            pool_size=PLACES,
            max_overflow=0,
            pool_timeout=10,
            # The message of an error goes to the log: without the values, which are people's own.
            hide_parameters=True,
            connect_args=_arguments(url) | {"connect_timeout": 3, "application_name": "servicemap-writer"},
        )
        event.listen(self._engine, "checkout", _living)

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What `work` gives; an error that leaves it rolls everything back. Raises DatabaseAwayError, BusyError.

        It is done again, from its beginning, where an import or whoever writes texts held a row for long.
        """
        return await asyncio.to_thread(self.run_here, work)

    def run_here(self, work: Callable[[Connection], T]) -> T:
        """The same in this thread, of a process that has nothing else to do."""
        for _ in range(TRIES - 1):
            with suppress(BusyError):
                return self._once(work)
        return self._once(work)

    def _once(self, work: Callable[[Connection], T]) -> T:
        with refusals_said(), _told_busy(), self._engine.begin() as connection:
            connection.exec_driver_sql(self._limit)
            return work(connection)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def _living(connection: psycopg.Connection[Any], record: ConnectionPoolEntry, _: object) -> None:
    """Ask a connection before it is lent. One whose server is silent waits for ever by itself, so it is shut in time.

    Raises InvalidatePoolError where one is dead that was lent before: another one is made, and later all the older
    ones are. Raises psycopg.Error where a new one is.
    """
    lent_before, record.info["lent"] = "lent" in record.info, True
    timer = threading.Timer(CHECK_S, hang_up, (connection,))
    timer.daemon = True
    timer.start()
    try:
        connection.autocommit = True
        connection.execute("")
        connection.autocommit = False
    except psycopg.Error as error:
        if lent_before:
            raise InvalidatePoolError from error
        raise
    finally:
        timer.cancel()


def _arguments(url: str) -> dict[str, Any]:
    """What the driver is told: how long to wait for a connection where the URL does not say so.

    A pooler lends another connection to each transaction: nothing is prepared on one.
    """
    known = {} if url and "connect_timeout" in make_url(url).query else {"connect_timeout": CONNECT_S}
    return known | ({"prepare_threshold": None} if url and pooled(url) else {})
