"""Addresses of the match: what is asked stands in them alone, as criteria once an answer was edited."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import htpy as h
from starlette.datastructures import QueryParams

from app.match.parameters import NAMES, ORIGIN, SEVERAL, TOP, WANT
from app.match.question import Question
from app.pages.address.location import Location, filter_pairs
from app.pages.address.page_states import MATCH, MATCH_STATE, REQUEST, TO
from app.pages.address.picks import PICK
from app.pages.context import Context
from app.platforms.filter import Filter
from app.platforms.schemas import Platform

CRITERIA = ("domain", "stage", "service", "want")
"""Criteria of which several values may be asked."""
Pair = tuple[str, str]


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

    def location(self, context: Context) -> Location:
        """The place of the page with these criteria, from the top of the order."""
        filter = Filter(kind=self.kinds).replace(**{name: self.codes[name] for name in CRITERIA[:3]})
        kept = {name: text for name, text in context.location.view.items() if name not in (*NAMES, "ask")}
        view = {**kept, WANT.name: ",".join(self.codes["want"]), ORIGIN.name: self.origin}
        return replace(context.location, path=MATCH, filter=filter, view={n: t for n, t in view.items() if t})

    def pairs(self, context: Context, without: str) -> list[Pair]:
        """Names and values of the address of these criteria, but those of one of them."""
        location = self.location(context)
        return [
            pair for pair in (*filter_pairs(location.filter, MATCH_STATE), *location.view.items()) if pair[0] != without
        ]

    def leaving_out(self, context: Context, criterion: str) -> str:
        """The page with nothing asked of a criterion."""
        if criterion == ORIGIN.name:
            return replace(self, origin="").location(context).url()
        return replace(self, codes={**self.codes, criterion: ()}).location(context).url()


def action(context: Context) -> str:
    """Where a form of the page leads: its fields are the whole query."""
    return context.location.other(MATCH).partition("?")[0]


def hidden(pairs: Iterable[Pair]) -> list[h.VoidElement]:
    """The fields of a form that are not shown."""
    return [h.input(type="hidden", name=name, value=value) for name, value in pairs]


def lasting(context: Context) -> list[Pair]:
    """What the form of the questions keeps: theme, size and what is picked."""
    view = context.location.view
    return [(name, view[name]) for name in ("theme", "size", PICK) if name in view]


def tidy(params: QueryParams) -> list[Pair] | None:
    """The query of a form that was sent, as the API takes it, too; None: it is so.

    What was left empty goes, of several origins the last one stays, and wants and needs stand in one place.
    """
    pairs = params.multi_items()
    said = [(name, text) for name, text in pairs if text.strip()]
    one = {name: ",".join(text for each, text in said if each == name) for name in SEVERAL}
    one |= dict(pair for pair in said if pair[0] == ORIGIN.name)
    kept = list(dict.fromkeys((name, one.get(name, text)) for name, text in said))
    return None if kept == pairs else kept


def more(context: Context, top: int) -> str:
    """The same order with more of it."""
    return context.location.url(**{TOP.name: str(min(top, TOP.high or top))})


def answers_again(context: Context) -> str:
    """The questions with the answers that were given."""
    return context.location.url(ask="1", top=None)


def request_link(context: Context, platform: Platform | None = None) -> str:
    """The sheet with what the match on this page asks, written to a platform."""
    view = {**context.location.view, TO: platform.id if platform else ""}
    return replace(context.location, path=REQUEST, view=view).url(top=None, ask=None)
