"""One fault in what was typed is forgiven: the word of the vocabulary or of a name that is nearly it, or sounds so."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.query.sounds import LINE
from app.query.synonyms import thesaurus
from app.query.text import fold, runs
from app.query.words import TOGETHER, Word
from app.search.joined import Joined
from app.search.pinyin import sounds_of

SHORTEST = {False: 3, True: 5}
"""From so many signs on a word may have a fault; `True`: of letters. Of shorter ones nearly all are one fault apart."""
SOUNDING = 2
"""From so many Chinese signs on a word may be one that sounds the same."""


class Corrections:
    """The words that are known: those of the vocabulary and the synonyms, then those of the records' names."""

    def __init__(self, terms: Iterable[str], names: Iterable[str]) -> None:
        self._terms = tuple(dict.fromkeys(fold(term) for term in terms if term))
        self._in_names = {lettered: _Parts(each) for lettered, each in _parted(names).items()}
        self._phrases = tuple(term for term in self._terms if " " in term)
        lettered = (run.text for term in self._terms for run in runs(term) if run.lettered)
        self._words = tuple(dict.fromkeys(text for text in lettered if len(text) >= SHORTEST[True]))
        """The words of the terms, of which one alone may be typed: `voucher` of “innovation voucher”."""
        self._known = frozenset((*self._terms, *self._words))
        self._by_sound: dict[str, str] = {}
        for term in self._terms:
            if spoken := _spoken(term):
                self._by_sound.setdefault(spoken, term)

    def knows(self, word: Word) -> bool:
        """Whether a word stands in the vocabulary, though no record may hold it."""
        return word.row is not None or word.text in self._known

    def of(self, word: Word) -> str | None:
        """What was meant instead of a word; None where nothing is near enough, and for a word that is known."""
        text = word.text
        if self.knows(word):
            return None
        parts = runs(text)
        if len(parts) != 1 or text.startswith('"'):
            return None
        lettered = parts[0].lettered
        same = None if lettered else self._by_sound.get(_spoken(text) or "")
        if same and same != text:
            return same
        if len(text) < SHORTEST[lettered]:
            return None
        near = process.extractOne(text, self._terms, scorer=OSA.distance, score_cutoff=1)
        near = near or (
            process.extractOne(text, self._words, scorer=OSA.distance, score_cutoff=1) if lettered else None
        )
        return near[0] if near and near[0] != text else self._of_names(text, lettered=lettered)

    def of_phrase(self, words: Sequence[str]) -> str | None:
        """The term of several words of letters that has one fault in these."""
        text = " ".join(words)
        if len(text) < SHORTEST[True] or not all(run.lettered for run in runs(text)) or '"' in text:
            return None
        near = process.extractOne(text, self._phrases, scorer=OSA.distance, score_cutoff=1)
        return near[0] if near else None

    def _of_names(self, text: str, *, lettered: bool) -> str | None:
        """The part of a name that has one other sign."""
        return self._in_names[lettered].nearly(text) if len(text) > SHORTEST[lettered] else None


class _Parts:
    """The runs of signs of one kind that names have: what has a fault is a part of one of these."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._parts = tuple(parts)
        self._joined = Joined(self._parts)

    def nearly(self, text: str) -> str | None:
        """The first part that is this text but for one fault.

        The fault leaves one half of the text whole, beside which its part stands, or turns the two signs in the middle.
        """
        half = len(text) // 2
        turned = text[: half - 1] + text[half] + text[half - 1] + text[half + 1 :]
        for at in sorted(set[int]().union(*map(self._joined.holding, (text[:half], text[half:], turned)))):
            run = self._parts[at]
            if turned in run:
                return turned
            for part in (*_beginning(run, text[:half], len(text)), *_ending(run, text[half:], len(text))):
                if OSA.distance(text, part, score_cutoff=1) == 1:
                    return part
        return None


def _beginning(run: str, half: str, length: int) -> Iterator[str]:
    """The parts of a run that begin with this half and have about this length."""
    for found in re.finditer(re.escape(half), run):
        yield from (run[found.start() : found.start() + about] for about in (length, length - 1, length + 1))


def _ending(run: str, half: str, length: int) -> Iterator[str]:
    """The parts of a run that end with this half and have about this length."""
    for found in re.finditer(re.escape(half), run):
        yield from (run[max(found.end() - about, 0) : found.end()] for about in (length, length - 1, length + 1))


def _parted(names: Iterable[str]) -> dict[bool, Iterable[str]]:
    """The runs of all names, each once: of letters (`True`), and of other signs. Nobody means a number that is near."""
    parted: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for name in names:
        for run in runs(fold(name)):
            if not run.text.isdecimal():
                parted[run.lettered][run.text] = None
    return {**parted}


def corrections_of(entries: Iterable[str], names: Iterable[str]) -> Corrections:
    """Those of the names of what can be suggested, of the synonyms, and of the records' names."""
    return Corrections([*entries, *(term for row in thesaurus().rows for term in row.terms)], names)


def corrected(words: Sequence[Word], wrong: Iterable[Word], corrections: Corrections) -> str | None:
    """The query with each of the wrong words put right; None where one of them cannot be, or none is wrong."""
    faulty = {word.text for word in wrong if not corrections.knows(word)}
    if not faulty:
        return None
    rest, instead = [word.text for word in words], list[str]()
    known = {word.text: word for word in words}
    while faulty and rest:
        n, text = _phrase(rest, faulty, corrections) or (1, rest[0])
        right = text if n > 1 or text not in faulty else corrections.of(known[text])
        if right is None:
            return None
        instead.append(right)
        rest = rest[n:]
    return " ".join(instead) or None


def _phrase(rest: Sequence[str], faulty: set[str], corrections: Corrections) -> tuple[int, str] | None:
    """The longest term that the next words are but for one fault, and of how many words."""
    for n in range(min(TOGETHER, len(rest)), 1, -1):
        if faulty & {*rest[:n]} and (term := corrections.of_phrase(rest[:n])):
            return n, term
    return None


def _spoken(text: str) -> str | None:
    """The pinyin of a text that is nothing but Chinese signs."""
    parts = runs(text)
    if len(parts) != 1 or parts[0].lettered or len(text) < SOUNDING:
        return None
    lines = [line for line in sounds_of(text).split(LINE) if line]
    return lines[0] if lines else None
