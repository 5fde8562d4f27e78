"""How very many entries are called where they are shown: their names, packed so that a million take little room."""

import zlib
from collections.abc import Iterable

TOGETHER = 64
"""So many entries are packed as one: unpacking them takes some hundredths of a millisecond."""
BETWEEN = "\x00"
"""Between names: no text of the database has it."""
Pair = tuple[str, str]


class Shown:
    """The two names of each entry; one that is the same twice is kept once."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._waiting: list[str] = []

    def add(self, names: Iterable[Pair]) -> None:
        """Add the names of the next entries."""
        self._waiting += (BETWEEN.join(dict.fromkeys(pair)) for pair in names)
        while len(self._waiting) >= TOGETHER:
            self._pack()

    def finish(self) -> None:
        """Pack the last ones; nothing is added any more."""
        if self._waiting:
            self._pack()

    def _pack(self) -> None:
        self._packed.append(zlib.compress((2 * BETWEEN).join(self._waiting[:TOGETHER]).encode()))
        del self._waiting[:TOGETHER]

    def of(self, at: int) -> Pair:
        """The names of an entry."""
        texts = zlib.decompress(self._packed[at // TOGETHER]).decode().split(2 * BETWEEN)
        first, _, second = texts[at % TOGETHER].partition(BETWEEN)
        return first, second or first

    @property
    def size(self) -> int:
        """The bytes that they take."""
        return sum(map(len, self._packed))
