"""What was pasted, taken apart: a frame, the element, an oEmbed address, an address. None of it is run or fetched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urlsplit

from app.embed.doctor.cause import Cause, cause
from app.embed.doctor.repair import WIDE, repaired
from app.web.prefix import below

MOST = 4000
"""Characters that are read; more is refused before any of it is parsed."""
Form = Literal["iframe", "element", "oembed", "address", "script", "nothing"]
FRAMES = ("iframe", "service-map")
OTHERS = {"object": "data", "embed": "src", "frame": "src", "web-view": "src", "img": "src", "a": "href"}
"""Tags that show no frame of this service, or not well, and the attribute that holds their address."""
LATE = ("data-src", "data-lazy-src", "data-original", "data-url", "data-iframe-src")
"""Where scripts of a page keep an address until they put it into `src`."""
ELEMENT_ADDRESS = ("src", *LATE, "href", "url")
"""Where an address is written into the element, which takes none: it makes its own from its other attributes."""
ADDRESS = re.compile(r"""https?(?::|%3a)[^\s<>"'“”‘’，。；、）)\]]+""", re.IGNORECASE)
BEGINS = re.compile(r"/|https?(:|%3a)|javascript:|[a-z0-9-]+(\.[a-z0-9-]+|:\d)", re.IGNORECASE | re.ASCII)
"""How an address begins, with its scheme or without."""


@dataclass(frozen=True)
class Pasted:
    """`attributes` are those of the first frame or element, `script` those of the host's script where one stands by."""

    form: Form
    address: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    script: Mapping[str, str] | None = None
    fallback: bool = False
    causes: tuple[Cause, ...] = ()

    def but(self, *causes: Cause) -> "Pasted":
        return replace(self, causes=(*self.causes, *causes))


@dataclass(frozen=True)
class _Tag:
    name: str
    attributes: Mapping[str, str]
    self_closed: bool = False


class _Tags(HTMLParser):
    """Frames, elements, scripts and what is mistaken for them, with their attributes; all else is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.start_tags: list[_Tag] = []
        self.ended: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._see(tag, attrs, "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._see(tag, attrs, "/")

    def handle_endtag(self, tag: str) -> None:
        self.ended.append(tag)

    def _see(self, tag: str, attrs: list[tuple[str, str | None]], end: str) -> None:
        if tag not in (*FRAMES, *OTHERS, "script"):
            return
        first: dict[str, str] = {}
        for name, value in attrs:
            first.setdefault(name, value or "")
        closed = bool(end) or (self.get_starttag_text() or "").endswith("/>")
        if closed and not end and first:
            # Without quotation marks the slash before the end belongs to the last value.
            last = next(reversed(first))
            first[last] = first[last].removesuffix("/")
        self.start_tags.append(_Tag(tag, first, closed))


def read_pasted(text: str) -> Pasted:
    """Take at most MOST characters apart; what is neither a tag nor an address is `nothing`."""
    mended = repaired(text.strip())
    causes = [cause(key) for key in mended.keys]
    if not re.search(r"<\s*/?[a-zA-Z]", mended.text):
        return _address(mended.text).but(*causes)
    return _tagged(mended.text).but(*causes)


def _tagged(text: str) -> Pasted:
    tags = _parsed(text)
    frames = [tag for tag in tags.start_tags if tag.name in FRAMES]
    cut: tuple[Cause, ...] = ()
    if not frames and re.search(r"<(iframe|service-map)\b", text, re.IGNORECASE):
        # The end of the start tag was not copied: what is there of it counts.
        quote = '"' if text.count('"') % 2 else ""
        tags, cut = _parsed(f"{text}{quote}>"), (cause("cut"),)
        frames = [tag for tag in tags.start_tags if tag.name in FRAMES]
    scripts = [tag for tag in tags.start_tags if tag.name == "script" and "embed" in _source(tag.attributes)]
    script = scripts[0].attributes if scripts else None
    if not frames:
        return _without_frame(tags, script)
    first, more = frames[0], len(frames) - 1
    causes = [*cut, *_unclosed(first, tags, cut), *([cause("more-frames")] if more else [])]
    if scripts and scripts[0].self_closed:
        causes.append(cause("self-closed", tag="script"))
    if first.name == "service-map":
        after = tags.start_tags[tags.start_tags.index(first) + 1 :]
        fallback = any("data-fallback" in each.attributes for each in after[:1])
        return Pasted("element", "", first.attributes, script, fallback, tuple(causes))
    address = first.attributes.get("src", "").strip()
    late = _source(first.attributes)
    if not address and late:
        causes.append(cause("data-src"))
    return Pasted("iframe", address or late, first.attributes, script, causes=tuple(causes))


def _parsed(text: str) -> _Tags:
    tags = _Tags()
    tags.feed(text)
    tags.close()
    return tags


def _source(attributes: Mapping[str, str]) -> str:
    """The address of a tag, or what waits to become it."""
    return next((attributes[name] for name in ("src", *LATE) if attributes.get(name, "").strip()), "").strip()


def _unclosed(tag: _Tag, tags: _Tags, cut: tuple[Cause, ...]) -> list[Cause]:
    """An element that does not end where it should: then what follows on the page is inside of it."""
    if cut or tag.name in tags.ended:
        return [cause("self-closed", tag=tag.name)] if tag.self_closed else []
    return [cause("self-closed" if tag.self_closed else "no-end-tag", tag=tag.name)]


def _without_frame(tags: _Tags, script: Mapping[str, str] | None) -> Pasted:
    """A tag that shows no frame, but whose address may be meant."""
    for tag in tags.start_tags:
        if tag.name in OTHERS and (address := tag.attributes.get(OTHERS[tag.name], "") or _source(tag.attributes)):
            if tag.name == "web-view":
                return Pasted("address", address).but(cause("web-view"))
            return Pasted("iframe", address, _kept(tag.attributes), script).but(cause("other-tag", tag=tag.name))
    return Pasted("script" if script else "nothing", script=script)


def _kept(attributes: Mapping[str, str]) -> dict[str, str]:
    """Sizes and title mean the same in a frame, which has what these tags lack."""
    usual = {"loading": "lazy", "referrerpolicy": "strict-origin-when-cross-origin"}
    rights = {"sandbox": "allow-scripts allow-popups allow-popups-to-escape-sandbox"}
    return {n: v for n, v in attributes.items() if n in ("width", "height", "title", "style")} | usual | rights


def _address(text: str) -> Pasted:
    """A line that is an address, the attribute `src` with one, or words about one address."""
    attribute = re.fullmatch(r"""src\s*=\s*["'“”]?([^"'“”]*)["'“”]?""", text, re.IGNORECASE)
    address = (attribute[1] if attribute else text).strip("<>\"'“”‘’`，。；、 ")
    if not BEGINS.match(address[:12].translate(WIDE)) or not _one(address):
        every = set(ADDRESS.findall(text))
        if len(every) != 1:
            return Pasted("nothing")
        address = every.pop()
    try:
        path = urlsplit(address).path
    except ValueError:
        return Pasted("address", address)
    return Pasted("oembed" if (below(path) or path).rstrip("/") == "/oembed" else "address", address)


def _one(address: str) -> bool:
    """Whether what stands between blanks is one address all the same: its signs go on, or the blank is of a search."""
    before, *more = address.split()
    for part in more:
        goes_on = re.search(r"[&?=/]", part) or before[-1] in "&?=/,:" or re.search(r"[?&]q=[^&]*$", before)
        if not goes_on or re.match(r"https?:", part):
            return False
        before = f"{before} {part}"
    return True
