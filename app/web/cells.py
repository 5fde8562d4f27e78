"""Cells that a spreadsheet would take for a formula, kept as text on the way out and restored on the way in.

A cell that begins with one of `= + - @`, a tab or a carriage return is written with an apostrophe before it
(OWASP ASVS 5.0, 1.2.10). Apostrophes before such a sign are kept apart by one more, so reading gives back
exactly what was written.
"""

import re

FORMULA = r"^('*[=+\-@\t\r])"
_FORMULA = re.compile(FORMULA)
_NEUTRALISED = re.compile(r"^'('*[=+\-@\t\r])")


def neutralise(cell: str) -> str:
    """The text as it may stand in a CSV file."""
    return _FORMULA.sub(r"'\1", cell)


def restore(cell: str) -> str:
    """The text that was exported."""
    return _NEUTRALISED.sub(r"\1", cell)
