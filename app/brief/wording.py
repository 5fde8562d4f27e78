"""How a tally is said: kinds, states and bases, in the order of the plan and of the life cycle."""

from dataclasses import dataclass
from typing import get_args

from app.brief.read import BriefFacts
from app.brief.scope import CITY, Scope, scope_of
from app.brief.tally import Tally
from app.platforms.values import KINDS, Lifecycle
from frontend.language import language_of
from frontend.messages import Messages

LIFECYCLES: tuple[Lifecycle, ...] = get_args(Lifecycle)
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
        said = []
        for kind in KINDS:
            if n := counted.kinds[kind]:
                said.append(self.say(f"brief-{'kind' if long or all_of_them else 'short'}-{kind}", n=n))
            elif all_of_them:
                said.append(self.say(f"brief-nokind-{kind}"))
        return self.joined(said)

    def states(self, counted: Tally) -> str:
        """So many in each state, the farthest first."""
        order = [*reversed(LIFECYCLES[:4]), *LIFECYCLES[4:]]
        named = [(code, counted.lifecycles.get(code, 0)) for code in order]
        return self.joined([self.say(f"brief-life-{code.replace('_', '-')}", n=n) for code, n in named if n])

    def basis(self, counted: Tally) -> str:
        """For how many the source states the place, and for how many it was inferred."""
        numbers = {"stated": counted.stated, "inferred": counted.inferred}
        if counted.unplaced and self.scope.kind == "city":
            return self.say("brief-basis-unplaced", **numbers, unplaced=counted.unplaced)
        return self.say("brief-basis", kind=self.scope.kind, **numbers)

    def domain(self, code: str) -> str:
        return self.facts.vocabulary.domains[code].name(self.lang)

    def services(self, codes: list[str]) -> str:
        return self.joined([self.facts.vocabulary.services[code].name(self.lang) for code in codes])

    def district(self, code: str | None) -> str:
        """The name of a district; that it is not stated where there is none."""
        return self.facts.vocabulary.districts[code].name(self.lang) if code else self.say("not-stated")
