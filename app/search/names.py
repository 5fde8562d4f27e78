"""The names of all platforms and operators of one version of the data, for suggestions: no list is gone through."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyroaring import BitMap

from app.platforms.index.identifiers import Identifiers
from app.platforms.index.load import ReadingConnection, Readings
from app.platforms.index.record_index import RecordIndex
from app.query.sounds import LINE
from app.query.words import Word
from app.search import queries
from app.search.entry import (
    EXACT,
    FIRST,
    INITIALS,
    PER_GROUP,
    SOUND,
    SOUND_WITHIN,
    SYNONYM,
    WITHIN,
    Entry,
    entry_of,
    keys_of,
    score,
)
from app.search.grams import AT_A_TIME, BEGIN, END, NOTHING, Grams, framed
from app.search.pinyin import lines_of, sounds_of
from app.store.database import Compiled, Reader
from app.store.version import Version
from geo.positions import Numbers

ROUNDS = (8, 64, 512, 4096)
"""So many candidates are looked at together. Their pairs of signs stand in more names than the text itself does; where
after all rounds none holds it, no more are looked at."""
Rows = list[dict[str, Any]]
Known = dict[int, Entry]
"""Entries by the numbers of their records."""
Look = Callable[[Reader, Numbers], Awaitable[Known]]


@dataclass(frozen=True)
class Names:
    """The names of one group, numbered from the one that is shown first. `numbers` name the records to look up."""

    numbers: Numbers
    names: Grams
    sounds: Grams
    look: Look

    async def top(self, db: Reader, word: Word) -> list[Entry]:
        """The best four that fit the word, the best first. Raises DatabaseAwayError."""
        tried = [(points, candidates) for points, candidates in self._candidates(word) if candidates]
        # The first ones of all points in one question: it costs as much as one for each.
        known: Known = {}
        await self._look(db, BitMap.union(NOTHING, *(each[: ROUNDS[0]] for _, each in tried)), known)
        entries: list[Entry] = []
        for points, candidates in tried:
            if len(entries) < PER_GROUP:
                entries += await self._fitting(db, word, points, candidates, known, PER_GROUP - len(entries))
        return entries

    async def _look(self, db: Reader, those: BitMap, known: Known) -> None:
        """Know the entries, too, whose places in this list `those` are."""
        if unknown := [number for number in self._numbers_of(those).tolist() if number not in known]:
            known |= await self.look(db, np.array(unknown, np.uint32))

    def _numbers_of(self, those: BitMap) -> Numbers:
        numbers: Numbers = self.numbers[np.frombuffer(those.to_array(), np.uint32)]
        return numbers

    def _candidates(self, word: Word) -> Iterator[tuple[int, BitMap]]:
        """For each number of points, the best first, what may have it."""
        yield EXACT, _any(self.names, [BEGIN + whole + END for whole in word.wholes])
        yield FIRST, _any(self.names, [BEGIN + form for form in word.forms])
        yield WITHIN, _any(self.names, word.forms)
        spoken = [sound.removeprefix(LINE) for sound in word.spoken]
        yield INITIALS, _any(self.sounds, [BEGIN + sound + END for sound in spoken])
        yield SOUND, _any(self.sounds, [BEGIN + sound for sound in spoken])
        yield SOUND_WITHIN, _any(self.sounds, [sound for sound in word.spoken if not sound.startswith(LINE)])
        yield SYNONYM, _any(self.names, word.synonyms)

    async def _fitting(
        self, db: Reader, word: Word, points: int, candidates: BitMap, known: Known, most: int
    ) -> list[Entry]:
        entries: list[Entry] = []
        at = 0
        for size in ROUNDS:
            those = candidates[at : at + size]
            await self._look(db, those, known)
            looked_up = [
                known.get(number) for number in self.numbers[np.frombuffer(those.to_array(), np.uint32)].tolist()
            ]
            entries += [entry for entry in looked_up if entry and score(entry, word) == points]
            at += size
            if len(entries) >= most or at >= len(candidates):
                break
        return entries[:most]


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
    names, sounds = Grams(), Grams()
    numbers: list[Numbers] = []
    for rows in _parts(connection.rows(query, AT_A_TIME // 5)):
        numbers.append(np.array([row["number"] for row in rows], np.uint32))
        names.add([framed(keys_of(row["name_zh"], row["name_en"])) for row in rows])
        sounds.add([framed(lines_of([sounds_of(row["name_zh"])])) for row in rows])
    return Names(np.concatenate([np.empty(0, np.uint32), *numbers]), names.finish(), sounds.finish(), look)


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[Rows]:
    part: Rows = []
    for row in rows:
        part.append(row)
        if len(part) == AT_A_TIME:
            yield part
            part = []
    if part:
        yield part


def _any(grams: Grams, forms: Iterable[str]) -> BitMap:
    """What can hold any of the forms."""
    return BitMap.union(NOTHING, *map(grams.holding, forms))


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
