"""What becomes of the database while the application serves: it answers within its time, and heals."""

import asyncio
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psycopg
import pytest

from app.cli.session import database_to_serve
from app.database_url import libpq
from app.errors import DatabaseAwayError
from app.settings import Settings
from app.store.reader import Reader
from app.store.version import current_state
from tests.support.databases import Databases
from tests.support.link import Link, linked
from tests.support.loop import finished
from tests.support.reading import reading
from tests.support.server import running
from tests.support.serving import Serving

FIRST_BYTE_S = 6.0
"""No answer may take longer, whatever happens (the rule of all faults)."""
ITEMS = "/api/collections/platforms/items"
ADDRESSES = ("/", "/insight", "/embed/v1", "/api/facets", ITEMS, "/platform/sh-poc-001", "/ready")


def _ask(address: str, path: str) -> tuple[int, float]:
    began = time.monotonic()
    answer = httpx.get(address + path, timeout=60, trust_env=False)
    return answer.status_code, time.monotonic() - began


def _until_ready(address: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while _ask(address, "/ready")[0] != 200:
        assert time.monotonic() < end
        time.sleep(0.1)


def _all(address: str, paths: tuple[str, ...]) -> list[tuple[int, float]]:
    """Asked at the same time."""
    with ThreadPoolExecutor(len(paths)) as visitors:
        return list(visitors.map(lambda path: _ask(address, path), paths))


def test_a_network_that_swallows_everything_is_said_in_time_and_heals(real_url: str) -> None:
    with (
        linked(real_url) as (link, url),
        running(Settings(database_url=url, pool_timeout=2, statement_timeout=5)) as at,
    ):
        assert _ask(at, "/ready")[0] == 200
        link.swallow()
        met = _all(at, (*ADDRESSES, *("/embed/v1",) * 3))  # the list of hosts was never read: one after another asks
        assert {status for status, _ in met} == {503}
        assert max(seconds for _, seconds in met) < FIRST_BYTE_S
        status, seconds = _ask(at, "/live")
        assert status == 200
        assert seconds < 1
        link.pass_on()
        link.cut()
        _until_ready(at, 5)


def test_a_form_whose_database_is_silent_is_kept_in_time(real_url: str) -> None:
    """Also on a connection that was lent before, whose server never says that it is gone."""
    form = {"login": "nobody", "password": "that nobody has"}
    with linked(real_url) as (link, url), running(Settings(database_url=url, pool_timeout=2)) as at:
        sign_in, correct = f"{at}/en/steward/sign-in", f"{at}/en/platform/sh-poc-001/correct"
        with httpx.Client(trust_env=False, timeout=15) as browser:
            assert browser.post(sign_in, data=form).status_code == 401
            link.swallow()
            for address, sent in ((sign_in, form), (correct, {"said": "Kept", "city": "Shanghai"})):
                began = time.monotonic()
                answer = browser.post(address, data=sent)
                assert answer.status_code == 503
                assert time.monotonic() - began < FIRST_BYTE_S
            assert "Kept" in answer.text
            link.pass_on()
            link.cut()
            _until_ready(at, 5)
            assert browser.post(sign_in, data=form).status_code == 401


def test_a_connection_of_a_pooler_is_given_back_in_time_though_the_network_swallows_the_end(real_url: str) -> None:
    """Behind a pooler each statement is a transaction, whose end is asked of the server, too."""

    async def ask(link: Link, url: str) -> float:
        async with reading(url) as database:
            began = time.monotonic()
            with pytest.raises(DatabaseAwayError):
                async with database.connection(database.patience()):
                    link.swallow()
            return time.monotonic() - began

    with linked(real_url) as (link, url):
        assert finished(asyncio.wait_for(ask(link, f"{url}?pooler=transaction"), FIRST_BYTE_S)) < 3


def test_who_comes_after_the_connections_were_lost_is_answered(real_url: str) -> None:
    with linked(real_url) as (link, url), running(Settings(database_url=url)) as at:
        assert {status for status, _ in _all(at, (ITEMS,) * 8)} == {200}
        for visitors in (8, 1):
            link.cut()
            met = _all(at, (ITEMS,) * visitors)
            assert {status for status, _ in met} == {200}
        assert met[0][1] < 2, "the first one after them all waits for no other dead connection"


def test_a_savepoint_that_cannot_be_ended_is_said_in_time(real_url: str) -> None:
    """The statement was answered, then the connection is lost."""

    async def answered_then_lost(db: Reader, lose: Callable[[], None]) -> None:
        async with db.failure_contained():
            assert await db.row(current_state())
            lose()

    async def ask(url: str, lose: Callable[[], None]) -> float:
        async with reading(url) as database, database.snapshot() as db:
            began = time.monotonic()
            with pytest.raises(DatabaseAwayError):
                await answered_then_lost(db, lose)
            return time.monotonic() - began

    for name in ("cut", "swallow"):
        with linked(real_url) as (link, url):
            assert finished(asyncio.wait_for(ask(url, getattr(link, name)), FIRST_BYTE_S)) < 3


def test_who_waits_for_a_turn_waits_no_longer_than_an_answer_may_take(databases: Databases) -> None:
    """Analyses are made two at a time: behind those that wait for a locked table, one comes too late."""
    own = databases.url("locked")
    with running(Settings(database_url=own, pool_timeout=2, statement_timeout=1)) as at:
        _until_ready(at, 20)
        with psycopg.connect(libpq(own)) as holder:
            holder.execute("LOCK TABLE data_version IN ACCESS EXCLUSIVE MODE")
            met = _all(at, ("/api/insight/districts",) * 10)
        assert {status for status, _ in met} == {503}
        assert max(seconds for _, seconds in met) < 3


def test_a_locked_table_is_said_in_time_and_stops_nothing_else(databases: Databases) -> None:
    own = databases.url("locked")
    with linked(own) as (link, url), running(Settings(database_url=url, pool_timeout=2, statement_timeout=1)) as at:
        _until_ready(at, 20)
        with psycopg.connect(libpq(own)) as holder:
            # What is kept in memory must be read anew, which takes until the lock is gone.
            holder.execute("UPDATE data_version SET version = version + 1")
            holder.commit()
            holder.execute("LOCK TABLE platforms IN ACCESS EXCLUSIVE MODE")
            status, seconds = _ask(at, "/api/suggest?q=a")
            assert (status, seconds < 3) == (200, True), seconds
            with ThreadPoolExecutor(2) as visitors:
                waiting = visitors.submit(_ask, at, ITEMS + "?filter=name%20LIKE%20'a%25'")
                assert _ask(at, "/ready")[0] == 200
                assert waiting.result()[0] == 503
                # The network goes away while the database works: its own end of the statement is never heard of.
                waiting = visitors.submit(_ask, at, ITEMS + "?filter=name%20LIKE%20'b%25'")
                time.sleep(0.5)
                link.swallow()
                status, seconds = waiting.result()
                assert (status, seconds < 3) == (503, True), seconds
            link.pass_on()
            holder.rollback()
        assert _ask(at, ITEMS + "?filter=name%20LIKE%20'a%25'")[0] == 200


def test_what_is_kept_is_answered_while_all_connections_wait_and_whoever_leaves_frees_his(databases: Databases) -> None:
    own, tile = databases.url("locked"), "/api/tiles/WebMercatorQuad/9/209/428"
    with running(Settings(database_url=own, pool_size=2, pool_timeout=1, statement_timeout=20)) as at:
        _until_ready(at, 20)
        assert _ask(at, tile)[0] == 200
        with psycopg.connect(libpq(own)) as holder, psycopg.connect(libpq(own), autocommit=True) as beside:
            holder.execute("LOCK TABLE platforms IN ACCESS EXCLUSIVE MODE")
            visitors = [_asked_and_left_open(at, f"/platform/sh-poc-00{n}") for n in (1, 2)]
            _until_waiting(beside, 2)
            assert _ask(at, ITEMS)[0] == 503
            status, seconds = _ask(at, tile)
            assert (status, seconds < 1) == (200, True), seconds
            for visitor in visitors:
                visitor.close()
            _until_waiting(beside, 0)
            beside.execute("UPDATE data_version SET version = version + 1")
            assert _ask(at, tile)[0] == 503, "what was kept is of another version now"


def _asked_and_left_open(at: str, path: str) -> socket.socket:
    """A visitor who waits for his answer."""
    host, _, port = at.removeprefix("http://").partition(":")
    visitor = socket.create_connection((host, int(port)))
    visitor.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    return visitor


def _until_waiting(beside: psycopg.Connection, n: int) -> None:
    """Return once so many statements of visitors wait for a lock; what is read into memory meanwhile has a cursor."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    waiting += " AND query NOT LIKE 'DECLARE%'"
    end = time.monotonic() + 5
    while beside.execute(waiting.encode()).fetchone() != (n,):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(
    "done", ["REVOKE SELECT ON platforms FROM CURRENT_USER", "ALTER TABLE platforms RENAME TO others"]
)
def test_a_database_that_lacks_what_is_needed_is_no_fault_of_the_program(
    databases: Databases, caplog: pytest.LogCaptureFixture, done: str
) -> None:
    """503 and a line in the log that names what is missing, never a 500."""
    own = databases.url(f"lacking {done[:6]}".lower())
    with psycopg.connect(libpq(own), autocommit=True) as owner:
        owner.execute(done)
    with running(Settings(database_url=own)) as at:
        assert _ask(at, ITEMS)[0] == 503
        files = [f"/api/downloads/platforms.{kind}" for kind in ("csv", "geojson", "xlsx", "gpkg", "fgb", "hsds")]
        assert [_ask(at, file)[0] for file in files] == [503] * len(files)
        assert _ask(at, "/ready")[0] == 503
        assert _ask(at, "/live")[0] == 200
    assert "platforms" in caplog.text


def test_serving_begins_while_the_database_is_away(databases: Databases, tmp_path: Path) -> None:
    """A new database without a table, behind a network that is down: prepared and answering once it is up."""
    with linked(databases.unmigrated("late")) as (link, url):
        link.swallow()
        serving = Serving(tmp_path, "--port", "0", DATABASE_URL=url, SERVICEMAP_POOL_TIMEOUT="2")
        try:
            at = serving.address().rstrip("/")
            assert _ask(at, "/live")[0] == 200
            status, seconds = _ask(at, "/ready")
            assert (status, seconds < FIRST_BYTE_S) == (503, True), seconds
            link.pass_on()
            link.cut()
            _until_ready(at, 60)
            assert _ask(at, "/")[0] == 200
        finally:
            serving.end(signal.SIGTERM)


def test_a_database_that_may_only_be_read_is_served_as_it_is(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    only_read = "?options=-c%20default_transaction_read_only%3Don"
    for name, ready in (("read only", 200), ("never migrated", 503)):
        url = databases.url(name) if ready == 200 else databases.unmigrated(name)
        separator = "&" if "?" in url else "?"
        with (
            database_to_serve(url + separator + only_read[1:]) as served_url,
            running(Settings(database_url=served_url)) as at,
        ):
            assert (name, _ask(at, "/ready")[0]) == (name, ready)
            sent = httpx.post(f"{at}/en/steward/sign-in", data={"login": "a", "password": "b"}, trust_env=False)
            assert (name, sent.status_code) == (name, 503)
        assert ("served as it is" in capsys.readouterr().out) is (ready == 503)
