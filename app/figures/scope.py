"""What a number or a brief is about: a district, a key zone, or the whole city."""

from dataclasses import dataclass
from typing import Literal

from app.city import city
from app.errors import NotFoundError
from app.platforms.filter import Filter
from app.vocabulary import Vocabulary
from frontend.language import CHINESE, ENGLISH, choose

Kind = Literal["district", "zone", "city"]
CITY = "city"
"""The code of the whole city in an address."""


@dataclass(frozen=True)
class Scope:
    """`code` is that of a district or zone, or `CITY`."""

    kind: Kind
    code: str
    name_zh: str
    name_en: str

    def name(self, lang: str) -> str:
        """In the language of the reader."""
        return choose(lang, self.name_zh, self.name_en)

    @property
    def filter(self) -> Filter:
        """Its records."""
        return Filter() if self.kind == "city" else Filter().replace(**{self.kind: (self.code,)})


def scope_of(vocabulary: Vocabulary, code: str) -> Scope:
    """The place that a code names. Raises NotFoundError for any other text."""
    if code == CITY:
        return Scope("city", CITY, city().name(CHINESE.code), city().name(ENGLISH.code))
    if term := vocabulary.districts.get(code):
        return Scope("district", code, term.name_zh, term.name_en)
    if term := vocabulary.zones.get(code):
        return Scope("zone", code, term.name_zh, term.name_en)
    raise NotFoundError(f"There is no district or zone with the code {code[:20]}.")


def scopes(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Every code that a brief may be about."""
    return (CITY, *vocabulary.districts, *vocabulary.zones)
