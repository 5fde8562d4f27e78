"""The facts of a brief with what their words are made from."""

from dataclasses import dataclass

from app.brief.read import BriefFacts
from app.figures import words
from app.figures.scope import CITY, Scope, scope_of
from app.figures.tally import Tally
from frontend.language import language_of
from frontend.messages import Messages

DOT = " · "


@dataclass(frozen=True)
class Wording:
    """Facts with what their words are made from. `site` is the name of this map, `link` the address of this version."""

    facts: BriefFacts
    say: Messages
    site: str
    link: str

    @property
    def lang(self) -> str:
        return self.say.lang

    @property
    def scope(self) -> Scope:
        return self.facts.scope

    @property
    def city(self) -> Scope:
        return scope_of(self.facts.vocabulary, CITY)

    @property
    def place(self) -> str:
        return self.scope.name(self.lang)

    @property
    def as_of(self) -> str:
        return self.facts.vocabulary.as_of or self.say("date-not-stated")

    def joined(self, parts: list[str]) -> str:
        """A list as the language writes it."""
        return language_of(self.lang).comma.join(parts)

    def kinds(self, counted: Tally, *, all_of_them: bool = False, long: bool = False) -> str:
        """So many of each kind; `all_of_them`: those of which none is listed are said, too. `long`: in whole words."""
        return words.kinds(self.say, counted, all_of_them=all_of_them, long=long)

    def states(self, counted: Tally) -> str:
        """So many in each state, the farthest first."""
        return words.states(self.say, counted)

    def basis(self, counted: Tally) -> str:
        """For how many the source states the place, and for how many it was inferred."""
        return words.basis(self.say, self.scope.kind, counted)

    def domain(self, code: str) -> str:
        return self.facts.vocabulary.domains[code].name(self.lang)

    def services(self, codes: list[str]) -> str:
        return self.joined([self.facts.vocabulary.services[code].name(self.lang) for code in codes])

    def district(self, code: str | None) -> str:
        """The name of a district; that it is not stated where there is none."""
        return self.facts.vocabulary.districts[code].name(self.lang) if code else self.say("not-stated")
