"""What a frame shows: one of six views, the area or platform that some of them need, and the rest of its query."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from app.analysis.parameters import Question, parse_question
from app.embed.address import ROOT
from app.embed.contract import Embed, Note, read_embed
from app.pages.address import MAP_STATE, PageState, filter_pairs
from app.parameters import Filter, QueryItems
from app.responses import with_query
from app.vocabulary import Vocabulary

View = Literal["map", "district", "zone", "platform", "insight", "counter"]
VIEWS: tuple[View, ...] = get_args(View)
OF_ONE = ("district", "zone", "platform")
"""Views whose path ends with a code."""
INSIGHT = ("measure", "focus", "breaks", "classes", "scheme", "order")
"""What the view `insight` takes besides."""


@dataclass(frozen=True)
class Shown:
    """A frame's address in parts: `notes` tell what of the query could not be used."""

    view: View
    code: str
    embed: Embed
    kinds: tuple[str, ...]
    insight: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def path(self) -> str:
        return path_of(self.view, self.code)

    def pairs(self) -> list[tuple[str, str]]:
        """The query in its one order, without what is at its default."""
        embed = self.embed
        box = Filter(bbox=embed.bbox).query()
        return [*filter_pairs(embed.filter, PageState((), self.kinds)), *self.insight, *embed.pairs(), *box]

    def address(self, site: str = "") -> str:
        return with_query(site + self.path, self.pairs())


def path_of(view: View, code: str = "") -> str:
    if view in OF_ONE:
        return f"{ROOT}/{view}/{code}"
    return ROOT if view == "map" else f"{ROOT}/{view}"


def default_kinds(view: View, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The kinds that a view shows when its address names none."""
    return MAP_STATE.kinds if view in ("map", "counter") else tuple(vocabulary.kinds)


def read_shown(view: View, code: str, params: QueryItems, vocabulary: Vocabulary, bases: Iterable[str] = ()) -> Shown:
    """Read a frame's query; nothing in it is an error. `bases` are the base layers that there are."""
    kinds = default_kinds(view, vocabulary)
    also = INSIGHT if view == "insight" else ()
    embed = read_embed(params, vocabulary, kinds, also, bases)
    question = parse_question(params, vocabulary, strict=False, only=also)
    wrong = [Note(p.parameter, p.value, f"allowed: {p.allowed}") for p in question.problems]
    refused = {note.parameter for note in wrong}
    given = dict(params.multi_items())
    usual = {name: str(getattr(Question(), name)) for name in also}
    insight = tuple((n, given[n]) for n in also if given.get(n, usual[n]) != usual[n] and n not in refused)
    if view in ("district", "zone"):
        embed = _without(embed, view)
    return Shown(view, code, embed, kinds, insight, (*embed.notes, *wrong))


def _without(embed: Embed, name: str) -> Embed:
    """The path says the area: a filter for it has no meaning beside."""
    lock = tuple(each for each in embed.lock if each != name)
    return replace(embed, filter=embed.filter.replace(**{name: ()}), lock=lock)


class Pairs:
    """Pairs of a query string that come from elsewhere than a request."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = list(pairs)

    def multi_items(self) -> list[tuple[str, str]]:
        return self._pairs
