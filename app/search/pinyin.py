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
    pieces = list(_pieces(text))
    return "".join(whole for whole, _ in pieces), "".join(initials for _, initials in pieces)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Pinyin and initials piece by piece: names with a number in them differ in it alone, the rest is read once."""
    at = 0
    for plain in PLAIN.finditer(text):
        yield _piece(text[at : plain.start()])
        yield _written([plain[0]])
        at = plain.end()
    yield _piece(text[at:])


@lru_cache(maxsize=20_000)
def _piece(text: str) -> tuple[str, str]:
    return _written([str(part) for part in _reader().lazy_pinyin(text, v_to_u=False)])


def _written(syllables: list[str]) -> tuple[str, str]:
    folded = [fold(syllable) for syllable in syllables]
    return "".join(folded).replace(" ", ""), "".join(s[0] for s in folded if s and s[0].isalnum())


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
