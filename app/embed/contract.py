"""Embed contract v1: the parameters that an embed takes beside the filters of the pages.

A v1 address keeps its meaning for ever: an unknown parameter is passed over, a value that cannot be used is left out or
falls back to its default, and both are told as notes, which the frame writes to the browser's console.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from app.city import city
from app.embed.colour import Failure, Shade, failure, hex_colour
from app.errors import InvalidParameterError
from app.platforms.facets import FACETS
from app.platforms.filter import FILTER_PARAMETERS, LOCKABLE, Filter, locked, parse_filter
from app.query.filter import SORTS, QueryItems
from app.query.filter import bbox as read_bbox
from app.vocabulary import Vocabulary
from frontend.language import DEFAULT, LANGUAGE_CODES, Lang
from geo.bbox import BBox

Theme = Literal["auto", "light", "dark"]
ListPlace = Literal["bottom", "side", "none"]
Layers = Literal["zones", "features", "none"]
Switch = Literal["on", "off"]
LEAST, MOST = 160, 4000
"""Pixels that a frame is high: less shows nothing, more is no place for one."""
STEEPEST = 4
HEIGHTS = f"auto, pixels ({LEAST} to {MOST}), width:height from 1:{STEEPEST} to {STEEPEST}:1"
MOST_NOTES = 40


@dataclass(frozen=True)
class Parameter:
    """One row of the contract: a name, its values, its default."""

    name: str
    values: str
    default: str
    read: Callable[[str], Any]


def _one_of(name: str, *allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise InvalidParameterError(name, text[:80], ", ".join(allowed))
        return text

    return read


def _view(text: str) -> BBox:
    """The part of the map to show; it must touch the city, so swapped axes are no view."""
    found, land = read_bbox(text), city().land
    if found.minx > land.maxx or found.maxx < land.minx or found.miny > land.maxy or found.maxy < land.miny:
        raise InvalidParameterError("bbox", text[:80], f"west,south,east,north in degrees, touching {city().name_en}")
    return found


def _colour(text: str) -> str:
    found = hex_colour(text)
    if found is None:
        raise InvalidParameterError("accent", text[:80], "six hex digits: c8102e")
    return found


def _base(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]{1,32}", text):
        raise InvalidParameterError("base", text[:80], "the name of a base layer that the operator configured")
    return text


def _height(text: str) -> str:
    """For the host's script and oEmbed; the frame itself fills whatever it is given."""
    if ratio := re.fullmatch(r"([1-9][0-9]{0,3}):([1-9][0-9]{0,3})", text):
        good = 1 / STEEPEST <= int(ratio[1]) / int(ratio[2]) <= STEEPEST
    else:
        good = text == "auto" or (text.isascii() and text.isdigit() and LEAST <= int(text[:9]) <= MOST)
    if not good:
        raise InvalidParameterError("h", text[:80], HEIGHTS)
    return text


PARAMETERS = (
    Parameter("lang", ", ".join(LANGUAGE_CODES), DEFAULT.code, _one_of("lang", *LANGUAGE_CODES)),
    Parameter("theme", "auto, light, dark", "auto", _one_of("theme", "auto", "light", "dark")),
    Parameter("accent", "six hex digits", "", _colour),
    Parameter("base", "name of a configured base layer", "", _base),
    Parameter("layers", "zones, features, none", "zones", _one_of("layers", "zones", "features", "none")),
    Parameter("list", "bottom, side, none", "bottom", _one_of("list", "bottom", "side", "none")),
    Parameter("controls", "on, off", "on", _one_of("controls", "on", "off")),
    Parameter("wheel", "off, on", "off", _one_of("wheel", "off", "on")),
    Parameter("h", HEIGHTS, "auto", _height),
    Parameter("bbox", "west,south,east,north", "", _view),
    Parameter("lock", "names of filters, but near, radius and sort", "", _one_of("lock", *LOCKABLE)),
)

DEFAULTS = {"kind": "poc; in the frame of an area, a platform or the figures: all"}
"""What a filter is where the address does not name it."""

FILTERS = (
    ("q", "text, at most 200 signs", ""),
    *((facet.name, facet.contract(), DEFAULTS.get(facet.name, "")) for facet in FACETS),
    ("near", "lon,lat", ""),
    ("radius", "metres from 1 to 200000, with near", ""),
    ("ids", "identifiers of platforms", ""),
    ("sort", ", ".join(SORTS), "default"),
)
"""The filters of the pages that an embed takes, too: name, values, default. Several values are OR."""

