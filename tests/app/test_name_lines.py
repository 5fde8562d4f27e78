"""The texts of very many names in a file, and in memory where there is no room for one."""

import resource
from collections.abc import Iterator

import pytest
from pyroaring import BitMap

from app.search.grams import IN_MEMORY, Lines

TEXTS = [f"\x02{'东西南北'[n // 99 % 4]}平台{n:06d}\x03" for n in range(3 * IN_MEMORY // 16)]


@pytest.fixture
def full() -> Iterator[None]:
    """No file may be larger than a third of the texts."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (IN_MEMORY + 4000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _found(lines: Lines) -> list[list[int]]:
    some = BitMap(range(0, len(TEXTS), 99))
    return [lines.first(some, [form], 4) for form in ("东", "平台0", "0001", "西平台", "\x02北平台", "99\x03")]


def _lines() -> Lines:
    lines = Lines()
    for first in range(0, len(TEXTS), 10_000):
        lines.add(TEXTS[first : first + 10_000])
    return lines.finish()


def _expected() -> list[list[int]]:
    forms = ("东", "平台0", "0001", "西平台", "\x02北平台", "99\x03")
    return [[n for n in range(0, len(TEXTS), 99) if form in TEXTS[n]][:4] for form in forms]


def test_texts_in_a_file_are_found() -> None:
    assert _found(_lines()) == _expected()


@pytest.mark.usefixtures("full")
def test_texts_are_found_where_there_is_no_room_for_a_file(caplog: pytest.LogCaptureFixture) -> None:
    lines = _lines()
    assert "no room for a file" in caplog.text
    assert _found(lines) == _expected()
