"""Singular and plural of an English word, and its British and American spelling: who types one means the other, too.

The rules add ways to write a word and take none away, so that one that makes no word of it does no harm. Words that
begin with what was typed are found anyhow: a singular needs no rule for its plural unless the stem changes.
"""

import re
from collections.abc import Iterable

PLURAL_ENDINGS = (("ies", "y"), ("sses", "ss"), ("uses", "us"), ("xes", "x"), ("shes", "sh"), ("ches", "ch"), ("s", ""))
"""How a plural ends, and how its singular does; the first that fits counts."""
SINGULAR_ENDINGS = ("ss", "us", "is")
"""Words that end so are singular."""
IRREGULAR = (
    *(("analysis", "analyses"), ("synthesis", "syntheses"), ("diagnosis", "diagnoses"), ("prosthesis", "prostheses")),
    *(("matrix", "matrices"), ("index", "indices"), ("medium", "media"), ("bacterium", "bacteria"), ("mouse", "mice")),
)
"""Singular and plural where no ending tells."""
SPELLINGS = (
    *(("centre", "center"), ("fibre", "fiber"), ("tumour", "tumor"), ("colour", "color"), ("licence", "license")),
    *(("isation", "ization"), ("aluminium", "aluminum"), ("defence", "defense"), ("haemat", "hemat")),
)
"""British and American, as they stand within a word."""
LEAST = 4
"""Shorter words are abbreviations or no plurals: BMS, gas."""
LEAST_ABBREVIATED = 3
"""Abbreviations of so many letters have a plural: CDMOs."""
NO_PLURALS = ("cmos",)
"""What looks like the plural of an abbreviation and is none: CMOS is no CMO."""
_SINGULAR = {plural: one for one, plural in IRREGULAR}
_PLURAL = dict(IRREGULAR)
_SUFFIX = re.compile(f"({'|'.join(plural for plural, _ in PLURAL_ENDINGS)})$")
_ENDING = dict(PLURAL_ENDINGS)


def singular(word: str) -> str:
    """The singular of a folded word that may be a plural, else the word itself."""
    if len(word) < LEAST or not (word.isascii() and word.isalpha()):
        return word
    if word in _SINGULAR or word in NO_PLURALS or word.endswith(SINGULAR_ENDINGS):
        return _SINGULAR.get(word, word)
    return _SUFFIX.sub(lambda ending: _ENDING[ending[0]], word)


def american(word: str) -> str:
    """A folded word in one spelling."""
    for british, other in SPELLINGS:
        word = word.replace(british, other)
    return word


def ways_to_write(word: str) -> tuple[str, ...]:
    """The other ways to write a word of a text: its singular, a plural that begins otherwise, the other spelling."""
    ways = [singular(word), _PLURAL.get(word, word)]
    if len(word) >= LEAST and re.search("[^aeiou]y$", word):
        ways.append(f"{word[:-1]}ies")
    ways += [each.replace(*pair) for each in (word, *ways) for one in SPELLINGS for pair in (one, one[::-1])]
    return tuple(each for each in dict.fromkeys(ways) if each != word)


def singulars_of(terms: Iterable[str]) -> dict[str, str]:
    """By each other way to write a word of these terms the one that stands for all: its singular, in one spelling."""
    known: dict[str, str] = {}
    for word in dict.fromkeys(word for term in terms for word in re.findall("[A-Za-z]+", term)):
        if word[-1].isupper():
            plural = f"{word.casefold()}s"
            known |= {plural: word.casefold()} if len(word) >= LEAST_ABBREVIATED and plural not in NO_PLURALS else {}
        elif len(word) > 1:
            one = american(singular(word.casefold()))
            known |= dict.fromkeys((word.casefold(), *ways_to_write(one), *_plurals(one)), one)
    return {way: one for way, one in known.items() if way != one}


def _plurals(one: str) -> list[str]:
    """The plurals of a word, in both spellings."""
    ways = [one, *(each for each in ways_to_write(one) if not each.endswith("ies"))]
    return [f"{each}{'es' if re.search('(s|x|sh|(?<!te)ch)$', each) else 's'}" for each in ways]
