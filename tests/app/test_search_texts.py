"""Texts that an older version of the program wrote are written anew, as an import would write them, beside all else."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy.engine import make_url

from app.cli import doctor
from app.database_url import libpq
from app.errors import BusyError
from app.imports.storing import texts
from app.imports.storing.texts import Renewal
from app.imports.storing.turn import TAKE
from app.settings import Settings
from app.stewardship import publisher
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stored import stored

Stored = tuple[list[Any], list[Any], list[Any]]
WHAT = (
    "SELECT id, search_text FROM platforms ORDER BY id",
    "SELECT * FROM platform_features ORDER BY platform",
    "SELECT version, texts FROM data_version",
)
OLDER = "SELECT count(*) FROM platforms WHERE search_text = 'older'"
PART = 10
"""So many are written at a time here."""
WAIT_S = 20


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("older-texts")


@pytest.fixture
def was(url: str, monkeypatch: pytest.MonkeyPatch) -> Stored:
    """What is stored; all texts of the search are an older program's then, while those of features are as they were."""
    monkeypatch.setattr(texts, "AT_A_TIME", PART)
    before = _stored(url)
    assert len(before[0]) == len(before[1]) == 75
    stored(url, "CREATE TABLE kept AS SELECT * FROM platform_features")
    stored(url, "UPDATE platforms SET search_text = 'older'")
    stored(url, "INSERT INTO platform_features SELECT * FROM kept")
    stored(url, "DROP TABLE kept")
    stored(url, "UPDATE data_version SET texts = 0")
    return before


def _stored(url: str) -> Stored:
    rows, features, state = (stored(url, each) for each in WHAT)
    return rows, features, state


def _written(url: str, was: Stored, after: int = 1) -> None:
    """Everything is as before, and the version of the data has grown once."""
    [(version, number)] = was[2]
    assert _stored(url) == (was[0], was[1], [(version + after, number)])


@contextmanager
def _in_thread(renewal: Renewal) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=renewal.run)
    thread.start()
    yield thread
    thread.join(WAIT_S)
    assert not thread.is_alive()


def _until(true: Any) -> None:
    end = time.monotonic() + WAIT_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_older_texts_are_written_anew_and_nothing_else(url: str, was: Stored) -> None:
    """Once; the texts of features stay, which a change of a record takes away."""
    said = list[str]()
    assert not Renewal(url, said.append).run(most=74), "more than may hold up the start are left"
    assert said == []
    assert Renewal(url, said.append).run()
    _written(url, was)
    assert [line.split()[-1] for line in said] == ["anew.", "written."]
    assert Renewal(url, said.append).run()
    assert len(said) == 2


def test_they_are_written_in_parts_by_one_alone_who_lets_others_publish(url: str, was: Stored) -> None:
    renewal = Renewal(url, lambda line: None)
    with psycopg.connect(libpq(url)) as importing, _in_thread(renewal):
        importing.execute(TAKE.text.encode())
        # Beside an import nothing is written, and nobody else begins with it.
        _until(lambda: stored(url, "SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted OFFSET 1"))
        with pytest.raises(BusyError):
            Renewal(url, lambda line: None).run()
        assert stored(url, OLDER) == [(75,)]
        importing.rollback()
    _written(url, was)


def test_a_server_writes_them_while_it_answers_and_the_next_one_goes_on(
    url: str, was: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "PAUSE_S", 0.3)
    settings = Settings(database_url=url)
    with running(settings) as at:
        _until(lambda: stored(url, OLDER) < [(75,)])
        assert _ready(at)["notYetWritten"] == ["texts of the search"]
        assert httpx.get(f"{at}/", trust_env=False).status_code == 200
    assert [(0,)] < stored(url, OLDER) < [(75,)]
    assert [finding.state for finding in doctor.unwritten(url)] == [doctor.State.NOTE]
    monkeypatch.setattr(publisher, "PAUSE_S", 0)
    with running(settings) as at:
        _until(lambda: "notYetWritten" not in _ready(at))
    _written(url, was)
    assert list(doctor.unwritten(url)) == []


def _ready(at: str) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.get(f"{at}/ready", trust_env=False).json()
    return answer


def test_a_role_that_may_not_write_them_says_so_and_is_not_held_up(url: str, was: Stored) -> None:
    said = list[str]()
    only_read = make_url(url).update_query_dict({"options": "-c default_transaction_read_only=on"})
    assert Renewal(only_read.render_as_string(hide_password=False), said.append).run()
    assert (len(said), "servicemap grants" in said[0]) == (1, True)
    assert stored(url, OLDER) == [(75,)]
    assert Renewal(url, said.append).run()
    _written(url, was)
