"""More than one database server: reads on a standby, writes on the primary, both through PgBouncer as well.

The same set-up is in compose.yaml and in docs/scale.md.
"""

import secrets
import time
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.database_url import for_reading, libpq
from app.settings import Settings
from app.store.connections import conninfo, limits
from app.store.version import bump
from app.store.writing import write_session
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.topology import Topology, topology

QUESTIONS = (
    "/",
    "/platform/sh-poc-009",
    "/insight",
    "/api/facets",
    "/api/suggest?q=生物",
    "/api/collections/platforms/items?near=121.5,31.2&domain=ai",
    "/api/collections/platforms/items?filter=name LIKE '%25中心%25'",
    "/api/collections/platforms/items?f=csv",
    "/api/downloads/platforms.xlsx",
    "/api/tiles/WebMercatorQuad/9/209/428",
)
"""One statement, several in one state of the data, a stream, a file made in a thread, and what is read from memory."""


FIRST_BYTE_S = 6.0


@pytest.fixture(scope="module")
def servers(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Topology]:
    with topology(databases, tmp_path_factory.mktemp("topology") / "home") as opened:
        yield opened


def test_reads_stay_on_the_standby_and_writes_reach_it(servers: Topology) -> None:
    for url in (servers.direct, servers.pooled):
        with psycopg.connect(conninfo(url, 5)) as reading:
            assert reading.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
        with write_session(url) as writing:
            assert writing.execute(text("SELECT pg_is_in_recovery()")).scalar_one() is False
        with psycopg.connect(conninfo(url, 7)) as reading:
            reading.execute(limits(url, 7))
            for name, value in (("transaction_read_only", "on"), ("statement_timeout", "7s"), ("jit", "off")):
                assert reading.execute(f"SHOW {name}".encode()).fetchone() == (value,), (url, name)
        with running(Settings(database_url=url)) as site, httpx.Client(base_url=site, timeout=60) as client:
            before = client.get("/ready").json()["dataVersion"]
            # Each twelve times: a pooler lends other connections in turn, and what one has prepared another has not.
            answers = {question: {client.get(question).status_code for _ in range(12)} for question in QUESTIONS}
            assert answers == {question: {200} for question in QUESTIONS}
            with write_session(url) as writing:
                bump(writing)
            servers.wait_until_followed()
            assert client.get("/ready").json()["dataVersion"] == before + 1


def test_reads_go_on_without_the_primary(servers: Topology) -> None:
    for url in (servers.direct, servers.pooled):
        with running(Settings(database_url=url)) as site, httpx.Client(base_url=site, timeout=60) as client:
            assert client.get("/ready").status_code == 200
            servers.primary.stop()
            try:
                for question in QUESTIONS:
                    assert client.get(question).status_code == 200, question
                assert client.get("/ready").status_code == 200
                with pytest.raises(OperationalError), write_session(url) as writing:
                    bump(writing)
            finally:
                servers.primary.start()


def test_without_the_standby_the_primary_is_read(servers: Topology) -> None:
    with running(Settings(database_url=servers.direct)) as site, httpx.Client(base_url=site, timeout=60) as client:
        assert client.get("/ready").status_code == 200
        servers.standby.stop()
        try:
            assert {client.get("/api/facets").status_code for _ in range(5)} == {200}
            with psycopg.connect(conninfo(servers.direct, 5)) as reading:
                assert reading.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        finally:
            servers.standby.start()


def test_the_first_write_after_a_promotion_is_in_time(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The primary's machine is lost, and later the standby takes its place: by itself, or behind its pooler."""

    def sign_in(site: str) -> tuple[int, bool]:
        """Each try is counted, which is a write."""
        form = {"login": secrets.token_hex(8), "password": "that nobody has"}
        began = time.monotonic()
        answer = httpx.post(f"{site}/en/steward/sign-in", data=form, timeout=60, trust_env=False)
        assert answer.status_code != 503 or answer.headers["retry-after"]
        return answer.status_code, time.monotonic() - began < FIRST_BYTE_S

    with (
        topology(databases, tmp_path_factory.mktemp("promoted") / "home") as servers,
        running(Settings(database_url=servers.direct, pool_timeout=4, statement_timeout=5)) as direct,
        running(Settings(database_url=servers.pooled, pool_timeout=4, statement_timeout=5)) as pooled,
    ):
        for site in (direct, pooled):
            assert sign_in(site) == (401, True)
        servers.primary.stop()
        for site in (direct, pooled):
            assert sign_in(site) == (503, True)
        servers.standby.promote()
        for site in (direct, pooled):
            # One that was lent before may be found dead, and the next one finds the new primary.
            assert sign_in(site) in ((401, True), (503, True))
            assert sign_in(site) == (401, True)


def test_each_process_keeps_to_one_standby(monkeypatch: pytest.MonkeyPatch) -> None:
    """And takes its turn among them: three hosts, three processes, three first choices."""
    url = "postgresql+psycopg://map@/map?host=a,b,c&port=1,2,3"
    first = set()
    for pid in (30, 31, 32):
        monkeypatch.setattr("os.getpid", lambda pid=pid: pid)
        query = for_reading(url).query
        assert for_reading(url) == for_reading(url)
        hosts, ports = str(query["host"]).split(","), str(query["port"]).split(",")
        assert dict(zip(hosts, ports, strict=True)) == {"a": "1", "b": "2", "c": "3"}
        first.add(hosts[0])
    assert first == {"a", "b", "c"}
    assert "pooler" not in libpq(url + "&pooler=transaction")
