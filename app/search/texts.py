"""Words in the texts of all records, from memory: the records' own words, and the vocabulary's by its codes.

A word lies within one line of a record's text (`app/search/documents.py`): its own, or a name of one of its codes. Such
names are few, and the records with a code are a set of the index.
"""

import asyncio
from collections.abc import Mapping
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
from app.query.text import fold
from app.search import queries
from app.search.grams import AT_A_TIME, Grams, framed
from app.search.pinyin import document, with_pinyin
from app.store.database import Reader
from app.store.version import Version, data_state

EXACT = 2
"""A pair of signs is found exactly; of longer words each pair is found, and the database looks whether they meet."""
CHECKED = 4000
"""So many records at most are looked at one by one; of more, the database looks for the word by itself."""


@dataclass(frozen=True)
class TextIndex:
    """The texts of one version of the data. `coded` has, for each facet, the text of each code."""

    version: Version
    own: Grams
    coded: Mapping[str, Mapping[str, str]]

    def of_codes(self, index: RecordIndex, word: str) -> BitMap:
        """The rows with a code that is called so."""
        sets = [
            index.rows_of(facet, [code for code, text in texts.items() if word in text])
            for facet, texts in self.coded.items()
        ]
        return BitMap.union(NOBODY, *sets)


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

    async def rows(self, db: Reader, index: RecordIndex, word: str) -> BitMap | None:
        texts = self.ready(index.version)
        if texts is None:
            return None
        coded, own = await asyncio.to_thread(lambda: (texts.of_codes(index, word), texts.own.holding(word)))
        if len(word) <= EXACT:
            return coded | own
        own -= coded
        if len(own) > CHECKED:
            return None
        return coded | await _holding(db, index, word, own)


async def _holding(db: Reader, index: RecordIndex, word: str, candidates: BitMap) -> BitMap:
    """Those of the candidates that hold the word. Raises DatabaseAwayError."""
    if not candidates:
        return NOBODY
    filter = Filter(q=word, ids=tuple(index.identifiers.of(candidates.to_array())))
    row = await db.row(matching(shape(filter)), values(filter)) or {}
    return set_of(index.identifiers.rows((row.get("ids") or "").encode("ascii").split(b"\n")))


def load_texts(readings: Readings) -> TextIndex:
    """The texts of the data as they stand."""
    with readings.one() as connection:
        version = connection.version()
        coded: dict[str, dict[str, str]] = {}
        for row in connection.rows(queries.vocabulary_names()):
            coded.setdefault(row["facet"], {})[row["code"]] = document(with_pinyin(row["names"]))
        return TextIndex(version, _own(connection), coded)


def _own(connection: ReadingConnection) -> Grams:
    grams, part = Grams(), list[str]()
    for row in connection.rows(queries.own_texts(), AT_A_TIME // 5):
        part.append(framed(dict.fromkeys(fold(text) for text in row["texts"] if text)))
        if len(part) == AT_A_TIME:
            grams.add(part)
            part = []
    grams.add(part)
    return grams.finish()
