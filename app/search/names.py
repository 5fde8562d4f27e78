"""The names of all platforms and operators of one version of the data, for suggestions: no list is gone through."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pyroaring import BitMap

from app.platforms.index.identifiers import Identifiers
from app.platforms.index.load import ReadingConnection, Readings
from app.platforms.index.record_index import RecordIndex
from app.query.sounds import LINE
from app.query.words import Word
from app.search import queries
from app.search.entry import PER_GROUP, Entry, entry_of, keys_of
from app.search.grams import AT_A_TIME, BEGIN, END, NOTHING, Grams, Lines, framed
from app.search.pinyin import lines_of, sounds_of
from app.store.database import Compiled, Reader
from app.store.version import Version
from geo.positions import Numbers

Rows = list[dict[str, Any]]
Known = dict[int, Entry]
"""Entries by the numbers of their records."""
Look = Callable[[Reader, Numbers], Awaitable[Known]]


@dataclass(frozen=True)
class Found:
    """Texts of all entries of a group, and which of them hold a pair of signs."""

    grams: Grams = field(default_factory=Grams)
    lines: Lines = field(default_factory=Lines)

    def add(self, texts: list[str]) -> None:
        """Add the texts of the next entries, as `framed` writes them."""
        self.grams.add(texts)
        self.lines.add(texts)

    def first(self, forms: Sequence[str], most: int) -> list[int]:
        """The places of the first entries that hold one of the forms."""
        return self.lines.first(BitMap.union(NOTHING, *map(self.grams.holding, forms)), forms, most)

    @property
    def size(self) -> int:
        """The bytes that they take."""
        return self.grams.size + self.lines.size


@dataclass(frozen=True)
class Names:
    """The names of one group, numbered from the one that is shown first. `numbers` name the records to look up."""

    numbers: Numbers
    names: Found
    sounds: Found
    look: Look

    async def top(self, db: Reader, word: Word) -> list[Entry]:
        """The best four that fit the word, the best first. Raises DatabaseAwayError."""
        numbers = self.numbers[self._best(word)]
        # What was found in memory is looked up in one question; a record that is gone since is none.
        known = await self.look(db, numbers) if len(numbers) else {}
        return [known[number] for number in numbers.tolist() if number in known]

    def _best(self, word: Word) -> list[int]:
        """The places of the best entries: what fits better comes first, and each once."""
        best: dict[int, None] = {}
        for found, forms in self._tried(word):
            if len(best) < PER_GROUP and forms:
                best |= dict.fromkeys(found.first(forms, PER_GROUP))
        return list(best)[:PER_GROUP]

    def _tried(self, word: Word) -> Iterator[tuple[Found, list[str]]]:
        """What an entry must hold to fit, as `score` has it: the best first."""
        spoken = [sound.removeprefix(LINE) for sound in word.spoken]
        yield self.names, [BEGIN + whole + END for whole in word.wholes]
        yield self.names, [BEGIN + form for form in word.forms]
        yield self.names, list(word.forms)
        yield self.sounds, [BEGIN + sound + END for sound in spoken]
        yield self.sounds, [BEGIN + sound for sound in spoken]
        yield self.sounds, [sound for sound in word.spoken if not sound.startswith(LINE)]
        yield self.names, list(word.synonyms)


@dataclass(frozen=True)
class NameIndex:
    """The names of one version of the data."""

    version: Version
    platforms: Names
    operators: Names

    async def top(self, db: Reader, word: Word) -> list[Entry]:
        """The best platforms and operators for a word. Raises DatabaseAwayError."""
        return [*await self.platforms.top(db, word), *await self.operators.top(db, word)]

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        groups = (self.platforms, self.operators)
        return sum(each.numbers.nbytes + each.names.size + each.sounds.size for each in groups)


def load_names(readings: Readings, index: RecordIndex) -> NameIndex:
    """The names of the data as they stand; `index` has the identifiers of their rows."""
    with readings.one() as connection:
        version = connection.version()
        platforms = _read(connection, queries.platform_names(), _Platforms(index.identifiers))
        operators = _read(connection, queries.operator_names(), _operators)
    return NameIndex(version, platforms, operators)


def _read(connection: ReadingConnection, query: Compiled, look: Look) -> Names:
    names, sounds = Found(), Found()
    numbers: list[Numbers] = []
    for rows in _parts(connection.rows(query, AT_A_TIME // 5)):
        numbers.append(np.array([row["number"] for row in rows], np.uint32))
        names.add([framed(keys_of(row["name_zh"], row["name_en"])) for row in rows])
        sounds.add([framed(lines_of([sounds_of(row["name_zh"])])) for row in rows])
    for each in (names, sounds):
        each.grams.finish()
    return Names(np.concatenate([np.empty(0, np.uint32), *numbers]), names, sounds, look)


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[Rows]:
    part: Rows = []
    for row in rows:
        part.append(row)
        if len(part) == AT_A_TIME:
            yield part
            part = []
    if part:
        yield part


@dataclass(frozen=True)
class _Platforms:
    """Looks platforms up by their rows."""

    identifiers: Identifiers

    async def __call__(self, db: Reader, numbers: Numbers) -> Known:
        ids = self.identifiers.of(numbers)
        rows = {row["value"]: row for row in await db.rows(queries.platforms(), {"ids": ids})}
        return {number: _platform(**rows[id]) for number, id in zip(numbers.tolist(), ids, strict=True) if id in rows}


def _platform(value: str, name_zh: str, name_en: str, **more: Any) -> Entry:
    return entry_of("platform", value, name_zh, name_en, **more)


async def _operators(db: Reader, numbers: Numbers) -> Known:
    """The operators with these numbers."""
    rows = await db.rows(queries.operators(), {"numbers": numbers.tolist()})
    return {row["number"]: entry_of("operator", row["name"], row["name"], row["name"]) for row in rows}
