"""The parameters of the frame's own, each defined once: how a frame looks and what of it is fixed."""

import re
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from app.city import city
from app.embed.colour import hex_colour
from app.platforms.filter import LOCKABLE
from app.query import parameters as everywhere
from app.query.kinds import Box, Choice
from app.query.lists import Names
from app.query.parameter import Parameter
from geo.bbox import BBox

Theme = Literal["auto", "light", "dark"]
ListPlace = Literal["bottom", "side", "none"]
Layers = Literal["zones", "features", "none"]
Switch = Literal["on", "off"]


@dataclass(frozen=True, kw_only=True)
class Colour(Parameter[str]):
    """A colour in six hex digits, with or without # before them; the value has small letters and no sign."""

    default: str = ""

    @property
    def allowed(self) -> str:
        return "six hex digits: c8102e"

    def parse(self, text: str) -> str:
        colour = hex_colour(text)
        if colour is None:
            raise self.refusal(text)
        return colour


@dataclass(frozen=True, kw_only=True)
class BaseName(Parameter[str]):
    """The name of a base layer; whether there is such a layer depends on the settings and is not asked here."""

    default: str = ""

    @property
    def allowed(self) -> str:
        return "the name of a base layer that the operator configured"

    def parse(self, text: str) -> str:
        if not re.fullmatch(r"[a-z0-9-]{1,32}", text):
            raise self.refusal(text)
        return text


@dataclass(frozen=True, kw_only=True)
class Height(Parameter[str]):
    """Of the frame, for the host's script and oEmbed: pixels, a ratio or `auto`. The frame fills whatever it is given.

    `least` and `most` are pixels: less shows nothing, more is no place for a frame. A ratio is width:height, from
    1:`steepest` to `steepest`:1.
    """

    least: int
    most: int
    steepest: int

    @property
    def allowed(self) -> str:
        ratio = f"width:height from 1:{self.steepest} to {self.steepest}:1"
        return f"auto, pixels ({self.least} to {self.most}), {ratio}"

    def limits(self) -> dict[str, str]:
        return {"low": str(self.least), "high": str(self.most), "steepest": str(self.steepest)}

    def parse(self, text: str) -> str:
        if ratio := re.fullmatch(r"([1-9][0-9]{0,3}):([1-9][0-9]{0,3})", text):
            good = 1 / self.steepest <= int(ratio[1]) / int(ratio[2]) <= self.steepest
        else:
            good = text == "auto" or (text.isascii() and text.isdigit() and self.least <= int(text[:9]) <= self.most)
        if not good:
            raise self.refusal(text)
        return text


@dataclass(frozen=True, kw_only=True)
class PartOfCity(Box):
    """A box that touches the city's box of land, so that swapped axes are refused."""

    @property
    def allowed(self) -> str:
        return f"{super().allowed}, touching {city().name_en}"

    def parse(self, text: str) -> BBox:
        box, land = super().parse(text), city().land
        if box.minx > land.maxx or box.maxx < land.minx or box.miny > land.maxy or box.maxy < land.miny:
            raise self.refusal(text)
        return box


LANG = replace(everywhere.LANG, shown=80)
THEME: Choice[Theme] = Choice(name="theme", values=get_args(Theme), default="auto")
ACCENT = Colour(name="accent", listed="six hex digits")
BASE = BaseName(name="base", listed="name of a configured base layer")
LAYERS: Choice[Layers] = Choice(name="layers", values=get_args(Layers), default="zones")
LIST: Choice[ListPlace] = Choice(name="list", values=get_args(ListPlace), default="bottom")
CONTROLS: Choice[Switch] = Choice(name="controls", values=("on", "off"), default="on")
WHEEL: Choice[Switch] = Choice(name="wheel", values=("off", "on"), default="off")
HEIGHT = Height(name="h", least=160, most=4000, steepest=4, default="auto")
PART = PartOfCity(name="bbox", listed="west,south,east,north")
"""The part of the map that is shown first; on the pages a parameter of this name is a filter."""
LOCK = Names(name="lock", values=LOCKABLE, listed="names of filters, but near, radius and sort")

PARAMETERS: tuple[Parameter[Any], ...] = (
    *(LANG, THEME, ACCENT, BASE, LAYERS, LIST, CONTROLS, WHEEL, HEIGHT, PART, LOCK),
)
"""In the order of the contract."""
