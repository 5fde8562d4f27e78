"""Mobile numbers in texts that the public reads: they are personal data, so that they are masked there.

One that its holder agrees to be public stands beside the record, in a place of its own (app/platforms/contact.py).
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

STARS = "****"

_NUMBER = re.compile(
    r"""(?<![0-9A-Za-z０-９/=_.])  # no part of a longer number, of a code or of an address of a page
    ((?:[+＋]?(?:86|８６)[ \-\u00a0]?)?[1１][3-9３-９][0-9０-９])  # what tells the network, no person
    ([ \-\u00a0]?)[0-9０-９]{4}
    ([ \-\u00a0]?)([0-9０-９]{4})
    (?![0-9A-Za-z０-９])""",
    re.VERBOSE,
)
"""Eleven digits as mainland networks give them: 1, then 3 to 9."""

_BEGINNING = re.compile("[1１][3-9３-９][0-9０-９]")
"""Nearly no text has even this, and it is found much faster: an import asks it of each text."""


def masked(text: str) -> str:
    """The text with the four digits in the middle of each mobile number as stars: `138****5678`."""
    return _NUMBER.sub(rf"\1\2{STARS}\3\4", text) if _BEGINNING.search(text) else text


def mobile_number(text: str) -> str | None:
    """The eleven digits of a text that is one mobile number, however it is grouped; None where it is none."""
    digits = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^\+?86", "", digits)
    return digits if re.fullmatch("1[3-9][0-9]{9}", digits, re.ASCII) else None


def masked_columns(sent: Mapping[str, Any], kept: BaseModel) -> list[str]:
    """The columns of which a mobile number was sent, and stars are kept."""
    stars = [name for name in sent if STARS in _text(getattr(kept, name, ""))]
    return [name for name in stars if masked(text := _text(sent[name])) != text]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else " ".join(value) if isinstance(value, list) else ""
