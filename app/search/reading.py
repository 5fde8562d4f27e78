"""Words of a search that name a code of the vocabulary: each of them can be a filter that one sees and takes back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.read import counts
from app.query.sounds import LINE
from app.query.synonyms import TYPES, WANT
from app.query.text import key, simplified
from app.query.words import Word
from app.search.entry import Entry
from app.store.reader import Reader
from app.vocabulary import Vocabulary

PRIORITY = ("zone", "district", "domain", "kind", "stage", "service")
"""Where two vocabularies have a name, the first of them has it."""
Names = Mapping[str, tuple[str, str]]
"""For the key of each name the facet and the code that it names."""


@dataclass(frozen=True)
class Recognised:
    """A word, and the value of a facet that it names; or a want of the match, which filters nothing."""

    text: str
    facet: str
    value: str


@dataclass(frozen=True)
class Reading:
    """The words of a search that are filters, and the others as they were typed."""

    recognised: tuple[Recognised, ...] = ()
    rest: str = ""
    loose: bool = False
    """Whether one of the filters is a word that names its code beside others alone."""

    def applied(self, filter: Filter) -> Filter:
        """The filter with what was recognised, in the place of what stood there of the same facet.

        Whoever searched for one domain and then for another wants the other one.
        """
        for each in self.filters:
            same = [other.value for other in self.filters if other.facet == each.facet]
            filter = filter.replace(**{each.facet: tuple(dict.fromkeys(same))})
        return filter.replace(q=self.rest)

    @property
    def filters(self) -> tuple[Recognised, ...]:
        """The words that filter."""
        return tuple(each for each in self.recognised if each.facet != WANT)

    @property
    def wants(self) -> tuple[str, ...]:
        """The wants of the match that words name."""
        return tuple(dict.fromkeys(each.value for each in self.recognised if each.facet == WANT))


NOTHING_READ = Reading()


def names_of(entries: Iterable[Entry]) -> Names:
    """The names of the vocabularies, and the pinyin of the whole of each."""
    names: dict[str, tuple[str, str]] = {}
    coded = [entry for entry in entries if entry.group in PRIORITY]
    for entry in sorted(coded, key=lambda entry: PRIORITY.index(entry.group)):
        for text in (*entry.keys[:2], *_whole_pinyin(entry)):
            names.setdefault(key(text), (entry.group, entry.value))
    return names


def _whole_pinyin(entry: Entry) -> list[str]:
    """The pinyin of the Chinese name, where it is one run of signs."""
    lines = [line for line in entry.sounds.split(LINE) if line and not line.isupper()]
    return lines[:1] if entry.name_zh.isalpha() else []


def recognise(words: Sequence[Word], names: Names, vocabulary: Vocabulary, locked: Iterable[str] = ()) -> Reading:
    """Which words name a code; those whose filter is `locked` stay words.

    A word that names one beside others alone counts where another word names something.
    """
    fixed, recognised, rest = set(locked), [], []
    codes = [_code_of(word, names, vocabulary) for word in words]
    codes = [named if named and named[0] not in fixed else None for named in codes]
    told = any(named and _tells(word) for word, named in zip(words, codes, strict=True))
    for word, named in zip(words, codes, strict=True):
        if named and told:
            recognised.append(Recognised(word.text, *named))
        else:
            rest.append(word.text)
    loose = any(
        told and named and named[0] != WANT and not _tells(word) for word, named in zip(words, codes, strict=True)
    )
    return Reading(tuple(recognised), " ".join(rest), loose)


def _tells(word: Word) -> bool:
    """Whether a word that names a code does so by itself."""
    return word.row is None or word.row.target is None or word.row.names_alone(word.term)


def _code_of(word: Word, names: Names, vocabulary: Vocabulary) -> tuple[str, str] | None:
    if word.text.startswith('"'):
        return None
    if named := names.get(key(word.text)) or names.get(key(simplified(word.text))):
        return named
    row = word.row
    if row is None or row.target is None or not row.names(word.term) or row.type not in (*TYPES, WANT):
        return None
    if row.type == WANT:
        return WANT, row.target
    return (row.type, row.target) if row.target in FACETS[row.type].terms(vocabulary) else None


async def opened(db: Reader, filter: Filter, vocabulary: Vocabulary) -> tuple[Filter, int]:
    """The filter of the list that is opened, and how many it has: of every kind, where the shown kinds have none.

    Raises DatabaseAwayError.
    """
    n, _ = await counts(db, filter)
    every = filter.replace(kind=tuple(vocabulary.kinds))
    if n or filter == every:
        return filter, n
    more, _ = await counts(db, every)
    return (every, more) if more else (filter, 0)
