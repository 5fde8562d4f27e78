"""Words that mean the same (`data/synonyms.yaml`), and the codes of the vocabulary that they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from app.query.english import american, singulars_of
from app.query.text import Run, fold, key, runs
from app.resources import locate

TYPES = ("domain", "zone", "district", "service", "stage", "kind")
"""The vocabularies whose codes a row may name; each is a facet of the same name."""
NAMED = ("zone", "district")
"""The terms of these types are names of places."""
INSTITUTION, TOPIC = "institution", "topic"
"""The types of the rows that name no code: names, and fields or things that the plan has no code for."""
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

    def __post_init__(self) -> None:
        coded, bare = (*TYPES, WANT), (INSTITUTION, TOPIC)
        if self.type not in (coded if self.target is not None else bare):
            types = f"{', '.join(coded)} with a target, or {' or '.join(bare)} without"
            raise SynonymsError(f"{self.code}: a type of {types}")
        if not self.terms or not all(map(key, self.terms)):
            raise SynonymsError(f"{self.code}: at least one term, and a letter or sign in each")
        if not self.narrower | self.beside <= {*self.terms}:
            raise SynonymsError(f"{self.code}: what is narrower or named beside another word stands among the terms")

    def names(self, term: str) -> bool:
        """Whether one of the terms names the code itself and nothing less."""
        return self.target is not None and term not in self.narrower

    def names_alone(self, term: str) -> bool:
        """Whether one of the terms names the code where no other word names anything."""
        return self.names(term) and term not in self.beside


@dataclass(frozen=True)
class Thesaurus:
    """All rows, found by the key of each term. Raises SynonymsError where a term stands in two rows.

    `small`: the keys of words of a sentence that say nothing of what is sought: “and”, “附近”.
    """

    rows: tuple[Synonyms, ...]
    small: frozenset[str] = frozenset()
    singulars: Mapping[str, str] = field(init=False)
    """By the other ways to write an English word of a term the one that keys have: `therapy` by `therapies`."""
    by_key: Mapping[str, tuple[Synonyms, str]] = field(init=False)
    """The row of each term, and the term."""
    begun: Mapping[str, Synonyms] = field(init=False)
    """By the first words, two at least, of a term of more words: `brain-computer` of “brain-computer interface”."""
    longest: int = field(init=False)
    """The number of signs of the longest term or small word."""

    def __post_init__(self) -> None:
        # A name of a place or an institution has no plural.
        plain = (row for row in self.rows if row.type not in (*NAMED, INSTITUTION))
        object.__setattr__(self, "singulars", singulars_of(term for row in plain for term in row.terms))
        by_key: dict[str, tuple[Synonyms, str]] = {}
        for row in self.rows:
            for term in row.terms:
                known, _ = by_key.setdefault(self.key_of(runs(fold(term))), (row, term))
                if known is not row:
                    raise SynonymsError(f"{term} stands in {known.code} and in {row.code}")
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "begun", self._beginnings())
        object.__setattr__(self, "longest", max(map(len, (*by_key, *self.small)), default=0))

    def key_of(self, words: Iterable[Run]) -> str:
        """Neighbouring runs without what makes no difference: blanks, hyphens, plurals and spelling."""
        return "".join(american(self.singulars.get(word.text, word.text)) for word in words)

    def _beginnings(self) -> dict[str, Synonyms]:
        """Those that name one code, and that one alone; an institution is not named by a part of its name."""
        rows: dict[str, set[str]] = {}
        for row in self.rows:
            for term in row.terms if row.target is not None else ():
                for beginning in self._beginnings_of(term) if row.names(term) else ():
                    rows.setdefault(beginning, set()).add(row.code)
        known = {row.code: row for row in self.rows}
        once = {text: known[min(codes)] for text, codes in rows.items() if len(codes) == 1}
        return {text: row for text, row in once.items() if text not in self.by_key}

    def _beginnings_of(self, term: str) -> list[str]:
        """The keys of the first two, three … words of a term of letters, but not all of it."""
        words = runs(fold(term))
        if not all(word.lettered for word in words):
            return []
        return [self.key_of(words[:n]) for n in range(2, len(words))]


def _row(row: Mapping[str, Any]) -> Synonyms:
    return Synonyms(
        row["code"],
        row["type"],
        row["target"],
        tuple(row["terms"]),
        narrower=frozenset(row.get("narrower", ())),
        beside=frozenset(row.get("beside", ())),
    )


def thesaurus_of(rows: Iterable[Mapping[str, Any]], small: Iterable[str] = ()) -> Thesaurus:
    """The rows of the file. Raises SynonymsError."""
    return Thesaurus(tuple(map(_row, rows)), frozenset(map(key, small)))


@lru_cache(maxsize=1)
def thesaurus() -> Thesaurus:
    """The synonyms of this installation."""
    file = yaml.safe_load((locate().data / "synonyms.yaml").read_text("utf-8"))
    return thesaurus_of(file["synonyms"], (word for line in file["small"] for word in line))
