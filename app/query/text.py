"""How text is compared in a search: folded, so that width and capitals make no difference, and cut into runs."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

OPEN, CLOSE = "\x1f", "\x1e"
"""Around each run of letters and digits: a word is found at its beginning or whole, never within another one."""
SECTION = "\x1d"
"""Between the sections of a record's text: its names, its other words, their pinyin, the names of its codes."""
LETTERS = "0-9a-zà-öø-ɏͰ-ϿЀ-ԯ"
"""Signs of scripts that set blanks between words, as they are after folding, and digits."""
RUN = re.compile(rf"([{LETTERS}]+)|[^\W_{LETTERS}]+")


UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Signs without width and those that set a direction: they come along with copied text, and are no part of a word."""


@dataclass(frozen=True)
class Run:
    """Neighbouring signs of one kind: letters and digits, or signs that stand without blanks, as Chinese ones do."""

    text: str
    lettered: bool


def fold(text: str) -> str:
    """Full width becomes half width, capitals small (Unicode NFKC and case folding), blanks single, unseen signs go."""
    # What is ASCII is in its normal form.
    normal = text if text.isascii() else unicodedata.normalize("NFKC", UNSEEN.sub("", text))
    return " ".join(normal.casefold().split())


def runs(folded: str) -> list[Run]:
    """The runs of a folded text; blanks, punctuation and signs that no word has stand between them."""
    return [Run(each[0], each[1] is not None) for each in RUN.finditer(folded)]


def marked(folded: str) -> str:
    """A folded text as it is stored and sought: letters and digits framed, one blank for all that stands between runs.

    `MEMS中试` gives the run of letters in its frame and the Chinese signs behind it; `brain-computer` is the same as
    `brain computer`.
    """
    return "".join(_marked(folded))


def _marked(folded: str) -> Iterator[str]:
    end = 0
    for run in RUN.finditer(folded):
        if 0 < end < run.start():
            yield " "
        yield f"{OPEN}{run[0]}{CLOSE}" if run[1] else run[0]
        end = run.end()


@lru_cache(maxsize=1)
def _converter() -> "opencc.OpenCC":
    import opencc

    return opencc.OpenCC("tw2sp")


def simplified(text: str) -> str:
    """Traditional Chinese, also in the words of Taiwan, in the signs and words of the mainland (OpenCC `tw2sp`)."""
    return text if text.isascii() else str(_converter().convert(text))


def key(text: str) -> str:
    """A word without what makes no difference: blanks, hyphens and apostrophes."""
    return "".join(run.text for run in runs(fold(text)))
