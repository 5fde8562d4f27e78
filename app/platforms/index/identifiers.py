"""The identifiers of all records, each found by its row and each row by its identifier."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from geo.positions import Numbers

Texts = NDArray[np.bytes_]


class Identifiers:
    """Identifiers are ASCII; they are kept in the order of their bytes, with the row of each."""

    def __init__(self, by_row: Texts) -> None:
        order = np.argsort(by_row)
        self._sorted = by_row[order]
        self._row = order.astype(np.uint32)
        self._place = np.empty(len(order), np.uint32)
        self._place[order] = np.arange(len(order), dtype=np.uint32)

    def __len__(self) -> int:
        return len(self._sorted)

    @property
    def size(self) -> int:
        """The bytes that they take."""
        return self._sorted.nbytes + self._row.nbytes + self._place.nbytes

    def of(self, rows: Sequence[int] | Numbers) -> list[str]:
        """The identifiers of these rows, in their order."""
        texts: list[bytes] = self._sorted[self._place[np.asarray(rows, dtype=np.intp)]].tolist()
        return [text.decode("ascii") for text in texts]

    def rows(self, identifiers: Iterable[bytes]) -> Numbers:
        """The rows of these identifiers; those that no record has are left out."""
        longest = self._sorted.itemsize
        # A longer one is none of ours, and comparing with it would need a longer copy of them all.
        wanted = np.array([each for each in identifiers if 0 < len(each) <= longest], dtype=self._sorted.dtype)
        at = np.searchsorted(self._sorted, wanted)
        inside = at < len(self._sorted)
        at, wanted = at[inside], wanted[inside]
        rows: Numbers = self._row[at[self._sorted[at] == wanted]]
        return rows
