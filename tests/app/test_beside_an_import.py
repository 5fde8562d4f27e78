"""A publication beside an import that runs: neither waits long for the other, and nothing of either is lost."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection

from app.database_url import libpq
from app.errors import BusyError
from app.history.author import Author
from app.history.verify import verify
from app.imports.removal import take_out
from app.imports.rows.problems import ImportRefusedError
from app.imports.storing import store as storing
from app.imports.storing.staging import Staged
from app.imports.storing.stale import today
from app.imports.storing.store import Storing, store
from app.platforms.record import Record
from app.search.documents import load_words
from app.stewardship import confirm, records
from app.stewardship.rights import Account
from app.store.version import hold
from app.store.writing import Writer, write_session
from tests.support.databases import Databases
from tests.support.import_files import BASE
from tests.support.stored import stored

ONE, OTHER, THIRD = "sh-poc-001", "sh-poc-002", "sh-poc-003"
BY, IMPORT = Author("publish", reason="测试"), Author("import", source="测试.csv")
STEWARD = Account(0, "steward", "机构", "steward", "310112", None)
STATE = "SELECT version, changed_at FROM data_version"
NEW = BASE | {"synthetic": False, "source_kind": "unknown"}


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("beside-an-import")


@pytest.fixture
def writer(url: str) -> Iterator[Writer]:
    """What publishes in a running server; whatever waits for four seconds has waited for the import."""
    writer = Writer(url, 4)
    yield writer
    writer.close()


def with_status(url: str, id: str, text: str) -> Record:
    with write_session(url) as connection:
        now = records.published(connection, id)
        assert now
        return records.checked(connection, {**now.values, "status_text": text}, now)


def new(id: str, **values: Any) -> Record:
    return Record(**{**NEW, **values, "id": id})


def publish(writer: Writer, record: Record) -> int:
    def work(connection: Connection) -> int:
        records.lock(connection)
        return records.publish(connection, record, BY)

    return writer.run_here(work)


def statuses(url: str) -> dict[str, str]:
    return dict(stored(url, "SELECT id, status_text FROM platforms WHERE status_text LIKE '%说'"))


def chain(url: str) -> int:
    with psycopg.connect(libpq(url)) as connection:
        return verify(connection).changes


def test_others_are_published_while_an_import_reads_and_once_it_has_written(url: str, writer: Writer) -> None:
    rows = [with_status(url, ONE, "导入说"), new("beside-new")]
    one, two = with_status(url, OTHER, "先说"), with_status(url, THIRD, "后说")
    [(version, moment)], links = stored(url, STATE), chain(url)

    def read() -> Iterator[Staged]:
        for line, record in enumerate(rows, start=2):
            yield Staged(record, line=line)
        assert publish(writer, one) == version + 1

    with write_session(url) as connection:
        importing = Storing(connection)
        merged = importing.merge(read(), load_words(connection))
        assert publish(writer, two) == version + 2
        assert statuses(url) == {OTHER: "先说", THIRD: "后说"}, "nobody sees half of an import"
        with pytest.raises(BusyError, match="try again"):
            publish(writer, with_status(url, ONE, "别人说"))
        with pytest.raises(BusyError):
            publish(writer, new("beside-new", status_text="别人说"))
        # That a record is still true is no fact of it.
        writer.run_here(lambda connection: confirm.confirm(connection, STEWARD, ONE))
        [(before, between)] = stored(url, STATE)
        report = importing.publish(merged, IMPORT)
    assert (report.added, report.changed, report.data_version, before) == (1, 1, version + 4, version + 3)
    assert statuses(url) == {OTHER: "先说", THIRD: "后说", ONE: "导入说"}
    [(after, last)] = stored(url, STATE)
    assert (after, moment < between < last) == (version + 4, True), "the last change is the newest, whenever it began"
    assert chain(url) == links + 4
    order = stored(url, "SELECT action, data_version FROM changes ORDER BY number DESC LIMIT 4")
    assert [(action, number - version) for action, number in order] == [
        *(("import", 4), ("confirm", 3), ("publish", 2), ("publish", 1))
    ]


def test_publications_come_between_the_last_steps_of_an_import(
    url: str, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number under which it appended its revisions is theirs each time: in the end it waits for none."""
    others, links, real = [with_status(url, OTHER, f"第{n}次说") for n in range(9)], chain(url), hold

    def held_late(connection: Connection) -> int:
        monkeypatch.setattr(storing, "hold", real)
        publish(writer, others.pop())
        monkeypatch.setattr(storing, "hold", held_late)
        return real(connection)

    monkeypatch.setattr(storing, "hold", held_late)
    with write_session(url) as connection:
        rows = [Staged(new("beside-late")), Staged(with_status(url, ONE, "后来说"))]
        report = store(connection, rows, load_words(connection), IMPORT)
    assert (report.added, report.changed, len(others)) == (1, 1, 9 - storing.TRIES - 1)
    assert chain(url) == links + storing.TRIES + 2
    assert stored(url, "SELECT version FROM data_version") == [(report.data_version,)]


@pytest.mark.parametrize("theirs", ["changed", "listed", "removed"])
def test_an_import_that_would_undo_what_others_did_meanwhile_is_refused(url: str, writer: Writer, theirs: str) -> None:
    id = f"beside-{theirs}"
    if theirs != "listed":
        publish(writer, new(id))
    rows = [new(f"{id}-also"), new(id, status_text="导入要说")]
    links = chain(url)

    def others() -> None:
        if theirs == "removed":
            writer.run_here(lambda connection: take_out(connection, id, Author("remove", reason="测试"), today()))
        else:
            publish(writer, new(id, status_text="别人说"))

    def read() -> Iterator[Staged]:
        for line, record in enumerate(rows, start=2):
            yield Staged(record, line=line)
        others()

    with pytest.raises(ImportRefusedError) as refused, write_session(url) as connection:
        store(connection, read(), load_words(connection), IMPORT)
    [problem] = refused.value.problems
    assert (problem.row, problem.column, problem.value) == (3, "id", id)
    assert statuses(url).get(id) == (None if theirs == "removed" else "别人说")
    assert (f"{id}-also",) not in stored(url, "SELECT id FROM platforms"), "all of it or nothing"
    assert chain(url) == links + 1
    if theirs == "changed":
        rows[1] = new(id, status_text="别人说")
        with write_session(url) as connection:
            assert store(connection, read(), load_words(connection), IMPORT).added == 1, "a row that says the same"


def test_an_operator_whose_last_record_goes_stays_for_the_import_that_names_it(url: str, writer: Writer) -> None:
    of = {"operator": "测试单位", "operator_type": "高校"}
    publish(writer, new("beside-last", **of))
    with write_session(url) as connection:
        importing = Storing(connection)
        merged = importing.merge([Staged(new("beside-next", **of))], load_words(connection))
        writer.run_here(lambda each: take_out(each, "beside-last", Author("remove", reason="测试"), today()))
        importing.publish(merged, IMPORT)
    named = "SELECT p.id FROM platforms p JOIN operators o ON o.id = p.operator WHERE o.name = '测试单位'"
    assert stored(url, named) == [("beside-next",)]
    assert stored(url, "SELECT id FROM removed_platforms WHERE id = 'beside-last'") == [("beside-last",)]
