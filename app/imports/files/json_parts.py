"""A FeatureCollection as its features, one after another: of a file of any length a megabyte or two is in memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

import msgspec

CHUNK = 1 << 16
"""Characters that are read at once."""
LONGEST = 1 << 20
"""Characters of a feature, and of any other member of the document."""
KEPT = ("type", "crs", "datum")
"""The members that are read besides the features."""
_decode = json.JSONDecoder().raw_decode
_blank = json.decoder.WHITESPACE.match  # type: ignore[attr-defined]  # what the library itself reads past


class NotJSONError(ValueError):
    """The text is no JSON, or not an object with members."""


class LongPartError(ValueError):
    """A feature, whose number it is, or with 0 another member, is longer than any needs to be."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@dataclass
class Parts:
    """The parts of a document; those members that are read stand in `members` at the end, as their texts.

    `listed`: whether there was a list of features.
    """

    text: IO[str]
    members: dict[str, str] = field(default_factory=dict)
    listed: bool = False
    _held: str = ""
    """What was read last; what was given of it ends at `_at`."""
    _at: int = 0
    _before: int = 0
    """Characters before it."""
    _number: int = 0

    def features(self) -> Iterator[str | None]:
        """The text of each feature; None where a list begins, since the last one counts.

        Raises NotJSONError, LongPartError and RecursionError.
        """
        self._expect("{")
        following = self._sign()
        while following != "}":
            self._number = 0
            key = self._value()[0]
            if not isinstance(key, str):
                raise self._wrong()
            self._expect(":")
            if key == "features":
                yield from self._features()
            else:
                member = self._value()[1]
                if key in KEPT:
                    self.members[key] = member
            following = self._next("}")
        self._expect("}")
        if self._sign():
            raise self._wrong()

    def _features(self) -> Iterator[str | None]:
        self.listed = self._sign() == "["
        if not self.listed:
            self._value()
            return
        yield None
        self._expect("[")
        following = self._sign()
        while following != "]":
            self._number += 1
            yield self._value()[1]
            following = self._next("]")
        self._expect("]")

    def _next(self, end: str) -> str:
        """The sign that ends the list, or any other where a comma was read and a value follows."""
        if self._sign() == end:
            return end
        self._expect(",")
        return ","

    def _value(self) -> tuple[Any, str]:
        """The next value, and its text."""
        self._sign()
        while True:
            try:
                value, end = _decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if self._is_whole(error) or not self._more():
                    raise self._wrong() from error
                continue
            # A number could go on behind what was read.
            if end < len(self._held) or not self._more():
                return value, self._given(end)

    def _given(self, end: int) -> str:
        """The text up to `end`, which is given now. What is no JSON though Python reads it, as NaN, is refused."""
        text = self._held[self._at : end]
        if len(text) > LONGEST:
            raise LongPartError(self._number)
        try:
            msgspec.json.decode(text, type=msgspec.Raw)
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise self._wrong() from error
        self._at = end
        return text

    def _is_whole(self, error: json.JSONDecodeError) -> bool:
        """Whether a text is wrong, however it goes on."""
        return error.pos + len("\\u0000\\u") < len(self._held) and not error.msg.startswith("Unterminated")

    def _more(self) -> bool:
        """Read on; False at the end. Raises LongPartError where more than a part is held already."""
        self._held, self._before, self._at = self._held[self._at :], self._before + self._at, 0
        if len(self._held) > LONGEST:
            raise LongPartError(self._number)
        # As much again as there is: a long part is not begun anew with each chunk.
        chunk = self.text.read(max(CHUNK, len(self._held)))
        self._held += chunk
        return bool(chunk)

    def _sign(self) -> str:
        """The next sign that is no blank; nothing at the end."""
        while True:
            self._at = _blank(self._held, self._at).end()
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def _expect(self, sign: str) -> None:
        if self._sign() != sign:
            raise self._wrong()
        self._at += 1

    def _wrong(self) -> NotJSONError:
        return NotJSONError(f"is not valid JSON: see what begins at its character {self._before + self._at + 1:,}")
