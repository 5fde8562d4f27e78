"""Own icons on a 16 grid, from one file that Python and TypeScript share; marks whose shape says what colour says."""

import json
from functools import lru_cache
from pathlib import Path

import htpy as h
from markupsafe import Markup

from frontend.markup import markup

KEPT = 256
"""A page has some hundred marks of a few kinds: each kind is written once."""


@lru_cache(maxsize=1)
def _paths() -> dict[str, str]:
    paths: dict[str, str] = json.loads((Path(__file__).parent / "icons.json").read_text("utf-8"))
    return paths


@lru_cache(maxsize=KEPT)
def icon(name: str, size: int = 16, cls: str = "icon") -> Markup:
    """An icon; it says nothing to a screen reader, the text beside it does."""
    return _svg("0 0 16 16", size, cls, h.Element("path")(d=_paths().get(name, _paths()["other"])))


@lru_cache(maxsize=KEPT)
def kind_mark(kind: str, size: int = 14) -> Markup:
    """Disc: proof of concept. Square: pilot. Hollow diamond: related."""
    shapes = {
        "poc": h.Element("circle")(r="6.4"),
        "pilot": h.Element("rect")(x="-5.7", y="-5.7", width="11.4", height="11.4", rx="2.5"),
        "related": h.Element("path")(d="M0-6.4 6.4 0 0 6.4-6.4 0Z"),
    }
    return _svg("-8 -8 16 16", size, f"kind-mark kind-{kind}", shapes[kind])


@lru_cache(maxsize=KEPT)
def tier_mark(tier: str | None, size: int = 10) -> Markup:
    """Disc: reform. Square: build. Triangle: reserve. Ring: outside the plan."""
    shapes = {
        "reform": h.Element("circle")(cx="5", cy="5", r="4"),
        "build": h.Element("rect")(x="1.4", y="1.4", width="7.2", height="7.2", rx="1"),
        "reserve": h.Element("path")(d="M5 .9 9.4 8.8H.6Z"),
        "none": h.Element("circle")(cx="5", cy="5", r="3.2"),
    }
    return _svg("0 0 10 10", size, f"tier-mark tier-{tier or 'none'}", shapes[tier or "none"])


@lru_cache(maxsize=KEPT)
def tri_mark(value: str, size: int = 18) -> Markup:
    """Yes, no or not stated: one glyph for one idea, everywhere."""
    glyph = {"yes": _paths()["met"], "no": _paths()["unmet"], "not-stated": "M5.5 8h5"}[value]
    ring = h.Element("circle")(cx="8", cy="8", r="7")
    return _svg("0 0 16 16", size, f"tri tri-{value}", [ring, h.Element("path")(d=glyph)])


def _svg(view: str, size: int, cls: str, content: h.Node) -> Markup:
    box = {"viewBox": view, "width": str(size), "height": str(size), "class": cls, "aria-hidden": "true"}
    return markup(h.Element("svg")(box)[content])
