"""Embed contract v1: the parameters that an embed takes beside the filters of the pages.

A v1 address keeps its meaning for ever: an unknown parameter is passed over, a value that cannot be used is left out or
falls back to its default, and both are told as notes, which the frame writes to the browser's console.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from app.analysis.parameters import BREAKS, CLASSES, FOCUS, MEASURE, ORDER, SCHEME, USUAL_ORDER
from app.embed import parameters as own_parameters
from app.embed.colour import Failure, Shade, failure
from app.embed.parameters import LOCK, PARAMETERS, PART, Layers, ListPlace, Switch, Theme
from app.platforms.facets import FACETS
from app.platforms.filter import FILTER_PARAMETERS, LOCKABLE, Filter, locked, parse_filter
from app.query.filter import QueryItems
from app.query.parameter import Parameter, Problem
from app.query.parameters import BBOX, IDS, NEAR, RADIUS, SORT, Q
from app.vocabulary import Vocabulary
from frontend.language import Lang
from geo.bbox import BBox

MOST_NOTES = 40

DEFAULTS = {"kind": "poc; in the frame of an area, a platform or the figures: all"}
"""What a filter is where the address does not name it."""

FILTERS = (
    (Q.name, f"text, {Q.allowed}", ""),
    *((facet.name, facet.contract(), DEFAULTS.get(facet.name, "")) for facet in FACETS),
    (NEAR.name, "lon,lat", ""),
    (RADIUS.name, f"metres from {RADIUS.low:g} to {RADIUS.high:g}, with near", ""),
    (IDS.name, "identifiers of platforms", ""),
    (SORT.name, SORT.contract(), SORT.default),
)
"""The filters of the pages that an embed takes, too: name, values, default. Several values are OR."""

FIGURES = (
    (MEASURE.name, MEASURE.contract(), MEASURE.default),
    (FOCUS.name, FOCUS.contract(), "the domain most named"),
    (BREAKS.name, BREAKS.contract(), BREAKS.default),
    (CLASSES.name, ", ".join(map(str, CLASSES.every())), str(CLASSES.default)),
    (SCHEME.name, SCHEME.contract(), SCHEME.default),
    (ORDER.name, ORDER.contract(), USUAL_ORDER),
)
"""What the frame of the figures takes besides: name, values, default."""

FILTER_NAMES = tuple(name for name in FILTER_PARAMETERS if name != BBOX.name)
"""In a frame `bbox` is the part shown first, which is a parameter of the frame's own."""

FIELDS = {"list": "list_place"}
"""Fields that cannot bear their parameter's name."""


@dataclass(frozen=True)
class Note:
    """What was passed over: a parameter, its value, and what is used instead or allowed."""

    parameter: str
    value: str
    reason: str

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """A value that could not be used, with what is allowed."""
        return cls(problem.parameter, problem.value, f"allowed: {problem.allowed}")


@dataclass(frozen=True)
class Embed:
    """What an embed's address means. `lock` names filters that the visitor sees and cannot change."""

    filter: Filter
    lang: Lang = own_parameters.LANG.default
    theme: Theme = own_parameters.THEME.default
    accent: str = own_parameters.ACCENT.default
    base: str = own_parameters.BASE.default
    layers: Layers = own_parameters.LAYERS.default
    list_place: ListPlace = own_parameters.LIST.default
    controls: Switch = own_parameters.CONTROLS.default
    wheel: Switch = own_parameters.WHEEL.default
    h: str = own_parameters.HEIGHT.default
    bbox: BBox | None = PART.default
    lock: tuple[str, ...] = LOCK.default
    notes: tuple[Note, ...] = field(default=())

    def pairs(self, named: Container[str] = ()) -> list[tuple[str, str]]:
        """The embed's own parameters without the view of the map: those not at their default, and those `named`."""
        plain = [p for p in PARAMETERS if p not in (PART, LOCK)]
        own = [(p.name, getattr(self, FIELDS.get(p.name, p.name)), p.default) for p in plain]
        own_pairs = [(name, value) for name, value, default in own if value and (value != default or name in named)]
        return own_pairs + ([(LOCK.name, ",".join(self.lock))] if self.lock else [])

    def part(self) -> list[tuple[str, str]]:
        """The part of the map that the web master chose; it is of this frame's map and of no other's."""
        return Filter(in_view=self.bbox).query()


