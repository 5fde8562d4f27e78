"""An answer of several statements sees one state of the data, on one connection that can only read."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import httpx
import psycopg
import pytest
from psycopg_pool import PoolTimeout
from sqlalchemy import create_engine, func, select, update

from app.database_url import libpq
from app.errors import CrowdedError, DatabaseAwayError
from app.platforms import queries
from app.platforms.filter import Filter
from app.platforms.models import Platform
from app.platforms.predicate import shape
from app.settings import Settings
from app.store import patience, places
from app.store.database import Database
from app.store.statements import Compiled, compile_select
from app.store.version import bump, current_state, data_state
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.reading import reading
from tests.support.server import running

TURNS = 40
TURNED = "sh-poc-001"


@pytest.fixture(scope="module")
def own_url(databases: Databases) -> str:
    """The default data in a database of their own, for tests that change them."""
    return databases.url("sessions")


def grow(url: str) -> None:
    """Make the data version grow, as an import does."""
    engine = create_engine(url)
    with engine.begin() as connection:
        bump(connection)
    engine.dispose()


BACKEND = compile_select(select(func.pg_backend_pid().label("value")))


def setting(name: str) -> Compiled:
    return compile_select(select(func.current_setting(name).label("value")))


def test_a_snapshot_sees_one_state_and_the_next_one_the_new(own_url: str) -> None:
    async def ask() -> tuple[int, int, int]:
        database = Database(Settings(database_url=own_url))
        await database.open()
        async with database.snapshot() as db:
            before = (await data_state(db)).version.number
            grow(own_url)
            same = (await data_state(db)).version.number
        async with database.snapshot() as db:
            after = (await data_state(db)).version.number
        await database.close()
        return before, same, after

    before, same, after = finished(ask())
    assert (same, after) == (before, before + 1)


def test_a_snapshot_can_only_read(own_url: str) -> None:
    async def ask() -> list[str]:
        database = Database(Settings(database_url=own_url))
        await database.open()
        async with database.snapshot() as db:
            names = ("transaction_read_only", "transaction_isolation")
            found = [(await db.row(setting(name)) or {})["value"] for name in names]
        await database.close()
        return found

    assert finished(ask()) == ["on", "repeatable read"]


def test_a_failure_is_contained_by_a_savepoint_that_comes_with_the_first_statement(own_url: str) -> None:
    wrong = replace(setting("nosuch"), sql="SELECT 1 / 0 AS value")

    async def ask() -> tuple[str, int]:
        database = Database(Settings(database_url=own_url))
        await database.open()
        async with database.snapshot() as db:
            pid = (await db.row(BACKEND) or {})["value"]
            async with db.failure_contained():
                pass
            last = _last_statement(own_url, pid)
            async with db.failure_contained():
                with pytest.raises(psycopg.errors.DivisionByZero):
                    async with db.failure_contained():
                        await db.rows(wrong)
                alive = (await db.row(BACKEND) or {})["value"]
        await database.close()
        return last, int(alive == pid)

    last, alive = finished(ask())
    assert "pg_backend_pid" in last, "a block that asks nothing needs no savepoint"
    assert alive


def _last_statement(url: str, pid: int) -> str:
    with psycopg.connect(libpq(url)) as other:
        row = other.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchone()
    assert row
    return str(row[0])


def test_the_connection_is_given_back_whatever_happens_in_the_block(own_url: str) -> None:
    async def ask() -> int:
        database = Database(Settings(database_url=own_url, pool_size=1, pool_timeout=1))
        await database.open()
        for _ in range(3):
            with pytest.raises(LookupError):
                await fail_within(database)
        with pytest.raises(DatabaseAwayError):
            await need_two(database)
        async with database.snapshot() as db:
            number = (await data_state(db)).version.number
        await database.close()
        return number

    assert finished(ask()) > 0


def test_a_connection_that_lived_just_now_and_is_ended_is_not_lent(
    own_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "BELIEVED_S", 60.0)

    async def ask() -> int:
        async with reading(own_url) as database:
            async with database.snapshot() as db:
                pid = (await db.row(BACKEND) or {})["value"]
            with psycopg.connect(libpq(own_url), autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
            async with database.snapshot() as db:
                return int((await data_state(db)).version.number)

    assert finished(ask()) > 0


def test_a_snapshot_is_begun_with_its_first_statement(own_url: str) -> None:
    async def ask() -> tuple[int, str]:
        database = Database(Settings(database_url=own_url), current_state())
        await database.open()
        async with database.snapshot() as db:
            pid = (await db.row(BACKEND) or {})["value"]
            number = (await data_state(db)).version.number
            last = _last_statement(own_url, pid)
        await database.close()
        return number, last

    number, last = finished(ask())
    assert number > 0
    assert "pg_backend_pid" in last, "the version came with the beginning of the transaction"


def test_whoever_waits_for_a_connection_waits_for_the_database(own_url: str) -> None:
    """Of the time of one answer both waits take: else it would come later than any may."""

    async def ask() -> list[float]:
        # 0.6 s for an answer.
        database = Database(Settings(database_url=own_url, pool_size=1, pool_timeout=5, statement_timeout=0.1))
        await database.open()
        waited = []
        async with database.snapshot():
            for other in (database.snapshot(of_one_answer=True), database.connection(database.patience())):
                began = time.monotonic()
                with pytest.raises((DatabaseAwayError, PoolTimeout)):
                    async with other:
                        pass
                waited.append(time.monotonic() - began)
        await database.close()
        return waited

    assert max(finished(ask())) < 3


async def fail_within(database: Database) -> None:
    async with database.snapshot() as db:
        await data_state(db)
        raise LookupError


async def need_two(database: Database) -> None:
    async with database.snapshot(), database.snapshot():
        pass


@contextmanager
def turning(url: str) -> Iterator[None]:
    """Change the kind of one record to and fro, as fast as it goes."""
    ending = threading.Event()

    def turn() -> None:
        engine = create_engine(url)
        while not ending.is_set():
            for kind in ("related", "poc"):
                with engine.begin() as connection:
                    connection.execute(update(Platform).where(Platform.id == TURNED).values(kind=kind))
                    bump(connection)
        engine.dispose()

    thread = threading.Thread(target=turn)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def test_a_page_says_the_number_that_it_lists_while_the_data_change(own_url: str) -> None:
    seen: set[tuple[int, int]] = set()
    with running(Settings(database_url=own_url)) as site, turning(own_url), httpx.Client(base_url=site) as client:
        for _ in range(TURNS):
            page = client.get("/panel", timeout=60).text
            counted = re.search(r'data-status="(\d+)', page)
            seen.add((int(counted[1]) if counted else 0, page.count('<article class="card')))
    assert len(seen) == 2, "the changes were never seen: the test shows nothing"
    assert all(counted == listed for counted, listed in seen)


def test_statements_that_read_all_records_leave_connections_to_the_others(own_url: str) -> None:
    """As many as would take every connection; who has one already is told at once instead of waiting with it."""
    long = replace(compile_select(select(func.pg_sleep(0.5).label("value"))), reads_all=True)
    quick = compile_select(select(func.now().label("value")))

    async def ask() -> tuple[int, float]:
        database = Database(Settings(database_url=own_url, pool_size=4, pool_timeout=5))
        await database.open()
        async with database.snapshot(), database.snapshot():
            pass
        asked = [asyncio.create_task(database.row(long)) for _ in range(6)]
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await database.row(quick)
        async with database.snapshot() as db:
            with pytest.raises(CrowdedError):
                await db.row(long)
        waited = time.monotonic() - began
        answers = await asyncio.gather(*asked)
        await database.close()
        return len(answers), waited

    answered, waited = finished(ask())
    assert answered == 6
    assert waited < 0.4, "it waited for one of those that take long"


def test_a_person_reads_that_too_many_search_and_what_helps(own_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "READING", 0)
    with running(Settings(database_url=own_url, pool_timeout=0.2)) as site, httpx.Client(base_url=site) as client:
        said = {path: client.get(f"{path}?q=中心") for path in ("/", "/en/")}
    assert {answer.status_code for answer in said.values()} == {503}
    assert all(words in said["/"].text for words in ("现在查询的人太多", "三个字以上"))
    assert ("Too many are searching" in said["/en/"].text, 'value="中心"' in said["/en/"].text) == (True, True)
    assert said["/"].headers["retry-after"] == "30"


def test_a_search_that_no_index_answers_is_one_that_reads_all_records() -> None:
    assert queries.matched(shape(Filter(q="中心"))).reads_all
    assert not queries.matched(shape(Filter(q="中心 张江科学"))).reads_all, "the index finds one of the words"
    assert not queries.matched(shape(Filter(domain=("ai",)))).reads_all


@pytest.mark.parametrize(
    "heavy", ["/api/insight/suggestion?candidates=district&reach={}", "/insight?topic=siting&reach={}"]
)
def test_long_analyses_leave_connections_to_the_other_pages(own_url: str, heavy: str) -> None:
    """As many analyses as would take every connection, each another one, so that none is kept for the next."""
    size = 4
    settings = Settings(database_url=own_url, pool_size=size, pool_timeout=0.3, statement_timeout=30)
    with running(settings) as site, httpx.Client(base_url=site, timeout=120) as client:
        client.get(heavy.format(4000))
        with ThreadPoolExecutor(2 * size) as threads:
            analyses = [threads.submit(httpx.get, site + heavy.format(4001 + i), timeout=120) for i in range(2 * size)]
            seen = set()
            for _ in range(30):
                seen.add(client.get("/ready").status_code)
                time.sleep(0.05)
            answers = {each.result().status_code for each in analyses}
    assert seen == {200}
    assert answers == {200}
