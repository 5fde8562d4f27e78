"""The texts of features that are kept beside the records: the same words as made anew, and gone with what they say."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from app.imports.storing import features
from app.imports.storing.features import keep_features, keep_some
from app.main import create_app
from app.platforms import queries, read
from app.platforms.columns import PROPERTIES
from app.platforms.filter import Filter
from app.platforms.stored import stored_item, stored_list
from app.settings import Settings
from app.stewardship import publisher
from app.store.database import Database
from app.store.statements import Compiled
from app.store.writing import write_session
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.stored import stored

# ruff: noqa: S608 - constants only
POINT = {"near_lon": 121.5, "near_lat": 31.2}
ONE = "sh-poc-009"
CHANGES = {
    "a name": f"UPDATE platforms SET name_zh = '“新”的名字 \"properties\" : {{' WHERE id = '{ONE}'",
    "a position": f"UPDATE platforms SET geom = ST_SetSRID(ST_MakePoint(121.5, 31.2), 4326) WHERE id = '{ONE}'",
    "an operator's name": "UPDATE operators SET name = name || '改' WHERE name LIKE '%大学%'",
    "a source": f"UPDATE sources SET title = '另一个标题' WHERE code = 'record:{ONE}'",
    "a district's name": "UPDATE districts SET name_zh = '另一个区' WHERE code = '310115'",
    "a domain more": "INSERT INTO platform_domains SELECT id, '6g', 99 FROM platforms WHERE id LIKE 'sh-poc-00_'",
    "domains less": f"DELETE FROM platform_domains WHERE platform = '{ONE}'",
    "the order of domains": f"UPDATE platform_domains SET position = -position WHERE platform = '{ONE}'",
    "a stage less": "DELETE FROM platform_stages WHERE stage = 'lab'",
    "another service": "UPDATE platform_services SET service = 'ip' WHERE ctid = (SELECT min(ctid) "
    "FROM platform_services s WHERE NOT EXISTS (SELECT FROM platform_services o WHERE o.platform = s.platform "
    "AND o.service = 'ip'))",
    "a record less": f"DELETE FROM platforms WHERE id = '{ONE}'",
}
"""Every table that a feature tells of, and every way to change it."""
WITHOUT = {
    "sources as they were": "UPDATE sources SET title = title",
    "a district's area": "UPDATE districts SET area_km2 = area_km2 + 1",
}
"""These change nothing that a feature says."""


def ask(connection: Connection, query: Compiled, **bound: Any) -> Any:
    cursor = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]
    return cursor.execute(query.sql, {**query.fixed, **bound}).fetchone()


def kept(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT platform FROM platform_features ORDER BY platform")).scalars())


def check(connection: Connection) -> list[str]:
    """Whatever is kept says what is made anew from the tables, in each language and with a distance; the ids."""
    ids = kept(connection)
    for lang in ("zh-CN", "en"):
        for with_distance in (False, True):
            bound = {"ids": ids[::-1], "lang": lang, **(POINT if with_distance else {})}
            features, number = ask(connection, stored_list(lang, with_distance), **bound)
            [anew] = ask(connection, queries.listed(PROPERTIES, with_distance), **bound)
            assert number == len(ids)
            assert json.loads(features) == json.loads(anew)
        [one] = ask(connection, queries.item(lang), id=ids[0], lang=lang)
        assert ask(connection, stored_item(lang), id=ids[0], lang=lang) == (one,), "the same text, to the letter"
    return ids


def everything(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT id FROM platforms ORDER BY id")).scalars())


@pytest.mark.parametrize("change", CHANGES)
def test_no_text_outlives_what_it_says(connection: Connection, change: str) -> None:
    before = check(connection)
    assert before == everything(connection)
    assert connection.execute(text(CHANGES[change])).rowcount > 0
    after = check(connection)
    assert len(after) < len(before)
    again = keep_some(connection)
    assert sorted([*after, *again]) == everything(connection)
    assert check(connection) == everything(connection)


@pytest.mark.parametrize("change", WITHOUT)
def test_what_no_feature_says_leaves_them(connection: Connection, change: str) -> None:
    assert connection.execute(text(WITHOUT[change])).rowcount > 0
    assert kept(connection) == everything(connection)


def test_the_text_of_another_program_is_not_read(connection: Connection) -> None:
    connection.execute(
        text("UPDATE platform_features SET form = 'older', after = 'nothing' WHERE platform < 'sh-poc-010'")
    )
    assert ask(connection, stored_item("en"), id=ONE, lang="en") is None
    assert sorted(keep_some(connection)) == [id for id in everything(connection) if id < "sh-poc-010"]
    assert check(connection) == everything(connection)


@pytest.fixture
def own_url(databases: Databases) -> str:
    return databases.url("kept-features")


def test_answers_are_the_same_without_them(own_url: str) -> None:
    """Of all, of some, of none: the list, with and without a distance, and one record."""
    filters = (Filter(), Filter(near=(121.5, 31.2)), Filter(kind=("poc",)))

    async def answers() -> list[Any]:
        database = Database(Settings(database_url=own_url))
        await database.open()
        rows = [await read.item_rows(database, each, PROPERTIES, "en", 50, 3) for each in filters]
        some: list[Any] = [row | {"features": json.loads(row["features"])} for row in rows]
        some += [await read.feature(database, ONE, lang) for lang in ("zh-CN", "en")]
        await database.close()
        return some

    whole = finished(answers())
    assert [len(each["features"]) for each in whole[:3]] == [50, 50, 12]
    stored(own_url, f"DELETE FROM platform_features WHERE platform = '{ONE}' OR platform > 'sh-poc-040'")
    assert finished(answers()) == whole
    stored(own_url, "DELETE FROM platform_features")
    assert finished(answers()) == whole
    lines: list[str] = []
    assert keep_features(own_url, lines.append) == len(everything_of(own_url))
    assert keep_features(own_url, lines.append) == 0
    assert lines == []


def everything_of(url: str) -> list[Any]:
    return stored(url, "SELECT id FROM platforms")


def test_none_is_written_of_what_another_is_changing(own_url: str) -> None:
    """Whoever writes texts waits for a change that is not committed yet, and then writes what it says."""
    engine = create_engine(own_url)
    with engine.connect() as changing, ThreadPoolExecutor() as pool:
        changing.execute(text(f"UPDATE platforms SET name_en = 'Changed' WHERE id = '{ONE}'"))
        stored(own_url, "DELETE FROM platform_features WHERE platform = 'sh-poc-001'")
        writing = pool.submit(keep_features, own_url, lambda line: None)
        waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'platform_features'::regclass"
        while not stored(own_url, waits)[0][0]:
            assert not writing.done()
        changing.commit()
        assert writing.result(30) == 2
    with engine.connect() as connection:
        assert check(connection) == everything(connection)
        [one] = connection.execute(text(f"SELECT name_en FROM platform_features WHERE platform = '{ONE}'")).scalars()
        assert one == '"Changed"'
    engine.dispose()


def test_all_texts_that_are_lacking_follow_a_publication(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than are written at a time."""
    url = databases.url("kept-in-rounds")
    for module in (features, publisher):
        monkeypatch.setattr(module, "AT_A_TIME", 10)
    lacking = "SELECT FROM platforms p WHERE NOT EXISTS (SELECT FROM platform_features f WHERE f.platform = p.id)"

    async def published() -> None:
        writer = publisher.Publisher(url, 10)
        await writer.run(lambda connection: connection.execute(text("DELETE FROM platform_features")))
        await written()
        await writer.stop()
        writer.close()

    async def written() -> None:
        end = asyncio.get_running_loop().time() + 20
        while stored(url, lacking):
            assert asyncio.get_running_loop().time() < end, "some lack their text still"
            await asyncio.sleep(0.05)

    async def started() -> None:
        """A server begins with them, too: a newer program may find that all are lacking."""
        stored(url, "DELETE FROM platform_features")
        assert keep_features(url, lambda line: None, most=0) == 0, "more than may hold up the start are left"
        app = create_app(Settings(database_url=url))
        async with app.router.lifespan_context(app):
            await written()

    finished(published())
    finished(started())


REFUSED = "ALTER TABLE platform_features ADD CONSTRAINT refused CHECK (false) NOT VALID"
AGAIN = "ALTER TABLE platform_features DROP CONSTRAINT refused"


def test_texts_follow_a_publication_though_the_database_refused_them_once(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = databases.url("kept-after-a-refusal")
    monkeypatch.setattr(publisher, "AGAIN_S", 0.02)

    async def published() -> None:
        writer = publisher.Publisher(url, 10)
        with write_session(url) as connection:
            connection.execute(text(REFUSED))
        await writer.run(lambda connection: connection.execute(text(CHANGES["a name"])))
        while "cannot be written" not in caplog.text:
            await asyncio.sleep(0.01)
        with write_session(url) as connection:
            connection.execute(text(AGAIN))
        while stored(url, f"SELECT FROM platform_features WHERE platform = '{ONE}'") == []:
            await asyncio.sleep(0.01)
        await writer.stop()
        writer.close()

    finished(asyncio.wait_for(published(), 20))
