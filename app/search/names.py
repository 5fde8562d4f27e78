"""The names of all platforms and operators of one version of the data, for suggestions: no list is gone through."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pyroaring import BitMap

from app.platforms.index.load import ReadingConnection, Readings
from app.platforms.index.record_index import RecordIndex
from app.query.sounds import LINE
from app.query.words import Word
from app.search import queries
from app.search.documents import section
from app.search.entry import PER_GROUP, Entry, entry_of
from app.search.grams import AT_A_TIME, BEGIN, END, NOTHING, Grams, Lines, framed
from app.search.pinyin import sounds_of
from app.search.shown import Shown
from app.store.statements import Compiled
from app.store.version import Version
from geo.positions import Numbers

Rows = list[dict[str, Any]]
SHOWN_WITH = ("kind", "district", "zone")
"""Facets that are told beside the name of a platform."""
Look = Callable[[int, str, str], Entry]
"""Makes the entry of a number with its two names."""


@dataclass(frozen=True)
class Found:
    """Texts of all entries of a group, and which of them hold a pair of signs."""

    grams: Grams = field(default_factory=Grams)
    lines: Lines = field(default_factory=Lines)

    def add(self, texts: list[str]) -> None:
        """Add the texts of the next entries, as `framed` writes them."""
        self.grams.add(texts)
        self.lines.add(texts)

    def finish(self) -> None:
        """Nothing is added any more."""
        self.grams.finish()
        self.lines.finish()

    def first(self, forms: Sequence[str], most: int) -> list[int]:
        """The places of the first entries that hold one of the forms."""
        candidates = (self.grams.first_holding(form, most) for form in forms)
        return self.lines.first(BitMap.union(NOTHING, *candidates), forms, most)

    @property
    def size(self) -> int:
        """The bytes that they take."""
        return self.grams.size + self.lines.size


@dataclass(frozen=True)
class Names:
    """The names of one group, numbered from the one that is shown first, and how each is shown."""

    numbers: Numbers
    names: Found
    sounds: Found
    shown: Shown
    look: Look

    def top(self, word: Word) -> list[Entry]:
        """The best four that fit the word, the best first."""
        return [self.look(int(self.numbers[at]), *self.shown.of(at)) for at in self._best(word)]

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

    def top(self, word: Word) -> list[Entry]:
        """The best platforms and operators for a word."""
        return [*self.platforms.top(word), *self.operators.top(word)]

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        groups = (self.platforms, self.operators)
        return sum(e.numbers.nbytes + e.names.size + e.sounds.size + e.shown.size for e in groups)


def load_names(readings: Readings, index: RecordIndex) -> NameIndex:
    """The names of the data as they stand; `index` has the identifiers of their rows."""
    with readings.one() as connection:
        version = connection.version()
        platforms = _read(connection, queries.platform_names(), _Platforms(index))
        operators = _read(connection, queries.operator_names(), _operator)
    return NameIndex(version, platforms, operators)


def _read(connection: ReadingConnection, query: Compiled, look: Look) -> Names:
    names, sounds, shown = Found(), Found(), Shown()
    numbers: list[Numbers] = []
    for rows in _parts(connection.rows(query, AT_A_TIME // 5)):
        numbers.append(np.array([row["number"] for row in rows], np.uint32))
        names.add([framed(row["keys"] or section([row["name_zh"]])) for row in rows])
        sounds.add([framed(sounds_of(row["name_zh"])) for row in rows])
        shown.add([(row["name_zh"], row["name_en"]) for row in rows])
    for each in (names, sounds, shown):
        each.finish()
    return Names(np.concatenate([np.empty(0, np.uint32), *numbers]), names, sounds, shown, look)


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
    """Makes entries of platforms from the index that has their rows."""

    index: RecordIndex

    def __call__(self, row: int, name_zh: str, name_en: str) -> Entry:
        [id] = self.index.identifiers.of([row])
        facts: dict[str, Any] = {facet: self.index.value(facet, row) for facet in SHOWN_WITH}
        return entry_of("platform", id, name_zh, name_en, **facts)


def _operator(_: int, name_zh: str, name_en: str) -> Entry:
    return entry_of("operator", name_zh, name_zh, name_en)
