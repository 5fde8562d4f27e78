"""The marks of the grades that figures have."""

import htpy as h

from app.figures.figure import Grade
from frontend.icons import icon

GLYPHS: dict[Grade, str] = {"quote": "circle-met", "note": "alert", "never": "circle-unmet"}
"""The sign of a grade: with its word it reads in black and white."""


def grade_mark(grade: Grade, word: str) -> h.Element:
    """Glyph and word."""
    return h.span(class_=f"grade grade-{grade}")[icon(GLYPHS[grade], 16), word]


def grade_sign(grade: Grade, words: str) -> h.Element:
    """The glyph alone, where many stand below one another; its words are heard, and shown to who points at it."""
    return h.span(class_=f"grade grade-{grade}", title=words)[icon(GLYPHS[grade], 12), h.span(".sr-only")[words]]
