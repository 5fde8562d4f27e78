"""Measures and terms of the glossary that hold what was typed: no record may, and the lists explain it all the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.lists.glossary import GlossaryTerm, glossary
from app.lists.read import PolicyRow
from app.query.sounds import LINE
from app.query.text import fold, marked
from app.query.words import Word
from app.search.pinyin import sounds_of
from frontend.language import choose


@dataclass(frozen=True)
class Explained:
    """A measure or a term. `named`: its names as they are sought, `text`: all that it says, `plain`: as written."""

    group: Literal["policy", "glossary"]
    code: str
    name_zh: str
    name_en: str
    named: str
    text: str
    plain: str

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)

    def holds(self, words: Iterable[Word]) -> bool:
        """Whether each of the words stands in it."""
        return all(self._says(word, self.text) for word in words)

    def named_by(self, words: Iterable[Word]) -> bool:
        """Whether each of the words stands in its names."""
        return all(self._says(word, self.named) for word in words)

    def _says(self, word: Word, text: str) -> bool:
        """Whether a text has a word or what means the same, or a name begins with it as it is spoken."""
        begun = (LINE + sound.removeprefix(LINE) for sound in word.spoken)
        return any(form in text for form in (*word.forms, *word.synonyms)) or any(each in self.named for each in begun)


def of_measure(measure: PolicyRow) -> Explained:
    """A measure by its names, its quoted wording, its amount, whom it is for and the number of its document."""
    names = (measure.name_zh, measure.name_en)
    more = (measure.wording_zh, measure.amount_text_zh, measure.for_zh, measure.for_en, measure.source_number)
    return _explained("policy", measure.code, names, (), more)


def of_term(term: GlossaryTerm) -> Explained:
    """A term by its names, aliases and definitions."""
    names = (term.term_zh, term.term_en)
    return _explained("glossary", term.code, names, term.aliases, (term.definition_zh, term.definition_en))


def all_explained(measures: Iterable[PolicyRow]) -> list[Explained]:
    """The measures, which are no aims, in the order of their list, then all terms of the glossary."""
    return [*(of_measure(each) for each in measures if not each.target), *map(of_term, glossary().values())]


def holding(explained: Iterable[Explained], words: Sequence[Word]) -> list[Explained]:
    """Those that hold all words, those first that are named by them; none for no words."""
    held = [each for each in explained if each.holds(words)] if words else []
    return sorted(held, key=lambda each: not each.named_by(words))


def _explained(
    group: Literal["policy", "glossary"],
    code: str,
    names: tuple[str, str],
    also: tuple[str, ...],
    more: tuple[str | None, ...],
) -> Explained:
    named = _sought(*names, *also) + sounds_of(names[0], *also)
    plain = LINE.join(text for text in (*names, *also, *more) if text)
    return Explained(group, code, *names, named, named + _sought(*more), plain)


def _sought(*texts: str | None) -> str:
    """Texts as they are sought, one a line."""
    return LINE.join(["", *(marked(fold(text)) for text in texts if text), ""])
