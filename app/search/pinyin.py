"""The pinyin of vocabulary words, and the text of a record that a search looks into."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import ModuleType

from app.query.text import fold

# Readings that the dictionary gets wrong or leaves open in names of Shanghai.
CORRECTED = {"长宁": [["cháng"], ["níng"]], "长征": [["cháng"], ["zhēng"]], "莘庄": [["xīn"], ["zhuāng"]]}


PLAIN = re.compile(r"(?:^|(?<=[一-鿿]))[\x00-\x7f]+(?:$|(?=[一-鿿]))")
"""Signs that have no pinyin, between Chinese ones: they are one syllable, whatever stands around them."""


def pinyin_of(text: str) -> tuple[str, str]:
    """Pinyin without tones and without blanks, and the initials: 长宁区 gives `changningqu` and `cnq`."""
    syllables = [fold(syllable) for syllable in _syllables(text)]
    return "".join(syllables).replace(" ", ""), "".join(s[0] for s in syllables if s and s[0].isalnum())


def _syllables(text: str) -> Iterator[str]:
    """The syllables; names with a number in them differ in it alone, so the rest is looked up once."""
    at = 0
    for plain in PLAIN.finditer(text):
        yield from _pinyin(text[at : plain.start()])
        yield plain[0]
        at = plain.end()
    yield from _pinyin(text[at:])


@lru_cache(maxsize=20_000)
def _pinyin(text: str) -> list[str]:
    return [str(part) for part in _reader().lazy_pinyin(text, v_to_u=False)]


@lru_cache(maxsize=1)
def _reader() -> ModuleType:
    """The dictionary, which takes a second to read: only when something is read from it, and once."""
    import pypinyin

    pypinyin.load_phrases_dict(CORRECTED)
    return pypinyin


def with_pinyin(names: Iterable[str]) -> list[str]:
    """The names and, for those with Chinese signs, their pinyin and initials."""
    forms: list[str] = []
    for name in names:
        forms.append(name)
        if not name.isascii():
            forms.extend(pinyin_of(name))
    return forms


def document(parts: Iterable[str | None]) -> str:
    """The text that a query is sought in: folded parts, one a line, so that no match runs over two."""
    return "\n".join(dict.fromkeys(fold(part) for part in parts if part))
