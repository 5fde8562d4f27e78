"""A failover leaves connections that are silent for ever, and others that answer: who waits on the former is let go."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest

from app import main
from app.database_url import libpq
from app.platforms.index import load
from app.platforms.index.load import Readings, load_index
from app.settings import Settings
from app.store import file_query
from app.store.connections import NOTICED, conninfo
from app.store.timed import timed_async
from tests.support.databases import Databases
from tests.support.link import Link, linked
from tests.support.loop import finished
from tests.support.server import running

WAITING = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
 AND wait_event_type = 'Lock' AND query ~ %s"""
OF_FILES, OF_MEMORY = '^DECLARE "rows"', '^DECLARE "index"'
"""The beginnings of the statements that read files, and what is kept in memory."""
SOON_S = 10.0


@contextmanager
def silent(own: str, link: Link, begin: Callable[[], list[Future[Any]]], reads: str) -> Iterator[list[Future[Any]]]:
    """What is begun reads locked tables when its connections fall silent; then the lock is gone."""
    with psycopg.connect(libpq(own)) as holder, psycopg.connect(libpq(own), autocommit=True) as beside:
        holder.execute("LOCK TABLE platforms IN ACCESS EXCLUSIVE MODE")
        begun = begin()
        end = time.monotonic() + SOON_S
        while (beside.execute(WAITING.encode(), (reads,)).fetchone() or (0,))[0] < len(begun):
            assert time.monotonic() < end, beside.execute("SELECT query, wait_event FROM pg_stat_activity").fetchall()
            time.sleep(0.05)
        link.forget()
        time.sleep(0.2)
        holder.rollback()
        yield begun


def test_files_that_were_read_give_their_places_to_others(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are two places for files: two that wait for ever would refuse all others until the server is started."""

    async def nothing(*_: object) -> None:
        """What is read into memory would fall silent, too, and its lock stay."""

    monkeypatch.setattr(main, "_warm", nothing)
    monkeypatch.setattr(file_query, "PART_S", 3.0)
    own, kinds = databases.url("silent files"), ("gpkg", "hsds")
    with (
        linked(own) as (link, url),
        running(Settings(database_url=url, pool_timeout=2, statement_timeout=2)) as at,
        httpx.Client(base_url=f"{at}/api/downloads", timeout=60, trust_env=False) as client,
        ThreadPoolExecutor(2) as readers,
    ):

        def begin() -> list[Future[Any]]:
            return [readers.submit(lambda kind: client.get(f"/platforms.{kind}").status_code, kind) for kind in kinds]

        with silent(own, link, begin, OF_FILES) as begun:
            assert {each.result(SOON_S) for each in begun} == {503}
            end = time.monotonic() + SOON_S
            while client.get("/platforms.csv").status_code != 200:
                assert time.monotonic() < end, "the places are not free"


def test_a_file_that_is_sent_while_it_is_read_ends(real_url: str) -> None:
    async def ask(link: Link, url: str) -> None:
        async with timed_async(url, 60, 1) as connection:
            await connection.execute("SELECT 1")
            link.forget()
            with pytest.raises(psycopg.OperationalError):
                await connection.execute("SELECT 1")

    with linked(real_url) as (link, url):
        finished(asyncio.wait_for(ask(link, url), SOON_S))


def test_what_is_read_into_memory_is_read_again(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    """One at a time is read: one that waits for ever would leave all others without what is kept in memory."""
    monkeypatch.setattr(load, "SECONDS", 1.0)
    own = databases.url("silent reading")
    with linked(own) as (link, url), ThreadPoolExecutor(1) as thread:
        readings = Readings(url)
        with silent(own, link, lambda: [thread.submit(load_index, readings)], OF_MEMORY) as [reading]:
            with pytest.raises(psycopg.OperationalError):
                reading.result(SOON_S)
            assert load_index(readings).version


def test_the_end_of_the_program_waits_for_no_silent_reading(databases: Databases) -> None:
    own = databases.url("silent end")
    with linked(own) as (link, url), ThreadPoolExecutor(1) as thread:
        readings = Readings(url)
        with silent(own, link, lambda: [thread.submit(load_index, readings)], OF_MEMORY) as [reading]:
            threading.Thread(target=readings.close).start()
            with pytest.raises(psycopg.OperationalError):
                reading.result(SOON_S)


def test_the_system_notices_a_silent_network(real_url: str) -> None:
    """No test has a network that swallows: that the system is asked to look is seen of its sockets."""
    with linked(real_url) as (_, url):
        for address, idle in ((url, NOTICED["keepalives_idle"]), (f"{url}?keepalives_idle=77", 77)):
            with psycopg.connect(conninfo(address, 5)) as reading, socket.socket(fileno=reading.fileno()) as line:
                assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == idle
                assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == NOTICED["tcp_user_timeout"]
                line.detach()