FILTER_NAMES = tuple(name for name in FILTER_PARAMETERS if name != "bbox")
"""In a frame `bbox` is the part shown first, which is a parameter of the frame's own."""

FIELDS = {"list": "list_place"}
"""Fields that cannot bear their parameter's name."""


@dataclass(frozen=True)
class Note:
    """What was passed over: a parameter, its value, and what is used instead or allowed."""

    parameter: str
    value: str
    said: str


@dataclass(frozen=True)
class Embed:
    """What an embed's address means. `lock` names filters that the visitor sees and cannot change."""

    filter: Filter
    lang: Lang = DEFAULT.code
    theme: Theme = "auto"
    accent: str = ""
    base: str = ""
    layers: Layers = "zones"
    list_place: ListPlace = "bottom"
    controls: Switch = "on"
    wheel: Switch = "off"
    h: str = "auto"
    bbox: BBox | None = None
    lock: tuple[str, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    def pairs(self) -> list[tuple[str, str]]:
        """The embed's own parameters that are not at their default, without the view of the map."""
        plain = [p for p in PARAMETERS if p.name not in ("bbox", "lock")]
        own = [(p.name, getattr(self, FIELDS.get(p.name, p.name)), p.default) for p in plain]
        found = [(name, value) for name, value, default in own if value != default]
        return found + ([("lock", ",".join(self.lock))] if self.lock else [])

    def part(self) -> list[tuple[str, str]]:
        """The part of the map that the web master chose; it is of this frame's map and of no other's."""
        return Filter(bbox=self.bbox).query()


def read_embed(
    params: QueryItems,
    vocabulary: Vocabulary,
    kinds: tuple[str, ...],
    also: tuple[str, ...] = (),
    bases: Iterable[str] = (),
) -> Embed:
    """Read an address; nothing in it is an error.

    `kinds` are shown where none is named, `also` is read elsewhere, `bases` are the base layers that there are.
    """
    given: dict[str, str] = {}
    for name, value in params.multi_items():
        given.setdefault(name, value)
    notes: list[Note] = []
    own: dict[str, Any] = {}
    for parameter in PARAMETERS:
        if parameter.name != "lock" and (text := given.get(parameter.name)):
            try:
                own[FIELDS.get(parameter.name, parameter.name)] = parameter.read(text)
            except InvalidParameterError as error:
                notes.append(Note(parameter.name, error.value, f"allowed: {error.allowed}"))
    if (base := own.get("base")) and base not in bases:
        notes.append(
            Note("base", own.pop("base"), f"configured: {', '.join(bases) or 'none'}; the own base map is used")
        )
    names = [*(p.name for p in PARAMETERS), *also]
    parsed = parse_filter(
        _Without(params, "bbox"),
        vocabulary,
        default_kind=kinds,
        strict=False,
        also=names,
        only=FILTER_NAMES,
        in_part=True,
    )
    notes += [Note(p.parameter, p.value, f"allowed: {p.allowed}") for p in parsed.problems]
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
    texts = [value for name, value in params.multi_items() if name == "lock"]
    asked = dict.fromkeys(name for text in texts for name in text.split(",") if name)
    found = locked(asked, filter)
    allowed = f"allowed: {', '.join(LOCKABLE)}"
    said = {name: "this filter has no value" if name in LOCKABLE else allowed for name in asked if name not in found}
    return found, [Note("lock", name[:80], text) for name, text in said.items()]


def _readable(embed: Embed) -> Embed:
    """Without a colour that no theme of this embed can show; each theme that cannot is noted."""
    if not embed.accent:
        return embed
    shades: tuple[Shade, ...] = ("light", "dark") if embed.theme == "auto" else (embed.theme,)
    failed: list[Failure] = [found for shade in shades if (found := failure(embed.accent, shade))]
    said = tuple(Note("accent", embed.accent, found.said()) for found in failed)
    accent = embed.accent if len(failed) < len(shades) else ""
    return replace(embed, accent=accent, notes=embed.notes + said)


class _Without:
    """A query string without one name: in an embed `bbox` is a view, not a filter."""

    def __init__(self, params: QueryItems, name: str) -> None:
        self._pairs = [(n, v) for n, v in params.multi_items() if n != name]

    def multi_items(self) -> list[tuple[str, str]]:
        return self._pairs
