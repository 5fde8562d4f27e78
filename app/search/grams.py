"""Which of very many names hold a text: a set of entries for every pair of neighbouring signs.

Where a name or a run of letters and digits begins, the first two signs have a set together: whoever types a number has
all names with numbers among the candidates otherwise.

The entries are numbered from the best to the least, so that the first ones of a set are those to show. A text longer
than two signs may also hold where its pairs stand apart: `Lines` has the names themselves to look at.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from app.query.text import OPEN

BEGIN, END = "\x02", "\x03"
"""Around each name, so that its first and last sign have pairs of their own, too."""
SIGN_BITS = 21
"""Unicode has less than 2²¹ signs: two or three of them are one number, three a larger one than two."""
BEGINNINGS = (ord(BEGIN), ord(OPEN))
"""What follows one of these is a beginning: three signs have a set there."""
AT_A_TIME = 50_000
"""So many entries are read into numpy's arrays together."""
TRIED, AT_ONCE = 3_000, 100
"""So many entries are looked at, which takes some milliseconds, and so many at once; of those after them none is
found."""
NOTHING = BitMap()


class Grams:
    """The pairs of signs of all names, and what they begin with."""

    def __init__(self) -> None:
        self._sets: dict[int, BitMap] = {}
        self._by_first: dict[int, list[int]] = {}
        self._n = 0

    def __len__(self) -> int:
        return self._n

    def add(self, names: Sequence[str]) -> None:
        """Add entries, each with the text of its names as `framed` writes them; they take the next numbers."""
        for first in range(0, len(names), AT_A_TIME):
            self._add(names[first : first + AT_A_TIME])

    def finish(self) -> Self:
        """Give back what the sets hold too much; nothing is added any more."""
        for entries in self._sets.values():
            entries.run_optimize()
            entries.shrink_to_fit()
        return self

    def _add(self, names: Sequence[str]) -> None:
        lengths = np.fromiter(map(len, names), np.int64, len(names))
        signs = np.frombuffer("".join(names).encode("utf-32-le"), np.uint32).astype(np.int64)
        entries = np.repeat(np.arange(self._n, self._n + len(names), dtype=np.uint32), lengths)
        self._n += len(names)
        # A pair of one entry's last sign and the next one's first begins with the end of a name: it is no pair.
        real = np.flatnonzero(signs[:-1] != ord(END))
        pairs = (signs[real] << SIGN_BITS) | signs[real + 1]
        self._add_sets(pairs, entries[real])
        # Behind a beginning comes no end of a name but that of an empty one, of which the third sign says nothing.
        begun = np.flatnonzero(np.isin(signs[:-2], BEGINNINGS))
        self._add_sets(
            (signs[begun] << 2 * SIGN_BITS) | (signs[begun + 1] << SIGN_BITS) | signs[begun + 2], entries[begun]
        )

    def _add_sets(self, keys: NDArray[np.int64], entries: NDArray[np.uint32]) -> None:
        """Add to the set of each key the entry beside it."""
        order = np.argsort(keys, kind="stable")
        keys, entries = keys[order], entries[order]
        starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.empty(0, np.intp)
        for key, those in zip(keys[starts].tolist(), np.split(entries, starts[1:]), strict=False):
            self._union(key, BitMap(array("I", those.tobytes())))

    def _union(self, key: int, entries: BitMap) -> None:
        if key in self._sets:
            self._sets[key] |= entries
        else:
            self._sets[key] = entries
            if not key >> 2 * SIGN_BITS:
                self._by_first.setdefault(key >> SIGN_BITS, []).append(key)

    def holding(self, text: str) -> BitMap:
        """The entries that can hold the text; `BEGIN` and `END` stand for the ends of a name.

        Of a text of one or two signs these hold it, of a longer one they hold its pairs and begin as it does.
        """
        signs = [ord(sign) for sign in text]
        if len(signs) == 1:
            return BitMap.union(NOTHING, *(self._sets[pair] for pair in self._by_first.get(signs[0], ())))
        keys = [first << SIGN_BITS | second for first, second in pairwise(signs)]
        keys += [
            first << 2 * SIGN_BITS | second << SIGN_BITS | third
            for first, second, third in zip(signs, signs[1:], signs[2:], strict=False)
            if first in BEGINNINGS
        ]
        sets = sorted((self._sets.get(key, NOTHING) for key in dict.fromkeys(keys)), key=len)
        return BitMap.intersection(*sets) if sets else NOTHING

    @property
    def size(self) -> int:
        """The bytes that the sets take."""
        return sum(len(entries.serialize()) for entries in self._sets.values())


class Lines:
    """The texts of all entries, one after another in UTF-8: of a million names they take some 70 MB."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("Q", [0])

    def add(self, texts: Iterable[str]) -> None:
        """Add the texts of the next entries."""
        for text in texts:
            self._text += text.encode()
            self._ends.append(len(self._text))

    def first(self, candidates: BitMap, forms: Sequence[str], most: int) -> list[int]:
        """The first of these entries whose text has one of the forms, at most so many."""
        find, ends = self._text.find, self._ends
        sought, entries, found = [form.encode() for form in forms], islice(candidates, TRIED), list[int]()
        while len(found) < most and (some := list(islice(entries, AT_ONCE))):
            # One loop that does nothing but look: thousands of entries are tried where few hold the text.
            having = {entry for form in sought for entry in some if find(form, ends[entry], ends[entry + 1]) >= 0}
            found += sorted(having)
        return found[:most]

    @property
    def size(self) -> int:
        """The bytes that they take."""
        return len(self._text) + len(self._ends) * self._ends.itemsize


def framed(names: Iterable[str]) -> str:
    """Names as `Grams.add` takes them."""
    return "".join(f"{BEGIN}{name}{END}" for name in names)
