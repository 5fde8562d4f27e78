"""Answers without a transaction: they see one version of the data, or are made anew."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, literal, select

from app.database_url import libpq
from app.errors import DatabaseAwayError
from app.platforms.filter import Filter
from app.platforms.index.indexes import RecordIndexes
from app.platforms.index.load import Readings
from app.platforms.models import Platform
from app.platforms.tiles.read import tile
from app.platforms.tiles.selections import TileSelections
from app.store.database import Snapshot
from app.store.glance import Glance, Glances, OutdatedError, Shared
from app.store.reader import Reader, Row
from app.store.statements import compile_select
from app.store.version import data_state
from geo.tile_order import Tile
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.reading import reading

IDS = compile_select(select(Platform.id).order_by(Platform.id).limit(3))
NONE = compile_select(select(Platform.id).where(literal(False)))
TIME = compile_select(select(func.now().label("now")))


@pytest.fixture(scope="module")
def own_url(databases: Databases) -> str:
    """The default data in a database of their own, for tests that change them."""
    return databases.url("sessions")


def grow(url: str) -> None:
    """Make the data version grow, as a write does."""
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("UPDATE data_version SET version = version + 1")


def read(url: str, make: Callable[[Reader], Any]) -> Any:
    async def answer() -> Any:
        async with reading(url) as database:
            return await Glances(database).answer(make)

    return finished(answer())


def test_rows_are_those_of_the_statement_in_its_order_without_a_transaction(own_url: str) -> None:
    async def make(db: Reader) -> tuple[bool, list[Row], list[Row], bool]:
        now = [await db.row(TIME) for _ in range(2)]
        return isinstance(db, Glance), await db.rows(IDS), await db.rows(NONE), now[0] == now[1]

    glance, rows, none, one_transaction = read(own_url, make)
    with psycopg.connect(libpq(own_url)) as connection:
        ids = connection.execute("SELECT id FROM platforms ORDER BY id LIMIT 3").fetchall()
    assert glance
    assert rows == [{"id": id} for (id,) in ids]
    assert none == []
    assert not one_transaction


def test_an_answer_is_made_anew_in_a_snapshot_where_the_data_change_meanwhile(own_url: str) -> None:
    made: list[tuple[type[Reader], int]] = []

    async def make(db: Reader) -> int:
        number = (await data_state(db)).version.number
        made.append((type(db), number))
        if len(made) == 1:
            grow(own_url)
        await db.rows(NONE)
        return number

    number = read(own_url, make)
    assert made == [(Glance, number - 1), (Snapshot, number)]


@pytest.mark.parametrize(("outdated", "readers"), [(2, [Glance, Snapshot, Snapshot]), (9, [Glance, *[Snapshot] * 3])])
def test_an_answer_for_which_a_snapshot_is_too_old_is_made_of_a_newer_one(
    own_url: str, outdated: int, readers: list[type[Reader]]
) -> None:
    """As a tile is, of which memory has but newer data."""
    made: list[type[Reader]] = []

    async def make(db: Reader) -> int:
        made.append(type(db))
        if len(made) <= outdated:
            raise OutdatedError
        return len(made)

    with pytest.raises(DatabaseAwayError) if outdated > len(readers) else nullcontext():
        assert read(own_url, make) == len(readers)
    assert made == readers


def test_a_tile_of_which_memory_has_but_newer_data_is_outdated(own_url: str) -> None:
    async def draw() -> None:
        async with reading(own_url) as database:
            readings = Readings(own_url)
            database.memory.put(RecordIndexes(readings))
            database.memory.put(TileSelections())
            async with database.snapshot() as db:
                await data_state(db)
                grow(own_url)
                with pytest.raises(OutdatedError):
                    await tile(db, Filter(), Tile(0, 0, 0), "zh-CN")

    finished(draw())


def test_what_an_answer_raises_is_its_own(own_url: str) -> None:
    made: list[Reader] = []

    async def make(db: Reader) -> None:
        made.append(db)
        raise LookupError

    with pytest.raises(LookupError):
        read(own_url, make)
    assert len(made) == 1


def test_nobody_is_given_what_was_read_before_he_asked() -> None:
    async def ask() -> tuple[list[int], int]:
        begun = 0
        goes_on = asyncio.Event()

        async def next_number() -> dict[str, Any]:
            nonlocal begun
            begun += 1
            number = begun
            await goes_on.wait()
            return {"number": number}

        shared = Shared(next_number)
        first = asyncio.ensure_future(shared.next())
        while not begun:
            await asyncio.sleep(0)
        later = [asyncio.ensure_future(shared.next()) for _ in range(5)]
        later[0].cancel()
        await asyncio.sleep(0)
        goes_on.set()
        rows = await asyncio.gather(first, *later[1:])
        return [row["number"] for row in rows if row], begun

    numbers, begun = finished(ask())
    assert numbers == [1, 2, 2, 2, 2]
    assert begun == 2
