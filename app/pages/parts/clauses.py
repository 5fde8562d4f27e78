"""Clauses of Chinese documents as a page names them: 五(二) in Chinese, section 5(2) in English."""

import re

import htpy as h

from app.lists.read import PolicyRow
from app.pages.context import Context
from frontend.language import CHINESE, choose

NUMERALS = "一二三四五六七八九十"
NUMBER = re.compile(rf"([{NUMERALS}])(?:[(（]([{NUMERALS}])[)）])?")


def clause(context: Context, text: str) -> str:
    """The clause in the page's language. Signs that are no number of a section stay as the document has them."""
    number = NUMBER.fullmatch(text)
    if context.lang == CHINESE.code or number is None:
        return text
    section, *below = (NUMERALS.index(sign) + 1 for sign in number.groups() if sign)
    return context.say("clause", number="".join([str(section), *(f"({part})" for part in below)]))


def document(context: Context, measure: PolicyRow) -> h.Node:
    """The document that states a measure, by its number where it has one, with the clause."""
    named = context.chinese(measure.source_number or measure.source_title)
    if not measure.clause:
        return named
    return h.fragment[named, choose(context.lang, " ", ", "), context.as_written(clause(context, measure.clause))]
