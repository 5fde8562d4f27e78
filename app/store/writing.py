"""Writing to PostgreSQL: one transaction on a connection of its own. Reading is in `app/store/database.py`."""

import asyncio
import errno
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from types import MappingProxyType
from typing import Any, TypeVar, cast

import psycopg
from psycopg.errors import IdleInTransactionSessionTimeout, LockNotAvailable, ReadOnlySqlTransaction
from sqlalchemy import Connection, Dialect, Engine, create_engine, event, exc
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from app.database_url import ROLE, for_writing, pooled
from app.errors import BusyError, CrowdedError, DatabaseAwayError, NoRoomError
from app.store.deadline import Deadline, held
from app.store.patience import CHECK_S, hang_up
from app.store.reader import LACKING

T = TypeVar("T")
log = logging.getLogger("servicemap")
PLACES = 4
"""So many transactions a process writes at once: each has a connection and a thread."""
CONNECT_S = 5
"""Seconds until a server that does not answer is away: a network may swallow what is sent."""
PLACE_S = 4
"""Seconds until one of these is free: all of them may wait for a database that is silent."""
IDLE_S = 10
"""So long the server keeps a transaction that asks nothing: a network may have swallowed whoever began it."""
GRACE_S = 5
"""So much later than the server itself would a transaction end that no request waits for."""
WROTE = "SELECT pg_current_xact_id_if_assigned() IS NOT NULL"
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
    engine = _engine_of(url)

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
    engine = _engine_of(url, isolation_level="AUTOCOMMIT")
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
    """Turn what a database says that is away, full, may only be read or is not set up into DatabaseAwayError.

    Also that no place among those that write was free in time.
    """
    try:
        yield
    except exc.TimeoutError as error:
        raise CrowdedError from error
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
            raise DatabaseAwayError("The database may only be read just now.") from error
        if isinstance(cause, LACKING):
            log.error("the database is not set up for this program: %s", str(cause).partition("\n")[0])
            raise DatabaseAwayError("The database lacks something that this program needs.") from error
        if isinstance(cause, IdleInTransactionSessionTimeout):
            raise DatabaseAwayError("The database has ended what took too long.") from error
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
        self._limits = (
            f"SET LOCAL statement_timeout = {int(statement_timeout * 1000)}; "
            f"SET LOCAL idle_in_transaction_session_timeout = {IDLE_S * 1000}"
        )
        self._seconds = statement_timeout + GRACE_S
        self._engine = _engine_of(
            url or "postgresql+psycopg://",
            pool_size=PLACES,
            max_overflow=0,
            pool_timeout=PLACE_S,
            arguments={"connect_timeout": 3, "application_name": "servicemap-writer"},
        )
        event.listen(self._engine, "checkout", _living)

    async def run(self, work: Callable[[Connection], T], *, aside: bool = False) -> T:
        """What `work` gives; an error that leaves it rolls everything back. Raises DatabaseAwayError, BusyError.

        It is done again, from its beginning, where an import or whoever writes texts held a row for long. It ends when
        the time of the request's answer is over. `aside`: what it writes is none of what was sent to be stored.
        """
        return await asyncio.to_thread(self.run_here, work, aside=aside)

    def run_here(self, work: Callable[[Connection], T], *, aside: bool = False) -> T:
        """The same in this thread, of a process that has nothing else to do."""
        for _ in range(TRIES - 1):
            with suppress(BusyError):
                return self._once(work, aside=aside)
        return self._once(work, aside=aside)

    def _once(self, work: Callable[[Connection], T], *, aside: bool) -> T:
        deadline = held.get() or Deadline(self._seconds)
        with refusals_said(), _told_busy():
            deadline.check()
            with (
                self._engine.connect() as connection,
                deadline.bounds(raw_connection(connection)),
                connection.begin(),
            ):
                connection.exec_driver_sql(self._limits)
                given = work(connection)
                deadline.committing(change=not aside and connection.exec_driver_sql(WROTE).scalar_one())
            return given

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def _living(connection: psycopg.Connection[Any], record: ConnectionPoolEntry, _: object) -> None:
    """Ask a connection before it is lent. One whose server is silent waits for ever by itself, so it is shut in time.

    Raises InvalidatePoolError where one is dead that was lent before: another one is made, and later all the older
    ones are. Raises psycopg.Error where a new one is.
    """
    lent_before, record.info["lent"] = "lent" in record.info, True
    try:
        with _shut_in_time(connection):
            connection.autocommit = True
            connection.execute("")
            connection.autocommit = False
    except psycopg.Error as error:
        if lent_before:
            raise InvalidatePoolError from error
        raise


def _engine_of(url: str, *, arguments: Mapping[str, Any] = MappingProxyType({}), **more: Any) -> Engine:
    """What makes connections to the server that takes writes."""
    # The message of an error goes to the log: without the values, which are people's own.
    connect = {**_arguments(url), **arguments}
    engine = create_engine(for_writing(url), connect_args=connect, hide_parameters=True, **more)
    if pooled(url):
        event.listen(engine, "do_connect", _of_primary)
    return engine


def _of_primary(dialect: Dialect, _: object, given: Any, named: dict[str, Any]) -> DBAPIConnection | None:
    """Ask each pooler's server whether it takes writes, where several are named.

    libpq believes what a pooler says of its server, which is what that said first: also of a standby that has become
    the primary since.
    """
    if named.get(ROLE) != "read-write":
        return None
    hosts, ports = str(named["host"]).split(","), str(named["port"]).split(",")
    for host, port in zip(hosts, ports, strict=True):
        with suppress(psycopg.OperationalError):
            connection = dialect.connect(*given, **{**named, "host": host, "port": port, ROLE: "any"})
            if _takes_writes(cast("psycopg.Connection[Any]", connection)):
                return connection
            connection.close()
    raise psycopg.OperationalError("no server takes writes")


def _takes_writes(connection: psycopg.Connection[Any]) -> bool:
    with _shut_in_time(connection):
        connection.autocommit = True
        [read_only] = connection.execute("SHOW transaction_read_only").fetchone() or ("on",)
        connection.autocommit = False
        return bool(read_only == "off")


@contextmanager
def _shut_in_time(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """A block that asks a connection whose server may be silent: it waits for ever by itself."""
    timer = threading.Timer(CHECK_S, hang_up, (connection,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _arguments(url: str) -> dict[str, Any]:
    """What the driver is told: how long to wait for a connection where the URL does not say so.

    A pooler lends another connection to each transaction: nothing is prepared on one.
    """
    known = {} if url and "connect_timeout" in make_url(url).query else {"connect_timeout": CONNECT_S}
    return known | ({"prepare_threshold": None} if url and pooled(url) else {})
