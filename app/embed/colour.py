"""A web master's colour in place of the accent, where it can be read: WCAG 2.2 contrast, and the style that follows.

Relative luminance and contrast ratio are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance,
#dfn-contrast-ratio); text needs 4.5:1 (success criterion 1.4.3), shapes and focus 3:1 (1.4.11). Colours of data
(kinds, tiers, measures) have a meaning of their own and do not follow.
"""

import re
from dataclasses import dataclass
from typing import Literal

TEXT, SHAPE = 4.5, 3.0
SOFTEST = 0.12
STRONGER = 0.25
Shade = Literal["light", "dark"]


@dataclass(frozen=True)
class Ground:
    """What the accent stands on in one theme; the values are those of tokens.css."""

    surface: str
    paper: str
    sunken: str
    land: str
    water: str
    ink: str
    on_accent: str


GROUNDS: dict[Shade, Ground] = {
    "light": Ground("#ffffff", "#f3f5f5", "#eaeeef", "#fafaf6", "#cfdfe6", "#15232b", "#ffffff"),
    "dark": Ground("#172127", "#0f171b", "#1e2a31", "#1d282e", "#0d151a", "#e7edef", "#06222c"),
}


OTHER: dict[Shade, Shade] = {"light": "dark", "dark": "light"}
PAPER: Shade = "light"


@dataclass(frozen=True)
class Failure:
    """Where a colour cannot be used: the ground on which it is worst, and by how much."""

    shade: Shade
    ground: str
    ratio: float
    needed: float

    def sentence(self) -> str:
        """In the words of a note."""
        # Cut, not rounded: 4.497 must not be told as 4.5 and not enough.
        ratio = int(self.ratio * 100) / 100
        return f"{ratio:g}:1 on {self.ground}, {self.needed:g}:1 needed; the {self.shade} theme keeps its own colour"


def hex_colour(text: str) -> str | None:
    """Six hex digits in small letters without the sign, or None."""
    match = re.fullmatch(r"#?([0-9A-Fa-f]{6})", text)
    return match.group(1).lower() if match else None


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour: 0 for black, 1 for white."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with a share of `other`, channel by channel."""
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def failure(colour: str, shade: Shade) -> Failure | None:
    """The worst of what the colour stands on in a theme, if it is too weak there."""
    ground = GROUNDS[shade]
    needs = dict.fromkeys((ground.surface, ground.paper, ground.sunken, ground.on_accent), TEXT)
    needs = {ground.land: SHAPE, ground.water: SHAPE} | needs
    failed = [Failure(shade, at, contrast(colour, at), need) for at, need in needs.items()]
    return min((f for f in failed if f.ratio < f.needed), key=lambda f: f.ratio / f.needed, default=None)


def tokens(colour: str, shade: Shade) -> dict[str, str]:
    """The accent and what is derived from it: a tint to stand on, and a stronger one for text on that tint."""
    ground = GROUNDS[shade]
    accent = f"#{colour.removeprefix('#')}"
    shares = (SOFTEST * step / 6 for step in range(6, -1, -1))
    tints = (mixed(ground.surface, accent, share) for share in shares)
    soft = next((tint for tint in tints if contrast(accent, tint) >= TEXT), ground.surface)
    strong = mixed(accent, ground.ink, STRONGER)
    return {"accent": accent, "accent-strong": strong, "accent-soft": soft, "focus": accent}


def style(colour: str) -> str:
    """The rules for every theme in which the colour can be read; empty where there is none.

    Each theme is the visitor's system's, or the one that the embed's address sets on the root; paper is always light.
    """
    rules: list[str] = []
    for shade, other in OTHER.items():
        if failure(colour, shade) is None:
            declarations = " ".join(f"--{name}: {value};" for name, value in tokens(colour, shade).items())
            unless = f':root:not([data-theme="{other}"]):not(.on-paper)'
            rules.append(f"@media screen and (prefers-color-scheme: {shade}) {{ {unless} {{ {declarations} }} }}")
            rules.append(f'@media screen {{ :root[data-theme="{shade}"]:not(.on-paper) {{ {declarations} }} }}')
            if shade == PAPER:
                rules.append(f":root.on-paper {{ {declarations} }}")
                rules.append(f"@media print {{ :root {{ {declarations} }} }}")
    return "".join(f"{rule}\n" for rule in rules)
