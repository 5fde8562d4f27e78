"""Where the builder stands, and the link to it from any page with what that page shows.

In its address filters have the names of the pages; what is the frame's own has `frame-` in front, since the page has a
theme and a language, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.embed.view import INSIGHT, OF_ONE
from app.pages.address import LASTING, Here, address, filter_pairs, state_of

BUILDER = "/embed/builder"
DOCTOR = "/embed/doctor"
OWN = "frame-"


@dataclass(frozen=True)
class BuilderHere(Here):
    """The builder as it is filled in: links to another language or theme keep the whole of it."""

    filled: tuple[tuple[str, str], ...] = field(default=())

    def url(self, **changes: str | None) -> str:
        view = {name: value for name, value in {**self.view, **changes}.items() if value and name in LASTING}
        return address(self.lang, self.path, [*self.filled, *view.items()])


def builder_link(here: Here) -> str:
    """The builder for what this page shows: its view, and on map and analysis its filters."""
    kind, _, code = here.path.strip("/").partition("/")
    pairs: list[tuple[str, str]] = []
    if kind in OF_ONE and code:
        pairs = [(f"{OWN}view", kind), (f"{OWN}{kind}", code)]
    elif kind in ("", "insight"):
        pairs = _own(filter_pairs(here.filter, state_of(here.path)))
        if kind:
            pairs = [(f"{OWN}view", "insight"), *pairs]
            pairs += [(name, here.view[name]) for name in INSIGHT if here.view.get(name)]
        pairs += [(f"{OWN}lock", ",".join(here.lock))] if here.lock else []
    return address(here.lang, BUILDER, list(dict.fromkeys([*pairs, *here.lasting(BUILDER)])))


def _own(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The box of the map's filter is in a frame the part that it shows first."""
    return [(f"{OWN}bbox" if name == "bbox" else name, value) for name, value in pairs]
