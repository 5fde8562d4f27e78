"""One fault in what was typed is forgiven: the word of the vocabulary or of a name that is nearly it, or sounds so."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from app.query.sounds import LINE
from app.query.synonyms import thesaurus
from app.query.text import fold, runs
from app.query.words import TOGETHER, Word
from app.search.pinyin import sounds_of

SHORTEST = {False: 3, True: 5}
"""From so many signs on a word may have a fault; `True`: of letters. Of shorter ones nearly all are one fault apart."""
SOUNDING = 2
"""From so many Chinese signs on a word may be one that sounds the same."""


class Corrections:
    """The words that are known: those of the vocabulary and the synonyms, then those of the records' names."""

    def __init__(self, terms: Iterable[str], names: Iterable[str]) -> None:
        self._terms = tuple(dict.fromkeys(fold(term) for term in terms if term))
        self._names = tuple(dict.fromkeys(fold(name) for name in names if name))
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
        if len(text) < SHORTEST[lettered] + 1:
            return None
        cutoff = 100 * (1 - 1 / len(text)) - 0.01
        near = process.extractOne(text, self._names, scorer=fuzz.partial_ratio, score_cutoff=cutoff)
        if near is None:
            return None
        found = fuzz.partial_ratio_alignment(text, near[0])
        part = near[0][found.dest_start : found.dest_end].strip() if found else ""
        # A part that goes over a blank or a bracket is no word.
        whole = len(runs(part)) == 1 and OSA.distance(text, part) <= 1
        return part if whole and part != text else None


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
