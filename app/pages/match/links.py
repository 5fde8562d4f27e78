"""Addresses of the match: what is asked stands in them alone, as criteria once an answer was edited."""

from dataclasses import dataclass, replace
from typing import Any

from app.match.parameters import NAMES, ORIGIN, TOP, WANT
from app.match.question import Question
from app.pages.address import MATCH, Location
from app.pages.context import Context
from app.pages.picks import PICK
from app.platforms.filter import Filter

CRITERIA = ("domain", "stage", "service", "want")
"""Criteria of which several values may be asked."""


@dataclass(frozen=True)
class Asked:
    """What the page asks for as plain codes, with the text of the origin as it was typed."""

    codes: dict[str, tuple[str, ...]]
    origin: str
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, context: Context, question: Question) -> "Asked":
        wanted = question.wanted
        codes = {
            "domain": wanted.domains,
            "stage": wanted.stages,
            "service": wanted.services,
            "want": tuple(wanted.wants),
        }
        return cls(codes, context.location.view.get(ORIGIN.name, "") if wanted.origin else "", wanted.kinds)

    def toggled(self, criterion: str, code: str) -> "Asked":
        """The same with a code more, or without it where it is asked."""
        has = self.codes[criterion]
        codes = tuple(each for each in has if each != code) if code in has else (*has, code)
        return replace(self, codes={**self.codes, criterion: codes})

    def location(self, context: Context) -> Location:
        """The place of the page with these criteria, from the top of the order."""
        filter = Filter(kind=self.kinds).replace(**{name: self.codes[name] for name in CRITERIA[:3]})
        kept = {name: text for name, text in context.location.view.items() if name not in (*NAMES, "ask")}
        view = {**kept, WANT.name: ",".join(self.codes["want"]), ORIGIN.name: self.origin}
        return replace(context.location, path=MATCH, filter=filter, view={n: t for n, t in view.items() if t})

    def url(self, context: Context, **view: str | None) -> str:
        return self.location(context).url(**view)


def more(context: Context, top: int) -> str:
    """The same order with more of it."""
    return context.location.url(**{TOP.name: str(min(top, TOP.high or top))})


def answers_again(context: Context) -> str:
    """The questions with the answers that were given."""
    return context.location.url(ask="1", top=None)


def hidden(context: Context, *names: str) -> list[tuple[str, Any]]:
    """Names and values that a form of the page keeps: theme, size, what is picked and what else is named."""
    kept = ("theme", "size", PICK, *names)
    return [(name, context.location.view[name]) for name in kept if name in context.location.view]
