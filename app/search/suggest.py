"""Suggestions while one types: words of the vocabularies and places from a list, names of records from an index."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from psycopg import Error

from app.districts import queries as district_queries
from app.errors import DatabaseAwayError
from app.lists.glossary import glossary
from app.lists.read import PolicyRow, policies
from app.platforms.filter import Filter
from app.platforms.index.background import Background, ChangedError
from app.platforms.index.indexes import RecordIndexes
from app.platforms.index.load import Readings
from app.platforms.index.record_index import RecordIndex
from app.platforms.read import listing
from app.query.words import Word, quoted, read
from app.search import queries
from app.search.correction import Corrections, corrections_of
from app.search.entry import PER_GROUP, Entries, Entry, alone, best, entry_of
from app.search.explaining import Explained, all_explained
from app.search.names import NameIndex, load_names
from app.search.reading import Names, names_of
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.unended import unended
from app.store.version import Version
from app.vocabulary import Term, Vocabulary
from frontend.language import CHINESE, ENGLISH
from frontend.messages import messages

Row = dict[str, Any]
AT_MOST_IDS = 2000
AT_MOST_NAMES = 20_000
"""The names of so many platforms are looked through for one that is nearly what was typed."""
MOST_WORDS = 3
"""Of more words the names that hold them are not looked up."""
MANY = 50_000
"""Among more records than these nobody waits until the names are read: for a million it takes half a minute."""
WAIT_S = 4.0
"""So long one waits for the index, which says how many records there are."""


@dataclass(frozen=True)
class Suggested:
    """What fits what was typed; not `complete` where names of records are missing for now."""

    entries: list[Entry]
    complete: bool


@dataclass(frozen=True)
class Listed:
    """What is few: words of the vocabularies, places, measures and terms of the glossary; which name is which code.

    `explained` are the measures and terms with all that they say.
    """

    entries: Entries
    names: Names
    explained: list[Explained]


class Suggestions:
    """The entries of the newest version of the data; `indexes` has the records that the names belong to."""

    def __init__(self, readings: Readings, indexes: RecordIndexes) -> None:
        self._readings = readings
        self._indexes = indexes
        self._words: Kept[None, Listed] = Kept()
        self._corrections: Kept[None, Corrections] = Kept()
        self._ids: Kept[None, list[str]] = Kept()
        self._names: Background[None, NameIndex] = Background(readings, "the names of the records")

    async def find(self, db: Reader, query: str, vocabulary: Vocabulary) -> Suggested:
        """The best entries for what was typed; none for nothing. Raises DatabaseAwayError."""
        words = read(query)
        if not words:
            return Suggested([], True)
        listed = await self.listed(db, vocabulary)
        records = await self._records(db, words, vocabulary.data_version)
        # A word alone names something; of several, each may.
        return Suggested(best([*listed.entries.holding(words), *(records or ())], words), records is not None)

    async def _records(self, db: Reader, words: tuple[Word, ...], version: Version) -> list[Entry] | None:
        """The best platforms and operators; None where their names are not known yet."""
        with suppress(DatabaseAwayError):
            if names := await db.within_time(lambda: self._names_of(version)):
                # Of a million names thousands are looked at: not on the event loop.
                return await asyncio.to_thread(_records_of, names, words)
        return None

    async def meeting(self, db: Reader, query: str, vocabulary: Vocabulary, lang: str) -> list[Entry]:
        """The first platforms that hold all words, of every kind; none of very many records: that would take long.

        Raises DatabaseAwayError.
        """
        index = await db.within_time(lambda: self._index(vocabulary.data_version))
        if index is None or len(index) > MANY:
            return []
        found = await listing(db, Filter(q=query), PER_GROUP, 0, lang)
        return [
            entry_of("platform", p.id, p.name_zh, p.name_en, kind=p.kind, district=p.district_code, zone=p.zone)
            for p in found.platforms
        ]

    async def places(self, db: Reader, vocabulary: Vocabulary) -> list[Entry]:
        """The places to search from."""
        return [entry for entry in (await self.listed(db, vocabulary)).entries.all if entry.group == "place"]

    async def corrections(self, db: Reader, vocabulary: Vocabulary) -> Corrections:
        """What a word with a fault in it may have been. Raises DatabaseAwayError."""

        async def make() -> Corrections:
            listed = await self.listed(db, vocabulary)
            words = [name for entry in listed.entries.all for name in (entry.name_zh, entry.name_en)]
            words += [alias for term in glossary().values() for alias in term.aliases]
            row = await db.row(queries.first_names(), {"limit": AT_MOST_NAMES}) or {}
            return await asyncio.to_thread(lambda: corrections_of(words, (row.get("names") or "").split("\n")))

        return await self._corrections.get(vocabulary.data_version, None, make)

    async def platform_ids(self, db: Reader, vocabulary: Vocabulary) -> list[str]:
        """Identifiers to compare a mistyped one with; the first ones where there are very many."""

        async def make() -> list[str]:
            return [row["id"] for row in await db.rows(queries.first_ids(), {"limit": AT_MOST_IDS})]

        return await self._ids.get(vocabulary.data_version, None, make)

    async def listed(self, db: Reader, vocabulary: Vocabulary) -> Listed:
        """What is few: words of the vocabularies, places, measures and terms of the glossary."""

        async def make() -> Listed:
            places = await db.rows(district_queries.places())
            # Reading the dictionary of pinyin takes a second of CPU: not on the event loop.
            return await asyncio.to_thread(_listed_of, vocabulary, places, await policies(db))

        return await self._words.get(vocabulary.data_version, None, make)

    async def _names_of(self, version: Version) -> NameIndex | None:
        """The names of this version; None while they are being read for long, which this begins."""
        try:
            async with asyncio.timeout(WAIT_S):
                index = await self._index(version)
                if index is None:
                    return None
                load = partial(load_names, self._readings, index)
                if len(index) > MANY:
                    return self._names.ready(version, None, load)
                return await unended(self._names.made(version, None, load))
        except (TimeoutError, ChangedError):
            return None
        except (Error, OSError) as error:
            raise DatabaseAwayError("The database cannot be reached.") from error

    async def _index(self, version: Version) -> RecordIndex | None:
        try:
            async with asyncio.timeout(WAIT_S):
                return await unended(self._indexes.made(version))
        except (TimeoutError, ChangedError):
            return None
        except (Error, OSError) as error:
            raise DatabaseAwayError("The database cannot be reached.") from error


def _records_of(names: NameIndex, words: tuple[Word, ...]) -> list[Entry]:
    """The best platforms and operators; of several words those of all together and of each."""
    if len(words) == 1:
        return names.top(words[0])
    top = [entry for word in (quoted(words), *alone(words)[:MOST_WORDS]) for entry in names.top(word)]
    each_once = {(entry.group, entry.value): entry for entry in top}
    return [each_once[key] for key in sorted(each_once)]


def _listed_of(vocabulary: Vocabulary, places: list[Row], measures: Iterable[PolicyRow]) -> Listed:
    measures = list(measures)
    entries = [*_entries_of(vocabulary, places), *_explained(measures)]
    return Listed(Entries(entries), names_of(entries), all_explained(measures))


def _explained(measures: Iterable[PolicyRow]) -> list[Entry]:
    """Measures and terms of the glossary: each has a place of its own on the page of its list."""
    entries = []
    for each in measures:
        more = {"kind": each.level, "district": each.district, "zone": each.zone}
        entries.append(entry_of("policy", each.code, each.name_zh, each.name_en, (each.source_number or "",), **more))
    for term in glossary().values():
        entries.append(entry_of("glossary", term.code, term.term_zh, term.term_en, term.aliases))
    return entries


def _entries_of(vocabulary: Vocabulary, places: list[Row]) -> list[Entry]:
    words: dict[str, dict[str, Term]] = {
        "domain": vocabulary.domains,
        "stage": vocabulary.stages,
        "service": vocabulary.services,
        "zone": vocabulary.zones,
        "district": vocabulary.districts,
    }
    entries: list[Entry] = []
    for group, terms in words.items():
        entries += [entry_of(group, t.code, t.name_zh, t.name_en, t.aliases) for t in terms.values()]
    for kind in vocabulary.kinds.values():
        zh, en = (messages(lang)(f"kind-{kind.code}") for lang in (CHINESE.code, ENGLISH.code))
        entries.append(entry_of("kind", kind.code, zh, en, (kind.name_zh, kind.name_en)))
    for row in places:
        more = {"kind": row["kind"], "district": row["district"], "near": (row["lon"], row["lat"])}
        entries.append(entry_of("place", row["id"], row["name_zh"], row["name_en"], tuple(row["aliases"]), **more))
    return entries
