"""What a web master puts into a page: the one place that writes it, for builder, doctor and oEmbed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urljoin

import htpy as h

from app.embed.host_script import current
from app.embed.location import ROOT, EmbedLocation
from app.embed.parameters import HEIGHT, Theme
from app.embed.view import FrameRequest
from app.pages.address.embed_link import OF_ONE, View
from app.web.responses import with_query

RIGHTS = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""The least rights with which everything works: scripts draw the map, links open pages outside of the frame."""
REFERRER = "strict-origin-when-cross-origin"
WIDTH = 640
USUAL_THEME: Theme = "light"
"""Most sites are light whatever the visitor's system is, so snippets say so; the contract's own default is `auto`."""
BORDERLESS = "border:0"
NONE: Mapping[str, str] = MappingProxyType({})
HEIGHTS: dict[View, int] = {"map": 600, "district": 600, "zone": 600, "platform": 600, "insight": 800, "counter": 180}
"""A fixed height for each view where none is chosen."""
NEEDED: dict[View, int] = {"map": 400, "district": 440, "zone": 400, "platform": 400, "insight": 520, "counter": 180}
"""Below these the map (or the number) is not to be seen as a whole in a frame 320 or 480 wide: measured, and tested."""
LEAST_MAP = 300
"""From this height on the sheet of styles `embed.css` draws a map; in a lower frame the list stands alone."""
LEAST: dict[View, int] = {view: NEEDED[view] if view == "counter" else LEAST_MAP for view in NEEDED}
"""The least heights: what a low frame, the doctor and the guide say; a test holds the style sheet to it."""


@dataclass(frozen=True)
class Variants:
    """The same frame in the four ways to put it into a page."""

    iframe: str
    element: str
    oembed: str
    src: str


def variants(shown: FrameRequest, title: str, site: str) -> Variants:
    """All ways. `site` is the absolute address of this service."""
    address = shown.address(site)
    return Variants(iframe(shown, title, site), element(shown, title, site), oembed(address, site), address)


def frame(
    address: str,
    title: str,
    width: str,
    height: str | None,
    *,
    follows: bool = False,
    style: str | None = BORDERLESS,
    more: Mapping[str, str] = NONE,
) -> h.Element:
    """The frame itself; with `follows` the host's script, where it is on the page, gives it its content's height.

    `more` are attributes of the web master's own, which win over the usual ones.
    """
    usual: dict[str, str | bool | None] = {
        "src": address,
        "title": title,
        "width": width,
        "height": height,
        "loading": "lazy",
        "sandbox": RIGHTS,
        "referrerpolicy": REFERRER,
        "style": style,
        "data-service-map": follows,
    }
    return h.iframe({**usual, **more})


def iframe(
    shown: FrameRequest,
    title: str,
    site: str,
    *,
    width: str | None = None,
    height: str | None = None,
    follows: bool = True,
    style: str = BORDERLESS,
    more: Mapping[str, str] = NONE,
) -> str:
    """A frame as wide as its place, as high as was chosen; `auto` has a height that works without the script.

    `follows`: where the height is `auto`, the host's script may set it. Below it stands a link: nothing within a frame
    is shown where its server is away. `style` and `more` are attributes of the web master's own.
    """
    ratio = re.fullmatch(r"(\d+):(\d+)", shown.embed.h)
    if ratio and "aspect-ratio" not in style:
        style = f"{style};aspect-ratio:{ratio[1]}/{ratio[2]};height:auto"
    size = {"width": width or "100%", "height": height or str(pixels(shown))}
    follows = follows and shown.embed.h == "auto"
    framed = frame(shown.address(site), title, **size, follows=follows, style=style, more=more)
    return f"{written(framed)}\n{written(h.p[h.a(href=page_address(shown, site))[title]])}"


def written(node: h.Element) -> str:
    """Plain text, which is escaped where it is shown."""
    return "".join(node.iter_chunks())


def pixels(shown: FrameRequest, width: int = WIDTH) -> int:
    """The height where no script sets it, in a place of this width."""
    wide, _, high = shown.embed.h.partition(":")
    if high:
        return min(max(round(width * int(high) / int(wide)), HEIGHT.least), HEIGHT.most)
    return int(wide) if wide.isdigit() else HEIGHTS[shown.view]


def element(shown: FrameRequest, title: str, site: str, more: Mapping[str, str] = NONE) -> str:
    """The custom element, with its script pinned by hash: it cannot change under the page."""
    script = current()
    line = h.script(src=site + script.address, integrity=script.integrity, crossorigin="anonymous", defer=True)
    return f"{written(line)}\n{written(tag(shown, title, site, more))}"


def tag(shown: FrameRequest, title: str, site: str, more: Mapping[str, str] = NONE) -> h.Element:
    """The element alone, with the link that stands there while no frame does: server away, script blocked."""
    given: dict[str, list[str]] = {}
    for name, value in shown.pairs():
        given.setdefault(name, []).append(value)
    attributes: dict[str, str] = {"view": shown.view}
    if shown.view in OF_ONE:
        attributes[shown.view] = shown.code
    attributes |= {name: ",".join(values) for name, values in given.items() if name != shown.view}
    fallback = h.a(data_fallback=True, href=page_address(shown, site))[title]
    return h.Element("service-map")({**attributes, "title": title, **more})[fallback]


def page_address(shown: FrameRequest, site: str) -> str:
    """The page of this site that shows the same as a frame."""
    embed = shown.embed
    path = shown.path.removeprefix(ROOT) or "/"
    location = EmbedLocation(embed.lang, path, embed.filter, dict(shown.insight), embed, shown.kinds)
    return urljoin(f"{site}/", location.full())


def oembed(address: str, site: str, more: Iterable[tuple[str, str]] = ()) -> str:
    """Where a content system asks for the frame; `more` is what it asks besides: format, greatest width and height."""
    return with_query(f"{site}/oembed", [("url", address), *more])
