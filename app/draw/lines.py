"""A text in lines of a given width, as Chinese and English break them."""

import re

from app.draw.fonts import ELLIPSIS, Weight, drawable, width

NEVER_FIRST = frozenset("，。、；：！？）》」』】”’,.;:!?)]}%…·")
"""Signs that begin no line."""
NEVER_LAST = frozenset("（《「『【“‘([{")
PIECES = re.compile(r"[A-Za-z0-9À-ɏ'&/+@._-]+|\s+|.", re.DOTALL)
"""A word of letters stays together, a Chinese character stands by itself."""


def lines(text: str, px: float, room: float, most: int, weight: Weight = "regular") -> list[str]:
    """At most so many lines, none wider than `room` pixels; what has no place ends in an ellipsis."""
    broken = _broken(_tokens(drawable(text), px, room, weight), px, room, weight)
    if len(broken) > most:
        broken = [*broken[: most - 1], _cut("".join(broken[most - 1 :]), px, room, weight)]
    return [line.rstrip() for line in broken]


def _tokens(text: str, px: float, room: float, weight: Weight) -> list[str]:
    """What stays together: words, and characters with the signs that must not be parted from them."""
    tokens: list[str] = []
    for piece in PIECES.findall(text):
        whole = [piece] if width(piece, px, weight) <= room else list(piece)
        for each in whole:
            if tokens and (each in NEVER_FIRST or tokens[-1] in NEVER_LAST) and not each.isspace():
                tokens[-1] += each
            else:
                tokens.append(each)
    return tokens


def _broken(tokens: list[str], px: float, room: float, weight: Weight) -> list[str]:
    """Lines that together are the whole text, blanks at their ends included."""
    broken, line = [], ""
    for token in tokens:
        if line and width((line + token).rstrip(), px, weight) > room:
            broken.append(line)
            line = ""
        line = line + token if line else token.lstrip()
    return [*broken, line] if line.strip() else broken


def _cut(text: str, px: float, room: float, weight: Weight) -> str:
    while text and width(text + ELLIPSIS, px, weight) > room:
        text = text[:-1].rstrip()
    return text + ELLIPSIS
