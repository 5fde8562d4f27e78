"""The fonts of pictures, and which characters they hold. matplotlib is imported when the first picture is drawn.

Noto Sans CJK holds every Chinese form in the font that is called after Japanese, too: the language of a text selects
it. What it lacks (Hebrew, Arabic and the like) DejaVu Sans has, which comes with matplotlib.
docs/decisions/0031-pictures-without-a-browser.md says why.
"""

import os
import unicodedata
from functools import cache, lru_cache
from typing import Any, Literal

from app.resources import default_home
from frontend.language import CHINESE

Weight = Literal["regular", "bold"]
FAMILIES: dict[Weight, str] = {"regular": "Service map", "bold": "Service map bold"}
"""Names of our own: a font that the machine has installed under the usual name is never taken instead."""
FALLBACK = "DejaVu Sans"
ELLIPSIS = "…"
MEASURED_PX = 100
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of what has no picture: controls, signs of format, and what Unicode gives no meaning."""


@cache
def library() -> Any:
    """matplotlib's font manager with our fonts. The first call takes seconds."""
    # The list of a machine's fonts is kept among what this program makes, not in somebody's home.
    os.environ.setdefault("MPLCONFIGDIR", str(default_home() / "matplotlib"))
    import noto_cjk_sans_jp_bold
    import noto_cjk_sans_jp_regular
    from matplotlib import font_manager

    files = {"regular": noto_cjk_sans_jp_regular.FONT_PATH, "bold": noto_cjk_sans_jp_bold.FONT_PATH}
    for weight, family in FAMILIES.items():
        font_manager.fontManager.ttflist.append(font_manager.FontEntry(fname=str(files[weight]), name=family))
    return font_manager


@lru_cache(maxsize=256)
def properties(px: float, weight: Weight) -> Any:
    """A size in pixels at 100 dots an inch, as matplotlib's font properties."""
    return library().FontProperties(family=[FAMILIES[weight], FALLBACK], size=px * 0.72)


def _font(weight: Weight) -> Any:
    manager = library()
    families = (FAMILIES[weight], FALLBACK)
    font = manager.get_font([manager.findfont(manager.FontProperties(family=family)) for family in families])
    font.clear()
    font.set_size(MEASURED_PX, 72)
    return font


@cache
def characters() -> frozenset[int]:
    """The code points that can be drawn."""
    manager = library()
    families = (*FAMILIES.values(), FALLBACK)
    paths = [manager.findfont(manager.FontProperties(family=family)) for family in families]
    held = [set(manager.get_font(path).get_charmap()) for path in paths]
    # What one weight lacks is missing in a title.
    return frozenset((held[0] & held[1]) | held[2])


def drawable(text: str) -> str:
    """The text as one line of what the fonts hold: signs without a picture and emoji are left out, none is a box."""
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    seen = (each for each in plain if unicodedata.category(each) not in UNSEEN and ord(each) in characters())
    return " ".join("".join(seen).split())


@lru_cache(maxsize=20_000)
def _advance(character: str, weight: Weight) -> float:
    font = _font(weight)
    # An ink box would leave out what stands around the ink: the advance is the difference of two lines.
    font.set_text(f"中{character}中", language=CHINESE.code)
    whole = font.get_width_height()[0]
    font.set_text("中中", language=CHINESE.code)
    return float(whole - font.get_width_height()[0]) / 64 / MEASURED_PX


def width(text: str, px: float, weight: Weight = "regular") -> float:
    """How many pixels wide a line is, to within a few."""
    return px * sum(_advance(each, weight) for each in text)
