"""Cells of a CSV file: texts that a spreadsheet would take for a formula, empty texts, and lists in one cell.

A cell that begins with one of `= + - @`, a tab or a carriage return is written with an apostrophe before it
(OWASP ASVS 5.0, 1.2.10). An empty cell states nothing; a text that is stated and empty is written as one apostrophe.
Apostrophes before such a sign, and cells of apostrophes alone, get one more, so reading gives back exactly what was
written. The entries of a list stand between `|`; a `|` or backslash of an entry has a backslash before it.
"""

import re

SEPARATOR = "|"
"""Stands between the entries of a list in one cell."""
FORMULA = r"^('*[=+\-@\t\r]|'+\Z)"
"""What gets one more apostrophe; PostgreSQL reads the expression alike."""
FORMULA_OR_EMPTY = r"^('*[=+\-@\t\r]|'*\Z)"
"""The same where an empty cell would say something else than an empty text."""
ONLY_APOSTROPHES = r"^('*)\Z"
ESCAPED = r"([\\|])"
_FORMULA = re.compile(FORMULA)
_NEUTRALISED = re.compile(r"^'('*[=+\-@\t\r]|'*\Z)")
_SPECIAL = re.compile(r"[\\|']")
_EMPTY_ENTRY = re.compile(r"^'('*)\Z")
_MARKS = re.compile(r"\\[\\|]|\|")
_MARKED = re.compile(ESCAPED)
_PEOPLES = re.compile(r"[、；;\n]|,\s")
_ESCAPE = re.compile(r"\\([\\|])")


def neutralise(cell: str) -> str:
    """The text as it may stand in a CSV file."""
    return _FORMULA.sub(r"'\1", cell)


def restore(cell: str) -> str:
    """The text that was exported."""
    return _NEUTRALISED.sub(r"\1", cell) if cell.startswith("'") else cell


def entries(cell: str) -> list[str]:
    """The entries of a list that stands in one restored cell; nothing between two separators is none."""
    if not _SPECIAL.search(cell):
        return [cell] if cell else []
    ends = [mark.start() for mark in _MARKS.finditer(cell) if mark[0] == SEPARATOR]
    starts = [0, *(end + 1 for end in ends)]
    parts = [cell[start:end] for start, end in zip(starts, [*ends, len(cell)], strict=True) if end > start]
    return [_EMPTY_ENTRY.sub(r"\1", _ESCAPE.sub(r"\1", part)) for part in parts]


def split_words(cell: str) -> list[str]:
    """The entries of a list as people write it: between 、 or ；, commas with a blank, or in lines.

    Where a `|` or a backslash stands, they are those of `entries`.
    """
    if SEPARATOR in cell or "\\" in cell:
        return entries(cell)
    return [part for each in _PEOPLES.split(cell) if (part := each.strip())]


def join_words(texts: list[str], comma: str) -> str:
    """The entries of a list for a reader, so that `split_words` gives them again.

    A bar stands between entries where one of them holds a comma; one such entry alone has it behind itself.
    """
    for joined in (comma.join(texts), SEPARATOR.join(map(_escaped, texts))):
        if split_words(joined) == texts:
            return joined
    return "".join(f"{_escaped(text)}{SEPARATOR}" for text in texts)


def _escaped(text: str) -> str:
    marked = _MARKED.sub(r"\\\1", text)
    return f"'{marked}" if not marked.strip("'") else marked
