"""The pinyin of names, as `app/query/sounds.py` says that it is stored: `ZhangJiang` and `ZJ`."""

import os
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from types import ModuleType
from typing import Any, cast

import msgspec

from app.query.sounds import LINE
from app.query.text import fold, runs

# Readings that the dictionary gets wrong or leaves open in names of Shanghai.
CORRECTED = {
    **{"长宁": [["cháng"], ["níng"]], "长征": [["cháng"], ["zhēng"]], "莘庄": [["xīn"], ["zhuāng"]]},
    **{"闵行": [["mǐn"], ["háng"]], "长三角": [["cháng"], ["sān"], ["jiǎo"]]},
    **{"长风": [["cháng"], ["fēng"]], "长桥": [["cháng"], ["qiáo"]]},
    # Towns that grew around trading houses: Chenhang Reservoir, Zhuanghang Town, Liuhang Station.
    **{"陈行": [["chén"], ["háng"]], "庄行": [["zhuāng"], ["háng"]], "刘行": [["liú"], ["háng"]]},
}


def sounds_of(*names: str | None) -> str:
    """Lines with the pinyin and the initials of all runs of Chinese signs in these names, each line once.

    Names with a number in them differ in it alone: a run is read once.
    """
    return "".join(dict.fromkeys(line for name in names if name for line in _lines(name)))


@lru_cache(maxsize=2000)
def _lines(name: str) -> tuple[str, ...]:
    """The lines of one name; an operator has many records."""
    if name.isascii():
        return ()
    return tuple(line for run in runs(fold(name)) if not run.lettered for line in _spoken(run.text))


@lru_cache(maxsize=2000)
def _spoken(text: str) -> tuple[str, ...]:
    syllables = [str(part) for part in _reader().lazy_pinyin(text, v_to_u=False, errors="ignore")]
    if not syllables:
        return ()
    whole = "".join(syllable.capitalize() for syllable in syllables)
    return LINE + whole, LINE + "".join(syllable[0].upper() for syllable in syllables)


class Reading(list[list[str]]):
    """The syllables of a phrase, each as a list of what it may be."""

    __slots__ = ()


class Beginnings:
    """With what a phrase of the library may begin: looked up among its phrases in their order, instead of kept."""

    def __init__(self) -> None:
        self._phrases: list[str] = []

    def train(self, phrases: Iterable[str]) -> None:
        """Take the phrases; the library calls it with all of them."""
        self._phrases = sorted(phrases)

    def __contains__(self, text: str) -> bool:
        at = bisect_left(self._phrases, text)
        return at < len(self._phrases) and self._phrases[at].startswith(text)


@lru_cache(maxsize=1)
def _reader() -> ModuleType:
    """The dictionary, which takes a second to read: only when something is read from it, and once.

    Read by the library itself, each of its 47,000 phrases has syllables of its own, and all stand there twice, with
    the beginnings of each.
    """
    os.environ.update(PYPINYIN_NO_PHRASES="1", PYPINYIN_NO_DICT_COPY="1")
    import pypinyin
    from pypinyin.seg import mmseg

    known: dict[str, list[str]] = {}
    mmseg.seg = mmseg.Seg(cast("mmseg.PrefixSet", Beginnings()), no_non_phrases=True)

    def shared(_: type, syllables: Any) -> Reading:
        return Reading([known.setdefault("|".join(syllable), syllable) for syllable in syllables])

    listed = (files("pypinyin") / "phrases_dict.json").read_bytes()
    phrases = msgspec.json.decode(listed, type=dict[str, Reading], dec_hook=shared)
    pypinyin.load_phrases_dict({**phrases, **CORRECTED})
    return pypinyin


def lines_of(parts: Iterable[str]) -> list[str]:
    """The lines of a text of `sounds_of`."""
    return [line for part in parts for line in part.split(LINE) if line]
