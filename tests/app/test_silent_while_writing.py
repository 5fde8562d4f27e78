"""A database that goes silent in the middle of a write: it is said in time, and whether what was sent may be stored."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import httpx
import psycopg
import pytest
from psycopg import sql

from app.database_url import libpq
from app.settings import Settings
from frontend.messages import messages
from tests.support.forms import Form, form_of
from tests.support.link import Link, linked
from tests.support.server import running
from tests.support.steward_site import Named
from tests.support.stewards import OF_PUDONG, key, signed_in

FIRST_BYTE_S = 6.0
DRAFT, CORRECTION, JOB, COMMIT = b"INSERT INTO drafts", b"INSERT INTO corrections", b"INSERT INTO jobs", b"COMMIT"
ITEM = f"/api/collections/platforms/items/{OF_PUDONG}"
EDIT, CORRECT = f"/en/steward/record/{OF_PUDONG}", f"/en/platform/{OF_PUDONG}/correct"
OF_BROWSERS = {"Accept": "text/html"}
Send = Callable[[], httpx.Response]


@pytest.fixture(scope="module")
def own_url(database_with_accounts: Named) -> str:
    return database_with_accounts("silent")


@contextmanager
def site(url: str) -> Iterator[tuple[Link, httpx.Client]]:
    """A link that can be broken, and the browser of a steward whose server reads and writes through it."""
    with psycopg.connect(libpq(url)) as before:
        before.execute("DELETE FROM drafts")
    served = partial(Settings, pool_timeout=4, statement_timeout=5)
    with (
        linked(url) as (link, through),
        running(served(database_url=through)) as at,
        signed_in(at, "steward") as browser,
    ):
        yield link, browser


def _corrects(browser: httpx.Client, url: str) -> Send:
    return partial(browser.post, CORRECT, headers=OF_BROWSERS, data={"said": "Of Wang", "city": "Shanghai"})


def _edits(browser: httpx.Client, url: str) -> Send:
    form: Form = form_of(browser.get(EDIT))
    typed = {"f.website": ["https://a.example"], "reason": ["Of Wang"], "do": "submit"}
    return partial(browser.post, EDIT, headers=OF_BROWSERS, data={**form, **typed})


def _by_program(browser: httpx.Client, url: str) -> Send:
    etag = browser.get(ITEM).headers["etag"]
    headers = key(url, "steward", "draft") | {"If-Match": etag, "Content-Type": "application/merge-patch+json"}
    return partial(browser.patch, ITEM, headers=headers, json={"properties": {"website": "https://b.example"}})


def _job(browser: httpx.Client, url: str) -> Send:
    headers = key(url, "steward", "draft") | {"Content-Type": "application/geo+json-seq"}
    return partial(browser.post, "/api/jobs?reason=x", headers=headers, content=b"{}")


WAYS = {
    "correction": (_corrects, CORRECTION, "corrections"),
    "edit": (_edits, DRAFT, "drafts"),
    "program": (_by_program, DRAFT, "drafts"),
    "job": (_job, JOB, "jobs"),
}


def _count(url: str, table: str) -> int:
    with psycopg.connect(libpq(url), autocommit=True) as beside:
        [row] = beside.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        return int(row[0])


def _sent(send: Send) -> httpx.Response:
    began = time.monotonic()
    answer = send()
    seconds = time.monotonic() - began
    assert (answer.status_code, seconds < FIRST_BYTE_S) == (503, True), (answer.status_code, seconds)
    assert answer.headers["retry-after"] == "30"
    return answer


def _heals(link: Link, send: Send) -> httpx.Response:
    link.swallow_at()
    link.pass_on()
    link.cut()
    end = time.monotonic() + 10
    while (answer := send()).status_code == 503:
        assert time.monotonic() < end
        time.sleep(0.1)
    return answer


@pytest.mark.parametrize("way", WAYS)
def test_before_the_commit_nothing_is_stored_and_it_is_said(own_url: str, way: str) -> None:
    begin, sign, table = WAYS[way]
    with site(own_url) as (link, browser):
        send, before = begin(browser, own_url), _count(own_url, table)
        link.swallow_at(sign)
        answer = _sent(send)
        page = answer.headers["content-type"].startswith("text/html")
        assert ("Nothing of it was stored." if page else "Nothing was stored.") in answer.text
        assert not page or "Of Wang" in answer.text, "what was typed is kept"
        assert _count(own_url, table) == before
        assert _heals(link, send).status_code < 400
        assert _count(own_url, table) == before + 1


@pytest.mark.parametrize("passed", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_of_a_silent_commit_it_is_said_that_nobody_knows(own_url: str, way: str, *, passed: bool) -> None:
    begin, sign, table = WAYS[way]
    with site(own_url) as (link, browser):
        send, before = begin(browser, own_url), _count(own_url, table)
        link.swallow_at(sign, COMMIT, passed=passed)
        answer = _sent(send)
        page = answer.headers["content-type"].startswith("text/html")
        assert (messages("en")("unsure-title") if page else "Not known whether stored") in answer.text
        assert not page or "Of Wang" in answer.text, "what was typed is kept"
        assert _count(own_url, table) == before + passed
        link.pass_on()


def test_a_session_that_cannot_be_looked_up_stores_nothing(own_url: str) -> None:
    """It is asked before everything else, in a transaction that is not the change."""
    with site(own_url) as (link, browser):
        send = _edits(browser, own_url)
        for signs in ((b"sessions.csrf",), (b"sessions.csrf", COMMIT)):
            link.swallow_at(*signs)
            assert "Nothing of it was stored." in _sent(send).text
            _heals(link, partial(browser.get, EDIT))


def test_those_who_wait_for_a_place_are_told_in_time_and_none_is_held(own_url: str) -> None:
    """More than there are places and threads; also the last one hears within the time."""
    with site(own_url) as (link, browser):
        assert _corrects(browser, own_url)().status_code == 303
        link.swallow_at(CORRECTION)
        with ThreadPoolExecutor(12) as visitors:
            answers = list(visitors.map(lambda _: _sent(_corrects(browser, own_url)), range(12)))
        assert [answer.text for answer in answers if "Of Wang" not in answer.text] == []
        assert _heals(link, _corrects(browser, own_url)).status_code in (303, 429)


def test_the_server_ends_what_a_network_has_cut_off(own_url: str) -> None:
    """A network that stays silent tells the server nothing, either: it keeps no lock for long."""
    with site(own_url) as (link, browser):
        send = _edits(browser, own_url)
        link.swallow_at(DRAFT, COMMIT)
        _sent(send)
        with psycopg.connect(libpq(own_url), autocommit=True) as beside:
            held = b"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'servicemap-writer'"
            held += b" AND state LIKE 'idle in transaction%' AND datname = current_database()"
            end = time.monotonic() + 12
            while beside.execute(held).fetchone() != (0,):
                assert time.monotonic() < end
                time.sleep(0.2)
        link.pass_on()
