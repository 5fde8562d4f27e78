"""Which ids a file had before, in twelve bytes each: a million of them as texts would take 150 MB."""

from array import array
from bisect import bisect_left

BUCKETS = 4096
MASK = (1 << 64) - 1


class SeenIds:
    """The first row of each id. Of an id its hash alone is kept: 64 bits, drawn anew with each start of the program.

    Two ids of a million have the same hash once in forty million files.
    """

    def __init__(self) -> None:
        self._hashes = [array("Q") for _ in range(BUCKETS)]
        self._rows = [array("I") for _ in range(BUCKETS)]

    def earlier(self, id: str, row: int) -> int | None:
        """The first row of an id that was there before, 0 where that row was given already; None for a new id."""
        sought = hash(id) & MASK
        hashes, rows = self._hashes[sought % BUCKETS], self._rows[sought % BUCKETS]
        at = bisect_left(hashes, sought)
        if at < len(hashes) and hashes[at] == sought:
            first, rows[at] = rows[at], 0
            return first
        hashes.insert(at, sought)
        rows.insert(at, row)
        return None
