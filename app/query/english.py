"""One and many of an English word, and its British and American spelling: whoever types one means the other, too.

The rules add ways to write a word and take none away, so that one that makes no word of it does no harm. Words that
begin with what was typed are found anyhow: of one, the many needs no rule unless its stem changes.
"""

import re
from collections.abc import Iterable

ENDINGS = (("ies", "y"), ("sses", "ss"), ("uses", "us"), ("xes", "x"), ("shes", "sh"), ("ches", "ch"), ("s", ""))
"""How the many ends, and the one in its place; the first that fits counts."""
NO_ENDINGS = ("ss", "us", "is")
"""Words that end so are one."""
CHANGING = (
    *(("analysis", "analyses"), ("synthesis", "syntheses"), ("diagnosis", "diagnoses"), ("prosthesis", "prostheses")),
    *(("matrix", "matrices"), ("index", "indices"), ("medium", "media"), ("bacterium", "bacteria"), ("mouse", "mice")),
)
"""One and many where neither rule says it."""
SPELLINGS = (
    *(("centre", "center"), ("fibre", "fiber"), ("tumour", "tumor"), ("colour", "color"), ("licence", "license")),
    *(("isation", "ization"), ("aluminium", "aluminum"), ("defence", "defense"), ("haemat", "hemat")),
)
"""British and American, as they stand within a word."""
LEAST = 4
"""Shorter words are abbreviations or no many: BMS, gas."""
LEAST_ABBREVIATED = 3
"""Abbreviations of so many letters have a many: CDMOs."""
OTHER_WORDS = ("cmos",)
"""What looks like the many of an abbreviation and is none: CMOS is no CMO."""
_ONE = {many: one for one, many in CHANGING}
_MANY = dict(CHANGING)
_SUFFIX = re.compile(f"({'|'.join(many for many, _ in ENDINGS)})$")
_ENDING = dict(ENDINGS)


def one_of(word: str) -> str:
    """The one of a folded word that may be many, else the word itself."""
    if len(word) < LEAST or not (word.isascii() and word.isalpha()):
        return word
    if word in _ONE or word in OTHER_WORDS or word.endswith(NO_ENDINGS):
        return _ONE.get(word, word)
    return _SUFFIX.sub(lambda ending: _ENDING[ending[0]], word)


def american(word: str) -> str:
    """A folded word in one spelling."""
    for british, other in SPELLINGS:
        word = word.replace(british, other)
    return word


def ways_to_write(word: str) -> tuple[str, ...]:
    """The other ways to write a word of a text: the one of many, the many that begins otherwise, the other spelling."""
    ways = [one_of(word), _MANY.get(word, word)]
    if len(word) >= LEAST and re.search("[^aeiou]y$", word):
        ways.append(f"{word[:-1]}ies")
    ways += [each.replace(*pair) for each in (word, *ways) for one in SPELLINGS for pair in (one, one[::-1])]
    return tuple(each for each in dict.fromkeys(ways) if each != word)


def ones_of(terms: Iterable[str]) -> dict[str, str]:
    """By each other way to write a word of these terms the one that stands for all: one of it, in one spelling."""
    known: dict[str, str] = {}
    for word in dict.fromkeys(word for term in terms for word in re.findall("[A-Za-z]+", term)):
        if word[-1].isupper():
            many = f"{word.casefold()}s"
            known |= {many: word.casefold()} if len(word) >= LEAST_ABBREVIATED and many not in OTHER_WORDS else {}
        elif len(word) > 1:
            one = american(one_of(word.casefold()))
            known |= dict.fromkeys((word.casefold(), *ways_to_write(one), *_many(one)), one)
    return {way: one for way, one in known.items() if way != one}


def _many(one: str) -> list[str]:
    """The many of a word, in both spellings."""
    ways = [one, *(each for each in ways_to_write(one) if not each.endswith("ies"))]
    return [f"{each}{'es' if re.search('(s|x|sh|(?<!te)ch)$', each) else 's'}" for each in ways]
