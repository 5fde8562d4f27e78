"""How what was typed into the search is read: its words, and all that each of them may stand as in a record's text.

`frontend/src/local/words.ts` reads it in the same way without a server; a test compares both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from app.query.english import ways_to_write
from app.query.sounds import sounding, sounds
from app.query.synonyms import WANT, Synonyms, Thesaurus, thesaurus
from app.query.text import CLOSE, RUN, Run, fold, key, marked, runs, simplified

TAG = "\x1c"
"""Around the code of a facet in a record's text."""
SHORT = 4
"""Terms of up to so many letters are found whole: SIT is no part of SITRI."""
TOGETHER = 6
"""So many neighbouring words are looked up as one term."""
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
PIECE = re.compile(r'"([^"]*)"|([^"]+)')


@dataclass(frozen=True)
class Word:
    """A word of a query. Reading its `text` again gives the same word.

    `forms` are how it was typed, and that simplified; a text that holds one of them says the word itself. `others` are
    what else finds it: synonyms, the code that they name, pinyin. All are as `marked` writes them.
    """

    text: str
    forms: tuple[str, ...]
    others: tuple[str, ...] = ()
    row: Synonyms | None = None
    term: str = ""
    """The term of its row that it is; empty where it is the beginning of one."""
    small: bool = False
    """Whether it is a word of a sentence that says nothing of what is sought."""

    @cached_property
    def every(self) -> tuple[str, ...]:
        """All by which the word is found."""
        return tuple(dict.fromkeys((*self.forms, *self.others)))

    @cached_property
    def wholes(self) -> tuple[str, ...]:
        """The forms of a text that is this word and nothing else."""
        return tuple(dict.fromkeys((marked(self.text), marked(simplified(self.text)))))

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The pinyin among what finds the word."""
        return tuple(form for form in self.others if form.strip()[:1].isupper())

    @cached_property
    def synonyms(self) -> tuple[str, ...]:
        """What means the same, as it stands in texts."""
        spoken = self.spoken
        return tuple(form for form in self.others if form not in spoken and not form.startswith(TAG))


@lru_cache(maxsize=4096)
def read(query: str) -> tuple[Word, ...]:
    """The words of a query; a record matches where each of them is found. In quotation marks stands plain text."""
    folded = fold(query).translate(QUOTES)
    words: dict[str, Word] = {}
    for piece in PIECE.finditer(folded):
        read_words = [_quoted(piece[1])] if piece[1] else list(_unquoted(piece[2] or ""))
        words |= {word.text: word for word in read_words}
    # Small words are left out of a sentence, not where there is nothing else.
    telling = tuple(word for word in words.values() if not word.small)
    # Signs that no text keeps find nothing.
    return telling or tuple(words.values()) or ((Word(folded, (folded,)),) if folded else ())


def quoted(words: Sequence[Word]) -> Word:
    """Several words as one text."""
    return _quoted(" ".join(word.text.strip('"') for word in words))


def apart(query: str) -> str:
    """A query that no record has as it stands, with blanks around the terms that its runs of signs hold.

    `某区脑机接口` is then two words, of which one names something. As few signs as can be are left over.
    """
    folded, known = fold(query), thesaurus()
    if '"' in folded.translate(QUOTES):
        return query
    text = " ".join(RUN.sub(lambda run: run[0] if run[1] else f" {' '.join(_held(run[0], known))} ", folded).split())
    return query if text == folded else text


def tag(facet: str, code: str) -> str:
    """The code of a facet as it stands in the text of the records that have it."""
    return f"{TAG}{facet}={code}{TAG}"


def pairs(form: str) -> tuple[str, ...]:
    """The pairs of neighbouring signs of a form; of a single sign that sign."""
    return tuple(dict.fromkeys(map("".join, pairwise(form)))) or (form,)


def _forms(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((_begun(marked(text)), _begun(marked(simplified(text))))))


def _begun(form: str) -> str:
    """A word of which the end may still be missing."""
    return form.removesuffix(CLOSE)


def _quoted(text: str) -> Word:
    return Word(f'"{text}"', _forms(text) if runs(text) else (text,))


def _unquoted(text: str) -> Iterator[Word]:
    """The words of runs; of several ways the one with the longest term counts."""
    rest = runs(text)
    known = thesaurus()
    while rest:
        n, word = _term(rest, known) or _small(rest, known) or _spelled(rest) or (1, None)
        if word is None:
            yield from _single(rest[0], known)
        else:
            yield word
        rest = rest[n:]


def _term(rest: Sequence[Run], known: Thesaurus) -> tuple[int, Word] | None:
    """The longest term that the next words are, and of how many of them."""
    for n in range(min(TOGETHER, len(rest)), 0, -1):
        those = rest[:n]
        if n > 1 and not all(run.lettered for run in those):
            continue
        if found := _known(known.key_of(those), known):
            return n, _word_of(" ".join(run.text for run in those), *found)
    return None


def _known(key: str, known: Thesaurus) -> tuple[Synonyms, str] | None:
    """The row and the term that a key is, or the row alone that it is the beginning of."""
    if found := known.by_key.get(key) or known.by_key.get(simplified(key)):
        return found
    return (known.begun[key], "") if key in known.begun else None


def _small(rest: Sequence[Run], known: Thesaurus) -> tuple[int, Word] | None:
    """A small word that stands by itself, and that it is one; “an ting” is pinyin, “an AI platform” a sentence."""
    first, following = rest[0], rest[1:]
    if first.text not in known.small:
        return None
    spelled = first.lettered and _spelled(rest) and not (following and _term(following, known))
    return None if spelled else (1, Word(first.text, _forms(first.text), small=True))


def _word_of(text: str, row: Synonyms, term: str) -> Word:
    # A single sign stands in many words that mean something else: 券 in 证券.
    others = [form for each in row.terms if len(each) > 1 for form in _sought(fold(each))]
    if row.target is not None and row.type != WANT:
        others.append(tag(row.type, row.target))
    return Word(text, _sought(text), tuple(others), row, term)


def _sought(text: str) -> tuple[str, ...]:
    """A term as it is sought: a short one of letters whole, every other one from its beginning."""
    short = len(key(text)) <= SHORT
    forms = (marked(text), marked(simplified(text)))
    return tuple(dict.fromkeys(form if short else _begun(form) for form in forms))


def _spelled(rest: Sequence[Run]) -> tuple[int, Word] | None:
    """Pinyin with blanks or apostrophes between its syllables, and of how many words."""
    n = 0
    while n < len(rest) and rest[n].lettered and sounding(rest[n].text):
        n += 1
    joined = "".join(run.text for run in rest[:n])
    spoken = tuple(sound for sound in sounds(joined) if not sound.strip().isupper())
    if n < 2 or not spoken:
        return None
    text = " ".join(run.text for run in rest[:n])
    return n, Word(text, _forms(text), spoken)


def _single(run: Run, known: Thesaurus) -> Iterator[Word]:
    """A run that is no term: pinyin where it can be, and Chinese signs apart where they are nothing but terms.

    A run of small words alone stays whole, and small: “我有一个” before a term that is written apart.
    """
    terms = None if run.lettered else _cover(simplified(run.text), known)
    if terms and any(term in known.by_key for term in terms):
        for term in terms:
            found = known.by_key.get(term)
            yield _word_of(term, *found) if found else Word(term, _forms(term), small=True)
    elif terms:
        yield Word(run.text, _forms(run.text), small=True)
    else:
        forms = dict.fromkeys(form for way in (run.text, *_written(run)) for form in _forms(way))
        yield Word(run.text, tuple(forms), sounds(run.text) if run.lettered else ())


def _written(run: Run) -> tuple[str, ...]:
    """The other ways to write a word of letters."""
    return ways_to_write(run.text) if run.lettered else ()


def _cover(text: str, known: Thesaurus) -> list[str] | None:
    """The terms and small words that make up a text, the longest first; None where there is a rest."""
    # From the end of the text: what follows each place is read already.
    covers: dict[int, list[str]] = {len(text): []}
    for begin in range(len(text) - 1, -1, -1):
        for end in range(min(len(text), begin + known.longest), begin, -1):
            piece = text[begin:end]
            if end in covers and (piece in known.by_key or piece in known.small):
                covers[begin] = [piece, *covers[end]]
                break
    return covers.get(0)


def _held(text: str, known: Thesaurus) -> list[str]:
    """A text cut at the terms in it, those chosen that leave the fewest signs over."""
    simple = simplified(text)
    if len(simple) != len(text):
        return [text]
    # From the end of the text, as in `_cover`: how many signs are left over from each place on, and the terms.
    best: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {len(text): (0, ())}
    for begin in range(len(text) - 1, -1, -1):
        left, terms = best[begin + 1]
        best[begin] = left + 1, terms
        for end in range(begin + 2, min(len(text), begin + known.longest) + 1):
            left, terms = best[end]
            if simple[begin:end] in known.by_key and (left, len(terms)) < (best[begin][0], len(best[begin][1])):
                best[begin] = left, ((begin, end), *terms)
    cuts = sorted({0, len(text), *(cut for term in best[0][1] for cut in term)})
    return [text[begin:end] for begin, end in pairwise(cuts)]
