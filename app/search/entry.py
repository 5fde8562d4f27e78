"""Something that can be suggested, and how well it fits what was typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.query.sounds import LINE
from app.query.synonyms import Synonyms
from app.query.text import fold, marked
from app.query.words import Word, quoted
from app.search.joined import Joined
from app.search.pinyin import sounds_of
from frontend.language import choose

EXACT, NAMED, FIRST, WITHIN = 0, 1, 2, 3
"""Points, the best first: all of a name, an alias that is as good, the beginning of a name, a part of it."""
ALIAS = 2
"""What is added where the beginning or a part fits of a name that is neither the Chinese nor the English one."""
NARROWER, INITIALS, SOUND, SOUND_WITHIN, SYNONYM = 6, 7, 8, 9, 10
"""Then: a word that means less; all of the pinyin or its initials, its beginning, a part; what means the same."""
GROUPS = (
    "domain",
    "kind",
    "stage",
    "platform",
    "operator",
    "service",
    "zone",
    "district",
    "place",
    "policy",
    "glossary",
)
LAST = ("policy", "glossary")
"""Groups that explain and lead away from the list stand below all others, however well they fit."""
AT_MOST = 8
PER_GROUP = 4


@dataclass(frozen=True)
class Entry:
    """Something that can be suggested. `keys` are its names as they are sought, `spoken` those that have a pinyin."""

    group: str
    value: str
    name_zh: str
    name_en: str
    keys: tuple[str, ...]
    spoken: tuple[str, ...]
    kind: str | None = None
    district: str | None = None
    zone: str | None = None
    near: tuple[float, float] | None = None

    @cached_property
    def text(self) -> str:
        """All names as one text: most entries have nothing of what is sought, and one look says so."""
        return LINE.join(self.keys)

    @cached_property
    def sounds(self) -> str:
        """Lines of the pinyin of its names: read when it is asked for, which no typed Chinese sign does."""
        return sounds_of(*self.spoken)

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


def entry_of(group: str, value: str, zh: str, en: str, also: tuple[str, ...] = (), **more: Any) -> Entry:
    """An entry with the texts by which it is found."""
    return Entry(group, value, zh, en, keys_of(zh, en, *also), (zh, *also), **more)


def keys_of(*names: str) -> tuple[str, ...]:
    """The names as they are sought."""
    return tuple(dict.fromkeys(marked(fold(name)) for name in names if name))


def score(entry: Entry, word: Word) -> int | None:
    """How well an entry fits a word: 0 is best, None is not at all."""
    text = entry.text
    points = [] if word.row is None else _named(entry, word.row, word)
    if any(form in text for form in word.forms):
        points += _written(entry.keys, word)
    if not points and word.spoken and entry.sounds:
        points = _spoken(entry.sounds, word.spoken)
    if points:
        return min(points)
    return SYNONYM if any(form in text for form in word.synonyms) else None


def _named(entry: Entry, row: Synonyms, word: Word) -> list[int]:
    """Points where the word is a synonym of the entry's code."""
    if row.target is None or (row.type, row.target) != (entry.group, entry.value):
        return []
    return [NAMED if row.names(word.term) else NARROWER]


def _written(keys: Sequence[str], word: Word) -> list[int]:
    """Points of each name that holds the word."""
    points: list[int] = []
    for place, key in enumerate(keys):
        at = [key.find(form) for form in word.forms]
        if key in word.wholes:
            points.append(NAMED if place > 1 else EXACT)
        elif max(at) >= 0:
            points.append((FIRST if 0 in at else WITHIN) + (ALIAS if place > 1 else 0))
    return points


def _spoken(sounds: str, spoken: Sequence[str]) -> list[int]:
    """Points of each sound that a name has."""
    points: list[int] = []
    for sound in spoken:
        bare = sound.removeprefix(LINE)
        if f"{LINE}{bare}{LINE}" in sounds + LINE:
            points.append(INITIALS)
        elif LINE + bare in sounds:
            points.append(SOUND)
        elif sound in sounds:
            points.append(SOUND_WITHIN)
    return points


class Entries:
    """Entries that stay: all their texts as one, so that a word is looked for in all of them at once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.all = tuple(entries)
        self._texts = Joined(entry.text for entry in self.all)
        self._sounds = Joined(entry.sounds for entry in self.all)
        self._coded = {(entry.group, entry.value): at for at, entry in enumerate(self.all)}

    def holding(self, words: Sequence[Word]) -> list[Entry]:
        """Those that can fit any of the words, in their order; every entry of which `score` says something is one."""
        found: set[int] = set()
        for word in sought(words):
            for form in (*word.forms, *word.synonyms):
                found |= self._texts.holding(form)
            for sound in word.spoken:
                found |= self._sounds.holding(sound.removeprefix(LINE))
            if word.row and word.row.target is not None:
                found |= {at for at in (self._coded.get((word.row.type, word.row.target)),) if at is not None}
        return [self.all[at] for at in sorted(found)]


def best(entries: Iterable[Entry], words: Sequence[Word]) -> list[Entry]:
    """At most 8 entries, at most 4 of a group while others have some, groups in their order.

    Several words are one name, or each of them has its own.
    """
    tried = sought(words)
    ranked = [(points, len(e.name_zh), i, e) for i, e in enumerate(entries) if (points := _best(e, tried)) is not None]
    fitting = sorted(ranked, key=lambda each: each[:3])
    shortlist: list[Entry] = []
    for group in GROUPS:
        shortlist += [e for _, _, _, e in fitting if e.group == group][:PER_GROUP]
    ranks = {id(e): p for p, _, _, e in fitting}
    top = sorted(shortlist, key=lambda e: (ranks[id(e)], GROUPS.index(e.group)))[:AT_MOST]
    return arranged(top, ranks)


def sought(words: Sequence[Word]) -> Sequence[Word]:
    """What is looked for: of several words, all as one name and each that says something."""
    return (quoted(words), *alone(words)) if len(words) > 1 else words


def alone(words: Sequence[Word]) -> list[Word]:
    """Those of several words that say something by themselves: a single sign stands in very many names."""
    return [word for word in words if len(word.text) > 1]


def arranged(entries: Sequence[Entry], points: dict[int, int]) -> list[Entry]:
    """Entries by groups, the group with the best one first, what explains at last; `points` are by `id()`."""
    order = {group: min((points[id(e)] for e in entries if e.group == group), default=99) for group in GROUPS}
    groups = sorted(GROUPS, key=lambda group: (group in LAST, order[group], GROUPS.index(group)))
    return [e for group in groups for e in entries if e.group == group]


def _best(entry: Entry, tried: Sequence[Word]) -> int | None:
    return min((points for word in tried if (points := score(entry, word)) is not None), default=None)
