"""Which of very many names hold a text: a set of entries for every pair of neighbouring signs.

The entries are numbered from the best to the least, so that the first ones of a set are those to show. A text longer
than two signs may also hold where its pairs stand apart: `Lines` has the names themselves to look at.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import Self

import numpy as np
from pyroaring import BitMap

BEGIN, END = "\x02", "\x03"
"""Around each name, so that its first and last sign have pairs of their own, too."""
SIGN_BITS = 21
"""Unicode has less than 2²¹ signs: two of them are one number."""
AT_A_TIME = 50_000
"""So many entries are read into numpy's arrays together."""
TRIED, AT_ONCE = 3_000, 100
"""So many entries are looked at, which takes a millisecond, and so many at once; of those after them none is found."""
NOTHING = BitMap()


class Grams:
    """The pairs of signs of all names."""

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
        order = np.argsort(pairs, kind="stable")
        pairs, entries = pairs[order], entries[real][order]
        starts = (
            np.flatnonzero(np.concatenate([[True], pairs[1:] != pairs[:-1]])) if len(pairs) else np.empty(0, np.intp)
        )
        for pair, those in zip(pairs[starts].tolist(), np.split(entries, starts[1:]), strict=False):
            self._union(pair, BitMap(array("I", those.tobytes())))

    def _union(self, pair: int, entries: BitMap) -> None:
        if pair in self._sets:
            self._sets[pair] |= entries
        else:
            self._sets[pair] = entries
            self._by_first.setdefault(pair >> SIGN_BITS, []).append(pair)

    def holding(self, text: str) -> BitMap:
        """The entries that can hold the text; `BEGIN` and `END` stand for the ends of a name.

        Of a text of one or two signs these hold it, of a longer one they hold its pairs.
        """
        signs = [ord(sign) for sign in text]
        if len(signs) == 1:
            return BitMap.union(NOTHING, *(self._sets[pair] for pair in self._by_first.get(signs[0], ())))
        pairs = dict.fromkeys(first << SIGN_BITS | second for first, second in pairwise(signs))
        sets = sorted((self._sets.get(pair, NOTHING) for pair in pairs), key=len)
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
