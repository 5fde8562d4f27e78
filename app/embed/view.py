"""What a frame shows: one of six views, the area or platform that some of them need, and the rest of its query."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.analysis.parameters import FIGURES
from app.analysis.question import USUAL, Question, parse_question
from app.embed.contract import Embed, Note, read_embed
from app.embed.location import ROOT
from app.pages.address.embed_link import OF_ONE, View
from app.pages.address.location import filter_pairs
from app.pages.address.page_states import MAP_STATE, PageState
from app.query.filter import QueryItems
from app.query.parameters import SORT
from app.vocabulary import Vocabulary
from app.web.responses import with_query

BESIDE_PATH = "passed over: the path says it"


@dataclass(frozen=True)
class FrameRequest:
    """A frame's address in parts: `notes` tell what of the query could not be used.

    `kinds` are those that the view shows when its address names none. Parameters that are `named` stand in the address
    also where their value is the default, since somebody wrote them out.
    """

    view: View
    code: str
    embed: Embed
    kinds: tuple[str, ...]
    question: Question = USUAL
    notes: tuple[Note, ...] = ()
    named: frozenset[str] = frozenset()

    @property
    def insight(self) -> tuple[tuple[str, str], ...]:
        """What the view `insight` takes besides, as far as it is not at its default or is `named`."""
        own = [(each.name, str(getattr(self.question, each.name)), str(each.default)) for each in FIGURES]
        return tuple((name, value) for name, value, usual in own if value and (value != usual or name in self.named))

    @property
    def path(self) -> str:
        return path_of(self.view, self.code)

    def pairs(self) -> list[tuple[str, str]]:
        """The query in its one order, without what is at its default and not `named`."""
        embed = self.embed
        unnamed = PageState((), () if "kind" in self.named else self.kinds)
        filter = filter_pairs(embed.filter, unnamed)
        if SORT.name in self.named and embed.filter.sort == SORT.default:
            filter.append((SORT.name, SORT.default))
        return [*filter, *self.insight, *embed.pairs(self.named), *embed.part()]

    def address(self, site: str = "") -> str:
        """Below the address of this site, or below the path where it stands at its host."""
        return with_query(site + self.path, self.pairs())


def path_of(view: View, code: str = "") -> str:
    if view in OF_ONE:
        return f"{ROOT}/{view}/{code}"
    return ROOT if view == "map" else f"{ROOT}/{view}"


def default_kinds(view: View, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The kinds that a view shows when its address names none."""
    return MAP_STATE.kinds if view in ("map", "counter") else tuple(vocabulary.kinds)


def read_frame_request(
    view: View, code: str, params: QueryItems, vocabulary: Vocabulary, bases: Iterable[str] = ()
) -> FrameRequest:
    """Read a frame's query; nothing in it is an error. `bases` are the base layers that there are."""
    kinds = default_kinds(view, vocabulary)
    also = FIGURES if view == "insight" else ()
    embed = read_embed(params, vocabulary, kinds, also, bases)
    # Of a repeated parameter of the embed's own the first counts.
    first = Pairs(dict(reversed(params.multi_items())).items())
    question = parse_question(first, vocabulary, strict=False, only=also)
    wrong = [Note.of(problem) for problem in question.problems]
    if view in ("district", "zone"):
        embed = _without(embed, view)
    return FrameRequest(view, code, embed, kinds, question.question, (*embed.notes, *wrong))


def _without(embed: Embed, name: str) -> Embed:
    """The path says the area: a filter for it has no meaning beside."""
    given = embed.filter[name]
    notes = [Note(name, ",".join(given), BESIDE_PATH)] if given else []
    notes += [Note("lock", name, BESIDE_PATH)] if name in embed.lock else []
    lock = tuple(each for each in embed.lock if each != name)
    return replace(embed, filter=embed.filter.replace(**{name: ()}), lock=lock, notes=(*embed.notes, *notes))


class Pairs:
    """Pairs of a query string that come from elsewhere than a request."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = list(pairs)

    def multi_items(self) -> list[tuple[str, str]]:
        return self._pairs
