"""Suggestions while one types, answered from memory: the entries of one data version, with their pinyin."""

import asyncio
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select

from app.districts import queries as district_queries
from app.platforms.models import Operator, Platform
from app.query.text import fold
from app.search.pinyin import pinyin_of
from app.store.database import AnySelect, Reader, compiled_once
from app.store.kept import Kept
from app.vocabulary import Term, Vocabulary
from frontend.language import choose

GROUPS = ("domain", "platform", "operator", "service", "zone", "district", "place")
AT_MOST = 8
Row = dict[str, Any]
PER_GROUP = 4
AT_MOST_IDS = 2000


@dataclass(frozen=True)
class Entry:
    """Something that can be suggested. `keys` are folded texts, `sounds` pinyin and initials."""

    group: str
    value: str
    name_zh: str
    name_en: str
    keys: tuple[str, ...]
    sounds: tuple[str, ...]
    kind: str | None = None
    district: str | None = None
    zone: str | None = None
    near: tuple[float, float] | None = None

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


def score(entry: Entry, query: str) -> int | None:
    """How well an entry fits: 0 is best, None is not at all. `query` is folded."""
    best: int | None = None
    for place, key in enumerate(entry.keys):
        at = key.find(query)
        if at >= 0:
            points = (0 if key == query else 1 if at == 0 else 2) + (3 if place > 1 else 0)
            best = points if best is None else min(best, points)
    if best is None and query.isascii() and query.isalnum() and len(query) > 1:
        for place, sound in enumerate(entry.sounds):
            if sound.startswith(query):
                return 6 if sound == query and place % 2 else 7
    return best


def best(entries: list[Entry], query: str) -> list[Entry]:
    """At most 8 entries, at most 4 of a group while others have some, groups in their order."""
    scored = [(score(e, query), len(e.name_zh), i, e) for i, e in enumerate(entries)]
    fitting = sorted((s, length, i, e) for s, length, i, e in scored if s is not None)
    shortlist: list[Entry] = []
    for group in GROUPS:
        shortlist += [e for _, _, _, e in fitting if e.group == group][:PER_GROUP]
    ranks = {id(e): s for s, _, _, e in fitting}
    top = sorted(shortlist, key=lambda e: (ranks[id(e)], GROUPS.index(e.group)))[:AT_MOST]
    order = {group: min((ranks[id(e)] for e in top if e.group == group), default=99) for group in GROUPS}
    groups = sorted(GROUPS, key=lambda group: (order[group], GROUPS.index(group)))
    return [e for group in groups for e in top if e.group == group]


def _entry(group: str, value: str, zh: str, en: str, also: tuple[str, ...] = (), **more: Any) -> Entry:
    names = tuple(dict.fromkeys(fold(name) for name in (zh, en, *also) if name))
    sounds = tuple(s for name in (zh, *also) if not name.isascii() for s in pinyin_of(name))
    return Entry(group, value, zh, en, names, sounds, **more)


@compiled_once
def _platforms() -> AnySelect:
    columns = (
        Platform.id,
        Platform.name_zh,
        Platform.name_en,
        Platform.kind,
        Platform.district,
        Platform.zone,
    )
    return select(*columns).order_by(Platform.id)


@compiled_once
def _operators() -> AnySelect:
    names = select(Operator.name).join(Platform, Platform.operator == Operator.id)
    return names.where(Operator.name.is_not(None)).distinct().order_by(Operator.name)


class Suggestions:
    """The entries of the newest version of the data."""

    def __init__(self) -> None:
        self._kept: Kept[None, list[Entry]] = Kept()

    async def find(self, db: Reader, query: str, vocabulary: Vocabulary) -> list[Entry]:
        """The best entries for what was typed; none for nothing."""
        folded = fold(query)
        return best(await self._entries(db, vocabulary), folded) if folded else []

    async def places(self, db: Reader, vocabulary: Vocabulary) -> list[Entry]:
        """The places to search from."""
        return [entry for entry in await self._entries(db, vocabulary) if entry.group == "place"]

    async def platform_ids(self, db: Reader, vocabulary: Vocabulary) -> list[str]:
        """Identifiers to compare a mistyped one with; the first ones where there are very many."""
        platforms = (entry.value for entry in await self._entries(db, vocabulary) if entry.group == "platform")
        return list(islice(platforms, AT_MOST_IDS))

    async def _entries(self, db: Reader, vocabulary: Vocabulary) -> list[Entry]:
        return await self._kept.get(vocabulary.data_version, None, lambda: _load(db, vocabulary))


async def _load(db: Reader, vocabulary: Vocabulary) -> list[Entry]:
    platforms, operators = await db.rows(_platforms()), await db.rows(_operators())
    places = await db.rows(district_queries.places())
    # Reading the dictionary of pinyin takes a second of CPU: not on the event loop.
    return await asyncio.to_thread(_entries_of, vocabulary, platforms, operators, places)


def _entries_of(vocabulary: Vocabulary, platforms: list[Row], operators: list[Row], places: list[Row]) -> list[Entry]:
    words: dict[str, dict[str, Term]] = {
        "domain": vocabulary.domains,
        "service": vocabulary.services,
        "zone": vocabulary.zones,
        "district": vocabulary.districts,
    }
    entries: list[Entry] = []
    for group, terms in words.items():
        entries += [_entry(group, t.code, t.name_zh, t.name_en, t.aliases) for t in terms.values()]
    for row in platforms:
        more = {name: row[name] for name in ("kind", "district", "zone")}
        entries.append(_entry("platform", row["id"], row["name_zh"], row["name_en"], **more))
    for row in operators:
        entries.append(_entry("operator", row["name"], row["name"], row["name"]))
    for row in places:
        more = {"kind": row["kind"], "district": row["district"], "near": (row["lon"], row["lat"])}
        entries.append(_entry("place", row["id"], row["name_zh"], row["name_en"], tuple(row["aliases"]), **more))
    return entries