def read_embed(
    params: QueryItems,
    vocabulary: Vocabulary,
    kinds: tuple[str, ...],
    also: tuple[Parameter[Any], ...] = (),
    bases: Iterable[str] = (),
) -> Embed:
    """Read an address; nothing in it is an error.

    `kinds` are shown where none is named, `also` is read elsewhere, `bases` are the base layers that there are.
    """
    given: dict[str, str] = {}
    for name, value in params.multi_items():
        given.setdefault(name, value)
    problems: list[Problem] = []
    own: dict[str, Any] = {}
    for parameter in PARAMETERS:
        if parameter != LOCK and (text := given.get(parameter.name)):
            field_name = FIELDS.get(parameter.name, parameter.name)
            own[field_name] = parameter.parse_or_default([text], problems)
    notes = [Note.of(problem) for problem in problems]
    if (base := own.get("base")) and base not in bases:
        notes.append(
            Note("base", own.pop("base"), f"configured: {', '.join(bases) or 'none'}; the own base map is used")
        )
    parsed = parse_filter(
        _Without(params, PART.name),
        vocabulary,
        default_kind=kinds,
        strict=False,
        also=(*PARAMETERS, *also),
        only=FILTER_NAMES,
        in_part=True,
    )
    notes += [Note.of(problem) for problem in parsed.problems]
    notes += [Note(name[:40], given[name][:80], "unknown parameter, passed over") for name in parsed.unknown]
    if parsed.filter.near is None:
        alone = [
            (n, given[n]) for n in ("radius", "sort") if given.get(n) and (n == "radius" or given[n] == "distance")
        ]
        notes += [Note(name, value[:80], "only together with near=lon,lat") for name, value in alone]
    own["lock"], unlocked = _locks(params, parsed.filter)
    return _readable(Embed(parsed.filter, **own, notes=tuple([*notes, *unlocked][:MOST_NOTES])))


def _locks(params: QueryItems, filter: Filter) -> tuple[tuple[str, ...], list[Note]]:
    """The filters that are locked, by every `lock` of the address, and which names lock nothing.

    One wrong name costs the others nothing: a web master's lock must not open by a slip of the pen. The kind always has
    a value: without one in the address, its default.
    """
    texts = [value for name, value in params.multi_items() if name == LOCK.name]
    named = dict.fromkeys(name for text in texts for name in text.split(",") if name)
    locks = locked(named, filter)
    allowed = f"allowed: {LOCK.allowed}"
    reasons = {name: "this filter has no value" if name in LOCKABLE else allowed for name in named if name not in locks}
    return locks, [Note(LOCK.name, name[:80], text) for name, text in reasons.items()]


def _readable(embed: Embed) -> Embed:
    """Without a colour that no theme of this embed can show; each theme that cannot is noted."""
    if not embed.accent:
        return embed
    shades: tuple[Shade, ...] = ("light", "dark") if embed.theme == "auto" else (embed.theme,)
    failed: list[Failure] = [failed_shade for shade in shades if (failed_shade := failure(embed.accent, shade))]
    failures = tuple(Note("accent", embed.accent, failed_shade.sentence()) for failed_shade in failed)
    accent = embed.accent if len(failed) < len(shades) else ""
    return replace(embed, accent=accent, notes=embed.notes + failures)


class _Without:
    """A query string without one name: in an embed `bbox` is a view, not a filter."""

    def __init__(self, params: QueryItems, name: str) -> None:
        self._pairs = [(n, v) for n, v in params.multi_items() if n != name]

    def multi_items(self) -> list[tuple[str, str]]:
        return self._pairs
