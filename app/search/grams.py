"""Which of very many names hold a text: a set of entries for every pair of neighbouring signs.

Where a name or a run of letters and digits begins, the first two signs have a set together: whoever types a number has
all names with numbers among the candidates otherwise.

The entries are numbered from the best to the least, so that the first ones of a set are those to show. A text longer
than two signs may also hold where its pairs stand apart: `Lines` has the names themselves to look at.
"""

import logging
import sys
from array import array
from collections.abc import Iterable, Sequence
from io import FileIO
from itertools import islice, pairwise
from mmap import ACCESS_READ, mmap
from tempfile import TemporaryFile
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from app.query.sounds import LINE
from app.query.text import OPEN

log = logging.getLogger("servicemap")
BEGIN, END = "\x02", "\x03"
"""Around each name, so that its first and last sign have pairs of their own, too."""
SIGN_BITS = 21
"""Unicode has less than 2²¹ signs: two or three of them are one number, three a larger one than two."""
BEGINNINGS = (ord(BEGIN), ord(OPEN))
"""What follows one of these is a beginning: three signs have a set there."""
AT_A_TIME = 10_000
"""So many entries are read into numpy's arrays together: more take more memory and no less time."""
IN_MEMORY = 2**20
"""Texts of so many bytes are written into a file."""
TRIED, AT_ONCE = 3_000, 100
"""So many entries are looked at, which takes some milliseconds, and so many at once; of those after them none is
found."""
NOTHING = BitMap()
Numbered = NDArray[np.unsignedinteger[Any]]


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
        signs = np.frombuffer("".join(names).encode("utf-32-le"), np.uint32)
        entries = np.repeat(np.arange(self._n, self._n + len(names), dtype=np.uint32), lengths)
        self._n += len(names)
        # Signs are few: numbered they take two bytes each, and such are sorted five times as fast.
        seen = np.zeros(1 << SIGN_BITS, np.bool_)
        seen[signs] = True
        present = np.flatnonzero(seen)
        numbers = np.zeros(len(seen), np.min_scalar_type(len(present)))
        numbers[present] = np.arange(len(present))
        numbered = numbers[signs]
        # A pair of one entry's last sign and the next one's first begins with the end of a name: it is no pair.
        real = np.flatnonzero(signs[:-1] != ord(END))
        self._add_sets(entries[real], present, numbered[real], numbered[real + 1])
        # Behind a beginning comes no end of a name but that of an empty one, of which the third sign says nothing.
        begun = np.flatnonzero(np.isin(signs[:-2], BEGINNINGS))
        self._add_sets(entries[begun], present, numbered[begun], numbered[begun + 1], numbered[begun + 2])

    def _add_sets(self, entries: NDArray[np.uint32], present: NDArray[np.intp], *numbered: Numbered) -> None:
        """Add each of the entries to the set of the signs beside it, whose numbers are their places in `present`."""
        if not len(entries):
            return
        order = np.lexsort(numbered[::-1])
        columns, entries = [column[order] for column in numbered], entries[order]
        changes = np.flatnonzero(np.logical_or.reduce([column[1:] != column[:-1] for column in columns])) + 1
        keys = np.zeros(len(changes) + 1, np.int64)
        for column in columns:
            keys = (keys << SIGN_BITS) | present[column[np.append(0, changes)]]
        for key, those in zip(keys.tolist(), np.split(entries, changes), strict=True):
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

    def first_holding(self, text: str, most: int) -> BitMap:
        """The entries that can hold the text; of a single sign, which very many hold, the first so many of each pair.

        The first so many entries with the sign are among these.
        """
        if len(text) > 1:
            return self.holding(text)
        pairs = self._by_first.get(ord(text), ())
        return BitMap([entry for pair in pairs for entry in islice(self._sets[pair], most)])

    @property
    def size(self) -> int:
        """The bytes that the sets take."""
        return sum(len(entries.serialize()) for entries in self._sets.values())


class Lines:
    """The texts of all entries, one after another in UTF-8: of a million names they take some 70 MB.

    What is much stands in a file without a name, and is mapped: what nobody looks at takes no memory.
    """

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._most = IN_MEMORY
        self._file: FileIO | None = None
        self._text: bytes | mmap = b""
        self._ends = array("I", [0])

    def add(self, texts: Iterable[str]) -> None:
        """Add the texts of the next entries."""
        end = self._ends[-1]
        for text in texts:
            signs = text.encode()
            self._waiting += signs
            end += len(signs)
            self._ends.append(end)
        if len(self._waiting) >= self._most:
            self._write()

    def _write(self) -> None:
        try:
            if self._file is None:
                self._file = TemporaryFile(buffering=0, prefix="servicemap-names-")  # noqa: SIM115 - `finish` closes it
            while self._waiting:
                del self._waiting[: self._file.write(self._waiting)]
        except OSError as error:
            log.warning("The names that are searched stay in memory: there is no room for a file of them (%s).", error)
            self._read_back()

    def _read_back(self) -> None:
        self._most = sys.maxsize
        if self._file is not None:
            with self._file:
                self._file.seek(0)
                self._waiting[:0] = self._file.read()
            self._file = None

    def finish(self) -> Self:
        """Have the texts ready to be looked at; nothing is added any more."""
        if self._file is not None:
            self._write()
        if self._file is None:
            self._text, self._waiting = bytes(self._waiting), bytearray()
        else:
            with self._file:
                self._text = mmap(self._file.fileno(), 0, access=ACCESS_READ)
        return self

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


def framed(lines: str) -> str:
    """Lines, each of which begins with `LINE`, as `Grams.add` takes them."""
    return f"{lines.replace(LINE, END + BEGIN)[1:]}{END}" if lines else ""
