"""Something that can be suggested, and how well it fits what was typed."""

from dataclasses import dataclass
from typing import Any

from app.query.text import fold
from app.search.pinyin import pinyin_of
from frontend.language import choose

EXACT, FIRST, WITHIN, INITIALS, SOUND = 0, 1, 2, 6, 7
"""Points, the best first: all of a name, its beginning, a part; all initials of its pinyin, or how either begins."""
ALIAS = 3
"""What is added where a name fits that is neither the Chinese nor the English one."""
GROUPS = ("domain", "platform", "operator", "service", "zone", "district", "place")
AT_MOST = 8
PER_GROUP = 4


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


def entry_of(group: str, value: str, zh: str, en: str, also: tuple[str, ...] = (), **more: Any) -> Entry:
    """An entry with the texts by which it is found."""
    return Entry(group, value, zh, en, keys_of(zh, en, *also), sounds_of(zh, *also), **more)


def keys_of(*names: str) -> tuple[str, ...]:
    """The folded names."""
    return tuple(dict.fromkeys(fold(name) for name in names if name))


def sounds_of(*names: str) -> tuple[str, ...]:
    """Pinyin and initials of each name with Chinese signs, in turn."""
    return tuple(s for name in names if not name.isascii() for s in pinyin_of(name))


def sounding(query: str) -> bool:
    """Whether what was typed can be pinyin."""
    return query.isascii() and query.isalnum() and len(query) > 1


def score(entry: Entry, query: str) -> int | None:
    """How well an entry fits: 0 is best, None is not at all. `query` is folded."""
    best: int | None = None
    for place, key in enumerate(entry.keys):
        at = key.find(query)
        if at >= 0:
            points = (EXACT if key == query else FIRST if at == 0 else WITHIN) + (ALIAS if place > 1 else 0)
            best = points if best is None else min(best, points)
    if best is None and sounding(query):
        for place, sound in enumerate(entry.sounds):
            if sound.startswith(query):
                return INITIALS if sound == query and place % 2 else SOUND
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
