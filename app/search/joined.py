"""Which of many short texts hold a form: they stand as one text, so that one look goes through all of them."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

BETWEEN = "\x00"
"""Between texts in a row: no text that is sought or found has it."""


class Joined:
    """Many short texts in a row."""

    def __init__(self, texts: Iterable[str]) -> None:
        listed = list(texts)
        self._text = BETWEEN.join([*listed, ""])
        self._starts = list(accumulate((len(text) + 1 for text in listed), initial=0))

    def holding(self, form: str) -> set[int]:
        """The places of the texts that hold the form."""
        found: set[int] = set()
        at = self._text.find(form)
        while at >= 0:
            one = bisect_right(self._starts, at) - 1
            if one >= len(self._starts) - 1:
                break
            found.add(one)
            at = self._text.find(form, self._starts[one + 1])
        return found
