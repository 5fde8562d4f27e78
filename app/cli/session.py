"""What the commands share: the settings with the options applied, and a database that is ready."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import psycopg

from app.database_url import libpq
from app.setup.cluster import open_database


@contextmanager
def ready_database(given: str, *, defaults: bool = False) -> Iterator[str]:
    """The URL of a database at the newest migration; `given` is the setting `DATABASE_URL` or empty.

    With `defaults` an empty one gets the default data, and the search the texts of this version of the program.
    """
    from app.imports.defaults import load_if_empty
    from app.imports.texts import renew_if_older
    from app.store.migrations import upgrade

    with ended_by_signals(), open_database(url=given or None, log=say) as url:
        with _one_process(url):
            upgrade(url)
            if defaults:
                load_if_empty(url, say)
                renew_if_older(url, say)
        yield url


@contextmanager
def _one_process(url: str) -> Iterator[None]:
    """Processes that start together on one database prepare it in turn."""
    with psycopg.connect(libpq(url)) as connection:
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
