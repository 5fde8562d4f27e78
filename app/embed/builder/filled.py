"""The builder's form as it is filled in: read from its address, written back into one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from app.analysis.parameters import FIGURE_NAMES
from app.embed.contract import FILTER_NAMES, Note
from app.embed.parameters import PARAMETERS, THEME
from app.embed.snippet import USUAL_THEME
from app.embed.unframed import NO_FRAME, unframed
from app.embed.view import FrameRequest, Pairs, read_frame_request
from app.pages.address.embed_link import OF_ONE, VIEWS, View
from app.pages.address.page_states import OWN
from app.pages.context import Context
from app.pages.visit import Visit
from app.platforms import read
from app.platforms.values import DEFAULT_KINDS
from app.search.dependencies import suggestions_of
from app.tiles.sources import sources

WIDTHS = (320, 390, 768, 1200)
NORMAL_WIDTH = 390
LONGEST = 400


@dataclass(frozen=True)
class Filled:
    """`platform` is the one platform's name, where it is listed; `typed` what stands in the text fields."""

    shown: FrameRequest
    width: int
    typed: Mapping[str, str]
    platform: str | None = None
    similar: tuple[tuple[str, str], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether there is something to show: one platform needs one that is listed."""
        return self.shown.view != "platform" or self.platform is not None

    @property
    def written(self) -> FrameRequest:
        """The frame as its snippets say it: where a view leaves kinds out unasked, with those that it shows."""
        return replace(self.shown, named=frozenset({"kind"} if self.shown.kinds == DEFAULT_KINDS else ()))

    def pairs(self) -> list[tuple[str, str]]:
        """The builder's own address."""
        shown = self.shown
        pairs: list[tuple[str, str]] = [(f"{OWN}view", shown.view)] if shown.view != "map" else []
        if shown.view in OF_ONE:
            pairs.append((f"{OWN}{shown.view}", shown.code))
        own = {p.name for p in PARAMETERS}
        left_out = ("lang", THEME.name)
        pairs += [(OWN + name if name in own else name, value) for name, value in shown.pairs() if name not in left_out]
        pairs += [(OWN + THEME.name, shown.embed.theme)] if shown.embed.theme != USUAL_THEME else []
        pairs.append((f"{OWN}lang", shown.embed.lang))
        return pairs + ([("width", str(self.width))] if self.width != NORMAL_WIDTH else [])


async def read_filled(visit: Visit) -> Filled:
    """What was chosen; where nothing was, the whole map in the page's language."""
    context = visit.context
    params, vocabulary = visit.request.query_params, context.vocabulary
    view = _view(params.get(f"{OWN}view", ""))
    areas = {"district": vocabulary.districts, "zone": vocabulary.zones}
    code = params.get(OWN + view, "")[:LONGEST].strip() if view in OF_ONE else ""
    notes: tuple[Note, ...] = ()
    if view in areas and code not in areas[view]:
        notes = (Note(view, code, f"allowed: {', '.join(areas[view])}"),) if code else ()
        code = next(iter(areas[view]), "")
    platform: str | None = None
    similar: tuple[tuple[str, str], ...] = ()
    if view == "platform":
        code, similar = await _platform(visit, code)
        listed = await read.platform(visit.db, code) if code else None
        platform = listed.name(params.get(f"{OWN}lang", context.lang)) if listed else None
    shown = read_frame_request(
        view, code, Pairs(_frame_pairs(params, context, view)), vocabulary, sources(context.settings)
    )
    if refused := unframed(f"/{view}", params.get("topic", "")):
        notes = (Note("topic", refused.topic, NO_FRAME), *notes)
    shown = replace(shown, notes=(*notes, *shown.notes))
    typed = {p.name: params.get(OWN + p.name, "")[:LONGEST] for p in PARAMETERS}
    return Filled(shown, _width(params.get("width", "")), typed, platform, similar)


def _view(text: str) -> View:
    return next((view for view in VIEWS if view == text), "map")


def _width(text: str) -> int:
    return next((width for width in WIDTHS if str(width) == text), NORMAL_WIDTH)


def _frame_pairs(params: QueryParams, context: Context, view: View) -> list[tuple[str, str]]:
    """The frame's query. Check boxes of one name become one value; an empty field is none.

    A form without a script sends the fields of every view: those of another one have no meaning here.
    """
    taken = (*FILTER_NAMES, *(FIGURE_NAMES if view == "insight" else ()))
    pairs = [(name, value[:LONGEST]) for name, value in params.multi_items() if name in taken and value]
    for parameter in PARAMETERS:
        given = [value[:LONGEST] for value in params.getlist(OWN + parameter.name) if value]
        if given:
            pairs.append((parameter.name, ",".join(given)))
        elif parameter.name == "lang":
            pairs.append(("lang", context.lang))
        elif parameter == THEME:
            pairs.append((THEME.name, USUAL_THEME))
    return pairs


async def _platform(visit: Visit, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The identifier that was meant by a name, and others that are like what was typed."""
    suggested = await suggestions_of(visit.request).find(visit.db, text, visit.context.vocabulary)
    platforms = [entry for entry in suggested.entries if entry.group == "platform"]
    exact = next((entry.value for entry in platforms if text in (entry.name_zh, entry.name_en)), text)
    return exact, tuple((entry.value, entry.name(visit.context.lang)) for entry in platforms)
