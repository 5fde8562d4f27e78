"""Words in the texts of all records, from memory: the records' own words and pinyin, and the vocabulary's by its codes.

A word lies within one line of a record's text (`app/search/documents.py`): its own, or a name of one of its codes. Such
names are few, and the records with a code are a set of the index.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from app.platforms.filter import Filter
from app.platforms.index.background import Background
from app.platforms.index.load import ReadingConnection, Readings
from app.platforms.index.queries import matching
from app.platforms.index.record_index import NOBODY, RecordIndex
from app.platforms.index.rows import set_of
from app.platforms.index.words import WordFinder
from app.platforms.predicate import shape, values
from app.query.sounds import LINE
from app.query.text import SECTION
from app.query.words import Word
from app.search import queries
from app.search.documents import named, names_of, of_status
from app.search.grams import AT_A_TIME, BEGIN, Grams, framed
from app.store.reader import Reader
from app.store.version import Version, data_state

EXACT = 2
"""A pair of signs is found exactly; of longer words each pair is found, and the database looks whether they meet."""
CHECKED = 4000
"""So many records at most are looked at one by one; of more, the database looks for the word by itself."""


@dataclass(frozen=True)
class TextIndex:
    """The texts of one version of the data by their sections. `coded` has, for each facet, the text of each code."""

    version: Version
    names: Grams
    own: Grams
    sounds: Grams
    coded: Mapping[str, Mapping[str, str]]

    def of_codes(self, index: RecordIndex, forms: Iterable[str]) -> BitMap:
        """The rows with a code that is called so."""
        wanted = tuple(forms)
        sets = [
            index.rows_of(facet, [code for code, text in texts.items() if any(form in text for form in wanted)])
            for facet, texts in self.coded.items()
        ]
        return BitMap.union(NOBODY, *sets)

    def holding(self, form: str) -> BitMap:
        """The rows whose own words or pinyin can hold a form: those that hold its pairs of signs."""
        form = form.replace(LINE, BEGIN)
        return BitMap.union(self.names.holding(form), self.own.holding(form), self.sounds.holding(form))

    def saying(self, forms: Iterable[str], *, in_names: bool) -> BitMap:
        """The rows whose names hold all pairs of one of the forms, or else whose own words together do."""
        if in_names:
            return BitMap.union(NOBODY, *(self.names.holding(form) for form in forms))
        return BitMap.union(NOBODY, *(self._in_both(form) for form in forms))

    def _in_both(self, form: str) -> BitMap:
        """The rows that hold each pair of signs of a form in their names or in their other words."""
        pairs = [form[at : at + EXACT] for at in range(max(len(form) - 1, 1))]
        return BitMap.intersection(*(self.names.holding(pair) | self.own.holding(pair) for pair in pairs))

    def found(self, index: RecordIndex, word: Word) -> tuple[BitMap, BitMap]:
        """The rows that hold the word, and those that may."""
        exact, candidates = self.of_codes(index, word.every), NOBODY
        for form in word.every:
            if len(form) <= EXACT:
                exact = exact | self.holding(form)
            else:
                candidates = candidates | self.holding(form)
        return exact, candidates - exact


class Texts(WordFinder):
    """The texts of the newest version."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._kept: Background[None, TextIndex] = Background(readings, "the texts of the records")

    async def made(self, version: Version) -> TextIndex:
        """The texts of this version, made now where they are not there. Raises ChangedError and psycopg's errors."""
        return await self._kept.made(version, None, lambda: load_texts(self._readings))

    async def begin(self, db: Reader) -> None:
        self.ready((await data_state(db)).version)

    def ready(self, version: Version) -> TextIndex | None:
        """The texts of this version; None while they are being read, which this begins."""
        return self._kept.ready(version, None, lambda: load_texts(self._readings))

    def reads(self) -> bool:
        return self._kept.is_making(None)

    async def rows(self, db: Reader, index: RecordIndex, word: Word) -> BitMap | None:
        texts = self.ready(index.version)
        if texts is None:
            return None
        exact, candidates = await asyncio.to_thread(texts.found, index, word)
        if len(candidates) > CHECKED:
            return None
        return exact | await _holding(db, index, word, candidates)

    async def ranked(self, index: RecordIndex, words: tuple[Word, ...], rows: BitMap) -> list[BitMap] | None:
        texts = self.ready(index.version)
        return None if texts is None else await asyncio.to_thread(_ranked, texts, words, rows)


def _ranked(texts: TextIndex, words: tuple[Word, ...], rows: BitMap) -> list[BitMap]:
    sets: list[BitMap] = []
    for in_names in (True, False):
        saying = (texts.saying(word.forms, in_names=in_names) for word in words)
        sets.append(BitMap.intersection(rows, *saying))
        rows = rows - sets[-1]
    return [*sets, rows]


async def _holding(db: Reader, index: RecordIndex, word: Word, candidates: BitMap) -> BitMap:
    """Those of the candidates that hold the word. Raises DatabaseAwayError."""
    if not candidates:
        return NOBODY
    filter = Filter(q=word.text, ids=tuple(index.identifiers.of(candidates.to_array())))
    row = await db.row(matching(shape(filter)), values(filter)) or {}
    return set_of(index.identifiers.rows((row.get("ids") or "").encode("ascii").split(b"\n")))


def load_texts(readings: Readings) -> TextIndex:
    """The texts of the data as they stand."""
    with readings.one() as connection:
        version = connection.version()
        coded: dict[str, dict[str, str]] = {"status": of_status()}
        for row in connection.rows(queries.vocabulary_names()):
            facet, code = row["facet"], row["code"]
            coded.setdefault(facet, {})[code] = named(facet, code, names_of(facet, code, row))
        return TextIndex(version, *_sections(connection), coded)


def _sections(connection: ReadingConnection) -> tuple[Grams, Grams, Grams]:
    """Names, other words and pinyin of all records."""
    grams = Grams(), Grams(), Grams()
    # Lists of texts, none for each record: those the collector of garbage would look through again and again.
    parts: tuple[list[str], ...] = tuple([] for _ in grams)
    for row in connection.rows(queries.texts(), AT_A_TIME // 5):
        for part, section in zip(parts, row["text"].split(SECTION), strict=False):
            part.append(framed(section))
        if len(parts[0]) == AT_A_TIME:
            _add(grams, parts)
    _add(grams, parts)
    names, own, sounds = (each.finish() for each in grams)
    return names, own, sounds


def _add(grams: Iterable[Grams], parts: Iterable[list[str]]) -> None:
    for each, part in zip(grams, parts, strict=True):
        each.add(part)
        part.clear()
