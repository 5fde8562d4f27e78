"""Words that mean the same (`data/synonyms.yaml`), and the codes of the vocabulary that they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from app.query.text import key
from app.resources import locate

TYPES = ("domain", "zone", "district", "service", "stage", "kind")
"""The vocabularies whose codes a row may name; each is a facet of the same name."""
INSTITUTION = "institution"
"""The type of the rows that name no code."""


class SynonymsError(ValueError):
    """The file of synonyms says something that cannot be."""


@dataclass(frozen=True)
class Synonyms:
    """One row: terms that mean the same, and the code of a facet that they name, where they name one.

    `narrower` are those of the terms that mean less than the code.
    """

    code: str
    type: str
    target: str | None
    terms: tuple[str, ...]
    narrower: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.type not in (*TYPES, INSTITUTION) or (self.target is None) != (self.type == INSTITUTION):
            raise SynonymsError(f"{self.code}: a type of {', '.join(TYPES)} with a target, or {INSTITUTION} without")
        if not self.terms or not all(map(key, self.terms)):
            raise SynonymsError(f"{self.code}: at least one term, and a letter or sign in each")
        if not self.narrower <= set(self.terms):
            raise SynonymsError(f"{self.code}: what is narrower stands among the terms")

    def names(self, typed: str) -> bool:
        """Whether a term, by its key, names the code itself and nothing less."""
        return self.target is not None and typed not in {key(term) for term in self.narrower}


@dataclass(frozen=True)
class Thesaurus:
    """All rows, found by the key of each term. Raises SynonymsError where a term stands in two rows."""

    rows: tuple[Synonyms, ...]
    by_key: Mapping[str, Synonyms] = field(init=False)
    longest: int = field(init=False)
    """The number of signs of the longest term."""

    def __post_init__(self) -> None:
        by_key: dict[str, Synonyms] = {}
        for row in self.rows:
            for term in row.terms:
                if by_key.setdefault(key(term), row) is not row:
                    raise SynonymsError(f"{term} stands in {by_key[key(term)].code} and in {row.code}")
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "longest", max(map(len, by_key), default=0))


def thesaurus_of(rows: Iterable[Mapping[str, Any]]) -> Thesaurus:
    """The rows of the file. Raises SynonymsError."""
    made = [
        Synonyms(
            row["code"], row["type"], row["target"], tuple(row["terms"]), narrower=frozenset(row.get("narrower", ()))
        )
        for row in rows
    ]
    return Thesaurus(tuple(made))


@lru_cache(maxsize=1)
def thesaurus() -> Thesaurus:
    """The synonyms of this installation."""
    return thesaurus_of(yaml.safe_load((locate().data / "synonyms.yaml").read_text("utf-8"))["synonyms"])
