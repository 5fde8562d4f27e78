"""Words that mean the same (`data/synonyms.yaml`), and the codes of the vocabulary that they name."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from app.query.text import fold, key, runs
from app.resources import locate

TYPES = ("domain", "zone", "district", "service", "stage", "kind")
"""The vocabularies whose codes a row may name; each is a facet of the same name."""
NAMED = ("zone", "district")
"""The terms of these types are names of places."""
INSTITUTION = "institution"
"""The type of the rows that name no code."""
WANT = "want"
"""The type of the rows that name a want of the match: nearly no source states it, so it filters nothing."""


class SynonymsError(ValueError):
    """The file of synonyms says something that cannot be."""


@dataclass(frozen=True)
class Synonyms:
    """One row: terms that mean the same, and the code of a facet that they name, where they name one.

    `narrower` are those of the terms that mean less than the code. `beside` are those that name it beside another word
    that names something: `实验室` alone may be a part of a name.
    """

    code: str
    type: str
    target: str | None
    terms: tuple[str, ...]
    narrower: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    plurals: tuple[str, ...] = ()
    """The English plurals of terms: they are typed as well as these, and mean what these mean."""

    def __post_init__(self) -> None:
        if self.type not in (*TYPES, WANT, INSTITUTION) or (self.target is None) != (self.type == INSTITUTION):
            types = ", ".join((*TYPES, WANT))
            raise SynonymsError(f"{self.code}: a type of {types} with a target, or {INSTITUTION} without")
        if not self.terms or not all(map(key, self.terms)):
            raise SynonymsError(f"{self.code}: at least one term, and a letter or sign in each")
        if not self.narrower | self.beside <= {*self.terms, *self.plurals}:
            raise SynonymsError(f"{self.code}: what is narrower or named beside another word stands among the terms")

    def names(self, typed: str) -> bool:
        """Whether a term, by its key, names the code itself and nothing less."""
        return self.target is not None and typed not in {key(term) for term in self.narrower}

    def names_alone(self, typed: str) -> bool:
        """Whether a term, by its key, names the code where no other word names anything."""
        return self.names(typed) and typed not in {key(term) for term in self.beside}


@dataclass(frozen=True)
class Thesaurus:
    """All rows, found by the key of each term. Raises SynonymsError where a term stands in two rows.

    `small`: the keys of words of a sentence that say nothing of what is sought: “and”, “附近”.
    """

    rows: tuple[Synonyms, ...]
    small: frozenset[str] = frozenset()
    by_key: Mapping[str, Synonyms] = field(init=False)
    begun: Mapping[str, Synonyms] = field(init=False)
    """By the first words, two at least, of a term of more words: `brain-computer` of “brain-computer interface”."""
    longest: int = field(init=False)
    """The number of signs of the longest term or small word."""

    def __post_init__(self) -> None:
        by_key: dict[str, Synonyms] = {}
        for row in self.rows:
            for term in (*row.terms, *row.plurals):
                if by_key.setdefault(key(term), row) is not row:
                    raise SynonymsError(f"{term} stands in {by_key[key(term)].code} and in {row.code}")
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "begun", self._beginnings(by_key))
        object.__setattr__(self, "longest", max(map(len, (*by_key, *self.small)), default=0))

    def _beginnings(self, by_key: Mapping[str, Synonyms]) -> dict[str, Synonyms]:
        """Those that name one code, and that one alone; an institution is not named by a part of its name."""
        rows: dict[str, set[str]] = {}
        for row in self.rows:
            for term in row.terms if row.target is not None else ():
                for beginning in _beginnings_of(term) if row.names(key(term)) else ():
                    rows.setdefault(beginning, set()).add(row.code)
        known = {row.code: row for row in self.rows}
        return {text: known[min(codes)] for text, codes in rows.items() if len(codes) == 1 and text not in by_key}


def _beginnings_of(term: str) -> list[str]:
    """The keys of the first two, three … words of a term of letters, but not all of it."""
    words = runs(fold(term))
    if not all(word.lettered for word in words):
        return []
    return ["".join(word.text for word in words[:n]) for n in range(2, len(words))]


NOUN = re.compile(r"(?P<noun>[a-z]+)[ -](of|on|in|for)[ -].+", re.IGNORECASE)
"""A noun with what stands after its preposition: `proof of concept`, `lab-on-chip`."""


def plural_of(term: str) -> str | None:
    """The English plural of a term of Latin words; None of abbreviations, of which `CMOS` is none, and of plurals."""
    if not (term.isascii() and term[-1:].islower() and len(runs(fold(term))[-1].text) > 1) or term.endswith("s"):
        return None
    if re.search("[^aeiou]y$", term):
        return f"{term[:-1]}ies"
    return f"{term}es" if re.search("(x|sh|(?<!te)ch)$", term) else f"{term}s"


def plurals_of(term: str) -> list[str]:
    """The English plurals of a term: of its last word, and of a word before a preposition, which then is its noun.

    `proof of concept` has two, since both are typed: `proofs of concept` and `proof of concepts`.
    """
    last = [plural] if (plural := plural_of(term)) else []
    noun = NOUN.fullmatch(term)
    plural = plural_of(noun["noun"]) if noun else None
    if noun is None or plural is None:
        return last
    return [*last, *(plural + each.removeprefix(noun["noun"]) for each in (term, *last))]


def _row(row: Mapping[str, Any], taken: Container[str]) -> Synonyms:
    """A row with the plurals of its terms, of which `taken` are terms themselves; a name of a place has none."""
    named = row["type"] in NAMED or row["target"] is None
    plurals: Mapping[str, list[str]] = {
        term: [] if named else [each for each in plurals_of(term) if key(each) not in taken] for term in row["terms"]
    }

    def both(terms: Iterable[str]) -> frozenset[str]:
        return frozenset(each for term in terms for each in (term, *plurals.get(term, ())))

    return Synonyms(
        row["code"],
        row["type"],
        row["target"],
        tuple(row["terms"]),
        narrower=both(row.get("narrower", ())),
        beside=both(row.get("beside", ())),
        plurals=tuple(dict.fromkeys(each for of_term in plurals.values() for each in of_term)),
    )


def thesaurus_of(rows: Iterable[Mapping[str, Any]], small: Iterable[str] = ()) -> Thesaurus:
    """The rows of the file. Raises SynonymsError."""
    given = list(rows)
    taken = {key(term) for row in given for term in row["terms"]}
    return Thesaurus(tuple(_row(row, taken) for row in given), frozenset(map(key, small)))


@lru_cache(maxsize=1)
def thesaurus() -> Thesaurus:
    """The synonyms of this installation."""
    file = yaml.safe_load((locate().data / "synonyms.yaml").read_text("utf-8"))
    return thesaurus_of(file["synonyms"], (word for line in file["small"] for word in line))
