"""Which attributes of a pasted tag the corrected one has, too, and which it leaves out."""

import re
from collections.abc import Container, Mapping

from app.embed.doctor.pasted import ELEMENT_ADDRESS, LATE
from app.embed.doctor.tags import HIDING, NOT_FOR_THE_FRAME
from app.embed.snippet import BORDERLESS

CARRIED = ("class", "id", "name", "loading", "referrerpolicy")
"""Attributes of an iframe that are the web master's own choice and change nothing of what is shown."""
OF_ELEMENT = ("class", "id")
ANSWERED = ("title", "width", "height", "src", *LATE, "style", "sandbox", "srcdoc", "hidden", "data-service-map")
"""Attributes that the corrected iframe has its own value for, or that a cause is about."""


def carried(attributes: Mapping[str, str], names: tuple[str, ...] = CARRIED) -> dict[str, str]:
    """The attributes that go over unchanged."""
    return {name: attributes[name] for name in names if attributes.get(name)}


def style(attributes: Mapping[str, str], *, border: bool = True) -> str:
    """Without what hides the frame and a height in pixels, which is an attribute; `border`: it says one in any case."""
    declarations = [each.strip() for each in attributes.get("style", "").split(";") if each.strip()]
    kept = [each for each in declarations if not HIDING.search(each)]
    if not any(re.match(r"aspect-ratio\s*:", each) for each in kept):
        kept = [each for each in kept if not re.match(r"height\s*:\s*[\d.]+(px|%)?$", each)]
    said = not border or any(re.match(r"border\b", each) for each in kept)
    return ";".join(kept if said else [BORDERLESS, *kept])


def left_out(form: str, attributes: Mapping[str, str], parameters: Container[str]) -> list[str]:
    """Attributes that the corrected tag has not; an element's `parameters` are spoken of elsewhere."""
    if form == "iframe":
        return [name for name in attributes if name not in (*CARRIED, *ANSWERED)]
    return [
        name
        for name in attributes
        if (name in NOT_FOR_THE_FRAME or name.startswith(("data-", "aria-")))
        and name not in (*OF_ELEMENT, *ELEMENT_ADDRESS, "view", "title", "hidden", "style")
        and name.removeprefix("data-") not in parameters
    ]
