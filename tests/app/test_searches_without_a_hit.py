"""Searches without a hit: what is counted, what never is, and what the public and the operator see of it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from app.database_url import libpq
from app.search.missed import Miss
from app.search.tally import DAYS, MOST_TEXTS, MOST_WAITING, WITHIN_DAYS, SearchTally, written
from app.settings import Settings
from app.setup.cluster.server import SUPERUSER
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.server import running

FIRST = date(2026, 11, 2)
Counted = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("searches")


@pytest.fixture
def opened(url: str) -> Iterator[Connection]:
    """A connection that commits each statement, to an empty list."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DELETE FROM search_misses"))
        yield connection
    engine.dispose()


def counted(connection: Connection) -> Counted:
    """Times and days of each value."""
    return {value: (times, days) for _, value, times, days, _ in written(connection)}


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


ASKED: list[tuple[str, str | None]] = [
    ("/?domain=6g", "domain=6g"),
    ("/en/panel?domain=6g", "domain=6g"),
    ("/panel?q=6G", "domain=6g"),
    ("/panel?domain=synbio&district=310112", "domain=synbio&district=310112"),
    ("/panel?q=闵行&domain=synbio", "domain=synbio&district=310112"),
    # Leads on to a page with the filters: that one is counted.
    ("/?q=6G", None),
    # Some record has it, of whatever kind.
    ("/?domain=synbio", None),
    ("/?q=中试", None),
    ("/panel?kind=poc&domain=ic-materials", None),
    # Somebody's own place, records or fund is no word of a list.
    ("/?domain=6g&near=121.6,31.2&radius=1000", None),
    ("/?domain=6g&bbox=121,31,121.1,31.1", None),
    ("/?domain=6g&voucher=yes", None),
    ("/?domain=6g&lock=domain", None),
    ("/?domain=6g,organoid-regenerative&district=310112", None),
    ("/?domain=6g&zone=moon", None),
    # A text that is no word waits in memory for four days more.
    ("/panel?q=王小二修鞋", None),
    ("/panel?q=13800138000", None),
]
"""Addresses, and the term that each is counted for."""


def test_what_is_counted_of_which_page(url: str, opened: Connection) -> None:
    expected: dict[str, int] = {}
    with (
        running(Settings(database_url=url)) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60) as client,
    ):
        for address, term in ASKED:
            first = client.get(address)
            assert first.status_code in (200, 302), address
            again = client.get(address, headers={"If-None-Match": first.headers.get("etag", "")})
            assert again.status_code in (302, 304), address
            assert client.get(address, headers={"Sec-Purpose": "prefetch"}).status_code in (200, 302)
            if term:
                expected[term] = expected.get(term, 0) + 2
        client.get("/api/suggest?q=6G")
        client.get("/embed/v1?domain=6g")
    assert counted(opened) == {term: (times, 1) for term, times in expected.items()}
    assert {kind for kind, *_ in written(opened)} == {"term"}


def test_the_setting_counts_nothing(url: str, opened: Connection) -> None:
    with running(Settings(database_url=url, count_searches=False)) as site:
        assert httpx.get(f"{site}/?domain=6g", trust_env=False, timeout=60).status_code == 200
    assert counted(opened) == {}


def test_a_row_says_nothing_of_a_visitor_and_no_time_finer_than_a_day(opened: Connection) -> None:
    columns = opened.execute(
        text("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'search_misses'")
    ).all()
    assert {column.column_name: column.data_type for column in columns} == {
        "kind": "text",
        "value": "text",
        "times": "bigint",
        "days": "integer",
        "last_day": "date",
    }


def test_a_text_is_written_once_it_came_on_five_days(url: str, opened: Connection) -> None:
    tally = SearchTally(url)
    for n in range(DAYS - 1):
        tally.see(Miss(texts=("修鞋机器人",)), day(n))
        tally.see(Miss(texts=("修鞋机器人",)), day(n))
        finished(tally.flush())
    assert counted(opened) == {}
    tally.see(Miss(texts=("修鞋机器人",)), day(DAYS - 1))
    finished(tally.flush())
    assert counted(opened) == {"修鞋机器人": (9, DAYS)}
    # Another process learns that it is written, and the day after is one more.
    other = SearchTally(url)
    finished(other.flush())
    other.see(Miss(texts=("修鞋机器人",)), day(DAYS - 1))
    other.see(Miss(texts=("修鞋机器人",)), day(DAYS))
    finished(other.flush())
    assert counted(opened) == {"修鞋机器人": (11, DAYS + 1)}
    # Days long ago are forgotten.
    for n in (0, WITHIN_DAYS, WITHIN_DAYS + 1, WITHIN_DAYS + 2, WITHIN_DAYS + 3):
        tally.see(Miss(texts=("擦鞋机器人",)), day(n))
    finished(tally.flush())
    assert "擦鞋机器人" not in counted(opened)


