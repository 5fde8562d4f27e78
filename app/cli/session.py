"""What the commands share: the settings with the options applied, and a database that is ready."""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Thread
from types import FrameType
from typing import NoReturn

import psycopg
import stamina
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from app.cli.refusals import database_sentence, without_password
from app.database_url import for_writing, libpq
from app.errors import BusyError
from app.setup.cluster import ServerAwayError, open_database

MAY_NOT = (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)
TEXTS_AT_START = 1000
"""So many texts of features, or of the search, are written before a server answers, a moment; of more it writes the
rest meanwhile."""
RETRY_S = 10.0
"""A server that is away is asked again at least so often."""


@contextmanager
def ready_database(given: str, *, defaults: bool = False, whole: bool = False, revive: bool = False) -> Iterator[str]:
    """The URL of a database at the newest migration; `given` is the setting `DATABASE_URL` or empty.

    With `defaults` an empty one gets the default data, and few records the texts of this version of the program; with
    `whole` however many they are.
    """
    with ended_by_signals(), open_database(url=given or None, revive=revive, log=say) as url:
        _prepare(url, defaults=defaults, most=math.inf if whole else TEXTS_AT_START)
        yield url


@contextmanager
def database_to_serve(given: str) -> Iterator[str]:
    """The URL of a database that is served though it may be away, or may not be prepared by this role.

    A server of one's own that does not answer is prepared once it does; until then the map answers 503. One that may
    only be read is served as it is: `/ready` says what it lacks.
    """
    with ExitStack() as stack:
        try:
            url = stack.enter_context(ready_database(given, defaults=True, revive=True))
        except ServerAwayError as error:
            say(without_password(f"{error} The map is served meanwhile and answers 503.", given))
            url = _unprepared(given, stack)
            Thread(target=_prepare_later, args=(given,), daemon=True).start()
        except (psycopg.Error, DBAPIError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if not isinstance(cause, MAY_NOT):
                raise
            say(f"{database_sentence(error)} The map is served as it is; /ready says what it lacks.")
            url = _unprepared(given, stack)
        yield url


def _unprepared(given: str, stack: ExitStack) -> str:
    stack.enter_context(ended_by_signals())
    return make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _prepare_later(given: str) -> None:
    """Try until the server answers, less and less often."""
    for attempt in stamina.retry_context(on=ServerAwayError, attempts=None, timeout=None, wait_max=RETRY_S):
        with attempt, open_database(url=given, log=say) as url:
            try:
                _prepare(url, defaults=True)
                say("The database answers.")
            except (psycopg.Error, DBAPIError) as error:
                say(database_sentence(error))


def _prepare(url: str, *, defaults: bool, most: float = TEXTS_AT_START) -> None:
    from app.imports.storing.revised import begin_history
    from app.store.migrations import upgrade

    with _one_process(url):
        upgrade(url, say)
        begin_history(url)
        if defaults:
            # Most commands need none of this, nor the memory of what reads shapes.
            from app.imports.reference.defaults import load_defaults
            from app.imports.storing.grades import lower_groundless

            load_defaults(url, say)
            lower_groundless(url, say)
    if defaults:
        from app.imports.storing.features import keep_features
        from app.imports.storing.texts import Renewal

        # Nobody who starts waits for these: of all records they take minutes.
        with suppress(BusyError):  # another process writes them
            Renewal(url, say).run(most)
        keep_features(url, say, most)


@contextmanager
def _one_process(url: str) -> Iterator[None]:
    """Processes that start together on one database prepare it in turn."""
    with psycopg.connect(libpq(for_writing(url))) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('servicemap.prepare'))")
        yield


def given_url() -> str:
    """The setting `DATABASE_URL`; empty where the private server is used."""
    from app.settings import Settings

    return Settings().database_url


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP leave the block as Ctrl-C does, so that what was started is stopped."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), _leave) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def say(message: str) -> None:
    """A line of progress."""
    print(message, flush=True)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    # A second signal must not break off the stopping that this one begins.
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)
