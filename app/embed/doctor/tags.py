"""What stands in the tags: rights, sizes, name and loading of a frame, and the line of the host's script."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from app.embed import host_script
from app.embed.doctor.cause import Cause, cause
from app.embed.doctor.pasted_address import PastedAddress, Site
from app.embed.doctor.query import known_names
from app.embed.location import named_host
from app.embed.snippet import HEIGHTS, LEAST, NEEDED, RIGHTS
from app.errors import NotFoundError
from app.pages.address.embed_link import OF_ONE, VIEWS, View
from app.web.prefix import below

NARROWEST = 320
PIXELS = re.compile(r"(\d{1,6})(?:\.\d+)?px")
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
OF_HEIGHT = ("low", "tight", "no-height", "percent")
"""Causes after which the corrected snippet has the height that is advised."""
LOSES = ("allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox")
"""Rights for which a sentence says what is lost without them."""
SCRIPT_TYPES = ("text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript")
NO_MODULES = ("6776dbf139", "5a5637ae30", "378d57376e")
"""Released versions that cannot be loaded as a module."""
NOT_FOR_THE_FRAME = ("view", "title", "class", "id", "style", "role", "slot", "hidden")
"""Attributes of the element that its script keeps to itself."""


def frame_causes(attributes: Mapping[str, str], view: View) -> list[Cause]:
    """What an iframe's attributes lack."""
    causes = [cause("srcdoc")] if "srcdoc" in attributes else []
    causes += name_causes(attributes)
    causes += _sandbox(attributes.get("sandbox"))
    causes += _height(attributes, view) + _width(attributes)
    if not attributes.get("loading"):
        causes.append(cause("no-loading"))
    if not attributes.get("referrerpolicy"):
        causes.append(cause("no-referrerpolicy"))
    return causes


def name_causes(attributes: Mapping[str, str]) -> list[Cause]:
    """What hides a frame or its element, and what it lacks for those who cannot see it."""
    unseen = "hidden" in attributes or HIDING.search(attributes.get("style", ""))
    return ([cause("hidden")] if unseen else []) + _title(attributes)


def _title(attributes: Mapping[str, str]) -> list[Cause]:
    return [] if attributes.get("title", "").strip() else [cause("no-title")]


def _sandbox(given: str | None) -> list[Cause]:
    if given is None:
        return [cause("no-sandbox")]
    rights = given.lower().split()
    missing = [cause(f"right-{right}") for right in LOSES if right not in rights]
    more = [right for right in rights if right not in RIGHTS.split()]
    return missing + ([cause("extra-right", rights=" ".join(more))] if more else [])


def _height(attributes: Mapping[str, str], view: View) -> list[Cause]:
    """A height in pixels, of the style or the attribute; one of its own proportion has none."""
    if "aspect-ratio" in attributes.get("style", ""):
        return []
    styled = _styled(attributes)
    text = (styled if styled is not None else attributes.get("height", "")).strip()
    if text.endswith("%"):
        return [cause("percent", value=text, advised=str(HEIGHTS[view]))]
    number = re.match(r"\d{1,6}", text)
    if styled is not None and not PIXELS.fullmatch(text):
        return []
    return low(int(number[0]) if number else 150, view, given=bool(number))


def _styled(attributes: Mapping[str, str]) -> str | None:
    match = re.search(r"(?:^|[;\s])height\s*:\s*([^;]+)", attributes.get("style", ""))
    return match[1].strip() if match else None


def height_of(attributes: Mapping[str, str]) -> str | None:
    """The height that a frame has in pixels, of its style before its attribute."""
    styled = PIXELS.fullmatch(_styled(attributes) or "")
    return styled[1] if styled else attributes.get("height")


