"""What is kept per version of the data: made once however many ask, forgotten when the data change."""

import asyncio

import pytest
from cachetools import LRUCache

from app.errors import DatabaseAwayError
from app.store.kept import Kept
from app.store.version import Version
from tests.support.loop import finished

FIRST, SECOND = Version("data", 1), Version("data", 2)


class SlowMaker:
    """Makes a value slowly and counts how often it was asked to; `fails` says how often it breaks before."""

    def __init__(self, fails: int = 0, name: str = "value", fault: Exception | None = None) -> None:
        self.made = 0
        self.fault = fault or RuntimeError("not this time")
        self.fails = fails
        self.name = name

    async def __call__(self) -> str:
        await asyncio.sleep(0.05)
        self.made += 1
        if self.made <= self.fails:
            raise self.fault
        return f"{self.name} {self.made}"


def test_many_first_callers_have_the_value_made_once() -> None:
    async def ask() -> tuple[list[str], int]:
        kept: Kept[str, str] = Kept()
        slow = SlowMaker()
        return await asyncio.gather(*(kept.get(FIRST, "key", slow) for _ in range(20))), slow.made

    values, made = finished(ask())
    assert values == ["value 1"] * 20
    assert made == 1


def test_keys_do_not_wait_for_each_other() -> None:
    async def ask() -> int:
        kept: Kept[int, str] = Kept()
        first_done = asyncio.Event()

        async def waits() -> str:
            await asyncio.wait_for(first_done.wait(), 5)
            return "waited"

        async def sets() -> str:
            first_done.set()
            return "set"

        await asyncio.gather(kept.get(FIRST, 1, waits), kept.get(FIRST, 2, sets))
        return 2

    assert finished(ask()) == 2


def test_a_failure_is_the_makers_own_and_the_next_tries_again() -> None:
    async def ask() -> tuple[list[str | BaseException], int]:
        kept: Kept[str, str] = Kept()
        slow = SlowMaker(fails=1)
        return await asyncio.gather(
            *(kept.get(FIRST, "key", slow) for _ in range(3)), return_exceptions=True
        ), slow.made

    values, made = finished(ask())
    assert isinstance(values[0], RuntimeError)
    assert values[1:] == ["value 2"] * 2
    assert made == 2


def test_a_database_that_is_away_is_so_for_all_who_waited_and_for_nobody_who_comes_later() -> None:
    """One after another would wait for it as long again, each with a connection."""

    async def ask() -> tuple[list[str | BaseException], int, str]:
        kept: Kept[str, str] = Kept()
        slow = SlowMaker(fails=1, fault=DatabaseAwayError("away"))
        waited = await asyncio.gather(*(kept.get(FIRST, "key", slow) for _ in range(3)), return_exceptions=True)
        return waited, slow.made, await kept.get(FIRST, "key", slow)

    values, made, later = finished(ask())
    assert [type(value) for value in values] == [DatabaseAwayError] * 3
    assert (made, later) == (1, "value 2")


def test_another_version_has_a_value_of_its_own_and_an_older_one_does_not_undo_it() -> None:
    async def ask() -> list[str]:
        kept: Kept[str, str] = Kept()
        slow = SlowMaker()
        return [await kept.get(version, "key", slow) for version in (FIRST, SECOND, FIRST, SECOND)]

    assert finished(ask()) == ["value 1", "value 2", "value 3", "value 2"]


def test_a_value_that_was_made_from_older_data_is_not_kept() -> None:
    """The data change while a value is made: those who ask with the new version never get the old value."""

    async def ask() -> tuple[str, str, str]:
        kept: Kept[str, str] = Kept()
        slow = SlowMaker()
        first = asyncio.create_task(kept.get(FIRST, "key", slow))
        await asyncio.sleep(0.01)
        second = await kept.get(SECOND, "key", SlowMaker(name="new"))
        return await first, second, await kept.get(SECOND, "key", slow)

    assert finished(ask()) == ("value 1", "new 1", "new 1")


@pytest.mark.parametrize(("size", "made"), [(100, 1), (5, 2)])
def test_a_cache_bounds_what_is_kept(size: int, made: int) -> None:
    async def ask() -> int:
        kept: Kept[str, str] = Kept(LRUCache(size, getsizeof=len))
        slow = SlowMaker()
        for _ in range(2):
            await kept.get(FIRST, "key", slow)
        return slow.made

    assert finished(ask()) == made
