"""Signs that no text of a record may hold, in whichever file it stands."""

import re
from typing import Any

from app.imports.rows.problems import Problem, fault

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What no text of PostgreSQL holds: NUL, and half of a surrogate pair."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that turn the direction of a text: a name could be shown otherwise than it is (Unicode TR 36, 2.2)."""
_ANY = re.compile(f"{UNSTORABLE.pattern[:-1]}{TURNING.pattern[1:]}")


def storable(text: str) -> str:
    """A text with another sign in the place of what PostgreSQL cannot hold: to show what somebody sent."""
    return UNSTORABLE.sub("\ufffd", text)


def without_signs(value: Any) -> Any:
    """A value without the signs that no text may hold, so that the rest of it can be looked at."""
    if isinstance(value, list):
        return [without_signs(each) for each in value]
    return _ANY.sub("", value) if isinstance(value, str) else value


def foreign_sign(text: str) -> str:
    """The message of what no text may hold and this one does; empty where it is right."""
    if not _ANY.search(text):
        return ""
    return "unstorable" if UNSTORABLE.search(text) else "turning"


def sign_problems(row: int, values: dict[str, Any]) -> list[Problem]:
    """A problem for each value that holds such a sign."""
    # One search over all texts together: nearly no row holds one.
    texts: list[str] = []
    for value in values.values():
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, list):
            texts += [text for text in value if isinstance(text, str)]
    if not _ANY.search("\n".join(texts)):
        return []
    problems = []
    for column, value in values.items():
        if _holds(_ANY, value):
            key = "unstorable" if _holds(UNSTORABLE, value) else "turning"
            problems.append(fault(row, column, key))
    return problems


def _holds(pattern: re.Pattern[str], value: Any) -> bool:
    if isinstance(value, str):
        return pattern.search(value) is not None
    return isinstance(value, list) and any(isinstance(text, str) and pattern.search(text) for text in value)
