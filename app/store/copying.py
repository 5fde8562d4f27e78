"""Rows as the text format of PostgreSQL's COPY, many in one message: psycopg's own way sends each by itself."""

from collections.abc import Iterable
from types import TracebackType

import psycopg

NULL = "\\N"
SIGNS = (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))
"""What means something else in that format, each with how it is written; the backslash first."""
AT_ONCE = 1 << 16
"""Characters that are sent together."""
QUOTED = (("\\", "\\\\"), ('"', '\\"'))
"""The same within an array."""
Value = str | float | bool | None


class Copying:
    """Sends rows through a COPY; what is left at the end of the block goes with it."""

    def __init__(self, copy: psycopg.Copy) -> None:
        self._copy, self._lines, self._size = copy, list[str](), 0

    def row(self, values: Iterable[Value]) -> None:
        """Take one row; texts hold no NUL."""
        line = "\t".join([NULL if value is None else _escaped(value) for value in values])
        self._lines.append(line)
        self._size += len(line)
        if self._size >= AT_ONCE:
            self._send()

    def _send(self) -> None:
        if self._lines:
            self._copy.write("\n".join([*self._lines, ""]))
        self._lines, self._size = [], 0

    def __enter__(self) -> "Copying":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None:
            self._send()


def array(texts: Iterable[str]) -> str:
    """Texts as PostgreSQL reads an array of them."""
    return "{" + ",".join([f'"{_replaced(text, QUOTED)}"' for text in texts]) + "}"


def _escaped(value: str | float | bool) -> str:
    return _replaced(value, SIGNS) if isinstance(value, str) else str(value)


def _replaced(text: str, signs: tuple[tuple[str, str], ...]) -> str:
    for sign, written in signs:
        if sign in text:
            text = text.replace(sign, written)
    return text