def test_processes_add_up_and_a_day_counts_once(url: str, opened: Connection) -> None:
    tallies = [SearchTally(url) for _ in range(3)]
    for n in range(2):
        for tally in tallies:
            tally.see(Miss(term="domain=6g"), day(n))
            finished(tally.flush())
    assert counted(opened) == {"domain=6g": (6, 2)}


def test_memory_and_table_are_bounded(url: str, opened: Connection) -> None:
    tally = SearchTally(url)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [a + b + c for a in letters for b in letters for c in letters][: MOST_WAITING + 5]
    for n in range(DAYS):
        for name in names[: MOST_TEXTS + 5]:
            tally.see(Miss(texts=(name,)), day(n))
    finished(tally.flush())
    assert len(counted(opened)) == MOST_TEXTS
    # Of too many that wait, those sought longest ago are forgotten: they begin again.
    late = SearchTally(url)
    for n in range(DAYS):
        for name in names:
            late.see(Miss(texts=(name + "x",)), day(n))
    assert not late._waiting


def test_what_cannot_be_written_is_dropped(url: str, opened: Connection, caplog: pytest.LogCaptureFixture) -> None:
    tally = SearchTally(url)
    tally.see(Miss(term="domain=6g"), day(0))
    opened.execute(text("ALTER TABLE search_misses RENAME TO away"))
    try:
        with running(Settings(database_url=url)) as site:
            finished(tally.flush())
            finished(tally.flush())
            assert "还没有记录" in httpx.get(f"{site}/lists/void", trust_env=False, timeout=60).text
    finally:
        opened.execute(text("ALTER TABLE away RENAME TO search_misses"))
    said = [record for record in caplog.records if "not counted" in record.message]
    assert len(said) == 1
    assert "6g" not in said[0].message
    finished(tally.flush())
    assert counted(opened) == {}


def test_a_role_with_least_rights_counts_and_removes_nothing(url: str, opened: Connection, tmp_path: Path) -> None:
    admin = create_engine(make_url(url).set(username=SUPERUSER), isolation_level="AUTOCOMMIT")
    with admin.connect() as superuser:
        superuser.execute(text("CREATE ROLE map_counts LOGIN"))
    admin.dispose()
    granted = called(tmp_path, "grants", "map_counts", DATABASE_URL=url)
    assert "search_misses" in granted.stdout, granted.stderr
    served = make_url(url).set(username="map_counts").render_as_string(hide_password=False)
    tally = SearchTally(served)
    for n in range(2):
        tally.see(Miss(term="domain=6g"), day(n))
        finished(tally.flush())
    assert counted(opened) == {"domain=6g": (2, 2)}
    with psycopg.connect(libpq(served)) as role, pytest.raises(psycopg.errors.InsufficientPrivilege):
        role.execute("DELETE FROM search_misses")


def test_the_page_shows_terms_alone_and_the_command_all(url: str, opened: Connection, tmp_path: Path) -> None:
    tally = SearchTally(url)
    for n in range(DAYS):
        tally.see(Miss(texts=("修鞋机器人",)), day(n))
    tally.see(Miss(term="domain=synbio&district=310112"), day(0))
    tally.see(Miss(term="domain=no-longer-there"), day(0))
    finished(tally.flush())
    with running(Settings(database_url=url)) as site, httpx.Client(base_url=site, trust_env=False) as client:
        page = client.get("/lists/void", timeout=60)
        assert "修鞋机器人" not in page.text
        assert "no-longer-there" not in page.text
        assert 'href="/?domain=synbio&amp;district=310112"' in page.text
        assert "另有 1 个不在词表里的词" in page.text
        # What was counted since is shown, though the data are the same.
        tally.see(Miss(term="domain=6g"), day(0))
        finished(tally.flush())
        later = client.get("/lists/void", headers={"If-None-Match": page.headers["etag"]})
        assert later.status_code == 200
        assert 'href="/?domain=6g"' in later.text
    listed = json.loads(called(tmp_path, "searches", "--json", DATABASE_URL=url).stdout)
    assert listed[0]["value"] == "修鞋机器人"
    assert set(listed[0]) == {"kind", "value", "times", "days", "last_day"}
    assert "修鞋机器人" in called(tmp_path, "searches", DATABASE_URL=url).stdout
    done = called(tmp_path, "searches", "forget", "修鞋机器人", "never", DATABASE_URL=url)
    assert "修鞋机器人: forgotten" in done.stdout
    assert "never: was not on the list" in done.stdout
    assert "修鞋机器人" not in counted(opened)
