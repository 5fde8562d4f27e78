"""What was pasted, taken apart: a frame, the element, an oEmbed address, an address. None of it is run or fetched."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urlsplit

from app.web.prefix import below

MOST = 4000
"""Characters that are read; more is refused before any of it is parsed."""
Form = Literal["iframe", "element", "oembed", "address", "script", "nothing"]


@dataclass(frozen=True)
class Pasted:
    """`attributes` are those of the first frame or element, `script` those of the host's script where one stands by."""

    form: Form
    address: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    script: Mapping[str, str] | None = None
    more: int = 0
    escaped: bool = False


class _Tags(HTMLParser):
    """Frames, elements and scripts with their attributes; all else is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("iframe", "service-map", "script"):
            first: dict[str, str] = {}
            for name, value in attrs:
                first.setdefault(name, value or "")
            self.found.append((tag, first))


def read_pasted(text: str) -> Pasted:
    """Take at most MOST characters apart; what is neither a tag nor an address is `nothing`."""
    text = text.strip()
    escaped = "<" not in text and "&lt;" in text
    if escaped:
        text = html.unescape(text)
    if "<" not in text:
        return _address(text)
    tags = _Tags()
    tags.feed(text)
    tags.close()
    frames = [(tag, given) for tag, given in tags.found if tag != "script"]
    scripts = [given for tag, given in tags.found if tag == "script" and "embed" in given.get("src", "")]
    script = scripts[0] if scripts else None
    if not frames:
        return Pasted("script" if script else "nothing", script=script, escaped=escaped)
    tag, given = frames[0]
    if tag == "iframe":
        return Pasted("iframe", given.get("src", ""), given, script, len(frames) - 1, escaped)
    return Pasted("element", "", given, script, len(frames) - 1, escaped)


def _address(text: str) -> Pasted:
    """A line that is an address, or the attribute `src` with one."""
    attribute = re.fullmatch(r"""src\s*=\s*["']?([^"']*)["']?""", text, re.IGNORECASE)
    address = attribute[1] if attribute else text
    if not address or len(address.split()) != 1:
        return Pasted("nothing")
    try:
        path = urlsplit(address).path
    except ValueError:
        return Pasted("address", address)
    return Pasted("oembed" if (below(path) or path).rstrip("/") == "/oembed" else "address", address)