def low(height: int, view: View, *, given: bool = True) -> list[Cause]:
    """Too small a height, or one that shows but a part; without one browsers take 150 pixels."""
    if height >= NEEDED[view]:
        return []
    heights = {"least": LEAST[view], "needed": NEEDED[view], "advised": HEIGHTS[view]}
    figures = {"height": str(height), **{name: str(pixels) for name, pixels in heights.items()}}
    if not given:
        return [cause("no-height", **figures)]
    return [cause("low" if height < LEAST[view] else "tight", **figures)]


def _width(attributes: Mapping[str, str]) -> list[Cause]:
    width = attributes.get("width", "").removesuffix("px").strip()
    if width.isascii() and width.isdigit() and int(width[:6]) < NARROWEST:
        return [cause("narrow", width=width, needed=str(NARROWEST))]
    return []


def element_asked(written: Mapping[str, str], site: Site) -> PastedAddress:
    """What the element asks for; its script makes the address from its attributes, but not from `data-…`."""
    address, attributes = PastedAddress(site.address), dict(written)
    for name, value in written.items():
        plain = name.removeprefix("data-")
        if plain != name and (plain == "view" or plain in known_names("insight")) and plain not in written:
            address = address.but(cause("data-attribute", name=name, meant=plain))
            attributes[plain] = value
    given = attributes.get("view", "map")
    view = next((each for each in VIEWS if each == given), None)
    if view is None:
        address = address.but(cause("element-view", view=given, views=", ".join(VIEWS)))
    code = attributes.get(view, "") if view in OF_ONE else ""
    if view in OF_ONE and not code:
        address, view = address.but(cause(f"no-{view}")), None
    passed_on = {
        n: v for n, v in attributes.items() if n not in NOT_FOR_THE_FRAME and not n.startswith(("data-", "aria-"))
    }
    pairs = tuple((name, value) for name, value in passed_on.items() if name != view)
    return PastedAddress(address.site, address.causes, view or "map", code if view else "", pairs)


def script_causes(script: Mapping[str, str] | None, site: Site, *, secure_page: bool) -> list[Cause]:
    """The line of the host's script: there, of this service, and with the hash of what it loads."""
    if script is None:
        return [cause("no-script")]
    try:
        parts = urlsplit(script.get("src") or script.get("data-src", ""))
    except ValueError:
        return [cause("script-elsewhere", site=site.address)]
    if named_host(parts) not in site.names:
        return [cause("script-elsewhere", site=site.address)]
    causes = [cause("script-http")] if parts.scheme == "http" and (secure_page or site.address[:6] == "https:") else []
    path = below(parts.path) or parts.path
    return causes + _when(script, path) + _integrity(path, script)


def _when(script: Mapping[str, str], path: str) -> list[Cause]:
    """Whether browsers run it, and when."""
    kind = script.get("type", "").strip().lower()
    if not script.get("src"):
        return [cause("data-src")]
    if kind == "module":
        # The first versions looked for their own address where a module has none.
        version = re.search(r"embed\.([0-9a-f]{10})\.js$", path)
        return [cause("script-module")] if version and version[1] in NO_MODULES else []
    if kind and kind not in SCRIPT_TYPES:
        return [cause("script-type", type=kind)]
    if "nomodule" in script:
        return [cause("script-nomodule")]
    return [] if "defer" in script or "async" in script else [cause("no-defer")]


def _integrity(path: str, script: Mapping[str, str]) -> list[Cause]:
    version = re.fullmatch(r"/embed/v1/embed(?:\.([0-9a-f]{1,64}))?\.js", path)
    if version is None:
        return [cause("script-unknown", path=path)]
    if version[1] is None:
        return [cause("script-follows")] if script.get("integrity") else []
    try:
        right = host_script.integrity(host_script.pinned(version[1]))
    except NotFoundError:
        return [cause("script-unknown", path=path)]
    if not script.get("integrity"):
        return [cause("no-integrity")]
    if right not in script["integrity"].split():
        return [cause("wrong-integrity")]
    module = script.get("type", "").strip().lower() == "module"
    return [] if "crossorigin" in script or module else [cause("no-crossorigin")]
